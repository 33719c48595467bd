"""How it can go on after the building: the two ways and what each means, or that it's open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui import theme
from ui.widgets import Text
from ui.words import _

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ui.choices import Answer

MAINTENANCE, HANDOVER, OPEN = "A", "B", "open"  # the last: nobody knows it yet


def contracts() -> tuple[Answer, ...]:
    """Each with what it comes to."""
    return (
        (
            MAINTENANCE,
            _("A: the vendor"),
            _("It keeps its access."),
        ),
        (
            HANDOVER,
            _("B: your company"),
            _("The vendor's access ends."),
        ),
        (
            OPEN,
            _("Not decided yet"),
            _("You can say it later."),
        ),
    )


def meaning() -> tuple[QWidget, ...]:
    """The same in full, to be read where somebody wants to know."""
    made: list[QWidget] = []
    for title, sentences in _meanings():
        made += [Text(title, bold=True), Text("\n".join(sentences), scale=theme.SMALL)]
    return tuple(made)


def _meanings() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Each with what the vendor does, what the customer does, and what Aikagi does and when."""
    return (
        (
            _("A: the vendor"),
            (
                _(
                    "The vendor keeps its rights (AdministratorAccess, or the like): it "
                    "watches over the system, mends it, and changes it."
                ),
                _(
                    "You pay AWS's bills, and tell the vendor when your business needs "
                    "something else."
                ),
                _("Aikagi shows when the vendor signed in last. You can shut it out at any time."),
            ),
        ),
        (
            _("B: your company"),
            (
                _("The vendor first gives you the documents on the system."),
                _(
                    "Then you shut the vendor out with Aikagi. From then on the vendor "
                    "can't get in any more."
                ),
                _("Aikagi lists the documents, and shuts the vendor out when you say so."),
            ),
        ),
    )
