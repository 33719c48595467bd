"""Where the loader looks for libraries, as ELF files say it: nowhere but beside the program.

A Python that was built in somebody's home says so in each of its modules (DT_RUNPATH), and the
loader of every customer would look there first. Such places are taken out; those that begin with
$ORIGIN, the file's own folder, stay. What is written is in place, no byte moves.
https://refspecs.linuxfoundation.org/elf/gabi4+/ch5.dynamic.html
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

# ELF of 64 bits, little end first: all that Linux's installers are for.
_HEADER = b"\x7fELF\x02\x01"
_TABLES = struct.Struct("<32xQQ6xHHHH")  # where segments and sections are listed, size and number
_SEGMENT = struct.Struct("<I4xQQ8xQ")  # kind, offset, address, size
_SECTION = struct.Struct("<4xI16xQQ")  # kind, offset, size
_ENTRY = struct.Struct("<qQ")
_SYMBOL = struct.Struct("<I20x")
_LOAD, _DYNAMIC, _DYNAMIC_SYMBOLS = 1, 2, 11
_END, _NEEDED, _STRINGS, _SONAME, _RPATH, _RUNPATH = 0, 1, 5, 14, 15, 29
_NAMES = frozenset({_NEEDED, _SONAME, _RPATH, _RUNPATH})
_OWN = ("$ORIGIN", "${ORIGIN}")


class Shared(Exception):  # noqa: N818  (it says what the text is)
    """A foreign place's text is a part of another name in the file, so it can't be taken out."""


class _Dynamic(NamedTuple):
    """`at`: the file's offset of the entries, `strings`: that of the texts they point into."""

    at: int
    entries: list[tuple[int, int]]
    strings: int


def own(place: str) -> bool:
    """Whether a place is told from where the file itself is."""
    return place.startswith(_OWN)


def places(data: bytes) -> list[str]:
    """Where the loader looks for what this file needs; empty where it isn't such a file."""
    found = _dynamic(data)
    if found is None:
        return []
    said = [value for tag, value in found.entries if tag in {_RPATH, _RUNPATH}]
    return [place for value in said for place in _text(data, found.strings + value).split(":")]


def names(data: bytes) -> list[str]:
    """Every text in the dynamic section: libraries' names and places."""
    found = _dynamic(data)
    if found is None:
        return []
    return [_text(data, found.strings + value) for tag, value in found.entries if tag in _NAMES]


def without_foreign(data: bytes) -> bytes:
    """The file with its own places alone, of the same length. Raises `Shared`."""
    while (found := _dynamic(data)) is not None:
        foreign = [
            (number, value)
            for number, (tag, value) in enumerate(found.entries)
            if tag in {_RPATH, _RUNPATH}
            and not all(map(own, _text(data, found.strings + value).split(":")))
        ]
        if not foreign:
            break
        data = _mended(data, found, *foreign[0])
    return data


def mend(folder: Path) -> int:
    """Take the foreign places out of every file below. Returns of how many. Raises `Shared`."""
    mended = 0
    for path in sorted(folder.rglob("*")):
        if path.is_symlink() or not path.is_file():
            continue
        before = path.read_bytes()
        after = without_foreign(before)
        if after != before:
            path.write_bytes(after)
            mended += 1
    return mended


def _mended(data: bytes, found: _Dynamic, number: int, value: int) -> bytes:
    """With one entry's foreign places gone, and the entry, where none is left."""
    start = found.strings + value
    text = _text(data, start)
    for other in _names_at(data, found, number):
        if value <= other <= value + len(text.encode()):
            raise Shared(text)
    kept = ":".join(place for place in text.split(":") if own(place)).encode()
    made = bytearray(data)
    made[start : start + len(text.encode())] = kept.ljust(len(text.encode()), b"\0")
    if not kept:
        left = [entry for each, entry in enumerate(found.entries) if each != number]
        packed = b"".join(_ENTRY.pack(*entry) for entry in (*left, (_END, 0)))
        made[found.at : found.at + len(packed)] = packed
    return bytes(made)


def _names_at(data: bytes, found: _Dynamic, but: int) -> Iterator[int]:
    """Where in the texts the other names begin: a linker lets one be the end of another."""
    for number, (tag, value) in enumerate(found.entries):
        if tag in _NAMES and number != but:
            yield value
    _, table, _, _, size, many = _TABLES.unpack_from(data)
    for number in range(many):
        kind, offset, length = _SECTION.unpack_from(data, table + number * size)
        if kind == _DYNAMIC_SYMBOLS:
            for (name,) in _SYMBOL.iter_unpack(data[offset : offset + length]):
                if name:
                    yield name


def _dynamic(data: bytes) -> _Dynamic | None:
    if not data.startswith(_HEADER):
        return None
    table, _, size, many, _, _ = _TABLES.unpack_from(data)
    segments = [_SEGMENT.unpack_from(data, table + number * size) for number in range(many)]
    at = next((offset for kind, offset, _, _ in segments if kind == _DYNAMIC), None)
    if at is None:
        return None
    entries = []
    for tag, value in _ENTRY.iter_unpack(data[at : at + (len(data) - at) // 16 * 16]):
        if tag == _END:
            break
        entries.append((tag, value))
    address = next((value for tag, value in entries if tag == _STRINGS), 0)
    for kind, offset, start, length in segments:
        if kind == _LOAD and start <= address < start + length:
            return _Dynamic(at, entries, offset + address - start)
    return None


def _text(data: bytes, at: int) -> str:
    return data[at : data.index(b"\0", at)].decode()
