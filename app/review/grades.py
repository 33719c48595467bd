"""How bad a way in is, by what it opens; and the words for what somebody may do."""

from __future__ import annotations

from app.messages import Message, msg
from app.review.finding import Severity
from app.review.rights import Power

BY_POWER = {
    Power.ALL: Severity.CRITICAL,
    Power.ESCALATES: Severity.HIGH,
    Power.SOME: Severity.MEDIUM,
    Power.NONE: Severity.LOW,
}
RIGHTS = {
    Power.ALL: msg("It has all rights in the account."),
    Power.ESCALATES: msg("It can give itself all rights in the account."),
    Power.SOME: msg("It has some rights in the account."),
    Power.NONE: msg("It has no rights at the moment."),
}
STRONG = (Power.ESCALATES, Power.ALL)


def worth(power: Power, most: Severity = Severity.CRITICAL) -> Severity:
    """How bad it is that somebody comes to these rights; no more than `most`."""
    return min(BY_POWER[power], most)


def rights(power: Power) -> Message:
    """What they come to, as a sentence."""
    return RIGHTS[power]
