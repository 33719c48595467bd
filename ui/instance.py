"""A second start while one runs: the first comes to the front, or the second says why it can't."""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from ui import forward, theme
from ui.widgets import Text, Value, button, named, row
from ui.words import _

if TYPE_CHECKING:
    from app.work import Token
    from ui.desk import Desk

STARTING_SECONDS = 5.0  # from a claim to the first window on the screen, at most


def come_forward(home: QWidget, token: str) -> None:
    """Bring this run's windows to the front, also from the task bar.

    On Wayland a window may only come forward with the `token` of whoever was clicked on; Qt takes
    it from the environment. https://wayland.app/protocols/xdg-activation-v1
    """
    if token:
        os.environ[forward.TOKEN] = token
    every = [w for w in (home, *home.findChildren(QWidget)) if w.isWindow() and w.isVisible()]
    for window in every:
        if window.isMinimized():
            window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
        window.raise_()
    if every:
        every[-1].activateWindow()  # the wizard, or what it asks: those lie above the home window
        QApplication.alert(every[-1])  # where the desktop leaves it behind all the same
    os.environ.pop(forward.TOKEN, None)


class AlreadyOpen(QWidget):
    """Says that Aikagi is open in another window.

    Where this start was to use a vendor's file: that the other one can't be told to, and what to
    do instead.
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._file = desk.settings.vendor_file
        named(self, "already_open", _("Aikagi is already open"))
        self.setWindowTitle(_("Aikagi"))
        column = QVBoxLayout(self)
        pad = theme.em(2)
        column.setContentsMargins(pad, pad, pad, pad)
        column.setSpacing(theme.em())
        column.addWidget(Text(_("Aikagi is already open"), scale=theme.LEAD, bold=True))
        self._text = Text(_("Look for its window, and go on there. This one does nothing."))
        column.addWidget(self._text)
        if self._file is not None:
            self._about_file(column)
        else:
            column.addLayout(row(button("close", _("Close"), self._close, primary=True)))
        wide = theme.em(28)
        self.resize(wide, max(theme.em(10), column.heightForWidth(wide)))
        if self._file is None:
            self._ask_again()

    def _ask_again(self) -> None:
        """The other one may just be starting: two clicks, where one was enough."""
        records, given = self._desk.settings.records_dir, os.environ.get(forward.TOKEN, "")

        def ask(token: Token) -> bool:
            end = time.monotonic() + STARTING_SECONDS
            while not (came := forward.ask(records, given)) and time.monotonic() < end:
                token.wait(0.2)
            return came

        self._desk.background.ask(self, ask, self._went)

    def _about_file(self, column: QVBoxLayout) -> None:
        self._text.say(
            _(
                "It goes on with the vendor settings that it has: this file isn't used. To use it, "
                "open it there, on the first page of “Let a vendor in”."
            )
        )
        shown = Value("vendor_file", _("The vendor's file"))
        shown.setText(str(self._file))
        column.addWidget(shown)
        there = button("go_there", _("Go to the open window"), self._go_there, primary=True)
        column.addLayout(row(there, button("close", _("Close"), self._close)))

    def _go_there(self) -> None:
        records = self._desk.settings.records_dir
        token = os.environ.get(forward.TOKEN, "")
        self._desk.background.ask(self, lambda _token: forward.ask(records, token), self._went)

    def _went(self, came: bool) -> None:
        if came:
            self.close()
        else:
            self._text.say(_("Look for its window, and go on there. This one does nothing."))

    def _close(self) -> None:
        self.close()
