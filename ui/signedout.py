"""That Aikagi has signed out: because it was asked to, or after half an hour without use.

The latter is told in every window, until somebody has signed in again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication, QDialog, QWidget, QWizard

from ui.building_work import reveal
from ui.message import MessagePanel
from ui.pageframe import Frame
from ui.words import _

if TYPE_CHECKING:
    from ui.desk import Desk
    from ui.home import Home


def sign_out(desk: Desk, message: Callable[[], MessagePanel]) -> None:
    """Sign out, and say in home's `message` whether AWS confirmed."""

    def over(confirmed: bool) -> None:
        gone = _("The sign-in is gone from this computer.")
        if confirmed:
            message().show_note(_("Signed out. AWS has confirmed it."), gone, state="good")
        else:
            gone += _(" What AWS issued for it ends by itself within 15 minutes.")
            message().show_note(_("Signed out here. AWS didn't confirm it."), gone)

    if desk.session is not None:
        message().show_note(_("Signing out …"))
    desk.sign_out(over)


def tell(home: Home, message: MessagePanel) -> None:
    """Show it in `message`, which is home's, and in what is open before it; have it said once."""
    frames = dict(_frames(home))
    loud = next((f for w, f in frames.items() if w is QApplication.activeWindow()), None)
    loud = loud or next(iter(frames.values()), None)
    why = _("Nobody had used Aikagi for half an hour. What you have entered is still there.")
    message.show_note(_what(), why, aloud=loud is None)
    for frame in frames.values():
        again = frame.message.again.isVisibleTo(frame.message)
        frame.message.show_note(_what(), why, aloud=frame is loud)
        frame.message.again.setVisible(again)  # a page that asks for a sign-in goes on asking
        reveal(frame, frame.message)

    def signed_in() -> None:
        if home.desk.session is not None:
            home.desk.session_changed.disconnect(signed_in)
            _forget(home)

    home.desk.session_changed.connect(signed_in)


def _forget(home: Home) -> None:
    """Somebody has signed in again: it isn't so any more."""
    for message in home.findChildren(MessagePanel):
        if message.what.plain == _what():
            message.hide()


def _what() -> str:
    return _("Aikagi has signed out of AWS.")


def _frames(home: Home) -> Iterator[tuple[QDialog, Frame]]:
    """The windows that are open before home, each with what it shows."""
    for window in home.findChildren(QDialog):
        if window.isVisible():
            shown: QWidget = window.currentPage() if isinstance(window, QWizard) else window
            frame = shown.findChild(Frame)
            if frame is not None:
                yield window, frame
