"""Which licence a Python package has, as an SPDX expression, and whether that one may be shipped.

Makers write it in three places of their metadata, from exact to vague; what is too vague, or
wrong, is put right in licences.toml by someone who has read the text. SPDX: https://spdx.org.
"""

from __future__ import annotations

import functools
import re
import tomllib
from email.message import Message
from pathlib import Path
from typing import Any

TABLE = Path(__file__).resolve().parent / "licences.toml"
_WORD = re.compile(r"[A-Za-z0-9.+-]+|[()]")


@functools.cache
def table() -> dict[str, dict[str, Any]]:
    """licences.toml. Raises OSError or tomllib.TOMLDecodeError."""
    return tomllib.loads(TABLE.read_text(encoding="utf-8"))


def normal(name: str) -> str:
    """A project's name as the index compares it (https://peps.python.org/pep-0503/)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def of(metadata: Message) -> str:
    """A package's licence from its METADATA; "" if that says nothing definite."""
    known = table()
    corrected = known["package"].get(normal(str(metadata["Name"])), {}).get("licence", "")
    aliases = known["alias"]
    said = str(metadata["License"] or "").strip()
    classified = [
        aliases[value.removeprefix("License :: OSI Approved :: ")]
        for value in map(str, metadata.get_all("Classifier", []))
        if value.removeprefix("License :: OSI Approved :: ") in aliases
    ]
    return (
        corrected
        or str(metadata["License-Expression"] or "")
        or aliases.get(said, "")
        or (said if may_be_shipped(said) else "")
        or " AND ".join(dict.fromkeys(classified))
    )


def may_be_shipped(expression: str) -> bool:
    """Whether it's an expression, and one of its options is allowed."""
    try:
        return bool(choices(expression))
    except ValueError:
        return False


def options(expression: str) -> list[frozenset[str]]:
    """An expression as the sets of terms to choose from: ``A AND (B OR C)`` is {A, B} or {A, C}.

    A term is a licence, or one ``WITH`` an exception. Raises ValueError if it can't be read.
    """
    words = _WORD.findall(expression)
    found = _either(words)
    if words:
        message = f"this is no SPDX expression: {expression}"
        raise ValueError(message)
    return found


def _either(words: list[str]) -> list[frozenset[str]]:
    found = _all(words)
    while words and words[0] == "OR":
        del words[0]
        found += _all(words)
    return found


def _all(words: list[str]) -> list[frozenset[str]]:
    found = _term(words)
    while words and words[0] == "AND":
        del words[0]
        found = [one | other for other in _term(words) for one in found]
    return found


def _term(words: list[str]) -> list[frozenset[str]]:
    word = words.pop(0) if words else ""
    if word == "(":
        found = _either(words)
        word = words.pop(0) if words else ""
        if word == ")":
            return found
    elif words[:1] == ["WITH"] and len(words) > 1:
        exception = words[1]
        del words[:2]
        return [frozenset({f"{word} WITH {exception}"})]
    elif word and word not in {"AND", "OR", "WITH", ")"}:
        return [frozenset({word})]
    message = "this is no SPDX expression"
    raise ValueError(message)


def choices(expression: str) -> list[frozenset[str]]:
    """The options of an expression that may be shipped. Raises ValueError as `options` does."""
    allowed = table()["allowed"]
    found = options(expression) if expression else []
    return [option for option in found if all(term in allowed for term in option)]
