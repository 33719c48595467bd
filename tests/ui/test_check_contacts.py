"""The security check's contacts: typed, planned, saved, taken back."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from app.journey import SETUP, step
from app.practice import Practice
from tests.ui.account import press, wait
from tests.ui.checkpage import ALL_THREE, HANAKO, PUT, button, calls, fill, keyring, seen, tell
from tests.ui.checkpage import desk_there as desk_there  # noqa: PLC0414  (a fixture)
from ui.desk import Desk
from ui.pages.security_check import SecurityCheck
from ui.setup_wizard import SetupWizard


def plan_of(page: SecurityCheck) -> str:
    shown = page.findChild(QWidget, "contacts_plan")
    assert shown is not None
    return shown.accessibleDescription()


@keyring
def test_one_person_for_all_three(desk_there: Desk, practice: Practice, qtbot: QtBot) -> None:
    page = seen(desk_there, qtbot)
    practice.state.clear()
    press(page, "open_contacts")
    assert plan_of(page) == "First fill in all four lines."
    fill(page, name="Sato Hanako", title="General affairs", email="soumu@example.co.jp")
    assert not button(page, "contacts_save").isEnabled()
    fill(page, phone="+81 3 1234 5678")
    for kind in ("bills", "operations", "security"):
        assert f"Name Sato Hanako (soumu@example.co.jp) as the contact for {kind}" in plan_of(page)
    assert not calls(practice)
    press(page, "contacts_save")
    wait(qtbot, lambda: page.rows["contacts"].word.plain == "Good")
    assert practice.state.contacts == ALL_THREE
    assert calls(practice, PUT) == [PUT] * 3


@keyring
def test_who_is_there_is_replaced_only_where_ticked(
    desk_there: Desk, practice: Practice, qtbot: QtBot
) -> None:
    tell(practice, contacts={"BILLING": HANAKO})
    page = seen(desk_there, qtbot)
    press(page, "open_contacts")
    billing = button(page, "contact_billing")
    assert not billing.isChecked()
    assert "Now: Sato Hanako (soumu@example.co.jp)." in billing.accessibleDescription()
    assert button(page, "contact_security").isChecked()
    fill(page, name="Sato Taro", email="taro@example.co.jp")
    assert "bills" not in plan_of(page)
    button(page, "contact_operations").click()
    press(page, "contacts_save")
    wait(qtbot, lambda: not page.working and not page.looking)
    assert practice.state.contacts["BILLING"] == HANAKO
    assert practice.state.contacts["SECURITY"]["Name"] == "Sato Taro"
    assert "OPERATIONS" not in practice.state.contacts
    press(page, "open_contacts")
    button(page, "contact_billing").click()
    fill(page, name="Suzuki Jiro")
    assert "Suzuki Jiro (soumu@example.co.jp) as the contact for bills" in plan_of(page)


@keyring
def test_what_was_opened_is_of_one_account(
    desk_there: Desk, practice: Practice, qtbot: QtBot
) -> None:
    page, mine = seen(desk_there, qtbot), desk_there.facts.account
    press(page, "open_contacts")
    fill(page, name="Sato", email="sato@example.com")
    desk_there.know(account="", is_root=False)
    desk_there.know(account=mine, is_root=True)
    assert page.acts.is_open("contacts"), "the same came back"
    desk_there.know(account="", is_root=False)
    desk_there.know(account="999999999999", is_root=True)
    assert not page.acts.is_open("contacts")
    press(page, "recheck")
    wait(qtbot, lambda: not page.looking)
    press(page, "open_contacts")
    assert page.findChild(QLineEdit, "contact_email").text() == ""  # type: ignore[union-attr]


@keyring
@pytest.mark.parametrize("language", ["", "ja"])
def test_what_was_typed_is_kept_until_it_is_saved(
    desk_there: Desk, practice: Practice, qtbot: QtBot, language: str
) -> None:
    page = seen(desk_there, qtbot)
    press(page, "open_contacts")
    fill(page, name="Sato", title="Chief", email="sato@example.com")
    button(page, "contact_billing").click()
    if language:
        desk_there.speak(language)
        desk_there.speak("en")
        wait(qtbot, lambda: len(page.findChildren(QAbstractButton, "open_contacts")) == 1)
    else:
        press(page, "contacts_close")
    press(page, "open_contacts")
    assert page.findChild(QLineEdit, "contact_email").text() == "sato@example.com"  # type: ignore[union-attr]
    assert not button(page, "contact_billing").isChecked()
    fill(page, phone="03")
    press(page, "contacts_save")
    wait(qtbot, lambda: not page.working and not page.looking)
    practice.state.contacts.clear()
    press(page, "recheck_contacts")
    wait(qtbot, lambda: not page.looking)
    press(page, "open_contacts")
    assert page.findChild(QLineEdit, "contact_email").text() == ""  # type: ignore[union-attr]


@keyring
def test_what_is_wrong_is_said_below_the_line(
    desk_there: Desk, practice: Practice, qtbot: QtBot
) -> None:
    page = seen(desk_there, qtbot)
    press(page, "open_contacts")
    fill(page, name="Sato", title="General affairs", email="nobody", phone="０３")
    page.findChild(QLineEdit, "contact_phone").editingFinished.emit()  # type: ignore[union-attr]
    assert "e-mail address" in page.findChild(QWidget, "contact_email_note").plain  # type: ignore[union-attr]
    assert "plain digits" in page.findChild(QWidget, "contact_phone_note").plain  # type: ignore[union-attr]
    assert plan_of(page) == "First put right what is said below the lines."
    assert not button(page, "contacts_save").isEnabled()
    fill(page, email="nobody@example.com", phone="03")
    assert not page.findChild(QWidget, "contact_email_note").plain  # type: ignore[union-attr]
    assert button(page, "contacts_save").isEnabled()
    for kind in ("billing", "operations", "security"):
        button(page, f"contact_{kind}").click()
    assert plan_of(page).startswith("First tick")
    assert not button(page, "contacts_save").isEnabled()


@keyring
def test_contacts_that_fail_half_way_are_taken_back(
    desk_there: Desk, practice: Practice, qtbot: QtBot
) -> None:
    page = seen(desk_there, qtbot)
    press(page, "open_contacts")
    fill(page, name="Sato", title="Chief", email="sato@example.com", phone="03")
    put = practice.state.record

    def refuse_the_second(operation: str) -> None:
        put(operation)
        if practice.state.calls.count(PUT) == 2 and operation == PUT:
            practice.state.fail(PUT, "ValidationException", 400)

    practice.state.clear()
    practice.state.record = refuse_the_second  # type: ignore[method-assign]
    press(page, "contacts_save")
    wait(qtbot, lambda: page.message.isVisible() and not page.looking)
    assert "taken back" in page.message.changed.plain
    assert practice.state.contacts == {}
    line = page.findChild(QLineEdit, "contact_name")
    assert line is not None
    assert line.text() == "Sato"


@keyring
def test_contacts_can_be_stopped_half_way(
    desk_there: Desk, practice: Practice, qtbot: QtBot
) -> None:
    page = seen(desk_there, qtbot)
    press(page, "open_contacts")
    fill(page, name="Sato", title="Chief", email="sato@example.com", phone="03")
    practice.state.delay = 0.3
    press(page, "contacts_save")
    wait(qtbot, lambda: PUT in calls(practice))
    press(page, "cancel_work")
    wait(qtbot, lambda: page.message.isVisible() and not page.looking)
    assert page.message.what.plain == "Stopped, as you wished."
    assert practice.state.contacts == {}
    assert page.rows["contacts"].accessibleName().endswith("None yet. Recommended.")


@keyring
def test_next_asks_before_it_passes_by_what_was_typed(desk_there: Desk, qtbot: QtBot) -> None:
    host = QWidget()
    qtbot.addWidget(host)
    wizard = SetupWizard(desk_there, host)
    wizard.show()
    wizard._go_to(step(SETUP, "security_check"))
    page = wizard.currentPage()
    assert isinstance(page, SecurityCheck)
    wait(qtbot, lambda: page.isComplete() and not page.looking)
    press(page, "open_contacts")
    wizard.next()
    wait(qtbot, lambda: wizard.currentPage() is not page)  # nothing was typed yet
    wizard.back()
    wait(qtbot, lambda: wizard.currentPage() is page and page.isComplete())
    assert page.acts.is_open("contacts")
    fill(page, name="Sato Taro")
    wizard.next()
    assert wizard.currentPage() is page
    asked = page.findChild(QMessageBox, "pass_unsaved")
    assert asked is not None
    press(asked, "save_first")
    desk_there.speak("ja")  # the page is made anew
    desk_there.speak("en")
    wait(qtbot, lambda: page.isComplete() and not page.looking)
    wait(qtbot, lambda: page.findChild(QMessageBox, "pass_unsaved") is None)
    wizard.next()
    over = page.findChild(QMessageBox, "pass_unsaved")
    assert over is not None
    press(over, "save_first")
    press(page, "open_contacts")
    assert wizard.currentPage() is page
    name = page.findChild(QLineEdit, "contact_name")
    assert name is not None
    assert name.text() == "Sato Taro"
    wait(qtbot, lambda: page.findChild(QMessageBox, "pass_unsaved") is None)
    wizard.next()
    again = page.findChild(QMessageBox, "pass_unsaved")
    assert again is not None
    press(again, "go_on_unsaved")
    wait(qtbot, lambda: wizard.currentPage() is not page)
    wizard.done(0)
