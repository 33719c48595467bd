"""Access keys of other users: a second one, or one that was made after the hand-over. B2."""

from __future__ import annotations

from collections.abc import Iterator

from app.messages import Message, msg
from app.review.check import Check
from app.review.credential_kinds import KINDS, joined, switch_off
from app.review.finding import Finding, Said, Severity, Unseen
from app.review.grades import rights, worth
from app.review.held import Held, Key, held_by_others, keys_show
from app.review.remedies import quarantined
from app.review.rights import Power
from app.review.view import View

ACCESS_KEY = KINDS[0]
UNSEEN = msg(
    "Access keys and passwords of {count} users, as they are now. AWS renews "
    "its list of them every four hours at most; this one is of {day}."
)
LATER = msg(
    "An access key of this user was made or renewed after the vendor was let in. Whoever holds "
    "it works in the account as this user, from anywhere and without a password. {rights}"
)
TWO = msg(
    "This user has two access keys that are switched on. One is enough; the "
    "second may be somebody else's. {rights}"
)
USED = msg("A program that works with the key stops. The key was last used on {day} ({service}).")
UNUSED = msg("A program that works with the key would stop. AWS knows of no use of it so far.")
BY_HAND = msg(
    "Open IAM in the AWS console, choose “Users” and this user, then "
    "“Security credentials”, and deactivate the key that nobody knows."
)


def look(view: View) -> Iterator[Said]:
    """Users with such keys. Raises `Trouble`, `Unreadable`."""
    held = held_by_others(view)
    for one in held:
        if keys_show(view, one) and not _of_another_check(view, one):
            yield _finding(view, one)
    unseen = sum(not one.seen for one in held)
    if unseen:
        day = view.report.made
        yield Unseen("B2", msg(UNSEEN.text, count=unseen, day=day))


def _of_another_check(view: View, one: Held) -> bool:
    """Whether the user itself is new or blocked: its keys go with it."""
    return quarantined(one.user) or bool(view.is_new("user", one.user.id, one.user.created))


def _finding(view: View, one: Held) -> Finding:
    later = [key for key in one.keys if view.later(key.made)]
    suspects = later or sorted(one.keys, key=lambda key: (key.made is None, key.made))[1:]
    remedies = [switch_off(one.user.name, ACCESS_KEY, key.id) for key in suspects if key.id]
    what = LATER if later else TWO
    return Finding(
        f"other_keys:user/{one.user.id}",
        "B2",
        _bad(one.power, later=bool(later), known=view.moment is not None),
        one.user.name,
        msg(what.text, rights=rights(one.power)),
        _breaks(suspects),
        (joined(remedies),) if remedies else (),
        None if remedies else BY_HAND,
        new=True if later else None,
        made=max((key.made for key in suspects if key.made), default=None),
    )


def _bad(power: Power, *, later: bool, known: bool) -> Severity:
    """Two keys from before are how a key is renewed; nobody outside gets in by them alone."""
    if later:
        return worth(power)
    return Severity.LOW if known else worth(power, Severity.MEDIUM)


def _breaks(keys: list[Key]) -> Message:
    used = [key for key in keys if key.used]
    if not used:
        return UNUSED
    last = max(used, key=lambda key: key.used or key.made)  # type: ignore[arg-type,return-value]
    return msg(USED.text, day=last.used, service=last.used_by)


CHECKS = (
    Check(
        ("B2",),
        "other_keys",
        msg("Access keys of other users"),
        (
            *("iam:GenerateCredentialReport", "iam:GetCredentialReport", "iam:ListAccessKeys"),
            "iam:GetLoginProfile",
        ),
        look,
    ),
)
