"""The list that announces a newer version: what it has to look like, and whether it's genuine.

    {"name": "aikagi", "version": "1.2.0", "date": "2027-01-31",
     "notes": {"en": "What is new …", "ja": "…"},
     "files": [{"system": "linux-x86_64", "name": "aikagi_1.2.0_amd64.deb", "size": 25000000,
                "sha256": "…"}]}

The files lie beside it. Its signature (ECDSA on P-256 over SHA-256, as `openssl dgst -sha256 -sign`
writes it) is over its very bytes, so nothing of it is read before that is known to be good.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from app import updateplace
from app.settings import LANGUAGES
from app.updateplace import Place

LARGEST = 100_000  # bytes of the list
LARGEST_FILE = 2_000_000_000
LONGEST_NOTE = 4_000  # characters
MOST_FILES = 50
NAME = "aikagi"
NEWER, SAME, OLDER = "newer", "same", "older"
_VERSION = re.compile(r"(0|[1-9]\d{0,5})(\.(0|[1-9]\d{0,5})){1,3}", re.ASCII)
# Installers alone, by names that mean nothing else: nothing that another program would load
# or start by itself, and none of Windows' devices, whatever is put behind their names:
# https://learn.microsoft.com/windows/win32/fileio/naming-a-file
_FILE = re.compile(
    r"(?!(?i:con|prn|aux|nul|com[0-9]|lpt[0-9])[.])"
    r"[A-Za-z0-9][A-Za-z0-9._+~-]{0,110}\.(deb|AppImage|exe|dmg)"
)
_SYSTEM = re.compile(r"(linux|windows|macos)(-[a-z0-9_]{1,20})?")
_SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class File:
    """An installer beside the list. `sha256` is in small hexadecimal letters."""

    system: str
    name: str
    size: int
    sha256: str


@dataclass(frozen=True)
class Release:
    """What the list announces. `notes` says what is new, by language, as plain text."""

    version: str
    date: str
    notes: Mapping[str, str] = field(hash=False)
    files: tuple[File, ...]

    def for_system(self, system: str) -> tuple[File, ...]:
        """The files for a system such as "macos-arm64"; "macos" alone is for all of its kind."""
        return tuple(f for f in self.files if f.system in {system, system.partition("-")[0]})


@dataclass(frozen=True)
class Found:
    """What looking came to. `files` are those for this system, none unless `state` is NEWER."""

    state: str
    release: Release = field(repr=False)
    files: tuple[File, ...]
    place: Place


def is_genuine(content: bytes, signature: bytes, key: str) -> bool:
    """Whether `signature` over `content` was made by the owner of the public `key`."""
    from awscrt.crypto import EC

    try:
        public = EC.new_key_from_der_data(updateplace.der(key))
        return bool(public.verify(hashlib.sha256(content).digest(), signature))
    except (RuntimeError, ValueError):  # a point that isn't on the curve; a signature that is none
        return False


def read(content: bytes) -> Release:
    """Understand the list. Raises `ValueError` for anything that isn't one."""
    try:
        said = json.loads(content.decode("utf-8-sig"))
    except RecursionError:
        raise ValueError from None
    _demand(isinstance(said, dict) and said.get("name") == NAME)
    day, files = said.get("date"), said.get("files")
    version = _text(said.get("version"), _VERSION)
    _demand(isinstance(day, str) and date.fromisoformat(day).isoformat() == day)
    _demand(isinstance(files, list) and len(files) <= MOST_FILES)
    return Release(version, day, _notes(said.get("notes", {})), tuple(map(_file, files)))


def parts(version: str) -> tuple[tuple[int, ...], int]:
    """A version, to be compared: 1.10 is newer than 1.9, and 1.2 the same as 1.2.0.

    One that was still to come, such as 1.0.0rc1, is older than 1.0.0. Only ours can be such a one:
    a list that names one is none.
    """
    public = version.partition("+")[0]
    found = re.match(r"[\d.]*\d", public)
    numbers = [int(part) for part in (found.group().split(".") if found else ())]
    while numbers and not numbers[-1]:
        numbers.pop()
    after = public[found.end() :] if found else ""
    if after.startswith((".post", "-", "post")):
        return tuple(numbers), 1
    return tuple(numbers), -1 if after else 0


def _file(said: Any) -> File:
    _demand(isinstance(said, dict))
    size = said.get("size")
    _demand(isinstance(size, int) and not isinstance(size, bool) and 0 < size <= LARGEST_FILE)
    name, system = _text(said.get("name"), _FILE), _text(said.get("system"), _SYSTEM)
    return File(system, name, size, _text(said.get("sha256"), _SHA256))


def _notes(said: object) -> dict[str, str]:
    if not isinstance(said, dict):
        raise ValueError  # noqa: TRY004  (the file's fault, not the program's)
    found = {name: said[name] for name in LANGUAGES if name in said}
    for text in found.values():
        _demand(isinstance(text, str) and len(text) <= LONGEST_NOTE)
        _demand(text.replace("\n", "").replace("\t", "").isprintable())
    return found


def _text(value: object, form: re.Pattern[str]) -> str:
    if not isinstance(value, str) or not form.fullmatch(value):
        raise ValueError
    return value


def _demand(so: bool) -> None:  # noqa: FBT001  (a condition, read where it's said)
    if not so:
        raise ValueError
