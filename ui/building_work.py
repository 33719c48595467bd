"""One piece of work in AWS at a time, for a window that is about one account."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from app.troubles import WRONG_ACCOUNT, Trouble

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from app.session import RootSession
    from app.work import Token
    from ui.background import Errand
    from ui.desk import Desk
    from ui.pageframe import Frame


class AccountWork(QObject):
    """Signs in where it's needed, to `account` alone; shows in `frame` how it goes."""

    changed = Signal()  # at work or not

    def __init__(self, desk: Desk, window: QWidget, account: str) -> None:
        super().__init__(window)
        self._desk, self._window, self._account = desk, window, account
        self._errand: Errand | None = None
        self._acting = False
        self._saying: Callable[[], str] = str  # what is being done, in the language of the moment
        self.frame: Frame | None = None

    @property
    def busy(self) -> bool:
        """Whether something is under way."""
        return self._errand is not None

    @property
    def session(self) -> RootSession | None:
        """The session, where it is of the account."""
        session = self._desk.session
        return session if session and session.identity.account == self._account else None

    def show_in(self, frame: Frame) -> None:
        """Show it in `frame` from now on, what is under way already too."""
        self.frame = frame
        if (errand := self._errand) is not None:
            frame.busy.begin(self._saying(), errand.cancel)
            if errand.cancelled:  # pressed before; it is on its way to a safe end
                frame.busy.stop.click()

    def do(
        self,
        work: Callable[[RootSession, Token], Any],
        done: Callable[[Any], None],
        saying: Callable[[], str],
        *,
        progress: Callable[[Any], None] = lambda _: None,
        cancelled: Callable[[], None] = lambda: None,
        acting: bool = False,
    ) -> None:
        """Do `work` in the background, after a sign-in where there is none.

        `acting`: it changes the account, so that closing the window lets it come to its end.
        """
        if self.busy:
            return
        session = self.session
        if session is None and self._desk.session is not None:
            self.show_trouble(Trouble(WRONG_ACCOUNT))
            return
        if session is None:
            again = {"progress": progress, "cancelled": cancelled, "acting": acting}
            self.sign_in(lambda: self.do(work, done, saying, **again))  # type: ignore[arg-type]
            return
        self._acting, self._saying = acting, saying
        self._errand = self._desk.background.run(
            self,
            lambda token: work(session, token),
            self._over(done),
            self._over(self.show_trouble),
            progress,
            cancelled=self._over(cancelled),
        )
        if self.frame is not None:
            self.frame.message.hide()
            self.show_in(self.frame)
        self.changed.emit()

    def sign_in(self, then: Callable[[], None]) -> None:
        """Sign in to the account, in a window of its own; then go on."""
        from ui.signin_panel import SignInWindow

        def signed_in() -> None:
            if self.frame is not None:
                self.frame.message.hide()
            QTimer.singleShot(0, self, then)

        SignInWindow.over(self._desk, self._window, self._account, signed_in)

    def show_trouble(self, trouble: Trouble) -> None:
        """Show what went wrong, and bring it into view."""
        if (frame := self.frame) is not None:
            frame.message.show_trouble(trouble)
            reveal(frame, frame.message)

    def let_go(self) -> None:
        """The window is closed: give up what only looks. An act isn't cut short."""
        if self._errand is not None and not self._acting:
            self._errand.drop()
            self._errand = None

    def _over(self, call: Callable[..., None]) -> Callable[..., None]:
        def now(*values: object) -> None:
            self._errand, self._acting = None, False
            if self.frame is not None:
                self.frame.busy.end()
            call(*values)
            self.changed.emit()

        return now


def reveal(frame: Frame, widget: QWidget) -> None:
    """Scroll to `widget`, once everything has found its place."""
    QTimer.singleShot(0, widget, lambda: frame.area.ensureWidgetVisible(widget))
