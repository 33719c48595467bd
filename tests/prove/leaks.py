"""Searches for secrets, in whatever form they may have got somewhere."""

from __future__ import annotations

import base64
import html
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from urllib.parse import quote

SHORTEST = 6  # bytes of a form, below which chance would find it
PIECE = 24  # bytes: of a long secret, a part is as bad


def _text(change: Callable[[str], str]) -> Callable[[bytes], list[bytes]]:
    """A form that only text has."""

    def form(value: bytes) -> list[bytes]:
        try:
            return [change(value.decode()).encode()]
        except UnicodeDecodeError:
            return []

    return form


def _base64(value: bytes, marks: bytes) -> list[bytes]:
    """The letters that depend on `value` alone, wherever in threes of bytes it begins."""
    found = []
    for before in range(3):
        whole = base64.b64encode(bytes(before) + value, altchars=marks)
        first = -(-before * 8 // 6)
        last = (before + len(value)) * 8 // 6
        found.append(whole[first:last])
    return found


def _utf16(order: str) -> Callable[[bytes], list[bytes]]:
    def form(value: bytes) -> list[bytes]:
        try:
            return [value.decode().encode(f"utf-16-{order}")]
        except UnicodeDecodeError:
            return []

    return form


FORMS: dict[str, Callable[[bytes], list[bytes]]] = {
    "raw": lambda value: [value],
    "base64": lambda value: _base64(value, b"+/"),
    "base64url": lambda value: _base64(value, b"-_"),
    "UTF-16 LE": _utf16("le"),
    "UTF-16 BE": _utf16("be"),
    "percent": lambda value: [quote(value, safe="").encode(), quote(value).encode()],
    "percent, small": lambda value: [
        quote(value, safe="").replace("%2F", "%2f").encode(),
        "".join(f"%{byte:02x}" for byte in value).encode(),
    ],
    "percent, all": lambda value: ["".join(f"%{byte:02X}" for byte in value).encode()],
    "hex": lambda value: [value.hex().encode()],
    "HEX": lambda value: [value.hex().upper().encode()],
    "hex, apart": lambda value: [value.hex(" ").encode(), value.hex(":").encode()],
    "reversed": lambda value: [value[::-1]],
    "base32": lambda value: [base64.b32encode(value).rstrip(b"=")[:-1]],
    "JSON": _text(lambda text: json.dumps(text)[1:-1]),
    "HTML": _text(html.escape),
    "without hyphens": _text(lambda text: text.replace("-", "")),
    "in groups": _text(lambda text: " ".join(text[i : i + 4] for i in range(0, len(text), 4))),
    "small letters": _text(str.lower),
}


def pieces(value: bytes) -> Iterator[bytes]:
    """`value`, or every piece of a long one that a part of it would have to hold."""
    if len(value) < 2 * PIECE:
        yield value
    else:
        yield from (value[at : at + PIECE] for at in range(0, len(value) - PIECE + 1, PIECE))


class Search:
    """Knows every form of some secrets."""

    def __init__(self, secrets: Mapping[str, bytes]) -> None:
        self._forms: dict[bytes, str] = {}
        for name, value in secrets.items():
            assert len(value) >= SHORTEST, name
            for piece in pieces(value):
                for form, made in FORMS.items():
                    for written in made(piece):
                        if len(written) >= SHORTEST:
                            self._forms.setdefault(written, f"{name} ({form})")

    def find(self, content: bytes) -> set[str]:
        """Which secrets are in `content`, and in which form."""
        return {told for form, told in self._forms.items() if form in content}


def files_under(*folders: Path) -> Iterator[Path]:
    """Every file there."""
    for folder in folders:
        yield from (path for path in sorted(folder.rglob("*")) if path.is_file())


def found_in(search: Search, paths: Iterable[Path]) -> list[str]:
    """What is found in files, or in their names."""
    told = []
    for path in paths:
        try:
            content = path.read_bytes()
        except OSError:  # gone again, or not a file to be read
            content = b""
        told += [f"{path}: {each}" for each in search.find(str(path).encode() + b"\0" + content)]
    return told
