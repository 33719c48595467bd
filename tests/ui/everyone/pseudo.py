"""A language that nobody speaks: English with accents, longer, in brackets, with long words.

Whatever is cut off, or wasn't translatable, is seen at once: its end bracket is missing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache

import pytest

from ui import words

NAME, SOURCE = "pseudo", "en"  # what it is called, and what it is made of
ACCENTS = str.maketrans("aceinouyACEINOUYszdlt", "áçéíñöüýÁÇÉÍÑÖÜÝšžđłŧ")
KEPT = re.compile(r"(\{[^}]*\}|&)")  # placeholders, and the letters to press with Alt
MORE = 0.4
LONGEST = 22  # letters: German has longer ones, and they are rare
FILLER = "Ẃöřďłöñğéřthäñéṽéřšééñ"


def translated(text: str) -> str:
    """`text` as that language has it."""
    parts = KEPT.split(text)
    said = "".join(p if KEPT.fullmatch(p) else p.translate(ACCENTS) for p in parts)
    more, fill = round(len(text) * MORE), []
    while more > 0:
        fill.append(FILLER[: min(more, LONGEST)])
        more -= LONGEST + 1
    return f"[{' '.join((said, *fill))}]"


@contextmanager
def spoken() -> Iterator[None]:
    """Everything is said in it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(words, "_translated", lru_cache(translated))
        patch.setattr(
            words, "ngettext", lambda one, many, number: translated(one if number == 1 else many)
        )
        yield
