"""The window about the bill: whom the customer pays, what the month has cost, where it all is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from ui import theme
from ui.billmonth import Month
from ui.billwords import Section, add_lines, payees, sections
from ui.fold import Fold, folds
from ui.lines import narrow
from ui.openaws import open_aws, where
from ui.pageframe import Frame
from ui.putaway import put_away
from ui.sides import TWO_COLUMNS_EM, Sides
from ui.spacing import pads
from ui.widgets import COLUMN_EM, Button, Card, Text, button, flow, named
from ui.words import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.troubles import Trouble
    from ui.desk import Desk

NAME = "bill"


class BillWindow(QDialog):
    """First the month so far and who is paid; what not everybody needs opens below."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self.desk = desk
        self._whole = QVBoxLayout(self)
        self._whole.setContentsMargins(0, 0, 0, 0)
        self._whole.setSpacing(0)
        self._body: Frame | None = None
        self.resize(theme.window_size(COLUMN_EM + 6, 36))
        desk.language_changed.connect(self._rebuild)
        self.finished.connect(self.deleteLater)
        self._rebuild()

    def _rebuild(self) -> None:
        """Make everything, again where the language changed."""
        put_away(self._whole, self._body)
        named(self, NAME, _("About the bill"))
        self.setWindowTitle(_("About the bill"))
        self.month = Month(self.desk)
        frame = self._body = Frame(self.desk, _("About the bill"), self.month.sign_in)
        self.area, self.message, self._column = frame.area, frame.message, frame.column
        self._fill(frame)
        frame.finish()
        self._whole.addWidget(frame)
        self._arrange()
        self.month.begin()

    def _fill(self, frame: Frame) -> None:
        column = frame.column
        self.month.failed.connect(self._show_trouble)
        self.month.began.connect(self.message.hide)
        frame.widen(TWO_COLUMNS_EM)
        column.setSpacing(theme.em(0.6))
        column.addWidget(Sides(self.month, self._payees()))
        lines = folds(*(self._fold(section) for section in sections()))
        column.addLayout(narrow(lines, COLUMN_EM))
        frame.end_with(button("bill_close", _("Close"), self.reject))

    def _payees(self) -> Card:
        card = Card()
        title = _("Whom do you pay?")
        named(card, "bill_payees", title)
        card.column.setContentsMargins(*pads())
        card.column.addWidget(Text(title, bold=True))
        said = payees(self.desk.profile.name)
        for sentence in said:
            card.column.addWidget(Text(sentence))
        card.setAccessibleDescription(" ".join(said))
        return card

    def _fold(self, section: Section) -> Fold:
        made = Fold(section.name, section.title, lambda below: self._open(section, below))
        made.opened.connect(lambda: self._opened(made))
        return made

    def _open(self, section: Section, column: QVBoxLayout) -> None:
        add_lines(column, section)
        made = [
            button(name, where(self.desk, text), self._goes_to(url))
            for name, text, url in section.links
        ]
        if made:
            column.addLayout(flow(*made))

    def _goes_to(self, url: str) -> Callable[[], None]:
        return lambda: self.open_aws(url)

    def _opened(self, fold: Fold) -> None:
        self._arrange()
        self.area.ensureWidgetVisible(fold)

    def _arrange(self) -> None:
        """Tab goes in reading order, also through what was opened later."""
        if self._body is not None:
            self._body.arrange()

    def _show_trouble(self, trouble: Trouble) -> None:
        self.message.show_trouble(trouble)
        self.area.ensureWidgetVisible(self.message)

    def open_aws(self, url: str) -> None:
        """Open a page of the real AWS, except in practice, where it is only named."""
        if open_aws(self.desk, url, self.message):
            self.area.ensureWidgetVisible(self.message)


def bill_button(desk: Desk, parent: QWidget) -> Button:
    """The button that opens the window over `parent`; one that is open is brought to front."""

    def open_it() -> None:
        window = parent.findChild(BillWindow, NAME) or BillWindow(desk, parent)
        window.show()
        window.raise_()
        window.activateWindow()

    return button("about_bill", _("About the bill"), open_it)
