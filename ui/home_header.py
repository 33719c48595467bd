"""The line at the top of the home window: who is signed in, and the way out."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from ui import theme
from ui.brandmark import Wordmark
from ui.linebreaks import kept_together
from ui.shortline import Line
from ui.widgets import button, named
from ui.words import _

if TYPE_CHECKING:
    from ui.desk import Desk

WORDMARK_EM = 1.45
NO_BREAK = "\N{NO-BREAK SPACE}"
NARROW = 32  # em: below it the account would be squeezed between the name and the button


def banner(desk: Desk) -> QWidget:
    """What stands above it. In a real run there is nothing to say, and nothing is shown."""
    if not desk.settings.real:
        from ui.strip import Strip

        return Strip(desk, "practice_banner")
    made = QWidget()
    made.setObjectName("practice_banner")
    made.hide()
    return made


class Who(Line):
    """The account's name, in brackets at the end, is in one line wherever it fits into one."""

    _least = QSize()  # before anything is joined: else it would never be narrower again

    def say(self, text: str) -> None:
        """Show `text`."""
        super().say(text)
        self._least = super().minimumSizeHint()
        self._join()

    def minimumSizeHint(self) -> QSize:
        """As where the name may be broken."""
        return self._least

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Follow the width."""
        super().resizeEvent(event)
        self._join()

    def _join(self) -> None:
        before, bracket, name = self.plain.partition(" (")
        wide = self.fontMetrics().horizontalAdvance(f"({name}") + theme.em(0.2)
        if bracket and wide <= self.contentsRect().width():
            name = name.replace(" ", NO_BREAK)
        self.setText(kept_together(escape(before + bracket + name)))


class Header(QWidget):
    """It has a ground of its own. In a narrow window the account has a line to itself."""

    def __init__(self, desk: Desk, sign_out: Callable[[], None]) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        side = theme.em(2)
        self._grid.setContentsMargins(side, theme.em(0.5), side, theme.em(0.5))
        self._grid.setHorizontalSpacing(theme.em(0.6))
        self._grid.setVerticalSpacing(theme.em(0.3))
        self._grid.setColumnStretch(1, 1)
        self._name = Wordmark(WORDMARK_EM, desk.background)
        self.identity = Who(scale=theme.SMALL, tint="muted")
        named(self.identity, "signed_in_as", _("Who is signed in"))
        self.sign_out = button("sign_out", _("Sign out"), sign_out)
        self._grid.addWidget(self._name, 0, 0)
        self._grid.addWidget(self.sign_out, 0, 2)
        self._change: QWidget | None = None
        if desk.settings.practice:
            from ui.rehearsing import change_over  # a real run begins without it

            self._change = change_over(desk, "home_for_real")
        self._narrow: bool | None = None
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Follow the window's width."""
        super().resizeEvent(event)
        self._arrange()

    def minimumSizeHint(self) -> QSize:
        """What it needs in a narrow window: else the window couldn't become one."""
        first = self._name.minimumSizeHint().width() + self.sign_out.minimumSizeHint().width()
        change = 0 if self._change is None else self._change.minimumSizeHint().width()
        sides = self._grid.contentsMargins().left() + self._grid.contentsMargins().right()
        least = max(first + self._grid.horizontalSpacing(), change) + sides
        return QSize(least, super().minimumSizeHint().height())

    def _arrange(self) -> None:
        narrow = self.width() < theme.em(NARROW)
        if narrow == self._narrow:
            return
        self._narrow = narrow
        side = Qt.AlignmentFlag.AlignLeft if narrow else Qt.AlignmentFlag.AlignRight
        self.identity.setAlignment(side | Qt.AlignmentFlag.AlignVCenter)
        self._grid.removeWidget(self.identity)
        self._grid.addWidget(self.identity, *((1, 0, 1, 4) if narrow else (0, 1)))
        if self._change is not None:
            self._grid.removeWidget(self._change)
            self._grid.addWidget(self._change, *((2, 0, 1, 4) if narrow else (0, 3)))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the ground, and the line below."""
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), theme.colour("sidebar"))
            line = max(1, theme.em() // 18)
            painter.fillRect(0, self.height() - line, self.width(), line, theme.colour("line"))
