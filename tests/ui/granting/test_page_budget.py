"""The page for the alert on the costs."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QSpinBox, QWidget, QWizard

from app import budget as alert
from app.budget import NAME
from app.plan import apply
from app.work import Token
from tests.ui.granting.conftest import Scene
from ui.button import Button
from ui.planlist import PlanList

pytestmark = pytest.mark.keyring


def at_budget(scene: Scene, **said: object) -> None:
    scene.at("budget", handover=scene.made().id, **said)


def budgets(scene: Scene) -> list[dict[str, object]]:
    session = scene.desk.session
    assert session is not None
    account = session.identity.account
    found = session.clients.call("budgets", "describe_budgets", AccountId=account)
    return list(found.get("Budgets", ()))


def plan(scene: Scene) -> str:
    return scene.find(PlanList, "budget_plan").accessibleDescription()


def fill(scene: Scene, email: str = "aws-admin@example.co.jp") -> None:
    scene.until(lambda: "First enter the address" in plan(scene))
    scene.type("budget_email", email)


def test_sets_it_up_and_says_what_is_left_to_do(scene: Scene) -> None:
    at_budget(scene)
    fill(scene)
    scene.find(QSpinBox, "budget_amount").setValue(250)
    assert "250 US dollars, with alerts to aws-admin@example.co.jp" in plan(scene)
    assert not budgets(scene)
    scene.press("budget_create")
    scene.until(lambda: scene.desk.facts.budget == "made")
    (made,) = budgets(scene)
    assert made["BudgetName"] == NAME
    assert float(made["BudgetLimit"]["Amount"]) == 250.0  # type: ignore[index]
    near = "An e-mail comes when the costs come near 250 US dollars a month (about 37,500 yen)."
    assert near in scene.text()
    assert "It is only a warning line:" in scene.text()
    assert "the bill can be lower or higher, and nothing is stopped." in scene.text()
    assert "within 12 hours" in scene.text()
    assert "aws-admin@example.co.jp" in scene.text()
    assert scene.next_enabled()
    following = scene.page.wizard().button(QWizard.WizardButton.NextButton)
    assert isinstance(following, Button)
    assert not following.primary, "an alert that doesn't work yet isn't passed by with Enter"
    assert not scene.shown("budget_create")
    assert not scene.desk.facts.budget_confirmed


def test_the_mail_is_ticked_and_kept(scene: Scene) -> None:
    at_budget(scene)
    fill(scene)
    scene.press("budget_create")
    scene.until(lambda: scene.desk.facts.budget == "made")
    assert "ends in @aws.com" in scene.text()
    assert "signed in to this AWS account" in scene.text()
    assert "Resend verification" not in scene.text()
    scene.press("budget_no_mail")
    assert "Resend verification" in scene.text()
    scene.press("budget_confirmed")
    assert "the mail is confirmed" in scene.text()
    following = scene.page.wizard().button(QWizard.WizardButton.NextButton)
    assert isinstance(following, Button)
    assert following.primary
    assert "does NOT work yet" not in scene.text()
    scene.until(lambda: not scene.desk.background.busy)
    assert scene.desk.records.load_facts().budget_confirmed
    scene.press("budget_confirmed")
    assert "does NOT work yet" in scene.text()
    assert not scene.desk.facts.budget_confirmed


def test_a_note_to_whoever_reads_that_mailbox(scene: Scene) -> None:
    record = scene.made()
    scene.at("budget", handover=record.id, budget="made", budget_email="boss@example.jp")
    note = scene.find(QAbstractButton, "copy_mail_note")
    scene.until(lambda: note.text() == "Copy a request to forward it")
    scene.press("copy_mail_note")
    copied = QGuiApplication.clipboard().text()
    assert record.account in copied
    assert "forward it to me" in copied


def test_not_now(scene: Scene) -> None:
    at_budget(scene)
    assert not scene.next_enabled()
    scene.until_enabled("budget_skip")
    scene.until(lambda: not scene.page.working)
    scene.press("budget_skip")
    scene.until_page("finish")
    assert scene.desk.facts.budget == "skipped"
    assert not budgets(scene)


@pytest.mark.parametrize("email", ["x", "x@y", "a b@example.com", "a@b.c, d@e.f"])
def test_a_bad_address_is_said_at_the_field(scene: Scene, email: str) -> None:
    at_budget(scene)
    fill(scene, email)
    assert not scene.find(QWidget, "budget_create").isEnabled()
    address = scene.find(QLineEdit, "budget_email")
    address.editingFinished.emit()
    assert "one address" in address.accessibleDescription()
    scene.type("budget_email", "a@example.com")
    assert not address.accessibleDescription()
    assert scene.find(QWidget, "budget_create").isEnabled()


def add(scene: Scene, name: str, **more: object) -> None:
    session = scene.desk.session
    assert session is not None
    budget = {"BudgetName": name, "BudgetType": "COST", "TimeUnit": "MONTHLY", **more}
    budget["BudgetLimit"] = {"Amount": "50", "Unit": "USD"}
    account = session.identity.account
    session.clients.call("budgets", "create_budget", AccountId=account, Budget=budget)


def spend(scene: Scene) -> None:
    scene.practice.state.spent, scene.practice.state.forecast = 12.34, 61.0


def test_other_budgets_are_shown_and_left_alone(scene: Scene) -> None:
    spend(scene)
    add(scene, "ours")
    add(scene, "yearly", TimeUnit="ANNUALLY")
    at_budget(scene)
    scene.until(lambda: scene.shown("budget_there"))
    assert scene.find(QAbstractButton, "budget_there").text() == "The account's budgets: 2"
    scene.press("budget_there")
    assert "ours: 12.34 US dollars of 50 US dollars this month." in scene.text()
    assert "About 1,850 yen so far." in scene.text()
    assert "AWS expects 61 US dollars" in scene.text()
    assert "Also there: yearly." in scene.text()
    fill(scene)
    scene.press("budget_create")
    scene.until(lambda: scene.desk.facts.budget == "made")
    assert sorted(str(b["BudgetName"]) for b in budgets(scene)) == [NAME, "ours", "yearly"]


def test_one_made_from_another_computer_is_known(scene: Scene) -> None:
    spend(scene)
    add(scene, NAME)
    at_budget(scene)
    scene.until(lambda: scene.desk.facts.budget == "made")
    line = scene.find(QAbstractButton, "budget_there")
    scene.until(
        lambda: "Costs this month: 12.34 US dollars (warning line:" in line.accessibleName()
    )
    assert NAME not in line.accessibleName(), "nobody here knows it by that name"
    scene.press("budget_there")
    assert "12.34 US dollars" not in scene.text(), "the line above says it"
    near = "An e-mail comes when the costs come near 50 US dollars a month (about 7,500 yen)."
    assert near in scene.text()
    assert scene.desk.facts.budget_amount == 50
    assert "does NOT work yet" in scene.text()
    assert scene.next_enabled()
    assert not scene.shown("budget_create")
    assert not scene.shown("budget_amount")


def test_one_that_is_gone_can_be_made_again(scene: Scene) -> None:
    at_budget(scene, budget="made", budget_confirmed=True)
    assert "isn't there any more" in scene.until_message()
    assert not scene.next_enabled()
    assert not scene.desk.facts.budget_confirmed
    fill(scene)
    scene.press("budget_create")
    scene.until(lambda: scene.desk.facts.budget == "made")
    assert len(budgets(scene)) == 1


def test_an_amount_in_yen_is_only_a_hint(scene: Scene) -> None:
    at_budget(scene)
    amount = scene.find(QSpinBox, "budget_amount")
    amount.setValue(1234)
    assert "185,000 yen" in scene.text()
    assert "Only a hint" in amount.accessibleDescription()


def test_the_bill_opens_beside(scene: Scene) -> None:
    at_budget(scene)
    for _time in range(2):
        scene.press("about_bill")
    (window,) = scene.page.findChildren(QWidget, "bill")
    assert window.isVisible()
    window.close()
    scene.until(lambda: not scene.page.findChildren(QWidget, "bill"))


def test_signed_out_it_offers_to_sign_in(scene: Scene) -> None:
    record = scene.made()
    scene.desk.session = None
    scene.at("budget", handover=record.id)
    assert "aren't signed in" in scene.until_message()
    assert scene.shown("sign_in_again")
    scene.press("sign_in_again")
    (window,) = [w for w in scene.page.findChildren(QWidget) if w.objectName() == "sign_in_window"]
    assert window.panel.expected == record.account  # type: ignore[attr-defined]
    window.close()
    scene.sign_in()
    scene.page.signed_in_again()
    fill(scene)
    scene.until_enabled("budget_create")


def test_another_account_is_refused(scene: Scene) -> None:
    record = scene.made()
    scene.practice.state.account = "999988887777"
    scene.sign_in()
    scene.at("budget", handover=record.id)
    assert "another AWS account" in scene.until_message()
    assert not scene.find(QWidget, "budget_create").isEnabled()


def test_a_refusal_changes_nothing(scene: Scene) -> None:
    at_budget(scene)
    fill(scene)
    scene.practice.state.fail("budgets:CreateBudget", "AccessDeniedException", 403)
    scene.press("budget_create")
    assert "Nothing in your AWS account was changed" in scene.until_message()
    assert not scene.next_enabled()
    assert not budgets(scene)
    scene.press("budget_create")
    scene.until(lambda: scene.desk.facts.budget == "made")


def test_coming_back_shows_that_it_is_made(scene: Scene) -> None:
    record = scene.made()
    session = scene.desk.session
    assert session is not None
    apply(alert.plan(record.account, 100, "a@example.jp"), session.clients, Token())
    scene.at("budget", handover=record.id, budget="made")
    line = scene.find(QAbstractButton, "budget_there")
    scene.until(
        lambda: "Costs this month: 0 US dollars (warning line: 100 US dollars)" in line.text()
    )
    assert "does NOT work yet" in scene.text()
    assert not scene.shown("budget_amount")
    assert scene.next_enabled()


def test_coming_back_signed_out_asks_for_nothing(scene: Scene) -> None:
    record = scene.made()
    scene.desk.session = None
    scene.at("budget", handover=record.id, budget="made", budget_confirmed=True)
    scene.until(lambda: not scene.desk.background.busy)
    assert not scene.shown("message")
    assert scene.find(QAbstractButton, "budget_confirmed").isChecked()
    assert scene.next_enabled()


def test_half_an_address_is_told_after_a_pause(scene: Scene) -> None:
    scene.at("budget", handover=scene.made().id)
    scene.type("budget_email", "foo@")
    assert not scene.shown("budget_email_note")
    scene.until(lambda: scene.shown("budget_email_note"))
