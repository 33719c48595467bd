"""What was made for the vendor, at a glance."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.guards import guards, rights
from ui.widgets import Card, Mark, Text, Value, headed, named
from ui.words import _

if TYPE_CHECKING:
    from app.handoverfile import Handover


class MadeCard(Card):
    """The user and the file that there are now."""

    def __init__(self) -> None:
        super().__init__("good_soft", edge="good")
        title = _("The user and the encrypted file are made.")
        named(self, "made", title)
        self.column.addLayout(headed(Mark("good"), Text(title, bold=True)))
        self.what = Value("made_what", _("What was made"))
        self.column.addWidget(self.what)

    def show_record(self, record: Handover | None) -> None:
        """Show what the record says; without one, that it is done."""
        self.what.setVisible(record is not None)
        if record is None:
            return
        lines = (
            _("AWS account: {account}").format(account=record.account),
            _("User: {name}").format(name=record.user_name),
            rights(record),
            *guards(record),
            _("File: {path}").format(path=record.zip_path),
        )
        self.what.setText("\n".join(lines))
        self.what.setAccessibleDescription(" ".join(lines))


class UnfinishedCard(Card):
    """Says that an earlier run was cut short in the middle."""

    def __init__(self) -> None:
        super().__init__("warn_soft", edge="warn")
        named(self, "unfinished", _("Interrupted"))
        self.words = Text()
        self.column.addWidget(self.words)

    def show_record(self, record: Handover | None) -> None:
        """Show whose making it was; None: nothing to say."""
        words = _(
            "Aikagi was interrupted while it made the user “{name}”. It can finish that now, or "
            "take back what was done."
        ).format(name=record.user_name if record else "")
        self.words.say(words)
        self.setAccessibleDescription(words)
