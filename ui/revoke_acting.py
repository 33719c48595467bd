"""The work behind the page that shuts out: what is noted on this computer, then the act.

Nothing on this computer's disk keeps anybody from being shut out.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from app.handoverfile import Handover, new_id
from app.journey import REDUCE
from app.troubles import Trouble
from ui import revocation

if TYPE_CHECKING:
    from app.records import Records
    from app.revoke import Outcome
    from app.session import RootSession
    from app.users import UserSeen
    from app.work import Token
    from ui.desk import Desk

log = logging.getLogger(__name__)


def act(desk: Desk, session: RootSession) -> Callable[[Token], Outcome]:
    """What does it in the background, as chosen on `desk`. It raises `Trouble`."""
    facts, shared, records = desk.facts, revocation.of(desk), desk.records
    opened = [h for h in shared.opened if h.user_id == facts.revoke_user]
    choice, account = shared.choice(facts.revoke_user), session.identity.account

    def work(token: Token) -> Outcome:
        from app import revoke, revoke_choice

        with _on_this_computer("the records"):
            _keep(records, opened)
            if choice is not None and facts.revoke_mode != REDUCE:
                _keep_unknown(records, account, choice.user)
        outcome = revoke.carry_out(
            session,
            facts.revoke_user,
            facts.revoke_mode,
            records,
            token,
            hint=facts.revoke_name,
            rights=facts.reduce_rights,
            require_mfa=facts.reduce_mfa,
        )
        with _on_this_computer("the passphrase"):
            revoke_choice.forget_passphrases(outcome, account, records, desk.settings)
        return outcome

    return work


@contextmanager
def _on_this_computer(what: str) -> Iterator[None]:
    try:
        yield
    except Trouble as trouble:
        log.warning("%s: %s", what, trouble)


def _keep(records: Records, opened: list[Handover]) -> None:
    """Vendor records from another computer become records here. Raises `Trouble`."""
    known = {h.id for h in records.handovers()}
    for handover in opened:
        if handover.id not in known:
            records.save(handover)


def _keep_unknown(records: Records, account: str, user: UserSeen) -> None:
    """One on no record gets one, so that it can be undone and is reminded of. Raises `Trouble`."""
    mine = [h for h in records.handovers() if h.account == account and h.state != "undone"]
    if any(h.user_id == user.user_id for h in mine):
        return
    begun = Handover(
        id=new_id(),
        state="revoking",
        account=account,
        user_name=user.name,
        user_id=user.user_id,
        user_created=user.created.isoformat(timespec="seconds"),
        vendor=user.vendor,
        elsewhere=True,  # what was sent isn't known here
    )
    records.save(begun)
