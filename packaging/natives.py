"""Whose the machine code in a bundle is: Qt, ICU, OpenSSL, a Debian package's library and so on.

What is linked into a file is found by what the file holds, so that the list says what is there.
"""

from __future__ import annotations

import fnmatch
import functools
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import distributions
from distributions import Component

TABLE = Path(__file__).resolve().parent / "natives.toml"
# Where Debian's dpkg keeps which file came with which package, and the packages' licences.
DPKG = Path("/var/lib/dpkg/info")
DOCUMENTS = Path("/usr/share/doc")


@functools.cache
def table() -> dict[str, Any]:
    """natives.toml. Raises OSError or tomllib.TOMLDecodeError."""
    return tomllib.loads(TABLE.read_text(encoding="utf-8"))


def parts(
    files: Iterable[Path], owners: dict[Path, str], python: str
) -> Iterator[tuple[Component, Path]]:
    """What is in each native file by natives.toml, once for each owner and version, and the file.

    `owners` are the packages whose files these are; `python` is the version of CPython.
    """
    rows = table()["part"]
    for file in files:
        data = file.read_bytes()
        for row in rows:
            version = found(row, file.name, data)
            if version is not None:
                known = python if row["name"] == "CPython" else version
                yield component(row, known, owners.get(file, "")), file


def found(row: dict[str, Any], name: str, data: bytes) -> str | None:
    """The version of a part in a file, "" if that can't be told, or None if it isn't there."""
    if not any(fnmatch.fnmatchcase(name, pattern) for pattern in row["files"]):
        return None
    markers = row.get("marker", [])
    for marker in [markers] if isinstance(markers, str) else markers:
        if match := re.search(marker.encode("latin-1"), data):
            return match[1].decode("ascii") if match.re.groups else ""
    return "" if row.get("own") or not markers else None


def component(row: dict[str, Any], version: str, parent: str) -> Component:
    """A row of the table as a component of a version, in a parent or in none."""
    return Component(
        name=row["name"],
        version=version,
        purl=row["purl"] + (f"@{version}" if version else ""),
        licence=row["licence"],
        source=row["source"],
        texts=distributions.kept(row["texts"]),
        parent=parent,
    )


def is_own(file: Path) -> bool:
    """Whether a native file is one of the table's, and nothing but that."""
    rows = (row for row in table()["part"] if row.get("own"))
    return any(fnmatch.fnmatchcase(file.name, name) for row in rows for name in row["files"])


def is_python(file: Path) -> bool:
    """Whether a native file is one of the standard library's extension modules."""
    module, _, rest = file.name.partition(".")
    return rest.endswith(("so", "pyd")) and module in sys.stdlib_module_names


def of_debian(files: Iterable[Path]) -> dict[Path, Component]:
    """The Debian packages here that have libraries of these names; none where there is no dpkg.

    A licence is "" where natives.toml doesn't know it.
    """
    names = {file.name: file for file in files}
    packages = {}
    for listed in sorted(DPKG.glob("*.list")) if names else ():
        package = listed.stem.partition(":")[0]
        for line in listed.read_text(encoding="utf-8").splitlines():
            name = line.rpartition("/")[2]
            if name in names and (DOCUMENTS / package / "copyright").is_file():
                packages[names[name]] = package
    known = _debian(sorted(set(packages.values())))
    return {file: known[package] for file, package in packages.items()}


def _debian(packages: list[str]) -> dict[str, Component]:
    form = "${binary:Package} ${source:Package} ${Version} ${Architecture}\\n"
    told = _answers("dpkg-query", "--show", "-f", form, *packages) if packages else ""
    licences = table()["debian"]
    found = {}
    for line in told.splitlines():
        name, source, version, machine = line.split()
        package = name.partition(":")[0]
        text = (DOCUMENTS / package / "copyright").read_text("utf-8", errors="replace")
        found[package] = Component(
            name=package,
            version=version,
            purl=f"pkg:deb/debian/{package}@{version}?arch={machine}",
            licence=licences.get(source, licences.get(re.sub(r"-\d+$", "", source), "")),
            source=f"https://tracker.debian.org/pkg/{source}",
            texts={f"{package}-copyright.txt": text},
        )
    return found


def _answers(*command: str) -> str:
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    except OSError:
        return ""
    return done.stdout
