"""From the file to the end by Tab, Space and Enter alone, on pages that need no scrolling."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from tests.ui.granting.conftest import Scene
from ui import words

pytestmark = pytest.mark.keyring
MOST = 25  # stops on a page and in the wizard's own row
SMALLEST = (1024, 640)


def has_keyboard(scene: Scene) -> QWidget:
    assert scene.wizard is not None
    found: QWidget | None = scene.wizard.focusWidget()
    assert found is not None
    return found


def tab_to(scene: Scene, name: str) -> None:
    """Press Tab until the keyboard is at `name`."""
    passed = []
    for _ in range(MOST):
        here = has_keyboard(scene)
        if here.objectName() == name:
            return
        passed.append(here.objectName())
        QTest.keyClick(here, Qt.Key.Key_Tab)
    raise AssertionError(f"{name} isn't among {passed}")


def space(scene: Scene, name: str) -> None:
    tab_to(scene, name)
    QTest.keyClick(has_keyboard(scene), Qt.Key.Key_Space)


def go_on(scene: Scene, page: str) -> None:
    tab_to(scene, "next")
    QTest.keyClick(has_keyboard(scene), Qt.Key.Key_Return)
    scene.until_page(page)


def scrolls(scene: Scene) -> int:
    """How many pixels of the page lie below the window's edge, once all has found its place."""
    scene.until(lambda: not scene.desk.background.busy)
    for _ in range(5):
        QApplication.processEvents()
    return scene.page.area.verticalScrollBar().maximum()


@pytest.mark.parametrize("language", ["en", "ja"])
def test_the_hand_over_is_finished(scene: Scene, language: str) -> None:
    words.install(language)
    try:
        walk(scene)
    finally:
        words.install("en")


def walk(scene: Scene) -> None:
    record = scene.made()
    scene.at("send_file", handover=record.id)
    assert scene.wizard is not None
    scene.wizard.resize(*SMALLEST)
    scene.wizard.activateWindow()
    space(scene, "file_channel_chat")
    space(scene, "copy_note")
    space(scene, "file_sent")
    assert not scrolls(scene)
    go_on(scene, "send_password")
    scene.until_enabled("copy_passphrase")
    space(scene, "password_channel_phone")
    space(scene, "password_sent")
    assert not scrolls(scene)
    go_on(scene, "budget")
    scene.until(lambda: not scene.desk.background.busy)
    assert not scrolls(scene)
    space(scene, "budget_skip")
    scene.until_page("finish")
    space(scene, "contract_plan_A")
    QTest.keyClick(has_keyboard(scene), Qt.Key.Key_Right)
    assert scene.desk.facts.contract == "B"
    space(scene, "summary_more")
    scene.until(lambda: record.zip_path in scene.text())
    space(scene, "summary_more")
    assert not scrolls(scene)
    with scene.qtbot.waitSignal(scene.wizard.closed):
        tab_to(scene, "done")
        QTest.keyClick(has_keyboard(scene), Qt.Key.Key_Return)


@pytest.mark.parametrize("language", ["en", "ja"])
def test_the_user_is_made_on_a_page_that_does_not_scroll(scene: Scene, language: str) -> None:
    words.install(language)
    try:
        make(scene)
    finally:
        words.install("en")


def make(scene: Scene) -> None:
    scene.at("vendor_user")
    assert scene.wizard is not None
    scene.wizard.resize(*SMALLEST)
    scene.wizard.activateWindow()
    scene.until_enabled("create")
    assert not scrolls(scene)
    tab_to(scene, "create")
    QTest.keyClick(has_keyboard(scene), Qt.Key.Key_Return)
    scene.until_page("package")
    assert not scrolls(scene)
