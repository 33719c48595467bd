"""What every page has around what is its own: the headline, room for a message, and for waiting."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QMargins, Qt
from PySide6.QtGui import QGuiApplication, QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QScrollArea,
    QVBoxLayout,
    QWidget,
    QWizard,
)

from ui import theme
from ui.busy import Busy
from ui.desk import Desk
from ui.footer import Footer
from ui.heading import Heading
from ui.helpbutton import help_button
from ui.message import MessagePanel
from ui.scrolllook import SCROLL_EM
from ui.spacing import fill_box
from ui.strip import Strip
from ui.taborder import in_order, stops
from ui.widgets import COLUMN_EM, Button, Text

TOP_EM, BOTTOM_EM = 0.6, 0.9  # above and below what is in the column


class Frame(QWidget):
    """A page adds its widgets to `column`, then calls `finish`.

    `illustration` is the name of a drawing in resources/illustrations: the step's.
    """

    def __init__(
        self,
        desk: Desk,
        headline: str,
        sign_in_again: Callable[[], None],
        illustration: str = "",
    ) -> None:
        super().__init__()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        if not desk.settings.real:
            outer.addWidget(Strip(desk, step=illustration))
        self.area = QScrollArea()
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        # always there, and empty where nothing is below: lines don't break anew when it comes
        self.area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._follow)
        outer.addWidget(self.area, 1)
        self._outer = outer
        self._footer: Footer | None = None
        self._stops: tuple[QWidget, ...] = ()
        self._inside = QWidget()
        self.widen(COLUMN_EM)
        self.column = QVBoxLayout(self._inside)
        self.column.setContentsMargins(_edges())
        self.column.setSpacing(theme.em(theme.GAP))
        self.heading = Heading(headline, illustration)
        self.message = MessagePanel(sign_in_again)
        self.busy = Busy()
        self.about = help_button(desk, self, headline)
        self.heading.slot.addWidget(self.about)
        self.column.addLayout(self._head())
        self.column.addWidget(self.message)

    def _head(self) -> QVBoxLayout:
        self._place = Text(scale=theme.SMALL, tint="muted")
        self._place.setObjectName("place")
        self._place.hide()
        head = QVBoxLayout()
        head.setSpacing(theme.em(theme.TIGHT))
        head.addWidget(self._place)
        head.addWidget(self.heading)
        return head

    def showEvent(self, event: QShowEvent) -> None:
        """A window with nothing better in mind begins with its matter, not with the manual."""
        super().showEvent(event)
        window = self.window()
        if isinstance(window, QWizard):
            fill_box(window.currentPage().parentWidget())
            return
        if window.focusWidget() not in {None, self.about}:
            return
        below = (s for s in self._every_stop() if s.isVisibleTo(self) and s.isEnabled())
        first = next((s for s in below if s is not self.about), None)
        if first is not None:
            first.setFocus()

    def _follow(self) -> None:
        """Bring what the keyboard has come to into view; a mouse is where it points already.

        Qt's signal would hand over what had the focus before, too, which may be half gone.
        """
        now = QApplication.focusWidget()
        by_mouse = QGuiApplication.mouseButtons() != Qt.MouseButton.NoButton
        if now is not None and not by_mouse and self._inside.isAncestorOf(now):
            self.area.ensureWidgetVisible(now)

    def show_place(self, told: str) -> None:
        """Say above the headline where in its journey the page is, unless a list at the side does.

        "" says nothing.
        """
        self._place.say(told)
        self._place.setVisible(bool(told))

    def widen(self, times: float) -> None:
        """Let the column be `times` em wide: for what stands in two columns of its own."""
        self._inside.setMaximumWidth(theme.em(times + 2 * theme.SIDE) - theme.em(SCROLL_EM))

    def be_small(self, small: bool) -> None:
        """Leave the page what room there is: a headline of one line, and nothing below."""
        if small == self.heading.small:
            return
        self.heading.be_small(small)
        self.message.be_small(small)
        edges = self.column.contentsMargins()
        edges.setBottom(0 if small else theme.em(BOTTOM_EM))
        self.column.setContentsMargins(edges)
        self.column.setSpacing(theme.em(theme.TIGHT if small else theme.GAP))

    def end_with(self, *buttons: Button) -> None:
        """Let `buttons` stay at the foot of the window, whatever scrolls above them."""
        self._footer = Footer(*buttons)
        self._outer.addWidget(self._footer)

    def arrange(self) -> None:
        """Let Tab go in reading order, also through what has just appeared, to the foot."""
        now = self._every_stop()
        if now != self._stops:
            self._stops = now
            in_order(*now)

    def _every_stop(self) -> tuple[QWidget, ...]:
        foot = self._footer.layout() if self._footer is not None else None
        return (*stops(self.column), *(stops(foot) if foot is not None else ()))

    def finish(self) -> None:
        """Nothing comes below any more."""
        self.column.addWidget(self.busy)
        self.column.addStretch(1)
        self.area.setWidget(self._inside)


def _edges() -> QMargins:
    """Around the column: the bar's room is taken from the edge that it stands at."""
    side, top, bottom = (theme.em(times) for times in (theme.SIDE, TOP_EM, BOTTOM_EM))
    beside_bar = side - theme.em(SCROLL_EM)
    if QGuiApplication.isRightToLeft():
        return QMargins(beside_bar, top, side, bottom)
    return QMargins(side, top, beside_bar, bottom)
