"""Signing in with AWS in the customer's own browser, as a panel for whichever window needs it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QProgressBar, QVBoxLayout, QWidget

from app.messages import Message
from app.settings import DEFAULT_REGION, OTHER_REGION
from app.troubles import BROWSER, SIGNIN_PORT, WRONG_ACCOUNT, Trouble
from app.work import Token
from ui import theme
from ui.message import MessagePanel, announce
from ui.paste import PasteBox
from ui.whocard import WhoCard
from ui.widgets import Card, Text, button, flow, named
from ui.words import _, say

if TYPE_CHECKING:
    from app.session import RootSession
    from app.signin import Attempt
    from ui.background import Errand
    from ui.desk import Desk


class SignInPanel(QWidget):
    """The button, the waiting, the ways out, and who has signed in.

    Where `expected` is an account's number, another account is refused.
    """

    signed_in = Signal()  # as root; `desk.session` is there
    failed = Signal(object)  # a Trouble, to be shown where the panel stands
    began = Signal()

    def __init__(self, desk: Desk, expected: str = "") -> None:
        super().__init__()
        self.desk, self.expected = desk, expected
        self._errand: Errand | None = None
        self._attempt: Attempt | None = None
        self._region = DEFAULT_REGION
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.em(0.8))
        self.start = button("sign_in_button", _("Sign in with AWS"), self.begin, primary=True)
        self.other = button("other_entrance", _("Use the second entrance"), self._other_entrance)
        self._card = WhoCard(desk)
        self.identity = self._card.identity
        column.addWidget(self._card)
        column.addLayout(flow(self.start, self.other))
        column.addWidget(self._waiting())
        self.refresh()

    def _waiting(self) -> QWidget:
        self._wait = Card()
        self._sentence = Text(bold=True)
        self._note = Text(tint="muted")
        bar = QProgressBar()
        named(bar, "sign_in_progress", _("Waiting for the sign-in"))
        bar.setRange(0, 0)
        bar.setMaximumHeight(theme.em(0.5))
        bar.setTextVisible(False)
        self.cancel_button = button("sign_in_cancel", _("Cancel"), self.cancel)
        self.copy_link = button("copy_link", _("Copy the link"), self._copy_link)
        self.again = button("start_again", _("Start again"), self.begin)
        self.paste = PasteBox(self._open_paste, self._paste)
        for widget in (self._sentence, self._note, bar):
            self._wait.column.addWidget(widget)
        self._wait.column.addLayout(flow(self.cancel_button, self.copy_link, self.again))
        self._wait.column.addWidget(self.paste)
        return self._wait

    # --- what the customer does --------------------------------------------------------------
    def begin(self) -> None:
        """Start a sign-in; one under way is given up."""
        self.cancel()
        self.began.emit()
        region = self._region
        self._say(_("Getting ready …"), _("Your computer may ask for its own password now."))

        def prepare(token: Token) -> Attempt:
            from app import signin

            settings = self.desk.settled(token)
            self.desk.expect_session()
            return signin.start(settings, token, region)

        self._errand = self.desk.background.ask(self, prepare, self._prepared, self._failed)
        self.refresh()
        self.cancel_button.setFocus()

    def cancel(self) -> None:
        """Give up what is under way. Nothing is left behind."""
        errand, self._errand = self._errand, None
        attempt, self._attempt = self._attempt, None
        if errand is not None:
            errand.cancel()
        if attempt is not None:
            attempt.close()
        self.refresh()

    def _other_entrance(self) -> None:
        self._region = OTHER_REGION if self._region == DEFAULT_REGION else DEFAULT_REGION
        self.begin()

    def _copy_link(self) -> None:
        if self._attempt is not None:
            QGuiApplication.clipboard().setText(self._attempt.url or self._attempt.paste_url)
            self.copy_link.setText(_("Copied"))

    def _open_paste(self) -> None:
        if self._attempt is not None:
            self._open(self._attempt.paste_url)

    def _paste(self, text: str) -> None:
        if self._attempt is None:
            return
        try:
            self._attempt.paste(text)
        except Trouble as trouble:
            self.failed.emit(trouble)

    # --- what comes back ---------------------------------------------------------------------
    def _prepared(self, attempt: Attempt) -> None:
        if self._errand is None or self._errand.cancelled:
            attempt.close()
            return
        self._attempt = attempt
        expected = self.expected

        def wait(token: Token) -> RootSession:
            session = attempt.wait(token)
            if expected and session.identity.account != expected:
                session.sign_out(Token())
                raise Trouble(WRONG_ACCOUNT)
            return session

        self._say(
            _("Your browser is open at AWS. Sign in there as the root user."),
            _("Choose “Root user”, not “IAM user”. Aikagi waits up to ten minutes."),
        )
        ask = self.desk.background.ask
        mine = ask(self, wait, lambda s: self._arrived(s, mine), self._failed, self._heard)
        self._errand = mine
        self.refresh()
        if attempt.url:
            self._open(attempt.url)
        else:
            self.failed.emit(Trouble(SIGNIN_PORT))
            self.paste.open()

    def _open(self, url: str) -> None:
        if not self.desk.open_url(url):
            self.failed.emit(Trouble(BROWSER))

    def _heard(self, report: object) -> None:
        if isinstance(report, Message):
            self._note.say(say(report))
            announce(self, say(report))

    def _arrived(self, session: RootSession, errand: Errand) -> None:
        if errand is not self._errand:  # cancelled at the very moment that it succeeded
            self.desk.background.ask(self.desk, session.sign_out)
            return
        self._errand = self._attempt = None
        self.desk.begin(session)
        self.refresh()
        self.window().raise_()
        self.window().activateWindow()
        announce(self, self.identity.text())
        if session.identity.is_root:
            self.signed_in.emit()

    def _failed(self, trouble: Trouble) -> None:
        self._errand = self._attempt = None
        self.refresh()
        self.failed.emit(trouble)

    # --- what is shown -----------------------------------------------------------------------
    @property
    def waiting(self) -> bool:
        """Whether a sign-in is under way."""
        return self._errand is not None

    def _say(self, sentence: str, note: str) -> None:
        self._sentence.say(sentence)
        self._note.say(note)
        announce(self, f"{sentence} {note}")

    def refresh(self) -> None:
        """Show how things stand."""
        facts = self.desk.facts
        self._card.setVisible(bool(facts.account) and not self.waiting)
        self._card.refresh()
        self.start.setVisible(not self.waiting)
        focus: QWidget | None = self.window().focusWidget()
        if not self.waiting and focus is not None and self._wait.isAncestorOf(focus):
            self.start.setFocus()  # else Qt looks for a place further on
        self.start.primary = not facts.is_root
        self.start.setText(_("Sign in again") if facts.account else _("Sign in with AWS"))
        self.other.setVisible(not self.waiting and not facts.is_root)
        self._wait.setVisible(self.waiting)
        for made in (self.copy_link, self.paste):
            made.setEnabled(self._attempt is not None)
        if not self.waiting:
            self.paste.clear()
            self.copy_link.setText(_("Copy the link"))


class SignInWindow(QDialog):
    """The panel in a window of its own, for signing in again in the middle of something."""

    def __init__(self, desk: Desk, parent: QWidget, expected: str = "") -> None:
        super().__init__(parent)
        named(self, "sign_in_window", _("Sign in with AWS"))
        self.setWindowTitle(_("Sign in with AWS"))
        self.panel = SignInPanel(desk, expected)
        self.message = MessagePanel()
        column = QVBoxLayout(self)
        pad = theme.em(1.4)
        column.setContentsMargins(pad, pad, pad, pad)
        column.setSpacing(theme.em(0.8))
        column.addWidget(self.message)
        column.addWidget(self.panel)
        column.addStretch(1)
        self.resize(theme.em(34), theme.em(20))
        self.panel.failed.connect(self.message.show_trouble)
        self.panel.began.connect(self.message.hide)
        self.panel.signed_in.connect(self.accept)
        self.finished.connect(self._over)

    def _over(self) -> None:
        self.panel.cancel()
        self.deleteLater()
