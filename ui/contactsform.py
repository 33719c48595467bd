"""Whom AWS writes to besides the root user: one person or group, for the kinds that are ticked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QVBoxLayout, QWidget

from ui import theme
from ui.fieldnote import FieldNote, example
from ui.planlist import PlanList
from ui.widgets import Text, Tick, button, field, flow, named
from ui.words import _, say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.contacts import Contact
    from app.plan import Plan

PAUSE_MS = 1000


@dataclass(frozen=True)
class Draft:
    """What a form holds that was closed before it was saved."""

    typed: Mapping[str, str]
    ticked: Mapping[str, bool]


class ContactsForm(QWidget):
    """Four lines, and a tick for each kind; what is wrong with a line stands right below it.

    `present` has the contact of each kind, or None. Nothing is done before `confirmed`, which
    carries the plan that is shown. Only once the background has loaded `app.contacts`.
    """

    confirmed = Signal(object)
    closed = Signal()

    def __init__(self, present: Mapping[str, Contact | None]) -> None:
        super().__init__()
        named(self, "contacts", _("Contacts"))
        self._present = present
        self._plan: Plan = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.em(0.5))
        column.addWidget(
            Text(
                _(
                    "Best is a mailbox and a telephone that more than one person answers. AWS has "
                    "it once you press “Save in AWS” below, not before."
                )
            )
        )
        column.addLayout(self._lines())
        self.ticks = {kind: self._tick(kind) for kind in present}
        for tick in self.ticks.values():
            column.addWidget(tick)
        self.plan = PlanList("contacts_plan", _("What will be done"))
        column.addWidget(self.plan)
        self.save = button("contacts_save", _("Save in AWS"), self._confirm, primary=True)
        self.close_button = button("contacts_close", _("Not now"), self.closed.emit)
        column.addLayout(flow(self.save, self.close_button))
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._judge)
        self._begin()

    def _lines(self) -> QGridLayout:
        made = (
            ("name", _("Name"), ""),
            ("title", _("Job title or department"), ""),
            ("email", _("E-mail"), example("aws-admin@example.com")),
            ("phone", _("Phone number (Japan: +81, no first 0)"), example("+81-3-1234-5678")),
        )
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.em(1))
        grid.setVerticalSpacing(theme.em(0.4))
        self.lines: dict[str, QLineEdit] = {}
        self.notes: dict[str, FieldNote] = {}
        for number, (what, label, hint) in enumerate(made):
            caption, line = field(f"contact_{what}", label, hint=hint)
            self.lines[what], self.notes[what] = line, FieldNote(line)
            stacked = QVBoxLayout()
            stacked.setSpacing(theme.em(0.2))
            for widget in (caption, line, self.notes[what]):
                stacked.addWidget(widget)
            stacked.addStretch(1)
            grid.addLayout(stacked, number // 2, number % 2)
            grid.setColumnStretch(number % 2, 1)
        return grid

    def _tick(self, kind: str) -> Tick:
        there = self._present[kind]
        detail = ""
        if there is not None:
            now = _("Now: {name} ({email}). If you tick this, AWS has the new one instead.")
            detail = now.format(name=there.name, email=there.email)
        return Tick(
            f"contact_{kind.lower()}", use(kind), detail, on_change=lambda _ticked: self._changed()
        )

    def _begin(self) -> None:
        """Nobody's contact is replaced unless it is ticked; who is there already is suggested."""
        known = next((c for c in self._present.values() if c is not None), None)
        for what, line in self.lines.items():
            line.setText(getattr(known, what) if known is not None else "")
            line.textChanged.connect(self._typed)
            line.editingFinished.connect(self._judge)
        for kind, tick in self.ticks.items():
            tick.set_ticked(self._present[kind] is None)
        self._first = self.draft
        self._changed()

    @property
    def draft(self) -> Draft:
        """What has been typed and ticked so far."""
        typed = {what: line.text() for what, line in self.lines.items()}
        return Draft(typed, {kind: tick.box.isChecked() for kind, tick in self.ticks.items()})

    @property
    def begun(self) -> bool:
        """Whether something was typed or ticked that AWS doesn't have."""
        return self.draft != self._first

    def take_up(self, draft: Draft) -> None:
        """Go on with what was typed and ticked before."""
        for what, text in draft.typed.items():
            self.lines[what].setText(text)
        for kind, ticked in draft.ticked.items():
            self.ticks[kind].set_ticked(ticked)
        self._judge()
        self._changed()

    def first_focus(self) -> QWidget:
        """The name."""
        return self.lines["name"]

    def in_sight(self) -> tuple[QWidget, ...]:
        """What is to be seen as it opens: how it ends, and where it begins."""
        return self.close_button, self.save, self.first_focus()

    @property
    def contact(self) -> Contact:
        """What has been typed."""
        from app.contacts import Contact

        return Contact(**{what: line.text().strip() for what, line in self.lines.items()})

    def _wrong(self) -> dict[str, str]:
        from app import contacts

        return {what: say(why) for what, why in contacts.wrong(self.contact).items()}

    # --- what follows from what is typed -----------------------------------------------------
    def _typed(self) -> None:
        wrong = self._wrong()
        for what, note in self.notes.items():
            if note.plain and what not in wrong:
                note.note("")
        self._pause.start()
        self._changed()

    def _judge(self) -> None:
        """Once the customer pauses or goes on: nobody likes to be told while still typing."""
        wrong = self._wrong()
        for what, note in self.notes.items():
            note.note(wrong.get(what, "") if self.lines[what].text() else "")

    def _changed(self) -> None:
        """The plan follows what is typed and ticked."""
        from app import contacts

        kinds = [kind for kind, tick in self.ticks.items() if tick.box.isChecked()]
        self._plan = ()
        if not all(line.text().strip() for line in self.lines.values()):
            self.plan.show_nothing(_("First fill in all four lines."))
        elif self._wrong():
            self.plan.show_nothing(_("First put right what is said below the lines."))
        elif not kinds:
            self.plan.show_nothing(_("First tick what AWS shall write to this contact about."))
        else:
            self._plan = contacts.plan(dict.fromkeys(kinds, self.contact), self._present)
            if self._plan:
                self.plan.show_plan(self._plan)
            else:
                self.plan.show_nothing(_("AWS has it like this already."))
        self.save.setEnabled(bool(self._plan))

    def _confirm(self) -> None:
        self.confirmed.emit(self._plan)


def use(kind: str) -> str:
    """What AWS writes to a contact of `kind` about.

    https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-update-contact-alternate.html
    """
    return {
        "BILLING": _("Use for bills and payment"),
        "OPERATIONS": _("Use for the running of services, such as when one is down"),
        "SECURITY": _("Use for security, such as warnings of misuse"),
    }[kind]
