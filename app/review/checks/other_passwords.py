"""Passwords of other users: set after the hand-over, or where a program needs none. B3."""

from __future__ import annotations

from collections.abc import Iterator

from app.messages import Message, msg
from app.review.check import Check
from app.review.credential_kinds import GONE
from app.review.finding import CLOSE, Finding, Remedy, Said, Severity
from app.review.grades import rights, worth
from app.review.held import Held, held_by_others, password_shows
from app.review.remedies import call, quarantined
from app.review.rights import Power
from app.review.view import View

OWN = msg(
    "The password of this user was set or changed after the vendor was let in. Ask whoever it "
    "belongs to whether they did it: who sets the password of another can sign in as them. "
    "{rights}"
)
FOR_A_PROGRAM = msg(
    "This user works with access keys, as a program does, and was given a password after the "
    "vendor was let in. Whoever knows it can sign in to AWS's pages. {rights}"
)
NEVER_USED = msg(
    "This user works with access keys, as a program does, and has a password "
    "that nobody has used yet. {rights}"
)
BREAKS = msg(
    "A person who signs in with it can't any more until you set a new one. "
    "Programs with access keys go on."
)


def look(view: View) -> Iterator[Said]:
    """Users with such passwords. Raises `Trouble`, `Unreadable`."""
    for one in held_by_others(view):
        new = view.is_new("user", one.user.id, one.user.created)
        if password_shows(view, one) and not new and not quarantined(one.user):
            yield _finding(view, one)


def _finding(view: View, one: Held) -> Finding:
    later = view.later(one.password_changed)
    what, bad = _judged(one, later=bool(later))
    name = one.user.name
    off = msg("Remove the password of “{name}”", name=name)
    action = call(
        f"password-{name}",
        "delete_login_profile",
        {"UserName": name},
        message=off,
        settled_by=(GONE,),
    )
    return Finding(
        f"other_passwords:user/{one.user.id}",
        "B3",
        bad,
        name,
        msg(what.text, rights=rights(one.power)),
        BREAKS,
        (Remedy(CLOSE, off, (action,)),),
        new=later,
        made=one.password_changed,
    )


def _judged(one: Held, *, later: bool) -> tuple[Message, Severity]:
    """People change their passwords; programs don't have any."""
    for_a_program = bool(one.keys) and one.password_used is None
    if for_a_program and later:
        return FOR_A_PROGRAM, worth(one.power)
    if for_a_program:
        return NEVER_USED, worth(one.power, Severity.MEDIUM)
    if one.power is Power.ALL:
        return OWN, Severity.MEDIUM if one.mfa else Severity.HIGH
    return OWN, Severity.MEDIUM if one.power is Power.ESCALATES else Severity.LOW


CHECKS = (
    Check(
        ("B3",),
        "other_passwords",
        msg("Passwords of other users"),
        (
            *("iam:GenerateCredentialReport", "iam:GetCredentialReport", "iam:GetLoginProfile"),
            "iam:ListAccessKeys",
        ),
        look,
    ),
)
