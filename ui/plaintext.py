"""Text from outside, made fit to be seen: names, paths and messages that others have chosen.

Marks of HTML are shown and not obeyed by the widgets themselves; here goes what would change how
the rest of a sentence reads: controls, and the signs that turn the direction of writing
(https://www.unicode.org/reports/tr36/#Bidirectional_Text_Spoofing).
"""

from __future__ import annotations

import re
from html import escape

MOST = 4_000  # characters: what is longer isn't meant to be read here
SHOWN = "\N{REPLACEMENT CHARACTER}"  # in the place of what is hidden
_HIDDEN = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff]"
)


def seen(text: str) -> str:
    """`text` with a sign in the place of what hides or turns around; cut where it's a book.

    Line breaks stay: what others wrote may have paragraphs.
    """
    found = text if len(text) <= MOST else f"{text[:MOST]}…"
    return _HIDDEN.sub(SHOWN, found)


def tip(text: str) -> str:
    """`text` for a tool tip, which Qt would take for HTML where it looks like it."""
    return f"<qt>{escape(seen(text))}</qt>" if text else ""


def unmarked(text: str) -> str:
    """`text` for a button, a tick or a label of a line, where Qt makes a shortcut of “&”."""
    return seen(text).replace("&", "&&")
