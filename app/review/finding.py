"""What a check says: something found that could let somebody in, or something it couldn't see."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import IntEnum

from app.messages import Message
from app.plan import Plan
from app.troubles import Trouble


class Severity(IntEnum):
    """How dangerous it is that this stays; the higher, the worse."""

    LOW = 1  # good to know; nobody gets in by it alone
    MEDIUM = 2  # a way to some of the account, or a help on the way in
    HIGH = 3  # a way to much of the account, or one step away from all of it
    CRITICAL = 4  # a way to all of the account, for somebody outside it


SWITCH_OFF = "switch_off"  # can be switched on again as it was
CLOSE = "close"  # taken away; what is needed to make it anew is kept


@dataclass(frozen=True)
class Remedy:
    """How a finding can be closed by API. `kind` is SWITCH_OFF or CLOSE.

    `message` says what will be done, for a button's help ("Deny everything to this role").
    `actions` are carried out in order; each has an `undo` wherever AWS lets it be put back.
    """

    kind: str
    message: Message
    actions: Plan


@dataclass(frozen=True)
class Finding:
    """One thing in the account that could let somebody in, in plain words for a lay person.

    `id` names it for good ("trust_outside:role/Backdoor"): what the customer decided hangs on it.
    `row` is the technique ("C1"); `subject` is what to look for in the console (a name or ARN).
    `what` says what it is and how somebody gets in by it; `breaks` what closing it would break;
    `by_hand` what to do where no API closes it. `new`: it has appeared since the hand-over; None
    where that can't be told. `made` is when AWS says that it was made or last changed, `made_by`
    whoever CloudTrail names.
    """

    id: str
    row: str
    severity: Severity
    subject: str
    what: Message
    breaks: Message
    remedies: tuple[Remedy, ...] = ()
    by_hand: Message | None = None
    new: bool | None = None
    made: datetime | None = None
    made_by: str = ""
    region: str = ""

    def remedy(self, kind: str) -> Remedy | None:
        """The one of that kind, if there is one."""
        return next((remedy for remedy in self.remedies if remedy.kind == kind), None)


@dataclass(frozen=True)
class Unseen:
    """What a check couldn't look at, and why. `what` completes “Not seen: …”."""

    row: str
    what: Message
    trouble: Trouble | None = None
    region: str = ""
    check: str = ""  # its name, once the review has run it


Said = Finding | Unseen


def together(unseen: Iterable[Unseen]) -> tuple[Unseen, ...]:
    """What couldn't be seen for the same reason in several Regions, as one, with all their names.

    A service that doesn't exist in half of the Regions would hide the rest otherwise.
    """
    found: dict[object, Unseen] = {}
    for one in unseen:
        why = (one.trouble.kind.code, one.trouble.aws_code) if one.trouble else None
        key = (one.row, str(one.what), why)
        first = found.get(key)
        if first is None:
            found[key] = one
        elif one.region not in first.region.split(", "):
            found[key] = replace(first, region=f"{first.region}, {one.region}")
    return tuple(found.values())


def worst_first(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The most dangerous first; among equals what is new, then by row and subject."""
    return tuple(sorted(findings, key=lambda f: (-f.severity, not f.new, f.row, f.subject)))
