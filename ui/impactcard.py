"""What shutting the vendor out would break, with what to do first."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from app.impact import STOPS
from ui import theme
from ui.announce import announce
from ui.opening import Opening
from ui.row import Row
from ui.rowlist import RowList
from ui.widgets import Text, button, row
from ui.words import _, say

if TYPE_CHECKING:
    from app.impact import Impact, Unlooked
    from app.revoke_impact import Impacts


class ImpactCard(Opening):
    """A sentence; below it what was found, and a button that looks into every Region."""

    def __init__(self, on_thorough: Callable[[], None]) -> None:
        super().__init__("impact", _("What would stop working"))
        self.found = RowList("impacts", _("What would stop working"), choice=False)
        self.more = Text(tint="muted", scale=theme.SMALL)
        self.thorough = button("impact_thorough", _("Look into every Region …"), on_thorough)
        self.thorough.setAccessibleDescription(
            _("Looks for encryption keys and clusters that only this user can administer.")
        )
        self.below.addWidget(self.found)
        self.below.addWidget(self.more)
        self.below.addLayout(row(self.thorough))

    def show_looking(self) -> None:
        """Nothing is known yet."""
        self.say("busy", _("Checking whether a system of yours uses this user's keys …"))
        self.found.hide()
        self.more.hide()
        self.fold.set_open(False)

    def show_unknown(self) -> None:
        """It couldn't be looked at."""
        self.say("warn", _("Whether something of yours would stop isn't known."))
        self.more.say(_("AWS couldn't be asked. Ask the vendor which systems use its keys."))
        self.more.show()
        announce(self, self.sentence)

    def show_impacts(self, impacts: Impacts, *, thorough: bool) -> None:
        """What was found; what wasn't looked at is said."""
        rows = [_impact(one) for one in impacts.found]
        rows += [_unlooked(one) for one in impacts.unlooked]
        self.found.fill(rows)
        self.found.setVisible(bool(rows))
        self.fold.set_open(bool(rows) or (thorough and self.fold.is_open))
        self.say(*_sentence(impacts, thorough=thorough))
        if rows or thorough:  # it came while something else was being read
            announce(self, self.sentence)
        self.more.say(
            ""
            if thorough
            else _(
                "This was about the user's own keys. Encryption keys and clusters that only this "
                "user can administer are looked for in every Region: some minutes."
            )
        )
        self.more.setVisible(not thorough)
        self.thorough.setVisible(not thorough)


def _sentence(impacts: Impacts, *, thorough: bool) -> tuple[str, str]:
    if impacts.found:
        state = "bad" if any(one.weight == STOPS for one in impacts.found) else "warn"
        return state, _("Read this before you go on: something of yours may stop.")
    if impacts.unlooked:
        return "warn", _("Nothing was found that would stop, but not all could be looked at.")
    if thorough:
        return "good", _("Nothing was found that would stop.")
    return "good", _("No access key (for programs) of this user was used in the last 14 days.")


def _impact(one: Impact) -> Row:
    stops = one.weight == STOPS
    mark = "bad" if stops else "warn"
    word = _("Stops") if stops else _("May stop")
    first = _("First: {what}").format(what=say(one.first))
    return Row(say(one.what), (first,), word, mark, tag_mark=mark)


def _unlooked(one: Unlooked) -> Row:
    title = _("Not seen: {what}").format(what=say(one.what))
    details = [say(one.trouble.kind.what)]
    if one.region:
        details.append(_("Region: {region}").format(region=one.region))
    return Row(title, tuple(details), _("Unknown"), "unknown", tag_mark="warn")
