"""What the work of `ui/` reads of its desk, where a run is."""

from __future__ import annotations

from app.facts import Facts
from tests.prove.runs import Place
from tests.support.baredesk import BareDesk


class Desk(BareDesk):
    """A stand-in for `ui.desk.Desk`, in a process without Qt's loop."""

    def __init__(self, place: Place, facts: Facts) -> None:
        super().__init__(place.settings, facts)
