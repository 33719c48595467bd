"""Two minutes before the sign-in ends for want of use: a window that asks, and takes nothing over.

It comes up without the keyboard's focus: what is being typed elsewhere goes where it went, and
typing is an answer, too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QDialog, QVBoxLayout

from ui import theme
from ui.announce import announce
from ui.idle import NOTICE_MS
from ui.widgets import Text, button, flow, named
from ui.words import _

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ui.desk import Desk

LOW_MS = 20_000
WIDTH_EM = 26.0


class IdleWarning(QDialog):
    """Stay signed in, or sign out now. It goes by itself as soon as somebody is there."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Tool)
        named(self, "idle_warning", _("Are you still there?"))
        self.setWindowTitle(self.accessibleName())
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setModal(False)
        self._desk = desk
        self.what = Text(_two_minutes(), bold=True, scale=theme.LEAD)
        self.what.setObjectName("idle_left")
        self.why = Text(
            _(
                "Nobody has used it for a while, and whoever sits down here could change the "
                "account. What you have entered stays. Any key in Aikagi keeps you signed in."
            )
        )
        self.stay = button("stay_signed_in", _("Stay signed in"), desk.idle.stay, primary=True)
        self.leave = button("sign_out_now", _("Sign out now"), self._sign_out)
        column = QVBoxLayout(self)
        pad = theme.em(1.2)
        column.setContentsMargins(pad, pad, pad, pad)
        column.setSpacing(theme.em(0.8))
        column.addWidget(self.what)
        column.addWidget(self.why)
        column.addLayout(flow(self.stay, self.leave))
        width = theme.window_size(WIDTH_EM, WIDTH_EM).width()
        self.resize(width, column.heightForWidth(width))
        self._low = QTimer(self, singleShot=True, interval=NOTICE_MS - LOW_MS)
        self._low.timeout.connect(self.nearly)
        self._low.start()
        desk.idle.stayed.connect(self.accept)
        desk.idle.lingered.connect(self._linger)
        desk.idle.over.connect(self.accept)
        desk.language_changed.connect(self.reject)  # whoever switches it is there
        self.finished.connect(self.deleteLater)

    def ask(self) -> None:
        """Come up, and have it said."""
        self.show()
        self._desk.idle.ask_in(self)
        announce(self, f"{self.what.plain} {self.why.plain}")

    def nearly(self) -> None:
        """The last twenty seconds: the one other time that a screen reader is told."""
        self.what.say(_("Aikagi signs out of AWS in 20 seconds."))
        announce(self, _("Aikagi signs out of AWS in 20 seconds. Any key keeps you signed in."))

    def _linger(self) -> None:
        """Somebody is on the way to one of the buttons: there are two minutes again."""
        self._low.start()
        if self.what.plain != (words := _two_minutes()):
            self.what.say(words)

    def reject(self) -> None:
        """Escape, or the window's own button: somebody is there."""
        super().reject()
        self._desk.idle.stay()

    def _sign_out(self) -> None:
        self.accept()
        self._desk.sign_out()


def _two_minutes() -> str:
    return _("Aikagi signs out of AWS in two minutes.")


def warn(desk: Desk, parent: QWidget) -> IdleWarning:
    """Ask over `parent`, without taking the keyboard away."""
    made = IdleWarning(desk, parent)
    made.ask()
    return made
