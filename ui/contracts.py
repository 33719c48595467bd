"""The two ways it can go on after the building, and what each means."""

from __future__ import annotations

from ui.choices import Answer
from ui.words import _

MAINTENANCE, HANDOVER = "A", "B"


def contracts() -> tuple[Answer, ...]:
    """Each with what the vendor does, what the customer does, and what Aikagi does and when."""
    return (
        (
            MAINTENANCE,
            _("A: the vendor maintains the system"),
            "\n".join(
                (
                    _(
                        "The vendor keeps its rights (AdministratorAccess, or the like): it "
                        "watches over the system, mends it, and changes it."
                    ),
                    _(
                        "You pay AWS's bills, and tell the vendor when your business needs "
                        "something else."
                    ),
                    _("Aikagi shows when the vendor signed in last. You can revoke at any time."),
                )
            ),
        ),
        (
            HANDOVER,
            _("B: the system is handed over to you"),
            "\n".join(
                (
                    _("The vendor first gives you the documents on the system."),
                    _(
                        "Then you revoke the vendor's access with Aikagi. From then on the vendor "
                        "can't get in any more."
                    ),
                    _("Aikagi lists the documents, and shuts the vendor out when you say so."),
                )
            ),
        ),
    )
