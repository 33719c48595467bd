"""Looking for a newer version as the program does, and what becomes of it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from app import updates
from app.troubles import Trouble
from app.updatelist import Found
from app.work import Token
from tests.support.downloads import Publisher

OURS = "1.2.3"
HTML = b"<html><body>Welcome to Hotel Wi-Fi. Please sign in.</body></html>"


def look(publisher: Publisher, ours: str = OURS) -> Found:
    return updates.look(publisher.place, ours, Token())


def trouble_of(act: Callable[[], object]) -> Trouble:
    with pytest.raises(Trouble) as caught:
        act()
    return caught.value
