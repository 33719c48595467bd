"""What the pages of one revocation share. The pages don't know each other; all know this."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from app.handoverfile import Handover
from ui.reviewing import Reviewing

if TYPE_CHECKING:
    from app.revoke import Outcome
    from app.revoke_choice import Choice
    from app.revoke_state import State
    from ui.desk import Desk

NOTHING_CHOSEN: dict[str, object] = {
    "revoke_user": "",
    "revoke_name": "",
    "revoke_mode": "disable",
    "reduce_rights": (),
    "reduce_mfa": False,
    "confirmed": False,
    "revoked": False,
    "shut_out": False,
    "reviewed": False,
    "undecided": False,
}


@dataclass
class Revocation:
    """One revocation, from choosing the user to the report. Holds no secret."""

    account: str = ""  # the account in which the user was chosen
    wanted: str = ""  # the UserId of the user to offer first, or whom a review is about
    name: str = ""  # of whom a review is about that shuts nobody out
    mode: str = "disable"
    mode_said: bool = False  # the customer chose the way
    mfa_said: str = ""  # for the user with that UserId the customer said whether MFA is demanded
    opened: list[Handover] = field(default_factory=list)  # from vendor records
    unlisted: Handover | None = None  # of `opened`, while nobody knows yet who is in the account
    choices: tuple[Choice, ...] = ()
    state: State | None = None
    outcome: Outcome | None = None
    shut_out: bool = False  # it has been seen that everything is denied
    tried: bool = False  # a step of it was begun, so that something may be changed
    reviewing: Reviewing = field(default_factory=Reviewing)

    def choice(self, user_id: str) -> Choice | None:
        """What is known of that user."""
        return next((c for c in self.choices if c.user.user_id == user_id), None)

    def handover(self, user_id: str) -> Handover | None:
        """The record of letting that user in."""
        choice = self.choice(user_id)
        return choice.handover if choice else None


def begin(desk: Desk, wanted: str = "", mode: str = "disable") -> Revocation:
    """Forget an earlier revocation, and start one on `desk`."""
    made = Revocation(wanted=wanted, mode=mode)
    desk.setProperty("revocation", made)
    desk.know(**{**NOTHING_CHOSEN, "revoke_mode": mode})
    return made


def stand_by(desk: Desk) -> None:
    """Have an empty one for pages that are made before any was begun: nothing is known by it."""
    if desk.property("revocation") is None:
        desk.setProperty("revocation", Revocation())


def of(desk: Desk) -> Revocation:
    """The revocation under way on `desk`."""
    found = desk.property("revocation")
    return found if isinstance(found, Revocation) else begin(desk)
