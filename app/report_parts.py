"""What a report is made of: sections with a title, and items with what is to be said of each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from app.handoverfile import Handover
from app.messages import Message
from app.review.decisions import Decision
from app.review.look import Review
from app.revoke import Outcome

# How an item stands. On paper each is a shape of its own.
GOOD, WARN, BAD, LOOK, NOTE = "good", "warn", "bad", "look", "note"
UNKNOWN = "unknown"
BOX = "box"  # to be ticked with a pen
FORMAT = "%Y-%m-%d %H:%M:%S UTC"


@dataclass(frozen=True)
class Item:
    """A sentence, and what stands below it. `mark` is how it stands, as a sign beside it."""

    head: Message
    under: tuple[Message, ...] = ()
    mark: str = ""


@dataclass(frozen=True)
class Section:
    """A title, and what it is the title of."""

    title: Message
    items: tuple[Item, ...]


@dataclass(frozen=True)
class Document:
    """A whole report. `warns`: something in it is still open or unknown."""

    title: Message
    summary: tuple[Message, ...]
    sections: tuple[Section, ...]
    warns: bool = False


@dataclass(frozen=True)
class Filed:
    """All that a report is about. Without an `outcome` nobody was shut out, it was only looked.

    `reviewed` is None where the review was skipped; `when` is AWS's time of the report.
    """

    account: str
    when: datetime
    outcome: Outcome | None = None
    handover: Handover | None = None
    review: Review | None = None
    decisions: Mapping[str, Decision] = field(default_factory=dict)


def stamp(when: datetime | str) -> str:
    """A moment, or ISO 8601 text, as the report writes it."""
    if not isinstance(when, str):
        return f"{when.astimezone(UTC):{FORMAT}}"
    try:
        return stamp(datetime.fromisoformat(when))
    except ValueError:
        return when


def items(*heads: Message) -> tuple[Item, ...]:
    """Sentences with nothing below them."""
    return tuple(Item(head) for head in heads)
