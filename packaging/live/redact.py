"""The second net under the transcript, which is made of figures and fixed words in the first place.

What is known to be somebody's own is taken out wherever it stands, and so is whatever has the form
of a number, an address or a key of AWS's.
"""

from __future__ import annotations

import re

REMOVED = "(removed)"
SHORTEST = 4  # characters; what is shorter would be found in any text
_FORMS = (
    re.compile(r"arn:[A-Za-z0-9-]*:[^\s\"]*"),
    re.compile(r"(?<!\d)\d{12}(?!\d)"),  # an account
    re.compile(
        r"\b(?:A3T|ABIA|ACCA|AGPA|AIDA|AIPA|AKIA|ANPA|APKA|AROA|ASCA|ASIA|ASOR)[A-Z0-9]{8,}"
    ),
    re.compile(r"[^\s\"@<>]+@[^\s\"@<>]+\.[^\s\"@<>]+"),  # an address of mail
    re.compile(r"[A-Za-z0-9+/_-]{40,}={0,2}"),  # a key, a token or a code
    re.compile(r"\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b"),
)


class Known:
    """What mustn't be told. Its repr says nothing."""

    def __init__(self) -> None:
        self._values: set[str] = set()

    def add(self, *values: str) -> None:
        """These are somebody's own."""
        self._values.update(value for value in values if len(value) >= SHORTEST)

    def out_of(self, text: str) -> str:
        """The same text without any of it."""
        for value in sorted(self._values, key=len, reverse=True):
            text = text.replace(value, REMOVED)
        for form in _FORMS:
            text = form.sub(REMOVED, text)
        return text

    def __repr__(self) -> str:
        return f"<Known: {len(self._values)}>"
