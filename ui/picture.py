"""Notes who is in the account at the hand-over, unasked, and without disturbing anybody."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.handoverfile import Handover
    from app.work import Token
    from ui.desk import Desk

log = logging.getLogger(__name__)


def take(desk: Desk, handover: Handover | None, done: Callable[[], None] = lambda: None) -> None:
    """Take the picture and keep it in the record, where it is missing and still worth something.

    A trouble is only logged: the hand-over doesn't depend on it. `done` is called once it is kept.
    """
    session, records = desk.session, desk.records
    if handover is None or session is None:
        return
    record = handover

    def look(token: Token) -> Mapping[str, object]:
        from app import handover_baseline

        if not handover_baseline.wanted(record, session.identity.account):
            return {}
        return handover_baseline.take_baseline(session, record, token)

    def taken(found: Mapping[str, object]) -> None:
        from app import handover_baseline

        if found:  # saved by the one worker, so that no other change of the record is lost
            desk.background.run(
                desk,
                lambda _token: handover_baseline.keep_baseline(record.id, records, found),
                lambda _: done(),
                _failed,
            )

    desk.background.ask(desk, look, taken, _failed)


def _failed(trouble: Exception) -> None:
    log.warning("who is in the account wasn't noted: %s", trouble)
