"""Opening the wizard for another hand-over than the one it was about.

What belongs to the one before is forgotten only when no wizard is open any more: one that is left
still keeps what was said in it, and may ask whether to stop what it is doing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.journey import SETUP
from ui.home_facts import FORGOTTEN, known_of

if TYPE_CHECKING:
    from app.handoverfile import Handover
    from ui.desk import Desk
    from ui.windows import Windows


def another_vendor(desk: Desk, windows: Windows) -> None:
    """Let another vendor in, from the page on which its file can be chosen."""

    def begin() -> None:
        desk.know(**FORGOTTEN)
        desk.vendor.begin_another()

    windows.setup(SETUP[0].name, begin)


def another_person(desk: Desk, windows: Windows, handover: Handover) -> None:
    """Let one more person of the vendor in: each gets a user of its own."""

    def begin() -> None:
        desk.know(**FORGOTTEN)
        desk.vendor.follow(handover)

    windows.setup(begin=begin)


def finish(desk: Desk, windows: Windows, handover: Handover) -> None:
    """Go on with a hand-over that was cut short before its user and its file were made."""
    known = {**FORGOTTEN, **known_of(handover)}
    windows.setup(begin=lambda: desk.know(**known))


def go_on(
    desk: Desk, windows: Windows, handover: Handover, page: str, sent: dict[str, object]
) -> None:
    """Go on with a hand-over that was made, at `page`; `sent` is what is known of the sending."""
    known = {**FORGOTTEN, **known_of(handover), "handover": handover.id, **sent}
    windows.setup(page, lambda: desk.know(**known))
