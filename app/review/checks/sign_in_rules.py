"""Rules of AWS Sign-In that could keep the customer out, the root user too.

They are obeyed before anybody types a password:
https://docs.aws.amazon.com/signin/latest/userguide/console-access-control.html
"""

from __future__ import annotations

from collections.abc import Iterator

from app.check_outcome import GOOD, MUST, Outcome, Sight
from app.checks_door import sign_in_rules
from app.messages import Message, msg
from app.review.check import Check
from app.review.finding import SWITCH_OFF, Finding, Remedy, Said, Severity
from app.review.remedies import call
from app.review.view import View
from app.settings import DEFAULT_REGION


def rules(view: View) -> Iterator[Said]:
    """Whether there are rules, whether they are on, and whether they bind the root user."""
    found = view.once(
        "sign_in_rules", lambda: sign_in_rules(Sight(view.clients, view.account, view.token))
    )
    if not found.detail.get("statements"):
        return
    binds = found.state != GOOD
    yield Finding(
        id="sign_in_rules:policy",
        row="D10",
        severity=_severity(found),
        subject=_networks(found) or "AWS Sign-In",
        what=_what(found),
        breaks=msg("People can sign in from every network again. Nothing that runs is touched."),
        remedies=(_switch_off(view.account),) if found.state == MUST else (),
        by_hand=_LOOK if binds else None,
    )


_LOOK = msg(
    "Make sure first that you can sign in as the root user from another network than this one. "
    "Ask whoever made the rule what it is for."
)


def _severity(found: Outcome) -> Severity:
    if found.state == MUST:
        return Severity.HIGH
    return Severity.LOW if found.state == GOOD else Severity.MEDIUM


def _networks(found: Outcome) -> str:
    named = found.detail.get("addresses", ())
    return ", ".join(str(one) for one in named) if isinstance(named, tuple) else ""


def _what(found: Outcome) -> Message:
    if found.state == MUST:
        return msg(
            "A rule lets people sign in only from certain networks ({networks}), and it binds the "
            "root user too. Whoever owns those networks could keep you out of your own account.",
            networks=_networks(found) or "?",
        )
    if found.state == GOOD:
        return msg(
            "A rule lets people sign in only from certain networks ({networks}). The root user is "
            "named as an exception, so you can get in from everywhere.",
            networks=_networks(found) or "?",
        )
    return msg(
        "Somebody prepared a rule that lets people sign in only from certain networks "
        "({networks}). It isn't switched on; switched on, it would bind the root user too.",
        networks=_networks(found) or "?",
    )


def _switch_off(account: str) -> Remedy:
    """The rules stay as they are, and are no longer obeyed.

    https://docs.aws.amazon.com/signin/latest/APIReference/API_DeleteConsoleAuthorizationConfiguration.html
    """
    back = call(
        "sign-in-rules-on",
        "put_console_authorization_configuration",
        {"targetId": account},
        message=msg("Switch the rules of AWS Sign-In on again"),
        service="signin",
        region=DEFAULT_REGION,
    )
    what = msg("Switch the rules of AWS Sign-In off. This can be undone.")
    action = call(
        "sign-in-rules-off",
        "delete_console_authorization_configuration",
        {"targetId": account},
        message=what,
        service="signin",
        region=DEFAULT_REGION,
        settled_by=("ResourceNotFoundException",),
        undo=back,
    )
    return Remedy(SWITCH_OFF, what, (action,))


CHECKS: tuple[Check, ...] = (
    Check(
        ("D10",),
        "sign_in_rules",
        msg("Rules that limit from where one can sign in"),
        ("signin:GetResourcePolicy", "signin:GetConsoleAuthorizationConfiguration"),
        rules,
    ),
)
