"""Has AWS activated the account? The answer in words, and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.words import _, say

if TYPE_CHECKING:
    from app.check_outcome import Outcome


def answer(found: Outcome, account: str) -> tuple[str, str]:
    """What AWS says of `account`, and what to do."""
    if found.state == "good":
        return (
            _("AWS has activated account {account}.").format(account=account),
            _(
                "Go on with “Next”: the account gets its second lock. If you meant another "
                "account, take the tick out and check again."
            ),
        )
    if found.fix == "wait":
        what = _("AWS is still activating account {account}.").format(account=account)
        return what, _("That is usual in the first 24 hours. Check again later.")
    what = _("Account {account}: {state}").format(account=account, state=say(found.word))
    return what, say(found.advice) if found.advice else ""


def doubtful(account: str, other: str) -> str:
    """That it may be another account that is meant, and how to go on in either case."""
    before = _(
        "On this computer Aikagi has worked with account {earlier} so far. "
        "This time it is account {account}."
    ).format(earlier=other, account=account)
    then = _(
        "If it is the account that you have just made, set the tick above yourself. If it isn't, "
        "press “Check now” again: then you can sign in to the other one."
    )
    return f"{before} {then}"
