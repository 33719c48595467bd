"""The search that proves that nothing leaks finds what is planted, in every form."""

from __future__ import annotations

import base64
import codecs
import json
import random
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote, quote_plus

import pytest

from tests.prove import leaks
from tests.prove.leaks import PIECE, Search, files_under, found_in


def noise(seed: int, length: int) -> bytes:
    """The same bytes each time."""
    return random.Random(seed).randbytes(length)  # noqa: S311  (no secret)


SECRETS = {
    "password": b"aB3$xY7!qR9&zK5%wM2^tN8#",
    "passphrase": b"K7MX-2HFA-9QRT-BVWZ-3CDE",
    "seed": b"JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP",
    "token": base64.b64encode(noise(1, 300)),
    "number": noise(2, 32),
}
NOISE = noise(3, 5000)
Form = Callable[[bytes], bytes]
PLANTED: dict[str, Form] = {
    "raw": lambda value: value,
    "base64 after 0": lambda value: base64.b64encode(value + b"more"),
    "base64 after 1": lambda value: base64.b64encode(b"x" + value + b"mo"),
    "base64 after 2": lambda value: base64.b64encode(b"xy" + value),
    "base64url after 1": lambda value: base64.urlsafe_b64encode(b"x" + value + b"m"),
    "percent": lambda value: quote(value, safe="").encode(),
    "percent, /": lambda value: quote(value).encode(),
    "percent, +": lambda value: quote_plus(value).encode(),
    "percent, all": lambda value: "".join(f"%{byte:02X}" for byte in value).encode(),
    "hex": lambda value: value.hex().encode(),
    "HEX": lambda value: value.hex().upper().encode(),
    "hex in pairs": lambda value: value.hex(" ").encode(),
    "reversed": lambda value: value[::-1],
}
OF_TEXT: dict[str, Form] = {
    "UTF-16 LE": lambda value: value.decode().encode("utf-16-le"),
    "UTF-16 BE": lambda value: value.decode().encode("utf-16-be"),
    "UTF-16, marked": lambda value: codecs.BOM_UTF16_LE + value.decode().encode("utf-16-le"),
    "JSON": lambda value: json.dumps({"a": value.decode()}).encode(),
}


@pytest.mark.parametrize("name", SECRETS)
@pytest.mark.parametrize("form", [*PLANTED, *OF_TEXT])
def test_planted_in_this_form_it_is_found(name: str, form: str) -> None:
    if name == "number" and form in OF_TEXT:
        return  # 32 bytes of a key are no text
    planted = {**PLANTED, **OF_TEXT}[form](SECRETS[name])
    found = Search(SECRETS).find(NOISE[:777] + planted + NOISE[777:])
    assert name in {told.partition(" (")[0] for told in found}


def test_a_part_of_a_long_one_is_found() -> None:
    token = SECRETS["token"]
    for start in (0, 17, 200):
        part = token[start : start + 2 * PIECE]
        assert Search(SECRETS).find(NOISE + base64.b64encode(b"?" + part))


def test_in_groups_and_without_hyphens() -> None:
    seed, passphrase = SECRETS["seed"].decode(), SECRETS["passphrase"].decode()
    grouped = " ".join(seed[at : at + 4] for at in range(0, len(seed), 4))
    for written in (grouped, passphrase.replace("-", ""), passphrase.lower()):
        assert Search(SECRETS).find(written.encode())


def test_where_there_is_none_none_is_found() -> None:
    assert not Search(SECRETS).find(noise(4, 200_000))
    assert not Search(SECRETS).find(Path(leaks.__file__).read_bytes())


def test_file_and_its_name_are_both_looked_at(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "K7MX-2HFA-9QRT-BVWZ-3CDE.zip").write_bytes(b"nothing")
    (tmp_path / "b.txt").write_bytes(b"..." + SECRETS["password"][::-1])
    (tmp_path / "c.txt").write_bytes(b"nothing")
    told = found_in(Search(SECRETS), files_under(tmp_path))
    assert len({each.partition(": ")[0] for each in told}) == 2
