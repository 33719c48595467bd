"""How things stand, as the home window shows it: what is on record, where we are, what is next."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app import standing
from app.facts import Facts
from app.journey import SETUP, place, step
from app.troubles import RECORD_NEWER, Trouble
from ui.awsclock import now
from ui.home_next import next_card
from ui.home_reminder import Reminder, reminder
from ui.steptitles import step_task, step_title
from ui.vendor_rows import handover_rows, user_rows
from ui.when import moment
from ui.words import _

if TYPE_CHECKING:
    from datetime import datetime

    from app.handoverfile import Handover
    from app.records import Records
    from app.standing import Standing
    from ui.home import Home
    from ui.message import MessagePanel
    from ui.row import Row

LATER = ("send_file", "send_password", "budget", "finish")  # the steps after the act
OPEN = {"made", "making", "reissuing"}
WORKS = {"made", "reissuing"}
SHUT = {"disabled", "revoking"}  # also where that, or its undoing, was cut short


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
    reminder: Reminder | None = None
    can_reissue: bool = False
    can_undo: bool = False  # it is shut out, and can be let in again as before
    shut_out: bool = False  # so that it can only be deleted
    too_soon_until: datetime | None = None  # to delete it
    can_build: bool = False  # the window about the time that the vendor works
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
    name: str = ""  # of the step


def next_of(facts: Facts, handovers: Iterable[Handover]) -> Place:
    """Where the journey that `facts` tell of goes on."""
    here = place(SETUP, facts)
    if not facts.handover:
        said = facts.have_account or bool(facts.ticks or facts.waiting_since) or facts.mfa_said
        said = said or facts.mfa_put_off
        begun = said or facts.page not in {"", SETUP[0].name}
        # What belongs to the account, not to one vendor, is known after the first hand-over.
        first = not any(h.state != "undone" for h in handovers) or bool(facts.user_name)
        if not (begun and first):
            return Place(fresh=True)
        return Place(False, "", here.name)
    record = next((h for h in handovers if h.id == facts.handover), None)
    left = [name for name in LATER if not step(SETUP, name).ready(facts)]
    if not left or (record is not None and record.state not in OPEN):
        return Place(fresh=True)
    return Place(False, here.name, here.name)


def look(home: Home, chosen: str, checked: str, *, busy: bool) -> Look:
    """All that is to be seen now."""
    facts, handovers = home.desk.facts, home.handovers or ()
    moment_now, practice = now(home.desk), home.desk.settings.practice
    on_record = handover_rows(handovers, facts, moment_now, practice=practice)
    rows = (*on_record, *user_rows(home.others))
    values = [row.value for row in rows]
    if chosen not in values:
        chosen = _most_urgent(handovers, facts, moment_now) or (values[0] if values else "")
    handover = next((h for h in handovers if h.id == chosen), None)
    state = handover.state if handover else ""
    here = next_of(facts, handovers)
    stands = standing.standing(handover, facts, moment_now) if handover else None
    todo = next_card(handover, stands, going_on=facts.handover == chosen and not here.fresh)
    todo_first = bool(facts.ways_in) and (stands is None or stands.mark != "bad")
    waits = todo_first or (here.fresh and rows and not todo["next_button"])
    reminded = reminder(facts, practice=practice) if waits else None
    return Look(
        rows=rows,
        chosen=chosen,
        known=home.handovers is not None,
        checked=checked,
        identity=_identity(home),
        signed_in=home.desk.session is not None,
        **_setup(here, facts, any_yet=bool(rows), practice=practice),
        **todo,
        reminder=reminded,
        can_reissue=state in WORKS,
        can_undo=state in SHUT,
        shut_out=state == "disabled",
        too_soon_until=standing.too_soon_until(handover, moment_now) if handover else None,
        can_build=state in WORKS,
        can_check=True,
        busy=busy,
        first_time=here.fresh and not rows,
        primary="reminder" if todo_first else _primary(here, handover, stands, todo, reminded),
    )


def _primary(
    here: Place,
    handover: Handover | None,
    stands: Standing | None,
    todo: Mapping[str, str],
    reminded: Reminder | None,
) -> str:
    """The one button that matters most: what the chosen hand-over waits for, if anything."""
    if todo["next_button"]:
        return "next_step"
    if handover is None or stands is None or not here.fresh:
        return "start_setup"
    if reminded:
        return "reminder"
    if stands.next == standing.NOTHING and handover.state == "made":
        return "building"
    return "start_setup" if handover.state == "deleted" else "check_now"


def _most_urgent(handovers: Iterable[Handover], facts: Facts, at: datetime) -> str:
    """The hand-over to begin with: the newest that something is to be done about; "" for none."""
    for handover in reversed(tuple(handovers)):
        stands = standing.standing(handover, facts, at)
        if handover.state != "undone" and stands.next not in {standing.NOTHING, standing.CHECK}:
            return handover.id
    return ""


def _setup(here: Place, facts: Facts, *, any_yet: bool, practice: bool) -> dict[str, str]:
    if not here.fresh:
        return _where(here, facts, practice=practice)
    if any_yet:
        return {
            "setup_title": _("Another vendor?"),
            "setup_text": _("Each vendor gets a user of its own, so that each can be shut out."),
            "setup_button": _("Let another vendor in"),
        }
    text = _(
        "After the work you shut it out here, and check what else could let it in. You see "
        "the whole way first, and can rehearse it."
    )
    if practice:
        text = _(
            "After the work you shut it out here, and check what else could let it in. This "
            "is a rehearsal: it costs nothing, and nothing real is changed."
        )
    return {
        "setup_title": _("Let your vendor into AWS, safely"),
        "setup_text": text,
        "setup_button": _("Let a vendor in"),
    }


def _where(here: Place, facts: Facts, *, practice: bool) -> dict[str, str]:
    """“You are here”, and what to do next in one sentence."""
    number = SETUP.index(step(SETUP, here.name)) + 1
    waits = here.name == "account" and facts.waiting_since
    return {
        "setup_title": _("You are here: step {number} of {total}, {step}").format(
            number=number, total=len(SETUP), step=step_title(here.name)
        ),
        "setup_text": _waiting(facts, practice=practice) if waits else step_task(here.name),
        "setup_button": _("Continue"),
    }


def _waiting(facts: Facts, *, practice: bool) -> str:
    if practice:
        return _("In a rehearsal no e-mail comes: go on at once.")
    return _(
        "AWS is activating your account: you finished the sign-up {when}. An e-mail will say so, "
        "usually within minutes, at the latest after 24 hours. Then go on here."
    ).format(when=moment(facts.waiting_since))


def _identity(home: Home) -> str:
    session = home.desk.session
    if session is None:
        return _("Not signed in to AWS")
    identity = session.identity
    account = f"{identity.account} ({identity.name})" if identity.name else identity.account
    return _("Signed in to account {account}").format(account=account)


def show_nobody(message: MessagePanel) -> None:
    """Say that AWS knows of no user."""
    message.show_note(
        _("There is no user in this account yet."),
        _("Nobody was let in, by Aikagi or without it."),
        state="good",
    )


def show_unread(message: MessagePanel, records: Records) -> None:
    """Say which records couldn't be read: set aside as damaged, or left to a newer Aikagi."""
    if records.newer:
        message.show_trouble(Trouble(RECORD_NEWER, detail=records.newer[-1].name))
    elif records.damaged:
        aside = str(records.damaged[-1])
        message.show_note(_("A record couldn't be read, so it was set aside."), aside)


def way_of(handover: Handover | None) -> str:
    """How it is offered to revoke: who is shut out already can only be deleted."""
    return "delete" if handover is not None and handover.state == "disabled" else "disable"
