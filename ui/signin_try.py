"""A sign-in under way. It is the desk's: the window that began it may be gone when it ends."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from app import whois
from app.work import Token

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

    from app.session import RootSession
    from app.signin import Attempt
    from app.troubles import Trouble
    from ui.background import Errand
    from ui.desk import Desk

T = TypeVar("T")


def _nowhere(_: object) -> None:
    """Drop a report that nobody asked for."""


class SignInTry:
    """What a sign-in holds: work in the background, and a listener for the browser's answer.

    When `panel` is destroyed it is given up. A session that arrives all the same, since it was
    too late to stop it, is signed out: else it would stay in the keyring, and nobody knew of it.
    """

    def __init__(self, desk: Desk, panel: QObject) -> None:
        self._desk = desk
        self._errand: Errand | None = None
        self.attempt: Attempt | None = None  # the link to open, and where a code can be pasted

        def gone() -> None:  # a function is kept by Qt; a method would go with this
            self.give_up()

        panel.destroyed.connect(gone)

    @property
    def under_way(self) -> bool:
        """Whether something is waited for."""
        return self._errand is not None

    def give_up(self) -> None:
        """Stop it. Nothing is left behind."""
        errand, self._errand = self._errand, None
        attempt, self.attempt = self.attempt, None
        if errand is not None:
            errand.cancel()
        if attempt is not None:
            attempt.close()

    def prepare(
        self,
        region: str,
        done: Callable[[Attempt], None],
        failed: Callable[[Trouble], None],
        *,
        look: bool,
    ) -> None:
        """Get ready; then `attempt` is there. Without `look`, AWS isn't asked beforehand."""
        desk = self._desk

        def start(token: Token) -> Attempt:
            from app import signin

            settings = desk.settled(token)
            desk.leftover.expect()
            return signin.start(settings, token, region, look=look)

        def ready(attempt: Attempt) -> None:
            self.attempt = attempt
            done(attempt)

        self._ask(start, ready, failed, undo=lambda attempt: attempt.close())

    def wait(
        self,
        attempt: Attempt,
        expected: str,
        done: Callable[[RootSession], None],
        failed: Callable[[Trouble], None],
        heard: Callable[[object], None],
    ) -> None:
        """Wait for the browser. Another account than `expected`, where that isn't "", fails."""

        def wait(token: Token) -> RootSession:
            session = attempt.wait(token)
            if expected and session.identity.account != expected:
                session.sign_out(Token())
                raise whois.wrong_account(session.identity.account, expected)
            return session

        def arrived(session: RootSession) -> None:
            self._errand = self.attempt = None
            done(session)

        self._ask(wait, arrived, failed, heard, undo=self._sign_out)

    def _sign_out(self, session: RootSession) -> None:
        desk = self._desk
        desk.background.ask(desk, lambda token: desk.leftover.end(session, token))

    def _ask(
        self,
        work: Callable[[Token], T],
        done: Callable[[T], None],
        failed: Callable[[Trouble], None],
        heard: Callable[[object], None] = _nowhere,
        *,
        undo: Callable[[T], None],
    ) -> None:
        """Do `work`. Once it is given up, nobody hears of it, and what it brings is undone."""

        def arrived(result: T) -> None:
            (done if errand is self._errand else undo)(result)

        def broke(trouble: Trouble) -> None:
            if errand is self._errand:
                self._errand = self.attempt = None
                failed(trouble)

        def reported(report: object) -> None:
            if errand is self._errand:
                heard(report)

        desk = self._desk
        errand = self._errand = desk.background.ask(desk, work, arrived, broke, reported)
