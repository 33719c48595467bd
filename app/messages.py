"""Sentences that app/ hands to whoever shows them.

A `Message` is the English source text, which is also its id in the gettext catalogue, with the
values for its placeholders. The sentence in the customer's language is made where it is shown.
Babel finds the texts by the name `msg`, so the first argument is always a literal.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Message:
    """A sentence to be translated: `text` is the gettext id, `values` fill its placeholders."""

    text: str
    values: Mapping[str, object] = field(default_factory=dict, hash=False)

    def __str__(self) -> str:
        """The English sentence, for logs and tests."""
        return self.text.format(**self.values)


def msg(text: str, **values: object) -> Message:
    """Mark `text` for translation and bind the values of its `{placeholders}`."""
    return Message(text, values)
