"""Signing in with AWS in the customer's own browser, as a panel for whichever window needs it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from app.messages import Message
from app.settings import DEFAULT_REGION, OTHER_REGION
from app.troubles import BROWSER, SIGNIN_PORT, Kind, Trouble
from ui import links, theme
from ui.announce import announce
from ui.openaws import open_aws
from ui.pageframe import Frame
from ui.paste import PasteBox
from ui.signin_try import SignInTry
from ui.signinhelp import SignInHelp
from ui.signinways import SignInWays
from ui.waitcard import WaitCard, opened
from ui.whocard import WhoCard
from ui.widgets import Text, named
from ui.words import _, say

if TYPE_CHECKING:
    from app.session import RootSession
    from app.signin import Attempt
    from ui.desk import Desk


class SignInPanel(QWidget):
    """The button, the waiting, the ways out, and who has signed in.

    Where `expected` is an account's number, another account is refused.
    """

    signed_in = Signal()  # as root; `desk.session` is there
    failed = Signal(object)  # a Trouble, to be shown where the panel stands
    began = Signal()
    link_wanted = Signal(str)  # a page of AWS to open

    def __init__(self, desk: Desk, expected: str = "") -> None:
        super().__init__()
        self.desk, self.expected = desk, expected
        self._try = SignInTry(desk, self)
        self._region = DEFAULT_REGION
        self._last: Kind | None = None  # the trouble that the last sign-in came to
        self._ways = SignInWays(
            self.begin,
            self._other_entrance,
            partial(self._begin, look=False),
            partial(self.link_wanted.emit, links.BROWSER_SIGN_OUT),
        )
        self.start = self._ways.start
        self.card = WhoCard(desk)
        self.paste = PasteBox(self._open_paste, self._paste)
        ways = (self.cancel, self._copy_link, self.begin, self._more_time)
        self._wait = WaitCard(*ways, self.paste)
        self.help = SignInHelp()
        self.card.link_wanted.connect(self.link_wanted)
        self.help.link_wanted.connect(self.link_wanted)
        self.help.copy_wanted.connect(self._copy_link)
        self.help.paste_wanted.connect(self.paste.open)
        self.help.opened.connect(self._wait.offer_ways)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.em(0.8))
        column.addWidget(self.card)
        column.addWidget(self._ways)
        column.addWidget(self._wait)
        column.addWidget(self.help)
        self.refresh()

    # --- what the customer does --------------------------------------------------------------
    def begin(self) -> None:
        """Start a sign-in; one under way is given up."""
        self._begin(look=True)

    def _begin(self, *, look: bool) -> None:
        self.cancel()
        self._last, self._ways.tried = None, True
        self.began.emit()
        self._wait.say(_("Getting ready …"), _("Your computer may ask for its own password now."))
        self._try.prepare(self._region, self._prepared, self._failed, look=look)
        self.refresh()
        self._wait.cancel_button.setFocus()

    def cancel(self) -> None:
        """Give up what is under way. Nothing is left behind."""
        self._try.give_up()
        self.refresh()

    def _other_entrance(self) -> None:
        self._region = OTHER_REGION if self._region == DEFAULT_REGION else DEFAULT_REGION
        self.begin()

    def _copy_link(self) -> None:
        if (attempt := self._try.attempt) is not None:
            QGuiApplication.clipboard().setText(attempt.url or attempt.paste_url)
            self._wait.copied()

    def _more_time(self) -> float:
        return 0.0 if self._try.attempt is None else self._try.attempt.extend()

    def _open_paste(self) -> None:
        if (attempt := self._try.attempt) is not None:
            self._open(attempt.paste_url)

    def _paste(self, text: str) -> None:
        try:
            if (attempt := self._try.attempt) is not None:
                attempt.paste(text)
        except Trouble as trouble:
            self.failed.emit(trouble)

    # --- what comes back ---------------------------------------------------------------------
    def _prepared(self, attempt: Attempt) -> None:
        self._wait.say(*opened(self.desk))
        self._wait.ends_in(attempt.extend())
        self._try.wait(attempt, self.expected, self._arrived, self._failed, self._heard)
        self.refresh()
        if attempt.url:
            self._open(attempt.url)
            self._wait.can_be_late()
        else:
            self.failed.emit(Trouble(SIGNIN_PORT))
            self.paste.open()

    def _open(self, url: str) -> None:
        if not self.desk.open_url(url):
            self._wait.has_no_browser()
            self.failed.emit(Trouble(BROWSER))

    def _heard(self, report: object) -> None:
        if isinstance(report, Message):
            self._wait.note(say(report))

    def _arrived(self, session: RootSession) -> None:
        self.desk.begin(session)
        self.refresh()
        self.window().raise_()
        self.window().activateWindow()
        announce(self, self.card.spoken)
        if session.identity.is_root:
            self.signed_in.emit()

    def _failed(self, trouble: Trouble) -> None:
        self._last = trouble.kind
        self.refresh()
        self.failed.emit(trouble)

    # --- what is shown -----------------------------------------------------------------------
    @property
    def waiting(self) -> bool:
        """Whether a sign-in is under way."""
        return self._try.under_way

    def to_press(self) -> tuple[QWidget, ...]:
        """What carries the customer on, the best first."""
        return self._ways.best(self._last)

    def refresh(self) -> None:
        """Show how things stand."""
        facts, waiting = self.desk.facts, self.waiting
        self.card.setVisible(bool(facts.account) and not waiting)
        self.card.refresh()
        self._ways.setVisible(not waiting)
        self._ways.show_for(facts, self._last)
        focus: QWidget | None = self.window().focusWidget()
        if not waiting and focus is not None and self._wait.isAncestorOf(focus):
            self.to_press()[0].setFocus()  # else Qt looks for a place further on
        self._wait.setVisible(waiting)
        link = self._try.attempt is not None
        self._wait.offer(link=link)
        self.help.setVisible(not facts.is_root or waiting)
        self.help.show_waiting(link)
        if not waiting:
            self._wait.reset()


class SignInWindow(QDialog):
    """The panel in a window of its own, for signing in again in the middle of something."""

    def __init__(self, desk: Desk, parent: QWidget, expected: str = "") -> None:
        super().__init__(parent)
        named(self, "sign_in_window", _("Sign in with AWS"))
        self.setWindowTitle(self.accessibleName())
        self.then: Callable[[], None] = lambda: None  # what goes on once root is signed in
        self.panel = SignInPanel(desk, expected)
        frame = Frame(desk, self.windowTitle(), self.panel.begin)
        self.message, self._area = frame.message, frame.area
        frame.column.addWidget(Text(_whom(expected)))
        frame.column.addWidget(self.panel)
        frame.finish()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(frame)
        self.resize(theme.em(40), theme.em(28))
        self.panel.failed.connect(self._failed)
        self.panel.began.connect(self.message.hide)
        self.panel.link_wanted.connect(self._open_aws)
        self.panel.signed_in.connect(self._signed_in)
        desk.language_changed.connect(self.reject)
        self.finished.connect(self.panel.cancel)
        self.finished.connect(self.deleteLater)

    @classmethod
    def over(
        cls, desk: Desk, parent: QWidget, expected: str, then: Callable[[], None]
    ) -> SignInWindow:
        """Ask over `parent`, then go on with `then`; where it asks already, that one is raised."""
        asking = (window for window in parent.findChildren(cls) if window.isVisible())
        window = next(asking, None) or cls(desk, parent, expected)
        window.panel.expected, window.then = expected, then
        window.show()
        window.raise_()
        window.activateWindow()
        return window

    def _signed_in(self) -> None:
        self.accept()
        self.then()

    def _failed(self, trouble: Trouble) -> None:
        self.message.show_trouble(trouble)
        self.message.again.hide()  # the panel has that button
        self._area.ensureVisible(0, 0)

    def _open_aws(self, url: str) -> None:
        if open_aws(self.panel.desk, url, self.message):
            self._area.ensureVisible(0, 0)


def _whom(account: str) -> str:
    """As whom to sign in, and what comes then."""
    who = _("Your browser opens. Sign in there as the root user (the owner of the account).")
    if account:
        who = _("Your browser opens. Sign in there as the root user of account {account}.")
    then = _("Then Aikagi goes on here by itself.")
    return f"{who.format(account=account)}\n{then}"
