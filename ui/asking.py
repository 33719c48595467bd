"""Asking AWS from the home window: sign in where it's needed, work, and show how it goes."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from app.troubles import Trouble
from app.work import Token

if TYPE_CHECKING:
    from app.session import RootSession
    from ui.background import Errand
    from ui.desk import Desk
    from ui.home import Home

Work = Callable[["RootSession", Token], Any]


class Asking(QObject):
    """One question to AWS at a time, for `home`."""

    def __init__(self, desk: Desk, home: Home) -> None:
        super().__init__(home)
        self._desk, self._home = desk, home
        self._errand: Errand | None = None
        self._again: Callable[[], None] = lambda: None
        self._pressed, self._stopped = "", False  # the button that had the keyboard; Cancel

    @property
    def busy(self) -> bool:
        """Whether AWS is being asked."""
        return self._errand is not None

    def ask(self, work: Work, done: Callable[[Any], None], saying: str) -> None:
        """Do `work` with the session in the background, after a sign-in where there is none."""
        if self.busy:
            return
        self._again = lambda: self.ask(work, done, saying)
        session = self._desk.session
        if session is None:
            self.sign_in_again()
            return
        self._errand = self._desk.background.run(
            self,
            lambda token: work(session, token),
            self._over(done),
            self._over(self.show_trouble),
            cancelled=self._over(lambda: None),
        )
        self._home.view.message.hide()
        pressed: QWidget | None = self._home.focusWidget()
        busy = self._home.view.busy
        busy.begin(saying, self._stop)
        self._home.refresh()
        self._pressed, self._stopped = "", False
        if pressed is not None and not pressed.isEnabled():
            self._pressed = pressed.objectName()
            busy.stop.setFocus()  # Qt gave the keyboard to the next button, which may revoke

    def _stop(self) -> None:
        """Cancel was pressed, and can't be again: until it has stopped, a key meets nothing."""
        if self._errand is not None:
            self._errand.cancel()
        self._stopped = True
        self._home.setFocus()

    def sign_in_again(self) -> None:
        """Sign in, then ask again what was asked last."""
        from ui.signin_panel import SignInWindow

        SignInWindow.over(self._desk, self._home, "", self._signed_in)

    def show_trouble(self, trouble: Trouble) -> None:
        """Show what went wrong."""
        self._home.view.message.show_trouble(trouble)

    def _signed_in(self) -> None:
        self._home.view.message.hide()
        QTimer.singleShot(0, self, self._again)

    def _over(self, call: Callable[..., None]) -> Callable[..., None]:
        def now(*values: object) -> None:
            busy = self._home.view.busy
            waited = self._stopped or self._home.focusWidget() is busy.stop
            self._errand = None
            busy.end()
            self._home.refresh()
            call(*values)
            if waited and self._pressed:
                self._give_back()

        return now

    def _give_back(self) -> None:
        """The keyboard goes back to the button that began it, or to the one in its place."""
        for name in (self._pressed, "check_now", "look_around"):
            found = self._home.findChild(QWidget, name)
            if found is not None and found.isEnabled() and found.isVisibleTo(self._home):
                found.setFocus()
                return
