#!/usr/bin/env python3
"""Puts together, on any system, the folder that a Windows installer installs: `aikagi`.

    python packaging/windows/layout.py OUT [--installer DIST] [--stdlib DIR]
                                           [--vendor FILE] [--logo FILE]

The same shape as PyInstaller's one-folder build: `aikagi.exe`, everything else in `_internal`. What
goes in and what stays out is said by trimming.py, for every system. A build on a Windows machine
(build.py there) stays the reference; this one makes it possible to try everything without one.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

if __name__ == "__main__":  # the folder above is meant, not the script's own
    sys.path[0] = str(Path(__file__).resolve().parent.parent)

import brand
import buildnote
import licences
import madefiles
import seal
import system
import trimming
from windows import donor, icon, installer, launcher, libraries, product, stdlib, wheels

ROOT = Path(__file__).resolve().parents[2]
CACHE = ROOT / "build" / "windows"
LOCK = ROOT / "requirements.lock"
PURE = "library.zip"
SYSTEM = "windows-x86_64"


def fetch() -> tuple[Path, dict[str, Path]]:
    """The donor's wheel and the wheels of all that the program needs, from the cache or PyPI."""
    chosen = donor.of_this_python()
    python = f"python{sys.version_info.major}{sys.version_info.minor}"
    gifts, folder = CACHE / python / "donor", CACHE / python / "wheels"
    wheels.download([f"{chosen.requirement} --hash=sha256:{chosen.sha256}"], gifts)
    lines = wheels.locked(LOCK.read_text(encoding="utf-8"))
    wheels.download(list(lines.values()), folder)
    found = wheels.fetched(folder)
    needed = wheels.closure(found, wheels.wanted())
    return next(gifts.glob("*.whl")), {name: found[name] for name in sorted(needed)}


def keeps(path: str) -> bool:
    """Whether a file of a package goes in: trimming.py's rules, and Qt's modules without fail."""
    module = path.startswith("PySide6/Qt") and path.endswith(".pyd")
    return trimming.keeps(path) and (not module or Path(path).stem in trimming.QT_MODULES)


def packages(found: dict[str, Path], inside: Path, work: Path) -> Path:
    """Lay the packages into `inside`: pure ones without data as one archive, others as files.

    Returns a folder with all of them as pip would install them.
    """
    pure: list[tuple[str, bytes]] = []
    together = work / "site-packages"
    for name, wheel in found.items():
        site = work / name
        wheels.unpack(wheel, site)
        wheels.unpack(wheel, together)
        pure.append(libraries.identity(site))
        kept = [path for path in libraries.kept(site) if keeps(path)]
        if name == "botocore":
            models = trimming.models(site / name / "data")
            kept += [path.relative_to(site).as_posix() for path in models]
        if all(path.endswith(".py") for path in kept):
            pure += [(f"{path}c", libraries.compiled(site, path)) for path in kept]
        else:
            for path in kept:
                libraries.place(site, path, inside)
    (inside / PURE).write_bytes(stdlib.archive(iter(pure)))
    return together


def ours(inside: Path) -> None:
    """Lay the program itself: compiled sources, resources as they are."""
    for folder in ("app", "ui"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            libraries.place(ROOT, path.relative_to(ROOT).as_posix(), inside)
    for path, folder in trimming.resources(ROOT):
        target = inside / folder
        target.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target / path.name)


def python(wheel: Path, library: Path, inside: Path, work: Path) -> str:
    """Lay CPython; says which release its halves are of."""
    release = donor.unpack(wheel, inside)
    launcher.make_stable_abi(inside / donor.dll_name(), work)
    zipped = Path(donor.dll_name()).with_suffix(".zip").name
    (inside / zipped).write_bytes(stdlib.make(library))
    path = f"{zipped}\n{PURE}\n.\n"  # https://docs.python.org/3/using/windows.html#finding-modules
    (inside / donor.dll_name()).with_suffix("._pth").write_text(path, encoding="utf-8")
    source = (Path(__file__).parent / "start.py").read_bytes()
    (inside / "__main__.pyc").write_bytes(stdlib.compiled(source, "start.py"))
    pure = stdlib.release_of(library)
    text = f"CPython {release} (DLL and extension modules), standard library of {pure or 'unknown'}"
    (inside / product.PUT_TOGETHER).write_text(text + "\n", encoding="utf-8")
    if pure != release:
        print(f"aikagi: {text}: not one release; `make test-windows` shows that the halves fit")
    return text


