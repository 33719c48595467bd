"""The card about the encrypted file has words at every moment, whatever the letters' size."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.journey import SETUP, step
from tests.ui.test_fits import (  # noqa: F401 - `said` and `letters` are fixtures
    assert_fits,
    letters,
    said,
    shown,
)
from ui.desk import Desk
from ui.pages.package import Package


def words(page: Package) -> str:
    labels = page.card.findChildren(QLabel)
    return " ".join(label.text() for label in labels if label.isVisible()).strip()


def test_before_and_after_the_record_is_read(
    desk: Desk,
    qtbot: QtBot,
    said: str,  # noqa: F811
    letters: str,  # noqa: F811
) -> None:
    page = shown(desk, qtbot, step(SETUP, "package"))
    assert isinstance(page, Package)
    assert page.card.isVisible()
    assert words(page), "the record is still being read"
    assert page.mark.state == "busy"
    qtbot.waitUntil(lambda: page.mark.state == "warn", timeout=5000)  # nobody was let in here
    assert words(page)
    page._path = "/home/hanako/Documents/" + "a-long-name-" * 6 + "20261128.zip"
    page.refresh()
    assert page._path in words(page)
    assert_fits(page, qtbot)
