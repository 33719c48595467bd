"""The end of a walk, however it came: what was made is taken away, and what is left is said."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from typing import NamedTuple

from app import budget, handover, revoke, users
from app.handover import unfinished
from app.plan import undo
from app.troubles import Trouble
from app.work import Cancelled, Token
from live.walk import Walk

USER_LEFT, BUDGET_LEFT = "the vendor's user", "the budget"
PASSPHRASE_LEFT, SESSION_LEFT = "a passphrase in the keyring", "the session in the keyring"


class Left(NamedTuple):
    """Something that is still there: its kind, for the transcript, and in full for the person."""

    kind: str
    text: str


class NotGone(Exception):  # noqa: N818  (what was seen)
    """It is still there, and why, as far as is known."""


def clean(walk: Walk) -> tuple[Left, ...]:
    """Take away what the walk made; what is left, in words. A second Ctrl-C ends it.

    What the person wanted to keep is left, and named as well.
    """
    steps: list[tuple[Left, Callable[[Walk], None]]] = []
    if walk.making and walk.alone:
        steps.append((_user_left(walk), _away_with_user))
    if walk.budget and walk.alone:
        text = f"the budget “{budget.NAME}” (Billing and Cost Management, Budgets)"
        steps.append((Left(BUDGET_LEFT, text), _away_with_budget))
    if walk.making:
        steps.append((Left(PASSPHRASE_LEFT, "a passphrase in the keyring"), _forget_passphrases))
    if walk.alone:
        steps.append((Left(SESSION_LEFT, "the sign-in, in the keyring"), _sign_out))
    left: list[Left] = []
    for number, (what, act) in enumerate(steps):
        if what.kind == USER_LEFT and walk.kept:
            left.append(Left(what.kind, f"{what.text}, as you wished"))
            continue
        try:
            act(walk)
        except (Trouble, NotGone, Cancelled, OSError) as error:
            why = error.kind.code if isinstance(error, Trouble) else str(error)
            left.append(Left(what.kind, f"{what.text} ({why})"))
        except KeyboardInterrupt:
            left += [one for one, _ in steps[number:]]
            break
    _say(walk, left)
    return tuple(left)


def _say(walk: Walk, left: list[Left]) -> None:
    user_is_left = any(one.kind == USER_LEFT for one in left)
    if not user_is_left:
        shutil.rmtree(walk.folder, ignore_errors=True)
    if not left:
        walk.asker.say("\nCleaned up: nothing of this walk is left, in the account or here.")
        return
    walk.asker.say("\nLEFT, for you to remove:")
    for one in left:
        walk.asker.say(f"  - {one.text}")
    if user_is_left:
        walk.asker.say(
            f"Its zip and records are in {walk.folder}. `make live` offers to delete the user the "
            "next time; or delete it in the IAM console."
        )


def _user_left(walk: Walk) -> Left:
    name = walk.handover.user_name if walk.handover else _began(walk)
    account = walk.alone.identity.account if walk.alone else ""
    return Left(USER_LEFT, f"the user “{name}” in account {account} (IAM, Users)")


def _began(walk: Walk) -> str:
    return next((one.user_name for one in unfinished(walk.records)), "aikagi-live-trial")


def _away_with_user(walk: Walk) -> None:
    """Delete what this walk's own records name, and nothing else; look whether it is gone."""
    session, clients = walk.session, walk.session.clients
    for record in walk.records.handovers():
        if record.state == "making":
            handover.take_back(session, record, walk.records, walk.settings, Token())
        elif record.state not in {"undone", "deleted"} and record.user_id:
            who = users.find_by_id(clients, record.user_id, Token(), hint=record.user_name)
            if who is not None:
                revoke.carry_out(
                    session, who.user_id, revoke.DELETE, walk.records, Token(), who.name
                )
            if users.find_by_id(clients, record.user_id, Token(), hint=record.user_name):
                raise NotGone("AWS still shows it")  # noqa: EM101


def _away_with_budget(walk: Walk) -> None:
    clients, account = walk.session.clients, walk.session.identity.account
    undo(walk.budget, clients, Token())
    if budget.NAME in budget.existing(clients, account, Token()):
        raise NotGone("AWS still shows it")  # noqa: EM101


def _forget_passphrases(walk: Walk) -> None:
    for record in walk.records.handovers():
        handover.forget_passphrase(walk.settings, record)


def _sign_out(walk: Walk) -> None:
    with walk.transcript.step("sign_out"):
        walk.session.sign_out(Token())
