"""The screens of AWS that one step leads through: one is shown at a time, in their order."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui import console, theme
from ui.quietbutton import QuietButton
from ui.widgets import Text
from ui.words import _

if TYPE_CHECKING:
    from ui.signup import Screen

LOW_EM = 1.2  # how high a button is that stands in a line of small letters

Fill = Callable[[int, QVBoxLayout], None]


class _See(QuietButton):
    """No higher than a line of small letters asks for."""

    def sizeHint(self) -> QSize:
        """As wide as its words."""
        return QSize(super().sizeHint().width(), theme.target(LOW_EM))


def _see(name: str, text: str, on_press: Callable[[], None]) -> _See:
    made = _See(name, text)
    made.clicked.connect(lambda _checked: on_press())
    return made


class Screens(QWidget):
    """Each says which of how many it is, and has a button to each of the others.

    `fill` puts what is inside the screen of that order (from 1) into a column, once it is needed.
    """

    turned = Signal()  # another one is shown

    def __init__(self, name: str, screens: tuple[Screen, ...], fill: Fill) -> None:
        super().__init__()
        self._name, self._count, self._fill = name, len(screens), fill
        self._unfilled = set(range(1, len(screens) + 1))
        self.now = 1
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        self._parts: list[QWidget] = []
        self._columns: list[QVBoxLayout] = []
        for order, screen in enumerate(screens, 1):
            self._parts.append(QWidget())
            self._columns.append(self._column(order, screen))
            whole.addWidget(self._parts[-1])
            self._parts[-1].setVisible(order == 1)
        self._fill_in(1)

    def _column(self, order: int, screen: Screen) -> QVBoxLayout:
        column = QVBoxLayout(self._parts[order - 1])
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.em(0.2))
        words = _("Screen {order} of {count}: {title}")
        title = console.both(screen.title)
        said = words.format(order=order, count=self._count, title=title)
        line = QHBoxLayout()
        line.addWidget(Text(said, scale=theme.SMALL, tint="muted"), 1)
        for other in range(1, self._count + 1):
            if other != order:
                see = _("See screen {order}").format(order=other)
                show = partial(self.show_screen, other)
                line.addWidget(_see(f"{self._name}_screen_{other}", see, show))
        column.addLayout(line)
        return column

    @property
    def more(self) -> bool:
        """Whether there is a screen after the one that is shown."""
        return self.now < self._count

    def show_screen(self, order: int) -> None:
        """Show that one alone; the keyboard goes along where it was in the one before."""
        before, self.now = self._parts[self.now - 1], order
        self._fill_in(order)
        here = self._parts[order - 1]
        focus: QWidget | None = self.window().focusWidget()
        had_it = focus is not None and before.isAncestorOf(focus)
        here.show()
        if had_it and before is not here:
            stop = next(iter(here.findChildren(_See)), None)
            if stop is not None:
                stop.setFocus()
        for part in self._parts:
            part.setVisible(part is here)
        self.turned.emit()

    def _fill_in(self, order: int) -> None:
        if order in self._unfilled:
            self._unfilled.remove(order)
            self._fill(order, self._columns[order - 1])
