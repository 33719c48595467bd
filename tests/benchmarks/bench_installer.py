"""What a customer installs: its size and its start, beside a bare wizard and a naive build.

Measures what `make installer` left in build/bundle and in dist/. The other two are frozen here from
the same environment, into build/bench, anew where the source is another since. On Linux.
"""

from __future__ import annotations

import gzip
import hashlib
import os
import shutil
import subprocess
import tarfile
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.benchmarks.figures import Pair, in_turn, show, spread, times
from tests.benchmarks.on_screen import Screen, until_painted
from tests.benchmarks.rows import measured, not_here

ROOT = Path(__file__).resolve().parents[2]
OURS = ROOT / "build" / "bundle" / "aikagi"
OTHERS = ROOT / "build" / "bench"
PYTHON = ROOT / "build" / "installer-environment" / "bin" / "python"
SOURCES = ("app", "ui", "resources", "requirements-installer.lock")
INSTALLERS = ("*.deb", "*.AppImage", "*.exe", "windows/*.exe", "*.dmg")
ROWS = ("start_installed", "start_installed_cold", "download", "installed")
CACHES = Path("/proc/sys/vm/drop_caches")
WARM_RUNS, COLD_RUNS = 15, 4
# What `pyinstaller ui/__main__.py` needs to be told before the program works at all.
NAIVE = [
    *("--windowed", "--name", "naive", "--add-data", f"{ROOT / 'resources'}:resources"),
    *("--collect-submodules", "app", "--collect-submodules", "ui", "--collect-all", "moto"),
    *("--hidden-import", "keyring.backends.SecretService"),
    *("--hidden-import", "keyring.backends.kwallet", "--paths", str(ROOT)),
    *("--specpath", str(OTHERS), str(ROOT / "ui" / "__main__.py")),
]
BARE = [str(ROOT / "tests" / "benchmarks" / "bare_wizard.spec")]


def frozen(name: str, arguments: list[str]) -> Path:
    """The folder of another frozen program, made where there is none of this very source."""
    made, stamp, wanted = OTHERS / name, OTHERS / f"{name}.of", source_digest(arguments)
    if not stamp.is_file() or stamp.read_text(encoding="ascii") != wanted:
        shutil.rmtree(made, ignore_errors=True)
        began = time.monotonic()
        command: list[str | Path] = [
            PYTHON,
            "-m",
            "PyInstaller",
            "--noconfirm",
            "--log-level=ERROR",
        ]
        command += ["--distpath", OTHERS, "--workpath", OTHERS / "work", *arguments]
        env = {**os.environ, "PYINSTALLER_CONFIG_DIR": str(OTHERS / "cache")}
        subprocess.run(command, cwd=ROOT, env=env, check=True)
        show(f"Freezing of {name}", ("time", f"{time.monotonic() - began:,.0f} s"))
        stamp.write_text(wanted, encoding="ascii")
    return made


def source_digest(arguments: list[str]) -> str:
    """A digest of what the other programs are frozen from, and how."""
    found = hashlib.sha256("\0".join(arguments).encode())
    for name in SOURCES:
        top = ROOT / name
        for path in sorted(top.rglob("*")) if top.is_dir() else [top]:
            if path.is_file() and "__pycache__" not in path.parts:
                found.update(path.relative_to(ROOT).as_posix().encode())
                found.update(path.read_bytes())
    found.update(Path(BARE[0]).read_bytes())
    return found.hexdigest()


@pytest.fixture(scope="module")
def programs() -> dict[str, Path]:
    """The three folders, by name."""
    if not (OURS / "aikagi").exists():
        not_here("there is no installed build", *ROWS)
    return {"aikagi": OURS, "bare": frozen("bare", BARE), "naive": frozen("naive", NAIVE)}


def command(folder: Path, data: Path) -> list[str | Path]:
    """How the program in that folder is started, with a data directory of its own."""
    program = folder / folder.name
    if folder.name == "bare":
        return [program]
    return [program, "--lang", "ja", "--data-dir", data / folder.name]


def size(folder: Path) -> int:
    return sum(path.lstat().st_size for path in folder.rglob("*") if not path.is_dir())


def packed(folder: Path, target: Path) -> int:
    """Bytes to download: a .tar.gz, which each of them could be."""
    with (
        gzip.open(target, "wb", compresslevel=9) as out,
        tarfile.open(fileobj=out, mode="w") as tar,
    ):
        tar.add(folder, folder.name)
    return target.stat().st_size


def test_size(programs: dict[str, Path], tmp_path: Path) -> None:
    sizes = {name: size(folder) for name, folder in programs.items()}
    downloads = {name: packed(folder, tmp_path / name) for name, folder in programs.items()}
    show(
        "Installed and packed size",
        *(
            (name, f"{sizes[name] / 1e6:,.1f} MB, {downloads[name] / 1e6:,.1f} MB")
            for name in sizes
        ),
    )
    for row, found in (("installed", sizes), ("download", downloads)):
        ours, naive = found["aikagi"] / 1e6, found["naive"] / 1e6
        share = f"{ours / naive:.0%}".replace("%", " %")
        measured(row, f"{share} ({ours:,.0f} / {naive:,.0f} MB)", ours <= 0.4 * naive)
    assert sizes["aikagi"] < sizes["naive"]


def test_size_of_what_is_downloaded() -> None:
    """The real files, where a build has left them."""
    found = sorted(path for kind in INSTALLERS for path in (ROOT / "dist").glob(kind))
    if not found:
        pytest.skip("there is no installer in dist/: `make installer` first")
    rows = [(path.name, f"{path.stat().st_size / 1e6:,.1f} MB") for path in found]
    show("Installers", *rows)


def test_build_time() -> None:
    """A whole build, its environment kept: freeze, account for, seal, self-test, pack."""
    if os.environ.get("AIKAGI_BENCH_BUILD") != "1":
        pytest.skip("takes minutes and renews build/bundle: AIKAGI_BENCH_BUILD=1 asks for it")
    began = time.monotonic()
    subprocess.run([PYTHON, "packaging/build.py", "--only", "deb"], cwd=ROOT, check=True)
    show("A build, with its .deb", ("time", f"{time.monotonic() - began:,.0f} s"))


def test_start(programs: dict[str, Path], screen: dict[str, str], tmp_path: Path) -> None:
    seen = Screen(screen["DISPLAY"])

    def start(name: str) -> Callable[[], float]:
        return lambda: until_painted(seen, command(programs[name], tmp_path), screen)

    pair = in_turn(start("aikagi"), start("bare"), runs=WARM_RUNS)
    _show_start("beside bare, page cache warm", pair)
    measured("start_installed", times(pair), pair.ratio <= 1.25)


def test_cold_start(programs: dict[str, Path], screen: dict[str, str], tmp_path: Path) -> None:
    if not os.access(CACHES, os.W_OK):
        not_here("only root may drop the page cache", "start_installed_cold")
    seen = Screen(screen["DISPLAY"])

    def start(name: str) -> Callable[[], float]:
        def cold() -> float:
            os.sync()
            CACHES.write_text("3", encoding="ascii")
            return until_painted(seen, command(programs[name], tmp_path), screen)

        return cold

    pair = in_turn(start("aikagi"), start("bare"), runs=COLD_RUNS)
    _show_start("beside bare, page cache dropped", pair)
    measured("start_installed_cold", times(pair), pair.ratio <= 1.25)


def _show_start(how: str, pair: Pair) -> None:
    show(
        f"Process start to first painted window, {how}",
        ("Aikagi", spread(pair.ours)),
        ("the other", spread(pair.theirs)),
    )
