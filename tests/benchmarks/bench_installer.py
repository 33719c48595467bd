"""What a customer installs: its size and its start, beside a bare wizard and a naive build.

Measures what `make installer` left in build/bundle. The other two are frozen here once, from the
same environment, into build/bench. On Linux.
"""

from __future__ import annotations

import gzip
import os
import subprocess
import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.benchmarks.figures import in_turn, show, spread
from tests.benchmarks.on_screen import Screen, until_painted

ROOT = Path(__file__).resolve().parents[2]
OURS = ROOT / "build" / "bundle" / "aikagi"
OTHERS = ROOT / "build" / "bench"
PYTHON = ROOT / "build" / "installer-environment" / "bin" / "python"
CACHES = Path("/proc/sys/vm/drop_caches")
COLD_RUNS = 4
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
    """The folder of another frozen program, made where it isn't there yet."""
    made = OTHERS / name
    if not (made / name).exists():
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
    return made


@pytest.fixture(scope="module")
def programs() -> dict[str, Path]:
    """The three folders, by name."""
    if not (OURS / "aikagi").exists():
        pytest.skip("there is nothing in build/bundle: `make installer` first")
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
    rows = []
    for name, folder in programs.items():
        download = packed(folder, tmp_path / name)
        rows.append((name, f"{size(folder) / 1e6:,.1f} MB, {download / 1e6:,.1f} MB as .tar.gz"))
    show("Installed and packed size", *rows)
    assert size(programs["aikagi"]) < size(programs["naive"])


def test_start(programs: dict[str, Path], screen: dict[str, str], tmp_path: Path) -> None:
    seen = Screen(screen["DISPLAY"])

    def start(name: str) -> Callable[[], float]:
        return lambda: until_painted(seen, command(programs[name], tmp_path), screen)

    for other in ("bare", "naive"):
        pair = in_turn(start("aikagi"), start(other))
        show(
            f"Process start to first painted window, beside {other} (page cache warm)",
            ("Aikagi", spread(pair.ours)),
            (other, spread(pair.theirs)),
            ("ratio", f"{pair.ratio:.2f}"),
        )


def test_cold_start(programs: dict[str, Path], screen: dict[str, str], tmp_path: Path) -> None:
    if not os.access(CACHES, os.W_OK):
        pytest.skip("only root may drop the page cache")
    seen = Screen(screen["DISPLAY"])
    rows = []
    for name, folder in programs.items():
        taken = []
        for _ in range(COLD_RUNS):
            os.sync()
            CACHES.write_text("3", encoding="ascii")
            taken.append(until_painted(seen, command(folder, tmp_path), screen))
        rows.append((name, spread(taken)))
    show("The same with the page cache dropped", *rows)
