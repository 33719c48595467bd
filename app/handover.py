"""Letting the vendor in: the user and the zip with its credentials, as one act.

Also what comes after: giving the passphrase out, issuing the package again, looking whether the
vendor has signed in, and taking back what a crash left half-done.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from app import __version__, grant, users
from app.grant import Found, Wish
from app.handover_act import Act, carry_out, entry
from app.handover_check import as_seen, check
from app.handover_half import without_half
from app.handover_later import change_end, demand_mfa, give_rights, refuse_past
from app.handover_passphrase import forget_delivered, forget_passphrase, passphrase
from app.handoverfile import STANDING, Handover
from app.passwords import console_password
from app.plan import Plan, remaining, undo
from app.records import Records
from app.secretstore import SecretStore
from app.session import RootSession
from app.settings import Settings
from app.troubles import (
    CONFLICT,
    NOT_ALL_UNDONE,
    NOT_UNDONE,
    USER_LET_IN,
    WRONG_ACCOUNT,
    Trouble,
)
from app.work import Token

__all__ = [
    "change_end",
    "check",
    "create",
    "demand_mfa",
    "forget_delivered",
    "forget_passphrase",
    "give_rights",
    "passphrase",
    "reissue",
    "take_back",
    "unfinished",
]


def create(  # noqa: PLR0913, PLR0917  (each is a thing of its own)
    session: RootSession,
    wish: Wish,
    folder: Path,
    records: Records,
    settings: Settings,
    token: Token,
    shown: Plan | None = None,
) -> Handover:
    """Make the vendor's user and its encrypted zip in `folder`; returns the record of it.

    Finds and finishes what an earlier run, cut short, left. The user of a vendor who was let in is
    refused: USER_LET_IN. Where the account has changed since the plan was `shown`, so that
    something else would be done, nothing is: CONFLICT. Reports `plan.Progress` and `Message`s.
    Raises `Trouble` and `Cancelled`; then what was changed has been undone, or the trouble says
    what is left.
    """
    found = grant.look(session.clients, wish.user_name, token)
    _refuse_let_in(session, found, records)
    refuse_past(session, wish.ends_at)
    steps = grant.plan(wish, found)  # refuses a user that isn't ours before anything is written
    if shown is not None and (_ids(steps) - _ids(shown) or _came(found, shown, records)):
        raise Trouble(CONFLICT)
    grant.check_policy(session.clients, wish.policy_arn)
    previous, handover = _record_for(session, wish, found, records)
    password = console_password(found.password_policy)
    act = Act(session, records, settings, wish, handover, previous, password)
    return carry_out(act, found, folder, token)


def _refuse_let_in(session: RootSession, found: Found, records: Records) -> None:
    """Another vendor's password, rights and record are never overwritten unasked."""
    user, account = found.user, session.identity.account
    for known in records.handovers():
        here = known.account == account and known.state in STANDING
        if user and here and (known.user_id == user.user_id or known.id == user.handover):
            raise Trouble(USER_LET_IN)


def _came(found: Found, shown: Plan, records: Records) -> bool:
    """Whether somebody else, on another computer perhaps, has made the user in the meantime.

    Its password would be another one then, and the package that they got worth nothing.
    """
    mine = {handover.id for handover in records.handovers()}
    new = "make-user" in _ids(shown)
    return new and found.user is not None and found.user.handover not in mine


def _ids(steps: Plan) -> set[str]:
    return {action.id for action in remaining(steps)}


