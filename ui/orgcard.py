"""A warning before all else: somebody else's organization has a say in the account."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui import theme
from ui.widgets import Card, Mark, Text, headed, named
from ui.words import _

if TYPE_CHECKING:
    from app.troubles import Trouble
    from app.work import Token
    from ui.desk import Desk


class OrganizationCard(Card):
    """Hidden where the account belongs to nobody else's organization."""

    def __init__(self) -> None:
        super().__init__("bad_soft", edge="bad")
        named(self, "organization", _("Whose organization the account belongs to"))
        self.mark = Mark("bad")
        self.title = Text(bold=True, scale=theme.LEAD)
        self.text = Text()
        self.column.addLayout(headed(self.mark, self.title))
        self.column.addWidget(self.text)
        self.hide()

    def look(self, desk: Desk) -> None:
        """Ask AWS, in the background, and show what it says, unless the card is gone by then."""
        session = desk.session
        if session is None:
            return

        def work(_token: Token) -> str:
            from app.checks_door import belongs_to

            return belongs_to(session.clients)

        account = session.identity.account
        desk.background.ask(self, work, lambda of: self.show_owner(of, account), self._unknown)

    def show_owner(self, organization: str, account: str) -> None:
        """Show that the account is a member of what the account `organization` runs."""
        theirs = bool(organization) and organization != account
        self.setVisible(theirs)
        if not theirs:
            return
        self.tint("bad_soft", "bad")
        self.mark.show_state("bad")
        self.title.say(
            _("This account belongs to an organization of the AWS account {owner}.").format(
                owner=organization
            )
        )
        self.text.say(
            _(
                "Whoever runs that account can come in from above, whatever is done here, and its "
                "rules bind your root user too. If it is the vendor's, the account has to leave "
                "the organization: in AWS's console, “AWS Organizations”, “Leave organization”. "
                "Shutting the user out is right all the same."
            )
        )
        self.setAccessibleDescription(f"{self.title.plain} {self.text.plain}")

    def _unknown(self, _trouble: Trouble) -> None:
        """Unknown is never clean."""
        self.tint("warn_soft", "warn")
        self.mark.show_state("warn")
        self.title.say(_("Whether somebody else's organization has a say here isn't known."))
        self.text.say(_("AWS didn't say. The review later looks again."))
        self.setAccessibleDescription(f"{self.title.plain} {self.text.plain}")
        self.show()
