"""What is really in a bundle: files on the disk, members of zips, modules frozen into a program.

Paths are told as site-packages has them (``botocore/session.py``), wherever the bundle's layout
puts them, and compiled modules by their source's name. Standard library only.
"""

from __future__ import annotations

import marshal
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

# Packages that every bundle holds: the folder over one of them is where a layout keeps packages.
LANDMARKS = {"PySide6", "shiboken6", "botocore"}
# How a program, or a library that one loads, begins: ELF, Windows' PE, and Apple's Mach-O for one
# processor (both byte orders read alike here) and for several.
_NATIVE = (b"\x7fELF", b"MZ", b"\xcf\xfa\xed\xfe", b"\xca\xfe\xba\xbe")
# PyInstaller's own format (https://pyinstaller.org/en/stable/advanced-topics.html): a cookie near
# the program's end tells where the archive's table is, one of whose entries holds the modules.
_COOKIE = struct.Struct("!8sIIII64s")
_MAGIC = b"MEI\014\013\012\013\016"
_ENTRY = struct.Struct("!IIIIBc")
_PACKAGE, _NAMESPACE = 1, 3
_COMPILED = re.compile(r"(__pycache__/)?([^/]+?)(\.cpython-\d+|\.opt-\d)*\.pyc$")


class Contents(NamedTuple):
    """`paths` as site-packages would have them; `natives`, the machine code, with each its path."""

    paths: frozenset[str]
    natives: dict[Path, str]


def contents(bundle: Path) -> Contents:
    """Everything in a bundle. Raises OSError if it can't be read."""
    files = sorted(path for path in bundle.rglob("*") if path.is_file() and not path.is_symlink())
    roots = {parent.parent for file in files for parent in file.parents if parent.name in LANDMARKS}
    placed = {file: as_source(below(file, roots, bundle)) for file in files}
    paths = set(placed.values())
    natives = {file: path for file, path in placed.items() if is_native(file)}
    for file in files:
        if file.suffix == ".zip" and zipfile.is_zipfile(file):
            with zipfile.ZipFile(file) as archive:
                paths.update(as_source(name) for name in archive.namelist())
    for file in natives:
        paths.update(frozen(file.read_bytes()))
    return Contents(frozenset(paths), natives)


def below(file: Path, roots: set[Path], bundle: Path) -> str:
    """A file's path under the folder of packages that it's in, else under the bundle's own."""
    root = next((parent for parent in reversed(file.parents) if parent in roots), bundle)
    return file.relative_to(root).as_posix()


def as_source(path: str) -> str:
    """A module's source for its compiled form; other paths as they are."""
    return _COMPILED.sub(r"\2.py", path)


def is_native(path: Path) -> bool:
    """Whether a file is a program or a library of machine code."""
    with path.open("rb") as file:
        return file.read(4).startswith(_NATIVE)


def frozen(program: bytes) -> Iterator[str]:
    """The modules that PyInstaller froze into a program; none if it is no such program."""
    for name, kind, data in _parts(program):
        if kind == b"z":
            yield from _modules(data)
        elif kind == b"s":
            yield f"{name}.py"


def code(program: bytes) -> Iterator[tuple[str, bytes]]:
    """The modules that PyInstaller froze into a program, by dotted name, as marshalled code.

    Raises zlib.error where they aren't written as PyInstaller 6 does.
    """
    for _, kind, data in _parts(program):
        if kind == b"z":
            for name, (what, place, length) in _table(data).items():
                if what != _NAMESPACE:
                    yield name, zlib.decompress(data[place : place + length])


def _parts(program: bytes) -> Iterator[tuple[str, bytes, bytes]]:
    at = program.rfind(_MAGIC)
    if at < 0 or at + _COOKIE.size > len(program):
        return
    _, length, table, size, _, _ = _COOKIE.unpack_from(program, at)
    start = at + _COOKIE.size - length
    if start < 0 or start + table + size > len(program):
        return  # PyInstaller's own programs hold the magic as a constant
    yield from _entries(program, start, start + table, start + table + size)


def _entries(program: bytes, start: int, at: int, end: int) -> Iterator[tuple[str, bytes, bytes]]:
    while at < end:
        size, offset, length, _, _, kind = _ENTRY.unpack_from(program, at)
        name = program[at + _ENTRY.size : at + size].rstrip(b"\0").decode()
        yield name, kind, program[start + offset : start + offset + length]
        at += size


def _table(archive: bytes) -> dict[str, tuple[int, int, int]]:
    (table,) = struct.unpack_from("!i", archive, 8)
    return dict(marshal.loads(archive[table:]))  # noqa: S302  (our own)


def _modules(archive: bytes) -> Iterator[str]:
    for name, (kind, *_) in _table(archive).items():
        path = name.replace(".", "/")
        if kind != _NAMESPACE:
            yield f"{path}/__init__.py" if kind == _PACKAGE else f"{path}.py"
