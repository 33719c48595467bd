"""Who made what was found, by CloudTrail's event history: looked up meanwhile, and never needed."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

    from app.review.event import Maker
    from app.review.history import History
    from app.work import Token
    from ui.background import Errand
    from ui.desk import Desk

log = logging.getLogger(__name__)


def read(desk: Desk, owner: QObject, done: Callable[[History], None]) -> Errand | None:
    """Read the history in the background. A trouble is only logged."""
    session = desk.session
    if session is None:
        return None

    def work(token: Token) -> History:
        from app.review import history

        return history.read(session.clients, token)

    return desk.background.ask(owner, work, done, _failed)


def makers(desk: Desk, owner: QObject, done: Callable[[Mapping[str, Maker]], None]) -> None:
    """Who made each user, by UserId, as far as the history reaches. A trouble is only logged."""
    session = desk.session
    if session is None:
        return

    def work(token: Token) -> Mapping[str, Maker]:
        from app.review import history

        return history.makers(session.clients, token)

    desk.background.ask(owner, work, done, _failed)


def _failed(trouble: Exception) -> None:
    log.warning("the event history: %s", trouble)
