"""Every page of both journeys, in both languages: it builds, and it can be used without a mouse."""

from __future__ import annotations

from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from app.facts import Facts
from app.journey import REVOKE, SETUP, Step
from ui.desk import Desk
from ui.page import Page
from ui.wizard import page_class

_BY_NAME = {step.name: step for step in (*REVOKE, *SETUP)}
STEPS = [pytest.param(step, id=name) for name, step in _BY_NAME.items()]
CONTROLS = (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
)
PROMISED = {
    "welcome": ["language", "vendor_profile", "rehearse"],
    "account": ["open_signup", "have_account", *(f"step_{n}" for n in range(1, 9))],
    "root_mfa": [
        "open_security_credentials",
        "mfa_secret",
        "mfa_qr",
        "mfa_codes",
        "mfa_check_code",
        "mfa_done",
    ],
    "sign_in": ["sign_in_button", "sign_in_cancel", "paste_code", "identity"],
    "security_check": ["check_root_mfa", "check_root_keys", "recheck"],
}


def made(desk: Desk, step: Step, qtbot: QtBot) -> Page:
    page = page_class(step.name)(desk, step)
    qtbot.addWidget(page)
    page.resize(900, 700)
    page.come()
    page.show()
    return page


def _is_part(widget: QWidget) -> bool:
    """Whether Qt made it for a control of ours, such as a combo box's list."""
    above = widget.parentWidget()
    while above is not None:
        if isinstance(above, QComboBox | QAbstractSpinBox):
            return True
        above = above.parentWidget()
    return False


def controls(page: Page) -> list[QWidget]:
    """What a person can press, fill in or choose from, but not Qt's own parts of these."""
    return [
        w
        for w in page.findChildren(QWidget)
        if isinstance(w, CONTROLS) and not w.objectName().startswith("qt_") and not _is_part(w)
    ]


@pytest.mark.parametrize("step", STEPS)
def test_page(desk: Desk, qtbot: QtBot, language: str, step: Step) -> None:
    page = made(desk, step, qtbot)
    assert page.objectName() == step.name
    assert page.accessibleName() == page.headline()
    assert page.findChild(QWidget, "message") is not None
    for control in controls(page):
        assert control.objectName(), control
        assert control.accessibleName(), control.objectName()
    names = [c.objectName() for c in controls(page)]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("step", STEPS)
def test_tab_order_is_reading_order(desk: Desk, qtbot: QtBot, step: Step) -> None:
    page = made(desk, step, qtbot)
    order: list[QWidget] = []
    here = page.nextInFocusChain()
    while here is not None and here is not page:
        if (
            page.isAncestorOf(here)
            and isinstance(here, CONTROLS)
            and here.isVisibleTo(page)
            and here.focusPolicy() & Qt.FocusPolicy.TabFocus
        ):
            order.append(here)
        here = here.nextInFocusChain()
    places = [(w.mapTo(page, QPoint(0, 0)).y(), w.mapTo(page, QPoint(0, 0)).x()) for w in order]
    for (one, first), (other, second) in pairwise(zip(order, places, strict=True)):
        same_line = abs(first[0] - second[0]) < one.height()
        assert second > first or (same_line and second[1] > first[1]), (
            one.objectName(),
            other.objectName(),
        )


@pytest.mark.parametrize(("name", "promised"), PROMISED.items())
def test_promised_names(desk: Desk, qtbot: QtBot, name: str, promised: list[str]) -> None:
    step = next(s for s in SETUP if s.name == name)
    page = made(desk, step, qtbot)
    for control in promised:
        assert page.findChild(QWidget, control) is not None, control


@pytest.mark.parametrize("step", STEPS)
def test_a_new_language_rebuilds_in_place(desk: Desk, qtbot: QtBot, step: Step) -> None:
    page = made(desk, step, qtbot)
    english = page.headline()
    desk.speak("ja")
    assert page.headline() != english
    assert page.accessibleName() == page.headline()
    assert page.isVisible()


def test_ticks_are_kept_and_shown_again(desk: Desk, qtbot: QtBot) -> None:
    page = made(desk, SETUP[1], qtbot)
    for name in ("step_2", "step_7", "have_account"):
        box = page.findChild(QAbstractButton, name)
        assert box is not None
        box.click()
    assert desk.facts.ticks == ("account.2", "account.7")
    assert page.isComplete()
    qtbot.waitUntil(lambda: not desk.background.busy)
    assert desk.records.load_facts() == Facts(have_account=True, ticks=("account.2", "account.7"))
    again = Desk(desk.settings)
    other = made(again, SETUP[1], qtbot)
    for name, ticked in (("step_2", True), ("step_3", False), ("have_account", True)):
        box = other.findChild(QAbstractButton, name)
        assert box is not None
        assert box.isChecked() == ticked
    assert again.background.stop(limit=10)


def test_pages_of_aws_are_opened_for_real_only(desk: Desk, qtbot: QtBot) -> None:
    opened: list[str] = []
    desk.open_url = lambda url: not opened.append(url)  # type: ignore[func-returns-value]
    page = made(desk, SETUP[1], qtbot)
    button = page.findChild(QAbstractButton, "open_signup")
    assert button is not None
    button.click()
    assert opened == ["https://signin.aws.amazon.com/signup?request_type=register"]
    assert not page.message.isVisible()
    desk.open_url = lambda _: False
    button.click()
    assert page.message.isVisible()
    assert "browser" in page.message.code.plain
    page.message.copy_link.click()
    assert QGuiApplication.clipboard().text() == opened[0] == page.message.link.text()
    assert page.message.copy_link.isVisible()
    page.show_note("something else")
    assert not page.message.copy_link.isVisible()
    assert not page.message.link.isVisible()
