"""What a step is in a rehearsal, in a line: what isn't real, and what to press.

It stands in the strip above the page, in the place of the words that are the same everywhere: a
rehearsal goes the same way as the real run, and nobody is to enter a card or to ring the vendor.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.words import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.facts import Facts


def here(step: str, facts: Facts, *, signed_in: bool = True) -> str:
    """The line for the page of `step`; "" where what is said everywhere is enough."""
    if step == "security_check" and facts.is_root and not signed_in:
        return _("This is a rehearsal: press “Sign in again”. A page of this computer opens.")
    line = _LINES.get(step)
    return line(facts) if line is not None else ""


def _account(facts: Facts) -> str:
    begun = facts.waiting_since or any(tick.startswith("account.") for tick in facts.ticks)
    if facts.have_account or not begun:
        return _(
            "This is a rehearsal: no account is made at AWS. Tick “We have an AWS account …”, "
            "then press “Next”."
        )
    if facts.waiting_since:
        return _("This is a rehearsal: no e-mail comes. Press “Check now”.")
    return _(
        "This is a rehearsal: enter nothing at AWS. Read the step, then press the button in it."
    )


def _sign_in(facts: Facts) -> str:
    if facts.is_root:
        return _("This is a rehearsal: this account is an example. Go on by “Next”.")
    return _("This is a rehearsal: the page that opens, and its account, are examples, not AWS.")


def _security_check(facts: Facts) -> str:
    if not facts.is_root:
        return ""  # "Next" leads nowhere until somebody is signed in again
    return _(
        "This is a rehearsal: what is found here is an example, not your mistake. Go on by “Next”."
    )


def _vendor_user(facts: Facts) -> str:
    if facts.handover:
        return _("This is a rehearsal: the user is only on this computer. Go on by “Next”.")
    return _("This is a rehearsal: nobody gets in. Just press “Make the user and the file”.")


def _budget(facts: Facts) -> str:
    if facts.budget == "made":
        return _(
            "This is a rehearsal: no e-mail comes. Tick the box all the same, then press “Next”."
        )
    return _("This is a rehearsal: no e-mail is sent. Set up the alert, or press “Not now”.")


def _found(_facts: Facts) -> str:
    return _("This is a rehearsal: what is found here is an example, not in your account.")


_LINES: dict[str, Callable[[Facts], str]] = {
    "account": _account,
    "root_mfa": lambda _facts: _(
        "This is a rehearsal: just read. Then tick “I have set up MFA”, and press “Next”."
    ),
    "sign_in": _sign_in,
    "security_check": _security_check,
    "vendor_user": _vendor_user,
    "package": lambda _facts: _(
        "This is a rehearsal: what is in the file opens nothing. Go on by “Next”."
    ),
    "send_file": lambda _facts: _(
        "This is a rehearsal: send nothing. Choose a way, tick the box, then press “Next”."
    ),
    "send_password": lambda _facts: _(
        "This is a rehearsal: tell nobody. Choose a way, tick the box, then press “Next”."
    ),
    "budget": _budget,
    "revoke_review": _found,
    "revoke_report": _found,
    "finish": lambda _facts: _(
        "This is a rehearsal: the user is only in the pretend AWS. Keep nothing; “Done” ends it."
    ),
}
