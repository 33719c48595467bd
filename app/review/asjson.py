"""What is kept of a decision as JSON: sentences, actions, and calls that were made. No secret."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from app.ledger import Made
from app.messages import Message
from app.plan import Action

_CALL = ("operation", "request_id", "error", "region")


def message(one: Message) -> dict[str, object]:
    """A sentence with its values, as it comes back from the disk."""
    return {"text": one.text, "values": {k: _value(v) for k, v in one.values.items()}}


def _value(value: object) -> object:
    if isinstance(value, Message):
        return message(value)
    if isinstance(value, date):
        return f"{value:%Y-%m-%d}"  # no more of it is shown
    return value if isinstance(value, str | int | float) else str(value)


def same(one: Message, other: Message) -> bool:
    """Whether two sentences say the same, one of which may have come back from the disk."""
    return message(one) == message(other)


def message_from(item: Mapping[str, Any]) -> Message:
    """What `message` made. Raises `KeyError`, `TypeError`, `AttributeError`."""
    values = {k: message_from(v) if isinstance(v, dict) else v for k, v in item["values"].items()}
    return Message(str(item["text"]), values)


def action(one: Action | None) -> dict[str, object] | None:
    """An action without its undo; None for none."""
    if one is None:
        return None
    return {
        "id": one.id,
        "service": one.service,
        "region": one.region,
        "operation": one.operation,
        "parameters": dict(one.parameters),
        "message": message(one.message),
        "settled_by": list(one.settled_by),
        "moment": one.moment,
    }


def action_from(item: Mapping[str, Any] | None) -> Action | None:
    """What `action` made. Raises `KeyError`, `TypeError`, `ValueError`, `AttributeError`."""
    if item is None:
        return None
    return Action(
        id=str(item["id"]),
        operation=str(item["operation"]),
        parameters=dict(item["parameters"]),
        message=message_from(item["message"]),
        service=str(item["service"]),
        region=str(item["region"]),
        settled_by=tuple(map(str, item["settled_by"])),
        moment=str(item.get("moment", "")),
    )


def made(one: Made) -> dict[str, object]:
    """A call that was made."""
    said, when = message(one.message), one.when.isoformat(timespec="seconds")
    return {**{name: getattr(one, name) for name in _CALL}, "message": said, "when": when}


def made_from(item: Mapping[str, Any]) -> Made:
    """What `made` made. Raises `KeyError`, `TypeError`, `ValueError`, `AttributeError`."""
    texts = {name: str(item[name]) for name in _CALL}
    when = datetime.fromisoformat(item["when"])
    return Made(message=message_from(item["message"]), when=when, **texts)
