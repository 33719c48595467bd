"""A user that could be shut out, as a row of a list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.row import Row
from ui.when import day, moment
from ui.words import _, say

if TYPE_CHECKING:
    from app.revoke_choice import Choice


def row(choice: Choice, maker: str = "") -> Row:
    """The user, what is on record of it, and who made it where that is known."""
    user, handover = choice.user, choice.handover
    made = _("Made {when}").format(when=day(user.created))
    if maker:
        made = _("Made {when} by {who}").format(when=day(user.created), who=maker)
    used = (
        _("last signed in {when}").format(when=moment(user.last_used))
        if user.last_used
        else _("never signed in with a password")
    )
    vendor = handover.vendor if handover else user.vendor
    details = [f"{made} · {used}", *(say(note) for note in choice.notes)]
    if vendor:
        details.insert(0, _("Vendor: {vendor}").format(vendor=vendor))
    if handover is None:
        mark, tag = ("warn" if choice.warns else "none"), _("not on record")
    elif handover.state == "disabled":
        mark, tag = "good", _("shut out")
    elif handover.state == "revoking":
        mark, tag = "warn", _("unfinished")
    else:
        mark, tag = ("warn" if choice.warns else "none"), _("on record")
    return Row(user.name, tuple(details), tag, mark, user.user_id)
