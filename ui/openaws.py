"""Opening a page of AWS in the customer's browser, or saying how to get there without it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.troubles import BROWSER, Trouble
from ui.widgets import button
from ui.words import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from ui.button import Button
    from ui.desk import Desk
    from ui.message import MessagePanel


def opener(desk: Desk, name: str, words: str, on_press: Callable[[], None]) -> Button:
    """A button to a page of AWS, which says by itself that it leads nowhere in practice."""
    return button(
        name, words if desk.settings.real else _("AWS's page (off in a rehearsal)"), on_press
    )


def where(desk: Desk, words: str) -> str:
    """What a button to a page of AWS says: in practice also that it isn't opened."""
    return words if desk.settings.real else _("{page} (off in a rehearsal)").format(page=words)


def open_aws(desk: Desk, url: str, message: MessagePanel) -> bool:
    """Open a page of the real AWS, except in practice, where it is only named.

    Returns whether `message` has something to say now: then it has to be brought into view.
    """
    if not desk.settings.real:
        real = _("The real one: {url}").format(url=url)
        message.show_note(_("In practice this page of AWS isn't opened."), real)
        return True
    if not desk.open_url(url):
        message.show_trouble(Trouble(BROWSER), link=url)
        return True
    return False
