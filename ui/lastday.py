"""The vendor's last day: a tick whether there is one, and the day itself."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QLocale, Qt, Signal
from PySide6.QtWidgets import QDateEdit, QVBoxLayout, QWidget

from app.handoverfile import YEARS
from ui import theme, words
from ui.fieldnote import FieldNote
from ui.when import day
from ui.widgets import Tick, named, row
from ui.words import _

if TYPE_CHECKING:
    from PySide6.QtGui import QWheelEvent

ISO = Qt.DateFormat.ISODate
LATEST = QDate(YEARS[-1], 12, 31)
USUAL_MONTHS = 3  # from today, where nobody has named a day


def tomorrow() -> QDate:
    """The first day that can be a vendor's last one, by this computer's calendar."""
    return QDate.currentDate().addDays(1)


class LastDay(QWidget):
    """Whether it ends by itself, and after which day. One that is over has to be chosen anew."""

    changed = Signal()  # by the customer

    def __init__(self) -> None:
        super().__init__()
        self._over = ""  # the day that was chosen before, where it isn't ahead any more
        title, means = self._words()
        self.tick = Tick("end_date_on", title, means, on_change=self._ticked)
        self.date = _Date()
        named(self.date, "end_date", _("The vendor's last day"))
        self.date.setDateRange(tomorrow(), LATEST)
        self.date.setDate(QDate.currentDate().addMonths(USUAL_MONTHS))
        self.date.dateChanged.connect(self._chosen)
        self.date.calendarWidget().clicked.connect(self._chosen)  # the day that was shown already
        self.note = FieldNote(self.date)
        self._indented = QWidget()
        below = QVBoxLayout(self._indented)
        below.setContentsMargins(theme.em(1.7), 0, 0, 0)
        below.setSpacing(theme.em(0.3))
        below.addLayout(row(self.date))
        below.addWidget(self.note)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.em(0.3))
        column.addWidget(self.tick)
        column.addWidget(self._indented)
        self._show()

    @staticmethod
    def _words() -> tuple[str, str]:
        return (
            _("Block the vendor after a last day"),
            _(
                "A vendor with full rights can undo this block. So press “Shut out the vendor” "
                "after that day."
            ),
        )

    def fill(self, last_day: str) -> None:
        """Show `last_day`, as YYYY-MM-DD; "" for none. Doesn't say that a person did it."""
        if last_day == self.day and not self._over:
            return
        found = QDate.fromString(last_day, ISO)
        self._over = last_day if found.isValid() and found < tomorrow() else ""
        self.tick.set_ticked(found.isValid())
        if found.isValid() and not self._over:
            was = self.date.blockSignals(True)
            self.date.setDate(found)
            self.date.blockSignals(was)
        self._show()

    @property
    def good(self) -> bool:
        """Whether it can be taken as it is."""
        return not (self._over and self.tick.box.isChecked())

    @property
    def day(self) -> str:
        """The last day as YYYY-MM-DD, or "" for none."""
        if not self.tick.box.isChecked():
            return ""
        return self._over or self.date.date().toString(ISO)

    def _ticked(self, _on: bool) -> None:
        self._over = ""
        self._show()
        self.changed.emit()

    def _chosen(self, _day: QDate) -> None:
        self._over = ""
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        over = _("{day} was chosen before, and isn't ahead any more. Choose another day.")
        before = date.fromisoformat(self._over) if self._over else None
        self.note.note(over.format(day=day(before)) if before else "")
        self._indented.setVisible(self.tick.box.isChecked())


class _Date(QDateEdit):
    """A date that is never changed by scrolling the page."""

    def __init__(self) -> None:
        super().__init__()
        self.setCalendarPopup(True)
        self.setLocale(QLocale(words.language()))
        self.setDisplayFormat(_("yyyy-MM-dd"))
        self.setMinimumHeight(theme.em(2.0))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave it to the page, unless somebody is at this field."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()
