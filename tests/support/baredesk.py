"""What the work of `ui/` reads of its desk, without a window or Qt's loop around it."""

from __future__ import annotations

from app.facts import Facts
from app.records import Records
from app.settings import Settings


class BareDesk:
    """A stand-in for `ui.desk.Desk`."""

    def __init__(self, settings: Settings, facts: Facts | None = None) -> None:
        self.facts, self.settings = facts or Facts(), settings
        self.records = Records(settings.data_dir, settings.practice)
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
