"""Who has signed in: the account, or why that isn't the one to go on with, and the way out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication

from app import whois
from app.troubles import PROJECT_ACCOUNT
from ui import links, theme
from ui.announce import announce
from ui.message import sentences
from ui.widgets import Card, Mark, Text, Value, button, flow, headed
from ui.words import _

if TYPE_CHECKING:
    from app.work import Token
    from ui.desk import Desk


def account_of(desk: Desk) -> str:
    """The account that is signed in to, by number and name; "" where nobody is."""
    facts, session = desk.facts, desk.session
    name = session.identity.name if session is not None else ""
    return f"{facts.account} ({name})" if facts.account and name else facts.account


class WhoCard(Card):
    """The account's number and name: green for its root user, yellow where a word is due."""

    link_wanted = Signal(str)  # a page of AWS

    def __init__(self, desk: Desk) -> None:
        super().__init__("good_soft", edge="good")
        self.desk = desk
        self._asked = self._earlier = self._link = ""
        self._mark = Mark("good")
        self.identity = Value("identity", _("Who is signed in"))
        self.identity.setFont(theme.font(theme.LEAD, bold=True))
        self.what, self.changed, self.advice = Text(), Text(), Text()
        self.action = button("who_action", "", lambda: self.link_wanted.emit(self._link))
        self.column.setSpacing(theme.em(0.4))
        self.column.addLayout(headed(self._mark, self.identity))
        for text in (self.what, self.changed, self.advice):
            self.column.addWidget(text)
        self.ask = button("who_ask", _ask(), self._copy)
        self.ask.set_primary(True)
        self.column.addLayout(flow(self.ask, self.action))

    @property
    def spoken(self) -> str:
        """All that it says, for a screen reader."""
        texts = (self.what.plain, self.changed.plain, self.advice.plain)
        return " ".join(text for text in (self.identity.text(), *texts) if text)

    def refresh(self) -> None:
        """Show who it is now."""
        facts, account = self.desk.facts, account_of(self.desk)
        who = (
            _("Account {account}, root user (its owner)")
            if facts.is_root
            else _("Account {account}")
        )
        self.identity.setText(who.format(account=account) if facts.account else "")
        if facts.is_root:
            self._look_at_records()
        if not facts.is_root:
            self._show_guest()
        elif self._earlier:
            self._show_other_account(facts.account)
        else:
            self._show("good", "", _("Is this the right account? Then press “Next”."))

    def _show_guest(self) -> None:
        """Somebody who isn't root, and what that means."""
        trouble = whois.trouble(self.desk.visitor)
        what, then = sentences(trouble)
        self._show("warn", what, then)
        self.changed.say(
            _(
                "Aikagi did not keep this sign-in; the browser still has it. Nothing in your "
                "AWS account was changed."
            )
        )
        self.changed.show()
        self.ask.setText(_ask())
        self.ask.setVisible(trouble.kind is PROJECT_ACCOUNT)
        if trouble.kind is PROJECT_ACCOUNT:
            self._offer(_("Open AWS's sign-up for a classic account"), links.SIGN_UP)
        else:
            self._offer_sign_out()

    def _show_other_account(self, account: str) -> None:
        what = _(
            "On this computer Aikagi has worked with account {earlier} so far. "
            "This time it is account {account}."
        )
        then = _(
            "If you meant the other one, sign out of AWS in the browser, then sign in again. If "
            "this is the right one, go on."
        )
        self._show("warn", what.format(earlier=self._earlier, account=account), then)
        self._offer_sign_out()

    def _show(self, state: str, what: str, advice: str) -> None:
        self.tint(f"{state}_soft", state)
        self._mark.show_state(state)
        self.what.say(what)
        self.what.setFont(theme.font(bold=state == "warn"))
        self.what.setVisible(bool(what))
        self.changed.say("")
        self.changed.hide()
        self.advice.say(advice)
        self.action.hide()
        self.ask.hide()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(
            _(
                "Our AWS account turned out to be of the newer kind: projects in “AWS Settings”, "
                "no root user, no IAM users. Can you use it as it is, or do you need a separate "
                "classic account?"
            )
        )
        self.ask.setText(_("Copied"))
        announce(self, _("Copied"))

    def _offer_sign_out(self) -> None:
        self._offer(_("Sign out of AWS in the browser"), links.BROWSER_SIGN_OUT)

    def _offer(self, text: str, link: str) -> None:
        self._link = link
        self.action.setText(text)
        self.action.setAccessibleName(text)
        self.action.set_primary(not self.desk.facts.is_root and link != links.SIGN_UP)
        self.action.show()

    # --- the accounts of earlier hand-overs ---------------------------------------------------
    def _look_at_records(self) -> None:
        """Learn, once for each sign-in, whether the records are about another account."""
        account, records = self.desk.facts.account, self.desk.records
        if account == self._asked:
            return
        self._asked, self._earlier = account, ""

        def look(_token: Token) -> str:
            return whois.earlier_account(records.handovers(), account)

        self.desk.background.ask(self, look, lambda earlier: self._seen(account, earlier))

    def _seen(self, account: str, earlier: str) -> None:
        if account == self._asked and earlier:
            self._earlier = earlier
            self.refresh()
            announce(self, self.spoken)


def _ask() -> str:
    return _("Copy the question for the vendor")
