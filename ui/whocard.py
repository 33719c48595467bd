"""Who has signed in: the account, or why that isn't the one to go on with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui import theme
from ui.widgets import Card, Mark, Text, Value, headed
from ui.words import _

if TYPE_CHECKING:
    from ui.desk import Desk


class WhoCard(Card):
    """The account's number and name, green for its root user."""

    def __init__(self, desk: Desk) -> None:
        super().__init__("good_soft", edge="good")
        self.desk = desk
        self._mark = Mark("good")
        self.identity = Value("identity", _("Who is signed in"))
        self.identity.setFont(theme.font(theme.LEAD, bold=True))
        self._advice = Text()
        self.column.addLayout(headed(self._mark, self.identity))
        self.column.addWidget(self._advice)

    def refresh(self) -> None:
        """Show who it is now."""
        facts, session = self.desk.facts, self.desk.session
        name = session.identity.name if session is not None else ""
        account = f"{facts.account} ({name})" if name else facts.account
        who = _("Account {account}, root user") if facts.is_root else _("Account {account}")
        self.identity.setText(who.format(account=account) if facts.account else "")
        state = "good" if facts.is_root else "warn"
        self.tint(f"{state}_soft", state)
        self._mark.show_state(state)
        self._advice.say(
            _("Is this the right account? Then go on.") if facts.is_root else self._not_root()
        )

    def _not_root(self) -> str:
        who = self.desk.visitor.rpartition(":")[2]
        return _(
            "You signed in as “{who}”, which isn't the root user, so Aikagi has let go of this "
            "sign-in. Sign out of AWS in the browser, then sign in again: choose “Root user” and "
            "use the e-mail address with which the account was made."
        ).format(who=who)
