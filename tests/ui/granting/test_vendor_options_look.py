"""The options of the vendor's user, all of them open: named, in reading order, never cut off."""

from __future__ import annotations

from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QDateEdit, QWidget
from pytestqt.qtbot import QtBot

from app.journey import SETUP, step
from tests.ui.test_fits import assert_fits, letters, said, shown  # noqa: F401  (fixtures)
from tests.ui.test_pages import controls
from ui.desk import Desk
from ui.page import Page

NAMES = ["require_mfa", "end_date_on", "more_options", "change_password", "rights_later"]


def unfolded(desk: Desk, qtbot: QtBot) -> Page:
    page = shown(desk, qtbot, step(SETUP, "vendor_user"))
    for name in ("more_options", "end_date_on"):
        pressed = page.findChild(QAbstractButton, name)
        assert pressed is not None, name
        pressed.click()
    return page


def test_nothing_is_cut_off(desk: Desk, qtbot: QtBot, said: str, letters: str) -> None:  # noqa: F811
    assert_fits(unfolded(desk, qtbot), qtbot)


def test_names_and_reading_order(desk: Desk, qtbot: QtBot, language: str) -> None:
    page = unfolded(desk, qtbot)
    by_name = {c.objectName(): c for c in controls(page)}
    assert {*NAMES, "end_date"} <= set(by_name)
    assert all(control.accessibleName() for control in by_name.values())
    order: list[QWidget] = []
    here = page.nextInFocusChain()
    while here is not None and here is not page:
        if here in by_name.values() and here.focusPolicy() & Qt.FocusPolicy.TabFocus:
            order.append(here)
        here = here.nextInFocusChain()
    seen = [w for w in order if w.isVisibleTo(page)]
    assert [w.objectName() for w in seen if w.objectName() in NAMES] == NAMES
    heights = [w.mapTo(page, QPoint(0, 0)).y() for w in seen]
    for first, second in pairwise(heights):
        assert second >= first - seen[0].height()


@pytest.mark.parametrize("focused", [True, False])
def test_scrolling_the_page_changes_no_date(desk: Desk, qtbot: QtBot, focused: bool) -> None:
    page = unfolded(desk, qtbot)
    field = page.findChild(QDateEdit, "end_date")
    assert field is not None
    if focused:
        page.activateWindow()
        field.setFocus()
        qtbot.waitUntil(field.hasFocus)
    before = field.date()
    turn = QWheelEvent(
        QPointF(5, 5),
        field.mapToGlobal(QPointF(5, 5)),
        QPoint(0, 120),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(field, turn)
    assert (field.date() != before) == focused


def test_another_language_keeps_what_is_open(desk: Desk, qtbot: QtBot) -> None:
    page = unfolded(desk, qtbot)
    date = page.findChild(QDateEdit, "end_date")
    assert date is not None
    desk.know(user_name="builder", rights_later=True)
    desk.speak("ja")
    box = next(b for b in page.findChildren(QAbstractButton, "rights_later") if b.isVisible())
    assert box.isChecked()
