"""A desk on an empty data directory, with windows that nobody sees."""

from __future__ import annotations

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAccessibleEvent
from PySide6.QtWidgets import QApplication

from app.practice import Practice
from app.settings import Settings
from tests.support.layoutitems import pytest_runtest_call  # noqa: F401 - looks on at each test
from tests.ui import account
from ui import theme, words
from ui.desk import Desk


@pytest.fixture(scope="session")
def qapp_args() -> list[str]:
    return ["aikagi", "-style", "fusion"]


@pytest.fixture(scope="session")
def dressed(qapp: QApplication) -> QApplication:
    theme.apply(qapp)
    return qapp


@pytest.fixture(autouse=True)
def _nothing_left_open() -> Iterator[None]:
    """A window of an earlier test, and a dialog most of all, keeps the next from being active."""
    yield
    if QApplication.instance() is None:
        return
    for window in QApplication.topLevelWidgets():
        if window.isVisible():
            window.hide()


@pytest.fixture(params=["ja", "en"])
def language(request: pytest.FixtureRequest) -> Iterator[str]:
    words.install(request.param)
    yield request.param
    words.install("en")


@pytest.fixture
def practice() -> Iterator[Practice]:
    """A practice AWS whose sign-in page waits for nobody."""
    with Practice(fast=True) as running:
        yield running


@pytest.fixture
def signed_in(
    dressed: object, data_dir: Path, practice: Practice, secret_service: object
) -> Iterator[Desk]:
    """A desk whose customer is signed in to the practice account as root."""
    with account.run(data_dir, practice) as made:
        yield made


@pytest.fixture
def announced(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """All that a screen reader is told, in its order, whichever module tells it."""
    heard: list[str] = []

    def note(event: QAccessibleEvent) -> None:
        if isinstance(event, QAccessibleAnnouncementEvent):
            heard.append(event.message())

    monkeypatch.setattr(QAccessible, "updateAccessibility", note)
    return heard


@pytest.fixture
def desk(dressed: QApplication, tmp_path: Path) -> Iterator[Desk]:
    """A desk of the real run; nothing is opened and nobody is signed in."""
    words.install("en")
    made = Desk(Settings(data_dir=tmp_path, language="en"))
    made.open_url = lambda _url: True
    yield made
    assert made.background.stop(limit=10.0)
    made.deleteLater()
