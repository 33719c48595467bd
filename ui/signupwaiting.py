"""AWS hasn't opened the account yet: since when, what comes, and what to do if it takes long."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from ui import when
from ui.widgets import Card, Mark, Text, button, flow, headed, named
from ui.words import _

if TYPE_CHECKING:
    from collections.abc import Callable

# "In some cases ... up to 24 hours":
# https://docs.aws.amazon.com/accounts/latest/reference/getting-started.html
USUAL = timedelta(hours=24)


def now() -> str:
    """This moment, as the facts keep it: ISO 8601 in UTC."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def overdue(since: str) -> bool:
    """Whether AWS has had more time than it says that it takes."""
    begun = when.parsed(since)
    return begun is not None and datetime.now(UTC) - begun > USUAL


class WaitingCard(Card):
    """The state in words, and a button that looks whether it is over."""

    def __init__(
        self,
        check: Callable[[], None],
        ask_aws: Callable[[], None],
        take_back: Callable[[], None],
    ) -> None:
        super().__init__("warn_soft", edge="warn")
        named(self, "waiting", _("Waiting for AWS to activate the account"))
        title = Text(_("Waiting for AWS to activate the account"), bold=True, scale=1.15)
        self.since, self.comes = Text(), Text()
        self.check = button("check_activation", _("Check now"), check)
        self.ask_aws = button("activation_support", _("Write to AWS's support"), ask_aws)
        self.take_back = button("not_signed_up", _("Back to the sign-up steps"), take_back)
        self.column.addLayout(headed(Mark("warn"), title))
        self.column.addWidget(self.since)
        self.column.addWidget(self.comes)
        self.column.addLayout(flow(self.check, self.ask_aws, self.take_back))

    def show_since(self, since: str) -> None:
        """Show how things stand; "" hides the card."""
        self.setVisible(bool(since))
        if not since:
            return
        late = overdue(since)
        self.since.say(_("Since {time}").format(time=when.moment(since)))
        self.comes.say(
            _(
                "This is longer than the 24 hours that AWS names. Has AWS asked for something by "
                "e-mail (look in the spam folder, too)? Has the bank confirmed the card? Then "
                "write to AWS."
            )
            if late
            else _(
                "AWS sends an e-mail when the account is ready: mostly in a few minutes, at most "
                "in 24 hours. Look in the spam folder, too. You may close Aikagi meanwhile. “Check "
                "now” signs you in, and asks AWS."
            )
        )
        self.ask_aws.setVisible(late)
        self.setAccessibleDescription(f"{self.since.plain}. {self.comes.plain}")
