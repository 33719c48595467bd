"""Windows' own CPython, for a layout that is put together elsewhere: where it's from, what of it.

PyPI has no CPython for Windows, but a wheel of Panda3D carries its DLL and its extension modules,
unchanged and meant to be shipped with programs (https://docs.panda3d.org/1.10/python/distribution).
Its release is read from the DLL and compared with the one that is pinned here.
"""

from __future__ import annotations

import re
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

FOLDER = "deploy_libs/"
# Tk, Tcl, sound, SQLite and the installer database: nothing here uses them. UCRT's forwarders are
# for Windows before 10, which Qt 6 doesn't run on.
LEFT_OUT = re.compile(
    r"_tkinter|tcl|tk86|winsound|sqlite|_sqlite3|_msi|_test|api-ms-win-crt-|.*\.cp\d+t-",
    re.IGNORECASE,
)
VERSION = re.compile("FileVersion\0+".encode("utf-16-le") + b"((?:[0-9.]\0)+)")


class Donor(NamedTuple):
    """A wheel (name, version, SHA-256) and the CPython release that it holds."""

    requirement: str
    sha256: str
    release: str


DONORS = {
    (3, 11): Donor(
        "panda3d==1.10.16",
        "37acfb92655c4226879f95c988e2ef1449a53c54486d6c1ebc00e2772429af82",
        "3.11.9",
    ),
    (3, 13): Donor(
        "panda3d==1.10.16",
        "0e505261bb58d8402d0099c291f1a3459acfdd38f3e7d666e72aa2e1ea5dc46f",
        "3.13.11",
    ),
}


def of_this_python() -> Donor:
    """The donor whose byte code this Python writes. Raises SystemExit where there is none."""
    found = DONORS.get(sys.version_info[:2])
    if found is None:
        known = " or ".join(".".join(map(str, version)) for version in DONORS)
        sys.exit(f"A Windows layout is put together by Python {known}.")
    return found


def dll_name() -> str:
    """`python311.dll`, of the Python that runs this."""
    return f"python{sys.version_info.major}{sys.version_info.minor}.dll"


def release_of(dll: bytes) -> str:
    """The release that the version resource of CPython's DLL names, "" if none."""
    found = VERSION.search(dll)
    return found[1].decode("utf-16-le") if found else ""


def parts(wheel: Path) -> Iterator[tuple[str, bytes]]:
    """Name and content of each of CPython's files in the wheel that Aikagi may need."""
    with zipfile.ZipFile(wheel) as opened:
        for name in sorted(opened.namelist()):
            base = name.removeprefix(FOLDER)
            if name.startswith(FOLDER) and base and not LEFT_OUT.match(base):
                yield base, opened.read(name)


def unpack(wheel: Path, folder: Path) -> str:
    """Lay CPython's files into `folder`. Returns its release; raises SystemExit if it's another."""
    for name, content in parts(wheel):
        (folder / name.lower()).write_bytes(content)
    release = release_of((folder / dll_name()).read_bytes())
    if release != of_this_python().release:
        sys.exit(f"{wheel.name} holds CPython {release}, not {of_this_python().release}.")
    return release
