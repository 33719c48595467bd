"""What a user has before a revocation changes it, as AWS shows it, for the journal."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from app import users
from app.clients import Clients
from app.denial import DENY_ALL_ARN, DENY_POLICY_NAME, was_denied_before
from app.grant_look import inline_document
from app.revoke_journal import ELSEWHERE, Journal, stamp
from app.revoke_look import stops
from app.revoke_parts import attached_to, says_deny
from app.revoke_state import State
from app.revoke_steps import SORTS, held
from app.troubles import Trouble
from app.users import UserSeen
from app.work import Token

log = logging.getLogger(__name__)


def before_the_deny(clients: Clients, account: str, user: UserSeen) -> Journal:
    """What the deny is going to change. Raises `Trouble` where no more can be asked.

    It is read by the name; where that goes from one user to another all the time, it isn't known.
    No wait in between: the deny is to come soon.
    """

    def noted(now: UserSeen) -> Journal:
        return _noted(clients, account, now)

    try:
        found = users.steady(clients, user.user_id, Token(), noted, user.name, (0.0, 0.0))
    except Trouble as trouble:
        if stops(trouble):
            raise
        log.warning("noting what was before: %s", trouble)
        found = None
    return found or Journal(
        account=account,
        user_id=user.user_id,
        user_name=user.name,
        begun=stamp(clients.now()),
        boundary=user.boundary,
        unread=("deny_attached", "deny_document"),
    )


def _noted(clients: Clients, account: str, user: UserSeen) -> Journal:
    unread: list[str] = []

    def read(name: str, look: Callable[[], Any], otherwise: object) -> Any:
        try:
            return look()
        except Trouble as trouble:
            if stops(trouble):
                raise
            log.warning("noting %s: %s", name, trouble)
            unread.append(name)
            return otherwise

    attached = read("deny_attached", lambda: attached_to(clients, user.name), ())
    said = read(
        "deny_document", lambda: inline_document(clients, user.name, DENY_POLICY_NAME), None
    )
    journal = Journal(
        account=account,
        user_id=user.user_id,
        user_name=user.name,
        begun=stamp(clients.now()),
        boundary=user.boundary,
        deny_attached=DENY_ALL_ARN in attached,
        deny_document=said or "",
        unread=tuple(unread),
    )
    return _begun_elsewhere(journal) if says_deny(said) else journal


def _begun_elsewhere(journal: Journal) -> Journal:
    """Our own deny is there already: what was so before it, another computer knows at best."""
    covered = journal.boundary == DENY_ALL_ARN  # a limit that it had before was replaced by it
    return replace(
        journal,
        deny_document="",
        deny_attached=journal.deny_attached and was_denied_before(journal.deny_document),
        boundary="" if covered else journal.boundary,
        unread=(*journal.unread, ELSEWHERE, *(("boundary",) if covered else ())),
    )


def with_the_rest(journal: Journal, state: State) -> Journal:
    """With all that the first look after the deny shows; nothing of it is changed yet."""
    ours = DENY_ALL_ARN if not journal.deny_attached else ""
    own = DENY_POLICY_NAME if not journal.deny_document else ""
    credentials: dict[str, Any] = {sort.field: held(state, sort) for sort in SORTS}
    return replace(
        journal,
        whole=True,
        had_password=journal.had_password or state.has_password,
        **credentials,
        groups=state.groups,
        attached=tuple(arn for arn in state.attached if arn != ours),
        inline=tuple(policy for policy in state.inline if policy != own),
        mfa=state.mfa,
        unread=(*journal.unread, *(u.field for u in state.unread)),
    )
