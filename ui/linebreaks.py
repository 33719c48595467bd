"""Japanese is broken anywhere between two letters: that no line holds only the last one or two."""

from __future__ import annotations

# Word joiner, no break before or after it: https://www.unicode.org/reports/tr14/#WJ
JOINER = "\u2060"
TAIL = 6  # letters that stay together at a paragraph's end
JAPANESE = "\u3000"  # the first of the letters and signs between which a line may end


def kept_together(paragraph: str) -> str:
    """`paragraph` with its last letters joined where they are Japanese; for showing only."""
    tail = paragraph[-TAIL:]
    if len(paragraph) <= 2 * TAIL or not all(letter >= JAPANESE for letter in tail):
        return paragraph
    before = paragraph[:-TAIL]
    return before + (JOINER if before[-1].isdigit() else "") + JOINER.join(tail)
