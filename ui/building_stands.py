"""How the vendor stands: signed in yet, rights that are still to be given, the last day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.plan import Plan
from app.standing import GIVE_RIGHTS, rights_changed, rights_to_give, signed_in, standing
from ui import theme
from ui.building_look import end_plan
from ui.building_mfa import MfaLifted
from ui.fold import Fold
from ui.guards import ending, rights
from ui.lastday import LastDay
from ui.planlist import PlanList
from ui.wanted import last_day
from ui.when import day, moment
from ui.widgets import Card, Mark, Text, button, flow, headed, named, row
from ui.words import _, say

if TYPE_CHECKING:
    from app.facts import Facts
    from app.grant import Found
    from app.handoverfile import Handover


@dataclass(frozen=True)
class Stand:
    """What is known now. `plan` is there where the rights can be given; `found` once looked."""

    record: Handover
    facts: Facts
    checked: str = ""
    plan: Plan | None = None
    found: Found | None = None
    busy: bool = False


class Stands(QWidget):
    """The sentence, the button that looks again, and what is to be done."""

    check_wanted = Signal()
    give_wanted = Signal()
    mfa_wanted = Signal()
    end_wanted = Signal(str)  # the last day as YYYY-MM-DD, or ""
    unfolded = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._stand: Stand | None = None
        self._last = ""
        self._gone = False  # the last day was lifted
        self._was_here = False  # the keyboard, before it had to go
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.em(0.7))
        for widget in (self._now(), self._mfa()):
            column.addWidget(widget)
        column.addStretch(1)
        self._end()

    def _now(self) -> Card:
        self.card = Card()
        self._mark, self.sentence = Mark(), Text(bold=True)
        self.last_seen, self.rights_seen, self.ending = Text(), Text(), Text(bold=True)
        self.checked = Text(scale=theme.SMALL, tint="muted")
        self.check = button("check_vendor", _("Check now"), self.check_wanted.emit)
        self.card.column.addLayout(headed(self._mark, self.sentence))
        for widget in (self.last_seen, self.ending, self.rights_seen, self._rights(), self.checked):
            self.card.column.addWidget(widget)
        self.card.column.addLayout(flow(self.give, self.check))
        return self.card

    def hold(self, busy: QWidget) -> None:
        """Show what is being done below the button that most of it begins with."""
        self._column.insertWidget(1, busy)

    def _mfa(self) -> Card:
        self.mfa = MfaLifted()
        self.mfa.check_wanted.connect(self.check_wanted)
        self.mfa.demand_wanted.connect(self._demand_mfa)
        return self.mfa

    def _demand_mfa(self) -> None:
        self.acting = self.mfa.plan
        self.mfa_wanted.emit()

    def _rights(self) -> QWidget:
        """In the same card: that the vendor waits for them is said there already."""
        self.rights = QWidget()
        owed = _("The rights are still to be given")
        named(self.rights, "rights_owed", owed)
        self.rights_title = Text(owed, bold=True)
        self.rights_words = Text()
        self.plan = self.acting = PlanList("rights_plan", _("What will be done"))
        self.give = button("give_rights", _("Give the rights"), self._press, primary=True)
        column = QVBoxLayout(self.rights)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.em(theme.NEAR))
        for widget in (self.rights_title, self.rights_words, self.plan):
            column.addWidget(widget)
        return self.rights

    def _end(self) -> None:
        """The line for the last day: it stands among the other lines of the window."""
        self._ends: LastDay | None = None
        self.fold = Fold("change_end", _("Last day: none"), self._fill_end)
        self.fold.opened.connect(self.unfolded)

    def _press(self) -> None:
        """Give them once it has been shown what will be done; else look first."""
        if self._stand is None or self._stand.plan is None:
            self.check_wanted.emit()
        else:
            self.acting = self.plan
            self.give_wanted.emit()

    def _fill_end(self, column: QVBoxLayout) -> None:
        self._ends = LastDay()
        self._ends.fill(self._last)
        self.end_plan = PlanList("end_plan", _("What will be done"))
        self.save = button("save_end", _("Save the last day"), self._save)
        self._ends.changed.connect(self._end_changed)
        for widget in (self._ends, self.end_plan):
            column.addWidget(widget)
        column.addLayout(row(self.save))
        self._end_changed()

    def _end_changed(self) -> None:
        """The plan follows what is chosen."""
        ends, stand = self._ends, self._stand
        if ends is None or stand is None or stand.busy:
            return
        changed = ends.good and (ends.day != self._last or "ends_at" in stand.record.missing)
        self.end_plan.setVisible(changed)
        self.save.setEnabled(changed and stand.found is not None)
        if not changed:
            return
        if stand.found is None:
            first = _("Press “Check now” first. Then you see here what will be done.")
            self.end_plan.show_nothing(first)
        else:
            self.end_plan.show_plan(end_plan(stand.found, ends.day))

    def _save(self) -> None:
        if self._ends is not None:
            self.acting = self.end_plan
            self.end_wanted.emit(self._ends.day)

    # --- what is shown -----------------------------------------------------------------------
    def show_stand(self, stand: Stand) -> None:
        """Show how it stands."""
        new, self._stand = self._stand is None, stand
        stands = standing(stand.record, stand.facts, datetime.now(UTC))
        self._mark.show_state(stands.mark)
        plain = stands.mark == "none"
        self.card.tint("surface" if plain else f"{stands.mark}_soft", "" if plain else stands.mark)
        self.sentence.say(say(stands.sentence))
        last = moment(stand.record.last_used)
        self.last_seen.say(_("The vendor signed in last {when}.").format(when=last))
        made, came = stand.record.state == "made", signed_in(stand.record)
        owed = made and rights_to_give(stand.record)  # then both are said where they are given
        self.last_seen.setVisible(bool(last) and not (owed and came))
        self.rights_seen.say(rights(stand.record))
        changed = made and rights_changed(stand.record)
        self.rights_seen.setVisible(changed and (came or not owed))
        self.checked.say(stand.checked)
        self.checked.setVisible(bool(stand.checked))
        self._let_check(possible=not stand.busy)
        self.mfa.show_record(stand.record, stand.found, busy=stand.busy, new=new)
        self._show_rights(stand, said=stands.next == GIVE_RIGHTS, new=new)
        self._show_end(stand)

    def _let_check(self, *, possible: bool) -> None:
        """Let the button be pressed or not; the keyboard comes back to it."""
        self._was_here = self._was_here or self.window().focusWidget() is self.check
        self.check.setEnabled(possible)
        if possible and self._was_here:
            self._was_here = False
            self.check.setFocus()

    def _show_rights(self, stand: Stand, *, said: bool, new: bool) -> None:
        """`said`: that they are still to be given is what the sentence above says."""
        record = stand.record
        owed = record.state == "made" and rights_to_give(record)
        self.rights.setVisible(owed)
        ready = signed_in(record)
        self.rights_title.setVisible(not said)
        self.rights_words.say(_advice(record))
        if new or not stand.busy:  # else the rows show how far it has come
            self.plan.show_plan(stand.plan)
        self.plan.setVisible(stand.plan is not None)
        self.give.setVisible(ready and owed)
        look_first = stand.plan is None
        self.give.setText(
            _("It was the vendor: give the rights …") if look_first else _("Give the rights")
        )
        self.give.setAccessibleName(self.give.text())
        self.give.setEnabled(not stand.busy)

    def _show_end(self, stand: Stand) -> None:
        record = stand.record
        self.fold.setVisible(record.state == "made")
        self.ending.say(ending(record))
        self.ending.setVisible(record.state == "made" and bool(self.ending.plain))
        if (said := last_day(record)) and day(date.fromisoformat(said)) in self.sentence.plain:
            self.ending.hide()  # once is enough
        gone, self._gone = self._gone, "ends_at" in record.missing
        if self._gone and not gone:  # where it is set again
            self.fold.set_open(True)
        before, self._last = self._last, last_day(record)
        self.fold.say(_title(self._last))
        self.fold.head.setFont(theme.font(bold=bool(self._last)))
        if self._ends is not None:
            if before != self._last:
                self._ends.fill(self._last)
            self._ends.setEnabled(not stand.busy)
            if stand.busy:
                self.save.setEnabled(False)
            self._end_changed()


def _advice(record: Handover) -> str:
    if signed_in(record):
        ask = _(
            "Phone first: call a number that you know already, and ask whether it was the vendor "
            "that signed in {when}. If so, give the rights; if not, press “Shut out the vendor”."
        )
        return ask.format(when=moment(record.last_used))
    later = _("Press “Check now” when the vendor says that it has signed in.")
    return f"{rights(record)} {later}"


def _title(last: str) -> str:
    """What the line for the last day says; `last` is YYYY-MM-DD, or ""."""
    if not last:
        return _("Last day: none")
    return _("Last day: {day}").format(day=day(date.fromisoformat(last)))