def finish(bundle: Path, site: Path, given: argparse.Namespace, moment: int) -> None:
    """Brand it, account for what is in it and seal it, as every build does (build.py)."""
    resources = licences.resources(bundle)
    brand.put(given.vendor, given.logo, resources)
    note: dict[str, str | bool] = {
        "version": buildnote.version(ROOT),
        "commit": buildnote.commit(ROOT),
        "system": SYSTEM,
    }
    note |= {"built": datetime.fromtimestamp(moment, UTC).date().isoformat(), "signed": False}
    (resources / buildnote.NAME).write_text(json.dumps(note, indent=1) + "\n", encoding="utf-8")
    licences.make(bundle, site, donor.of_this_python().release)
    seal.seal(bundle)
    seal.settle(bundle, moment)


def make(given: argparse.Namespace, moment: int) -> Path:
    """Make the folder `out`/aikagi anew."""
    out: Path = given.out
    bundle, work = out / "aikagi", out / "work"
    for folder in (bundle, work):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
    inside = bundle / "_internal"
    inside.mkdir()
    wheel, found = fetch()
    python(wheel, given.stdlib, inside, work)
    site = packages(found, inside, work)
    ours(inside)
    libraries.settle(inside)
    ico = icon.make(inside / "resources" / "icons" / "aikagi.ico")
    icon.side(ico.with_name("side.bmp"))
    launcher.make(bundle / "aikagi.exe", buildnote.version(ROOT), ico, work)
    finish(bundle, site, given, moment)
    shutil.rmtree(work)
    return bundle


def steady() -> None:
    """Start this Python once more where its sets aren't in the same order every time."""
    if os.environ.get("PYTHONHASHSEED") != "0":
        environment = {**os.environ, "PYTHONHASHSEED": "0"}
        os.execve(sys.executable, [sys.executable, *sys.argv], environment)


def options(arguments: list[str]) -> argparse.Namespace:
    """The command line. Raises SystemExit on --help and mistakes."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("out", type=Path)
    parser.add_argument("--installer", type=Path, metavar="DIST", help="make its installer there")
    parser.add_argument("--stdlib", type=Path, default=stdlib.of_this_python())
    parser.add_argument("--vendor", type=Path, metavar="FILE", help="the vendor's profile (TOML)")
    parser.add_argument("--logo", type=Path, metavar="FILE", help="the vendor's logo (SVG)")
    return parser.parse_args(arguments)


def pack(bundle: Path, dist: Path) -> list[Path]:
    """The installer, and the bill of materials beside it."""
    made = installer.make(bundle, dist)
    beside = made.with_name(f"{made.stem}.cdx.json")
    shutil.copyfile(licences.resources(bundle) / "licences" / "sbom.cdx.json", beside)
    return [made, beside]


def main(arguments: list[str]) -> None:
    """Do what the module's docstring says."""
    given, began = options(arguments), time.monotonic()
    if sys.platform == "linux":
        system.install_these(system.WINDOWS)
    steady()
    try:
        brand.check(given.vendor, given.logo)
    except brand.Unfit as unfit:
        sys.exit(f"Nothing was built. {unfit}")
    os.umask(0o022)
    bundle = make(given, buildnote.epoch(ROOT))
    packed = pack(bundle, given.installer) if given.installer else []
    madefiles.tell(bundle, packed, time.monotonic() - began, "win32")


if __name__ == "__main__":
    main(sys.argv[1:])