def reissue(
    session: RootSession,
    handover: Handover,
    folder: Path,
    records: Records,
    settings: Settings,
    token: Token,
) -> Handover:
    """A new password, a new zip, a new passphrase; the old ones are worthless from then on.

    What guards the user stays, as the account has it or, where it has gone, as the record has it.
    Rights are neither given nor taken. Raises `Trouble`, among them USER_GONE, END_PASSED, and
    CONFLICT for a user that is shut out; and `Cancelled`. Then the old ones are as they were,
    unless the trouble says otherwise.
    """
    user = users.get_by_id(session.clients, handover.user_id, token, hint=handover.user_name)
    found = grant.look(session.clients, user.name, token)
    if found.shut_out:
        raise Trouble(CONFLICT)
    made = replace(handover, state="made", user_name=user.name)
    seen = as_seen(made, found.attached, found.guards, session.clients.now())
    refuse_past(session, seen.ends_at)
    wish = replace(_wish_of(seen), take_over=True, keep=True)
    password = console_password(found.password_policy)
    # One that was cut short may have made the old ones worthless: it stays so, until one is done.
    previous = replace(seen, state="reissuing") if handover.state == "reissuing" else seen
    act = Act(session, records, settings, wish, _another_issue(seen), previous, password)
    return carry_out(act, found, folder, token)


def _wish_of(handover: Handover) -> Wish:
    return Wish(
        user_name=handover.user_name,
        policy_arn=handover.policy_arn,
        require_mfa=handover.require_mfa,
        vendor=handover.vendor,
        documents=handover.documents_asked,
        channels=handover.channels,
        change_password=handover.change_password,
        rights_later=handover.rights_later and not handover.rights_given_at,
        ends_at=handover.ends_at,
    )


def _another_issue(handover: Handover) -> Handover:
    """The record of a new package for the same user: nothing of it has been sent yet."""
    return replace(
        handover,
        issue=handover.issue + 1,
        needs_reissue=False,
        file_channel="",
        file_sent_at="",
        password_channel="",
        password_sent_at="",
    )


def _record_for(
    session: RootSession, wish: Wish, found: Found, records: Records
) -> tuple[Handover, Handover]:
    """The record as it is, and as the act begins: an unfinished one, a known one, or a new one."""
    account = session.identity.account
    user = found.user
    for old in unfinished(records):
        same = old.account == account and old.user_name == wish.user_name
        if old.state == "making" and same and (user is None or user.handover in ("", old.id)):
            return old, old
    mine = {h.id: h for h in records.handovers() if h.account == account}
    known = mine.get(user.handover if user else "")
    if user and user.ours and known:  # renamed since, or back though nothing was left of it
        return known, replace(_another_issue(known), rights_given_at="")
    fresh = Handover(
        account=account,
        user_name=wish.user_name,
        app_version=__version__,
        existed=user is not None,
    )
    return fresh, fresh


def unfinished(records: Records) -> tuple[Handover, ...]:
    """Hand-overs that a crash or a power cut stopped in the middle, the first or a later issue."""
    return tuple(h for h in records.handovers() if h.state in {"making", "reissuing"})


def take_back(
    session: RootSession, handover: Handover, records: Records, settings: Settings, token: Token
) -> Handover:
    """Undo a hand-over that was cut short: the half-made user and the passphrase go.

    Only a user that carries this hand-over's own tag is touched. Raises `Trouble`: NOT_UNDONE
    where the user was there before, so that only finishing brings it into order.
    """
    if handover.account != session.identity.account:
        raise Trouble(WRONG_ACCOUNT)
    if handover.state in STANDING:  # a re-issue that was cut short: the user is a vendor's
        raise Trouble(NOT_UNDONE).saying(NOT_ALL_UNDONE)
    clients = session.clients
    found = grant.look(clients, handover.user_name, token)
    if found.user and found.user.handover == handover.id:
        made = grant.unmaking(_wish_of(handover), found)
        left = undo(made, clients, token)
        if left:
            raise Trouble(NOT_UNDONE).after(undone=len(made) - len(left), left=left)
    elif found.user and handover.existed:
        raise Trouble(NOT_UNDONE).saying(NOT_ALL_UNDONE)
    handover = without_half(handover, SecretStore.open(settings.service), entry(handover))
    forget_passphrase(settings, handover)
    undone = replace(handover, state="undone")
    records.save(undone)
    return undone
