"""What AWS's own screens say: the labels that customers look for there, from `console.toml`."""

from __future__ import annotations

import tomllib
from functools import lru_cache

from app.settings import RESOURCES
from ui import words

Labels = dict[str, dict[str, str]]
FILE = RESOURCES / "console.toml"


def label(name: str) -> str:
    """AWS's label of that name, in the interface's language. Raises `KeyError`."""
    return labels()[name][words.language()]


def quoted(name: str) -> str:
    """The same in quotation marks, for a sentence: “Verify”, 「検証」. Raises `KeyError`."""
    return _in_quotes(label(name), words.language())


def both(name: str) -> str:
    """The label in both languages, the interface's first: “Verify” (検証). Raises `KeyError`."""
    here, there = labels()[name]["en"], labels()[name]["ja"]
    if words.language() == "ja":
        return f"{_in_quotes(there, 'ja')}（{here}）"
    return f"{_in_quotes(here, 'en')} ({there})"


def _in_quotes(text: str, language: str) -> str:
    return f"「{text}」" if language == "ja" else f"“{text}”"


@lru_cache
def labels() -> Labels:
    """Every label: its name, then "en" and "ja"."""
    with FILE.open("rb") as file:
        found: Labels = tomllib.load(file)
    return found
