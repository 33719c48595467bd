"""The sign-in's page in a customer's hands."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import secretstorage
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.journey import SETUP
from app.practice import Practice
from app.settings import Settings
from tests.ui.practice_browser import visit_later
from ui import words
from ui.desk import Desk
from ui.pages.sign_in import SignIn

LONG_MS = 20_000


@contextmanager
def opened(data_dir: Path, practice: Practice) -> Iterator[Desk]:
    words.install("en")
    made = Desk(Settings(data_dir, practice=True, endpoint=practice.address, language="en"))
    made.open_url = visit_later
    made.open()
    yield made
    made.sign_out()
    assert made.background.stop(limit=30)


@pytest.fixture
def signing(
    dressed: object, data_dir: Path, practice: Practice, secret_service: object
) -> Iterator[Desk]:
    with opened(data_dir, practice) as made:
        yield made


def shown(desk: Desk, qtbot: QtBot) -> SignIn:
    page = SignIn(desk, SETUP[3])
    qtbot.addWidget(page)
    page.come()
    page.show()
    return page


def press(widget: QWidget, name: str) -> None:
    found = widget.findChild(QPushButton, name)
    assert found is not None, name
    assert found.isVisibleTo(widget), name
    assert found.isEnabled(), name
    found.click()


def entries(connection: object) -> list[str]:
    every = (c.get_all_items() for c in secretstorage.get_all_collections(connection))
    return [item.get_attributes()["service"] for items in every for item in items]


def button(widget: QWidget, name: str) -> QPushButton:
    found = widget.findChild(QPushButton, name)
    assert found is not None, name
    return found


def waiting(desk: Desk, qtbot: QtBot) -> tuple[SignIn, list[str]]:
    """The page while it waits for a browser that never answers."""
    asked = going_nowhere(desk)
    page = shown(desk, qtbot)
    press(page, "sign_in_button")
    qtbot.waitUntil(lambda: bool(asked), timeout=LONG_MS)
    return page, asked


def going_nowhere(desk: Desk) -> list[str]:
    """Have the browser open nothing; returns what it was asked to open."""
    asked: list[str] = []
    desk.open_url = lambda url: not asked.append(url)  # type: ignore[func-returns-value]
    return asked
