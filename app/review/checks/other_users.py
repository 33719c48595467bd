"""Other users: those that have appeared since the hand-over, and those with all rights. B1."""

from __future__ import annotations

from collections.abc import Iterator

from app.messages import Message, msg
from app.review.check import Check
from app.review.finding import Finding, Said, Severity
from app.review.grades import rights, worth
from app.review.identities import Holder
from app.review.remedies import quarantine, quarantined
from app.review.rights import Power, power_of
from app.review.unchanged import rights_unchanged
from app.review.view import View

BEDROCK_MADE = "BedrockAPIKey-"  # another check has those
NEW = msg(
    "This user has appeared since the vendor was let in. {rights} "
    "Whoever holds its password or key works in your account."
)
CHANGED = msg(
    "This user was there on the day the vendor was let in, and its rights have changed since. "
    "{rights}"
)
BEFORE = msg(
    "This user was there, with the same rights, on the day the vendor was let in. {rights}"
)
OLDER = msg(
    "This user was made before the vendor was let in. Whether it had the same rights then isn't "
    "known. {rights}"
)
UNKNOWN = msg(
    "Nothing is noted about who made this user. {rights} If you don't know "
    "whose it is, somebody may have made it to come back."
)
BREAKS = msg(
    "People and programs that use this user stop working. If "
    "you know whose it is and it needs these rights, keep it."
)


def look(view: View) -> Iterator[Said]:
    """New users, and powerful ones. Raises `Trouble`, `Unreadable`."""
    for user in view.others():
        if not quarantined(user) and not user.name.startswith(BEDROCK_MADE):
            power = power_of(user, view.identities)
            found = _judged(view, user, power)
            if found is not None:
                yield _finding(view, user, power, *found)


def _judged(view: View, user: Holder, power: Power) -> tuple[Message, Severity] | None:
    """What it is and how bad; None where there's nothing to say."""
    new = view.is_new("user", user.id, user.created)
    if new:
        return NEW, worth(power)
    if power is not Power.ALL:
        return None  # who could make itself an administrator is another check's
    if new is None:
        return UNKNOWN, Severity.HIGH
    same = rights_unchanged(view, user)
    if same is None:
        return OLDER, Severity.MEDIUM
    return (BEFORE, Severity.LOW) if same else (CHANGED, Severity.HIGH)


def _finding(view: View, user: Holder, power: Power, what: Message, bad: Severity) -> Finding:
    return Finding(
        f"other_users:user/{user.id}",
        "B1",
        bad,
        user.name,
        msg(what.text, rights=rights(power)),
        BREAKS,
        (quarantine(user),),
        new=view.is_new("user", user.id, user.created),
        made=user.created,
    )


CHECKS = (
    Check(
        ("B1",),
        "other_users",
        msg("Other users: whose are they?"),
        ("iam:GetAccountAuthorizationDetails",),
        look,
    ),
)
