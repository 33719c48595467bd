"""What time it is: by AWS's clock where AWS has told it, else by this computer's."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ui.desk import Desk


def now(desk: Desk) -> datetime:
    """This moment, as far as it is known: 36 hours of a wrong clock end too soon."""
    session = desk.session
    return session.clients.now() if session is not None else datetime.now(UTC)
