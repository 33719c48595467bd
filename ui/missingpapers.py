"""Before the vendor is shut out: which of its documents haven't come yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.building_papers import expected, words_for
from ui.opening import Opening
from ui.widgets import Text
from ui.words import _

if TYPE_CHECKING:
    from app.handoverfile import Handover
    from ui.desk import Desk


class MissingPapers(Opening):
    """There while something that was asked for isn't ticked as received."""

    def __init__(self) -> None:
        super().__init__("missing_papers", _("Documents that the vendor hasn't handed in yet"))
        self.names = Text()
        self.below.addWidget(self.names)
        self.below.addWidget(
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
        self.say(
            "warn",
            _(
                "Documents that the vendor hasn't given you: {count}. If it isn't urgent, ask for "
                "them first."
            ).format(count=len(missing)),
        )
        self.setVisible(bool(missing))
