"""A desk at which nobody is signed in, and nothing that can be reached."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication, QWidget

from app.settings import Settings
from ui import theme, words
from ui.desk import Desk

NOWHERE = "http://127.0.0.1:9"


@pytest.fixture
def furnished(dressed: QApplication) -> QApplication:
    """Our look, as in every window but the first."""
    theme.furnish(dressed)
    return dressed


@pytest.fixture
def nobody(furnished: QApplication, tmp_path: Path) -> Iterator[Desk]:
    """A desk in practice mode, with its strip on every page."""
    desk = Desk(Settings(tmp_path, practice=True, endpoint=NOWHERE, language=words.language()))
    desk.open_url = lambda _url: True
    yield desk
    assert desk.background.stop(limit=10.0)
    desk.deleteLater()


@pytest.fixture
def above() -> Iterator[QWidget]:
    """What the windows are opened from."""
    made = QWidget()
    yield made
    made.deleteLater()


@pytest.fixture
def letters(
    request: pytest.FixtureRequest, furnished: QApplication, monkeypatch: pytest.MonkeyPatch
) -> Iterator[float]:
    """Letters as many times as large as usual, in windows of the usual size."""
    before, times = QFont(furnished.font()), float(request.param)
    usual = theme._now.points
    monkeypatch.setattr(theme._now, "points", usual * times)
    large = QFont(before)
    large.setPointSizeF(usual * times)
    furnished.setFont(large)
    yield times
    furnished.setFont(before)
