"""Looks at no more of a kind than a review has time for, and says what it left out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from app.messages import Message, msg
from app.regional import Region
from app.review.finding import Unseen
from app.review.view import View
from app.troubles import Trouble

MOST = 200  # of a kind, in one Region, where each costs a call of its own
LISTED = 1000  # of a kind, in one Region, where a listing tells all
LEFT_OUT = msg("{what}: there are more than {count}, and only the first of them were looked at")


@dataclass(frozen=True)
class Kind:
    """What is listed: the operation, the key of its items, and `what` they are, for `row`."""

    row: str
    what: Message
    service: str
    operation: str
    key: str


@dataclass(frozen=True)
class Some:
    """The first `items` of a listing, and what to say of the `rest`, if there is more."""

    items: tuple[Any, ...]
    rest: tuple[Unseen, ...] = ()

    def __iter__(self) -> Iterator[Any]:
        return iter(self.items)


def some(view: View, there: Region, kind: Kind, most: int = MOST, **parameters: object) -> Some:
    """The first `most` of a kind in a Region, asked for once in a review. Raises `Trouble`."""
    name = f"{there.name}:{kind.service}:{kind.operation}:{kind.key}:{sorted(parameters.items())}"
    found: list[Any] = view.once(
        f"{name}:{most}",
        lambda: there.pages(
            kind.service,
            kind.operation,
            kind.key,
            PaginationConfig={"MaxItems": most + 1},
            **parameters,
        ),
    )
    return cut(found, kind, most, there.name)


def cut(found: list[Any], kind: Kind, most: int = MOST, region: str = "") -> Some:
    """The first `most` of what was found."""
    if len(found) <= most:
        return Some(tuple(found))
    what = msg(LEFT_OUT.text, what=kind.what, count=most)
    return Some(tuple(found[:most]), (Unseen(kind.row, what, region=region),))


def reply(there: Region, service: str, operation: str, absent: str, **parameters: object) -> Any:
    """The reply of a call, or None where AWS says, by the code `absent`, that there is nothing.

    Raises `Trouble` for everything else.
    """
    try:
        return there.call(service, operation, **parameters)
    except Trouble as trouble:
        if trouble.aws_code == absent:
            return None
        raise
