"""What is to be known before the name is typed: of the user as it is, and of a deletion."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.journey import REDUCE
from ui.opening import Opening
from ui.when import moment
from ui.widgets import Text
from ui.words import _

if TYPE_CHECKING:
    from datetime import datetime

    from app.handoverfile import Handover
    from app.plan import Plan
    from app.records import Records
    from app.revoke_state import State
    from app.session import RootSession

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Found:
    """What the look found. `until`: a session of the user can outlive its deletion until then."""

    state: State
    plan: Plan
    until: datetime | None = None


def alive_until(
    session: RootSession, records: Records, state: State, record: Handover | None
) -> datetime | None:
    """Until when a session of the user can be alive, if that is still to come, by AWS's clock.

    Of a user that isn't seen shut out now, whatever was seen earlier, or of which it isn't known
    since when it is, one can have begun just now.
    """
    from app import revoke
    from app.revoke_state import denied
    from app.standing import SESSIONS_LIVE
    from app.troubles import Trouble

    now, journal = session.clients.now(), None
    try:
        journal = revoke.journal_of(records, session.identity.account, state.user_id)
    except Trouble as trouble:
        log.warning("the journal: %s", trouble)
    known = revoke.when_to_delete(journal, record) if denied(state) else None
    over = known or now + SESSIONS_LIVE
    return over if now < over else None


def note_on(found: Found, mode: str) -> tuple[str, str, str] | None:
    """What, what then, and its colour; None where there is nothing to be said of the user."""
    state, plan, reduces = found.state, found.plan, mode == REDUCE
    if not state.exists:
        what = _("This user isn't in the account any more.")
        then = _("Somebody has deleted it already, so there is nothing left to do.")
        return what, then, "good"
    if state.unread:
        what = _("AWS didn't show everything that this user has.")
        then = _("You can go on: the user is blocked first, whatever else it has.")
        if reduces:
            then = _("You can go on: Aikagi looks again, and says in the end what it couldn't see.")
        return what, then, "warn"
    if all(action.already for action in plan):
        what = _("All of this is so already: the user is shut out.")
        if reduces:
            what = _("All of this is so already: the user has only the rights that you chose.")
        return what, _("You can do it again. It does no harm."), "good"
    return None


def act_words(mode: str) -> tuple[str, str, str]:
    """The colour, what becomes of the user, and what the button says."""
    if mode == "delete":
        sentence = _("AWS account {account}. The user will be deleted. This can't be undone.")
        return "bad", sentence, _("Delete the user now")
    if mode == "reduce":
        sentence = _("AWS account {account}. The user stays, with only the rights that you chose.")
        return "warn", sentence, _("Reduce now")
    sentence = _(
        "AWS account {account}. You can let the vendor in again later, with a new password."
    )
    return "warn", sentence, _("Shut out now")


class TooSoon(Opening):
    """There while a deletion would take the block from sessions that can still be alive."""

    def __init__(self) -> None:
        super().__init__("delete_too_soon", _("It is too soon to delete this user"))
        self.text = Text()
        self.below.addWidget(self.text)
        self.hide()

    def show_until(self, until: datetime | None) -> None:
        """Say until when; nothing where no session can be alive."""
        if until is not None:
            when = moment(until)
            self.say("warn", _("Too soon: better delete this user after {when}").format(when=when))
            self.text.say(
                _(
                    "Sessions opened earlier can live until {when}, and deleting takes the block "
                    "away. To be safe, wait until then. If the user isn't shut out yet, go back "
                    "and choose “Shut out now, delete later”."
                ).format(when=when)
            )
        self.setVisible(until is not None)
