"""The calls of a revocation that was cut short, so that the report on it is whole in the end.

They are on the disk after each call, and forgotten once all that was asked for is so. No secret:
what a call was about, when, and the number that AWS gave it.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from app.handoverfile import Damaged
from app.ledger import Made
from app.messages import Message
from app.records import Records
from app.revoke_journal import file_name
from app.troubles import Trouble

log = logging.getLogger(__name__)
FORMAT = "aikagi-calls"
TEXTS = ("operation", "request_id", "error", "region")


@dataclass(frozen=True)
class Kept:
    """The calls about one user, on the disk. A disk that is full stops nobody."""

    records: Records
    account: str
    user_id: str

    def earlier(self) -> list[Made]:
        """Those of the runs before, which didn't come to their end."""
        name = self._name()
        try:
            found = self.records.journal(name, from_json) if name else None
        except Trouble as trouble:
            log.warning("the calls of an earlier run: %s", trouble)
            return []
        return list(found or ())

    def keep(self, calls: Sequence[Made]) -> None:
        """Write them down, in the place of those that were."""
        name = self._name()
        try:
            if name:
                self.records.keep_journal(name, to_json(calls))
        except Trouble as trouble:
            log.warning("the calls of the revocation: %s", trouble)

    def forget(self) -> None:
        """All of them are in an outcome that is complete."""
        with suppress(Trouble):
            if self._name():
                self.records.drop_journal(self._name())

    def _name(self) -> str:
        name = file_name(self.account, self.user_id)
        return f"{name}-calls" if name else ""


def to_json(calls: Sequence[Made]) -> dict[str, object]:
    """As JSON's types."""
    return {"format": FORMAT, "calls": [_row(made) for made in calls]}


def _row(made: Made) -> dict[str, object]:
    texts = {name: getattr(made, name) for name in TEXTS}
    return {**texts, "when": made.when.isoformat(), "message": _said(made.message)}


def _said(message: Message) -> dict[str, object]:
    values = {
        name: _said(value) if isinstance(value, Message) else str(value)
        for name, value in message.values.items()
    }
    return {"text": message.text, "values": values}


def from_json(found: Mapping[str, object]) -> tuple[Made, ...]:
    """What `to_json` wrote. Raises `Damaged`."""
    rows = found.get("calls")
    if found.get("format") != FORMAT or not isinstance(rows, list):
        raise Damaged(where="format")
    try:
        return tuple(_made(row) for row in rows)
    except (TypeError, KeyError, ValueError, AttributeError):
        raise Damaged(where="calls") from None


def _made(row: Mapping[str, str]) -> Made:
    texts = {name: str(row[name]) for name in TEXTS}
    when = datetime.fromisoformat(row["when"])
    if when.tzinfo is None:
        raise ValueError(row["when"])
    return Made(**texts, when=when, message=_message(row["message"]))


def _message(found: object) -> Message:
    if not isinstance(found, Mapping) or not isinstance(found["values"], Mapping):
        raise TypeError
    values = {
        str(name): _message(value) if isinstance(value, Mapping) else value
        for name, value in found["values"].items()
    }
    message = Message(str(found["text"]), values)
    str(message)  # a sentence that lacks a value is none: KeyError
    return message
