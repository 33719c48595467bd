"""Before the vendor is shut out: which of its documents haven't come yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.building_papers import expected, words_for
from ui.widgets import Card, Mark, Text, headed, named
from ui.words import _

if TYPE_CHECKING:
    from app.handoverfile import Handover
    from ui.desk import Desk


class MissingPapers(Card):
    """There while something that was asked for isn't ticked as received."""

    def __init__(self) -> None:
        super().__init__("warn_soft", edge="warn")
        title = _("Documents that the vendor hasn't handed in yet")
        named(self, "missing_papers", title)
        self.names = Text()
        self.column.addLayout(headed(Mark("warn"), Text(title, bold=True)))
        self.column.addWidget(self.names)
        self.column.addWidget(
            Text(
                _(
                    "Ask for them first: once it is shut out, the vendor can't look anything up. "
                    "What has come is ticked at “While the vendor works”."
                )
            )
        )
        self.hide()

    def show_record(self, record: Handover | None, desk: Desk) -> None:
        """Of a vendor without a record nothing is known, and nothing is said."""
        asked = expected(record, desk.profile) if record is not None else ()
        there = record.documents if record is not None else ()
        missing = [words_for(name) for name in asked if name not in there]
        self.names.say("\n".join(f"・ {name}" for name in missing))
        self.setVisible(bool(missing))
