"""By keyboard: where work has ended, Enter goes on, and never back or out."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from urllib.request import urlopen

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QWidget, QWizard

from tests.ui.granting.conftest import Scene
from ui.pages.security_check import SecurityCheck

B = QWizard.WizardButton
Key = Qt.Key


def focus(scene: Scene) -> str:
    """The object name of what has the keyboard."""
    assert scene.wizard is not None
    found: QWidget | None = scene.wizard.focusWidget()
    return found.objectName() if found is not None else ""


def until_focus(scene: Scene, name: str) -> None:
    try:
        scene.until(lambda: focus(scene) == name)
    except scene.qtbot.TimeoutError:
        raise AssertionError(f"{focus(scene)} instead of {name}") from None


def enter(scene: Scene) -> None:
    """Press Enter where the keyboard is."""
    assert scene.wizard is not None
    found: QWidget | None = scene.wizard.focusWidget()
    assert found is not None
    QTest.keyClick(found, Key.Key_Return)


def stayed(scene: Scene, name: str) -> None:
    assert scene.wizard is not None
    assert scene.wizard.isVisible()
    assert scene.page.objectName() == name


def looking(scene: Scene) -> bool:
    assert isinstance(scene.page, SecurityCheck)
    return scene.page.looking


@contextmanager
def offline(scene: Scene) -> Iterator[None]:
    scene.practice.state.fail("*", times=100)
    yield
    scene.practice.state.clear()


def test_signed_in(scene: Scene) -> None:
    scene.desk.sign_out()
    scene.desk.open()
    scene.until(lambda: not scene.desk.background.busy)
    scene.at("sign_in")
    until_focus(scene, "sign_in_button")
    enter(scene)
    scene.until(lambda: scene.opened)
    urlopen(scene.opened[-1], timeout=30).close()
    until_focus(scene, "next")
    enter(scene)
    scene.until_page("security_check")
    until_focus(scene, "next")
    enter(scene)
    scene.until_page("vendor_user")


def test_no_sign_in(scene: Scene, request: pytest.FixtureRequest) -> None:
    scene.desk.sign_out()
    scene.until(lambda: not scene.desk.background.busy)
    scene.desk.open()
    request.getfixturevalue("locked_secret_service")
    scene.at("sign_in")
    until_focus(scene, "sign_in_button")
    enter(scene)
    scene.until_message()
    until_focus(scene, "sign_in_button")
    stayed(scene, "sign_in")


def test_the_check_on_resuming(scene: Scene) -> None:
    scene.at("security_check")
    scene.desk.facts = scene.desk.facts.but(root_mfa=None)
    assert scene.wizard is not None
    scene.wizard.back()
    scene.wizard.next()
    assert looking(scene)
    enter(scene)
    stayed(scene, "security_check")
    until_focus(scene, "next")
    enter(scene)
    scene.until_page("vendor_user")


def test_looking_again_leads_on(scene: Scene) -> None:
    scene.at("security_check")
    recheck = scene.find(QAbstractButton, "recheck")
    until_focus(scene, "next")
    scene.until(lambda: not looking(scene))  # what isn't needed to go on may come later
    recheck.setFocus()
    enter(scene)
    assert looking(scene)
    until_focus(scene, "next")


def test_the_check_without_aws(scene: Scene) -> None:
    scene.at("security_check")
    until_focus(scene, "next")
    scene.until(lambda: not looking(scene))
    with offline(scene):
        scene.find(QAbstractButton, "recheck").setFocus()
        enter(scene)
        scene.until(lambda: not looking(scene))
    until_focus(scene, "recheck")
    stayed(scene, "security_check")


def test_the_user(scene: Scene) -> None:
    scene.at("vendor_user")
    until_focus(scene, "user_name")
    scene.until_enabled("create")
    scene.find(QAbstractButton, "create").setFocus()
    with offline(scene):
        enter(scene)
        scene.until_message()
    until_focus(scene, "create")
    stayed(scene, "vendor_user")
    enter(scene)
    scene.until_page("package")
    until_focus(scene, "next")
    enter(scene)
    scene.until_page("send_file")


def test_the_alert(scene: Scene) -> None:
    record = scene.made()
    scene.at("budget", handover=record.id)
    until_focus(scene, "budget_amount")
    scene.type("budget_email", "boss@example.com")
    scene.until_enabled("budget_create")
    scene.find(QAbstractButton, "budget_create").setFocus()
    enter(scene)
    scene.until(lambda: scene.desk.facts.budget == "made")
    until_focus(scene, "budget_confirmed")  # it doesn't work before: Enter shall not pass it by
    scene.press("budget_confirmed")
    assert scene.wizard is not None
    scene.wizard.button(B.NextButton).setFocus()
    enter(scene)
    scene.until_page("finish")


def test_where_a_customer_went_the_keyboard_stays(scene: Scene) -> None:
    scene.at("security_check")
    until_focus(scene, "next")
    assert scene.wizard is not None
    QCoreApplication.processEvents()
    scene.wizard.button(B.CancelButton).setFocus()
    scene.desk.know(require_mfa=True)
    QCoreApplication.processEvents()
    assert focus(scene) == "close"


@pytest.mark.parametrize("name", ["welcome", "account", "root_mfa", "security_check", "finish"])
def test_a_page_that_is_done_is_passed(scene: Scene, name: str) -> None:
    record = scene.made()
    scene.at(name, handover=record.id, contract="A")
    until_focus(scene, "done" if name == "finish" else "next")
