"""What the work of `ui/` reads of its desk, without a window around it."""

from __future__ import annotations

from app.facts import Facts
from app.records import Records
from app.settings import Settings
from tests.prove.runs import Place


class Desk:
    """A stand-in for `ui.desk.Desk`, in a process without Qt's loop."""

    def __init__(self, place: Place, facts: Facts) -> None:
        self.facts = facts
        self.settings: Settings = place.settings
        self.records: Records = place.records
        self._properties: dict[str, object] = {}

    def property(self, name: str) -> object:
        """What was set under that name."""
        return self._properties.get(name)

    def setProperty(self, name: str, value: object) -> None:
        """Set it."""
        self._properties[name] = value

    def know(self, **facts: object) -> None:
        """Know more."""
        self.facts = self.facts.but(**facts)
