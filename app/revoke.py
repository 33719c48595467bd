"""Shutting the vendor out: reduce, disable (reversible) or delete, and looking whether it is so.

The last two begin with the deny, so that access ends with the first calls. Revoking never undoes
itself: what fails is tried again from what is found, and what is left is said. Undoing a disable,
where the customer wants that, is `revoke_undo`.
"""

from __future__ import annotations

from datetime import datetime

from app import grant, reduce, revoke_plan, users
from app.clients import Clients
from app.handoverfile import Handover
from app.plan import Plan
from app.records import Records
from app.reduce import REDUCE, Less
from app.reduce_run import Reducing
from app.revoke_calls import Kept
from app.revoke_journal import Journal, Notebook
from app.revoke_look import look
from app.revoke_outcome import CutOff, Holding, Open, Outcome
from app.revoke_plan import DELETE, DISABLE
from app.revoke_record import Record
from app.revoke_run import PAUSES
from app.revoke_shut import Shutting
from app.revoke_state import State
from app.session import RootSession
from app.standing import SESSIONS_LIVE, delete_after
from app.troubles import SAFE_TO_REPEAT, USER_SHUT_OUT, Trouble
from app.users import UserSeen
from app.work import Token

__all__ = [
    "DELETE",
    "DISABLE",
    "PAUSES",
    "REDUCE",
    "CutOff",
    "Holding",
    "Open",
    "Outcome",
    "State",
    "UserSeen",
    "carry_out",
    "journal_of",
    "look",
    "plan",
    "users_of",
    "when_to_delete",
]


def users_of(clients: Clients, token: Token) -> tuple[UserSeen, ...]:
    """Every user that could be meant, Aikagi's first. Raises `Trouble`."""
    return users.list_users(clients, token)


def plan(
    mode: str, state: State, *, rights: tuple[str, ...] = (), require_mfa: bool = False
) -> Plan:
    """What is going to be done to the user of `state`, to be shown before it is.

    `rights` (ARNs of `reduce_rights.CHOICES`) and `require_mfa` are for "reduce" alone. Raises
    `Trouble`: USER_SHUT_OUT where there is nothing to reduce, POLICY_MISSING for other rights.
    """
    if mode != REDUCE:
        return revoke_plan.plan(mode, state)
    less = Less(rights, require_mfa)
    less.check()
    reduce.refuse_shut_out(state)
    return reduce.plan(less, state)


def carry_out(  # noqa: PLR0913  (the last two are for one of the three ways alone)
    session: RootSession,
    user_id: str,
    mode: str,
    records: Records,
    token: Token,
    hint: str = "",
    *,
    rights: tuple[str, ...] = (),
    require_mfa: bool = False,
) -> Outcome:
    """Reduce, disable or delete the user with that `UserId`; look at what is so afterwards.

    `hint` is the name that the user had; `rights` and `require_mfa` are for "reduce", see `plan`.
    Reports `plan.Progress`, `CutOff` as soon as the deny has been seen, `Open` where it is seen to
    be gone again (then `CutOff` once it is back), and `Holding`. A cancel after the deny stops what
    is left, never the deny. Raises `Trouble` where it can't go on (no sign-in, no network): doing
    it again carries on.
    """
    account = session.identity.account
    record, notes = Record(records, account, user_id), Notebook(records, account, user_id)
    kept = Kept(records, account, user_id)
    run: Shutting | Reducing
    if mode == REDUCE:
        less = _checked(Less(tuple(rights), require_mfa), session.clients)
        run = Reducing(
            session.clients, user_id, mode, token, kept, less=less, record=record, notes=notes
        )
    else:
        run = Shutting(session.clients, user_id, mode, token, kept, record=record, notes=notes)
    run.pauses = PAUSES
    try:
        outcome = run.carry_out(hint)
    except Trouble as trouble:
        if trouble.kind is USER_SHUT_OUT:
            raise
        raise trouble.saying(SAFE_TO_REPEAT) from None
    if outcome.complete:
        kept.forget()
    return outcome


def _checked(less: Less, clients: Clients) -> Less:
    """The same, where it is on the list and AWS has it. Raises `Trouble` (POLICY_MISSING)."""
    less.check()
    for arn in less.rights:
        grant.check_policy(clients, arn)
    return less


def journal_of(records: Records, account: str, user_id: str) -> Journal | None:
    """What the user had before it was shut out; None if this computer doesn't know it.

    Raises `Trouble`.
    """
    return Notebook(records, account, user_id).journal


def when_to_delete(journal: Journal | None, handover: Handover | None = None) -> datetime | None:
    """From when on no session of the user can be alive, by AWS's clock; None if not known.

    Until then the deny should stay, and it goes with the user.
    """
    cut_off = journal.cut_off_at() if journal else None
    if cut_off is not None:
        return cut_off + SESSIONS_LIVE
    return delete_after(handover) if handover else None
