"""A user that could be shut out, as a row of a list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.row import Row
from ui.when import day, moment
from ui.words import _, say

if TYPE_CHECKING:
    from app.revoke_choice import Choice

NO_PATH, OUR_PATH = "/", "/aikagi/"


def row(choice: Choice, maker: str = "", tagged: str = "") -> Row:
    """The user, what is on record of it, who made it, and the vendor that its tag names."""
    user, handover = choice.user, choice.handover
    made = _("Made {when}").format(when=day(user.created))
    if handover is not None and handover.made_at:
        made = _("Let in with Aikagi on {when}").format(when=day(user.created))
    elif maker:
        made = _("Made {when} by {who}").format(when=day(user.created), who=maker)
    used = (
        _("last signed in {when}").format(when=moment(user.last_used))
        if user.last_used
        else _("never signed in with a password")
    )
    who = " · ".join((*_signs(choice, tagged), made, used))
    details = (who, *(say(note) for note in choice.notes))
    # Of one that Aikagi let in, and of which nothing else is to be known, the tag says enough.
    plain = handover is not None and len(choice.notes) == 1 and not choice.warns
    if handover is None:
        mark, tag = ("warn" if choice.warns else "none"), _("not in Aikagi's list")
    elif handover.state == "disabled":
        mark, tag = "good", _("shut out")
    elif handover.state == "revoking":
        mark, tag = "warn", _("unfinished")
    else:
        mark, tag = ("warn" if choice.warns else "none"), _("in Aikagi's list")
    return Row(user.name, details, tag, mark, user.user_id, brief=who if plain else "")


def _signs(choice: Choice, tagged: str) -> list[str]:
    """Whose it is by the record, else by its tag; and its path, where it was given one."""
    handover, tag = choice.handover, choice.user.vendor or tagged
    signs = []
    if handover is not None and handover.vendor:
        signs.append(_("Vendor: {vendor}").format(vendor=handover.vendor))
    elif tag:
        signs.append(_("Vendor, as its tag says: {vendor}").format(vendor=tag))
    if choice.user.path not in {NO_PATH, OUR_PATH}:
        signs.append(_("Path: {path}").format(path=choice.user.path))
    return signs
