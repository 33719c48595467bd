"""How things stand, as the home window shows it: what is on record, where we are, what is next."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from app import standing
from app.journey import SETUP, Facts, resume, step
from ui.steptitles import step_title
from ui.vendor_rows import handover_rows, user_rows
from ui.words import _, say

if TYPE_CHECKING:
    from app.handoverfile import Handover
    from app.standing import Standing
    from ui.home import Home
    from ui.row import Row

LATER = ("send_file", "send_password", "budget", "finish")  # the steps after the act
OPEN = {"made", "making", "reissuing"}


@dataclass(frozen=True)
class Look:
    """All that is to be seen at one moment."""

    rows: tuple[Row, ...] = ()
    chosen: str = ""
    known: bool = False  # whether the records have been read
    checked: str = ""
    identity: str = ""
    signed_in: bool = False
    setup_title: str = ""
    setup_text: str = ""
    setup_button: str = ""
    next_title: str = ""
    next_text: str = ""
    next_button: str = ""
    can_reissue: bool = False
    can_check: bool = False
    busy: bool = False
    first_time: bool = False
    primary: str = "start_setup"  # the object name of the one button that matters now


@dataclass(frozen=True)
class Place:
    """Where the set-up journey stands. `page` is to be opened; "" leaves it to the wizard.

    `fresh`: nothing is under way, so another hand-over begins.
    """

    fresh: bool
    page: str = ""
    title: str = ""
    number: int = 0


def next_of(facts: Facts, handovers: Iterable[Handover]) -> Place:
    """Where the journey that `facts` tell of goes on."""
    if not facts.handover:
        here = resume(SETUP, facts)
        begun = facts.have_account or bool(facts.ticks) or facts.mfa_said
        # What belongs to the account, not to one vendor, is known after the first hand-over.
        first = not any(h.state != "undone" for h in handovers) or bool(facts.user_name)
        if not (begun and first):
            return Place(fresh=True)
        return Place(False, "", step_title(here.name), SETUP.index(here) + 1)
    record = next((h for h in handovers if h.id == facts.handover), None)
    left = [name for name in LATER if not step(SETUP, name).ready(facts)]
    if not left or (record is not None and record.state not in OPEN):
        return Place(fresh=True)
    here = step(SETUP, left[0])
    return Place(False, here.name, step_title(here.name), SETUP.index(here) + 1)


def look(home: Home, chosen: str, checked: str, *, busy: bool) -> Look:
    """All that is to be seen now."""
    facts, handovers = home.desk.facts, home.handovers or ()
    rows = (*handover_rows(handovers, facts), *user_rows(home.others))
    values = [row.value for row in rows]
    if chosen not in values:
        chosen = values[0] if values else ""
    handover = next((h for h in handovers if h.id == chosen), None)
    place = next_of(facts, handovers)
    stands = standing.standing(handover, facts, datetime.now(UTC)) if handover else None
    todo = _next(handover, stands, facts, place)
    return Look(
        rows=rows,
        chosen=chosen,
        known=home.handovers is not None,
        checked=checked,
        identity=_identity(home),
        signed_in=home.desk.session is not None,
        **_setup(place, any_yet=bool(rows)),
        **todo,
        can_reissue=handover is not None and handover.state in {"made", "reissuing"},
        can_check=True,
        busy=busy,
        first_time=place.fresh and not rows,
        primary=_primary(place, stands, rows=bool(rows), next_button=todo["next_button"]),
    )


def _primary(place: Place, stands: Standing | None, *, rows: bool, next_button: str) -> str:
    """The one button that matters most."""
    if next_button:
        return "next_step"
    if not rows or not place.fresh:
        return "start_setup"
    if stands is None or stands.next == standing.NOTHING:
        return "start_setup"
    return "check_now"


def _next(
    handover: Handover | None, stands: Standing | None, facts: Facts, place: Place
) -> dict[str, str]:
    """What the chosen hand-over waits for, where the journey's own button doesn't lead there."""
    nothing = {"next_title": "", "next_text": "", "next_button": ""}
    if handover is None or stands is None:
        return nothing
    if facts.handover == handover.id and not place.fresh:
        return nothing
    words = {
        standing.SEND_FILE: (
            _("Without the file the vendor can't begin."),
            _("Send the file"),
        ),
        standing.SEND_PASSPHRASE: (
            _("Without the passphrase the vendor can't open the file."),
            _("Send the passphrase"),
        ),
        standing.FINISH: (
            _("Aikagi looks at what is there, and offers to finish it or to undo it."),
            _("Finish or undo"),
        ),
        standing.REISSUE: (
            _("The password, file and passphrase that went before may no longer work."),
            _("Re-issue …"),
        ),
        standing.REVOKE: (
            _("Aikagi looks at what is there, and does only what is left."),
            _("Go on shutting out …"),
        ),
        standing.DELETE: (
            _("A user that nobody needs is better gone."),
            _("Delete the user …"),
        ),
    }.get(stands.next)
    if words is None:
        return nothing
    return {"next_title": say(stands.sentence), "next_text": words[0], "next_button": words[1]}


def _setup(place: Place, *, any_yet: bool) -> dict[str, str]:
    if not place.fresh:
        return {
            "setup_title": _("Still to do: {step}").format(step=place.title),
            "setup_text": _("Step {number} of {total}. Everything so far is kept.").format(
                number=place.number, total=len(SETUP)
            ),
            "setup_button": _("Continue"),
        }
    if any_yet:
        return {
            "setup_title": _("Another vendor?"),
            "setup_text": _("Each vendor gets a user of its own, so that each can be shut out."),
            "setup_button": _("Let another vendor in"),
        }
    return {
        "setup_title": _("Let your vendor into AWS, safely"),
        "setup_text": _("When the work is over, one button shuts the vendor out again."),
        "setup_button": _("Let a vendor in"),
    }


def _identity(home: Home) -> str:
    session = home.desk.session
    if session is None:
        return _("Not signed in to AWS")
    identity = session.identity
    account = f"{identity.account} ({identity.name})" if identity.name else identity.account
    return _("Signed in: account {account}, root user").format(account=account)
