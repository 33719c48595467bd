"""The last page: what comes after, what was done, what to keep."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QLabel, QRadioButton, QWidget, QWizard

from app.grant import Wish
from app.records import read_handover_file
from tests.ui.granting.conftest import Scene
from ui.button import Button
from ui.linebreaks import JOINER
from ui.openpoints import points

pytestmark = pytest.mark.keyring
SENT = {
    "file_channel": "chat",
    "file_sent": True,
    "password_channel": "phone",
    "password_sent": True,
    "budget": "skipped",
}


def summary(scene: Scene) -> str:
    return scene.find(QWidget, "summary").accessibleDescription()


def seen_in(scene: Scene) -> list[str]:
    """What the card of what was done shows."""
    labels = scene.find(QWidget, "summary").findChildren(QLabel)
    return [label.text().replace(JOINER, "") for label in labels if label.isVisible()]


def test_says_what_was_done(scene: Scene) -> None:
    record = scene.made(Wish(vendor="株式会社ベンダー", require_mfa=True))
    scene.at("finish", handover=record.id, **SENT)
    scene.until(lambda: record.zip_path in summary(scene))
    for said in (
        record.account,
        "“vendor-admin”",
        "株式会社ベンダー",
        "AdministratorAccess",
        "MFA",
    ):
        assert said in summary(scene)
    assert "pretend AWS account" in summary(scene)
    assert "Business chat" in summary(scene)
    assert "Telephone" in summary(scene)
    assert "no alert" in summary(scene)
    assert not any(record.zip_path in text for text in seen_in(scene))
    scene.press("summary_more")
    assert any(record.zip_path in text for text in seen_in(scene))


@pytest.mark.parametrize("plan", ["A", "B", "open"])
def test_the_contract_is_kept_and_the_journey_ends(scene: Scene, plan: str) -> None:
    record = scene.made()
    scene.at("finish", handover=record.id, **SENT)
    assert not scene.next_enabled()
    scene.find(QRadioButton, f"contract_plan_{plan}").click()
    assert scene.next_enabled()
    assert ("When the documents are there" in summary(scene)) == (plan == "B")
    assert scene.record().contract == plan
    assert scene.wizard is not None
    with scene.qtbot.waitSignal(scene.wizard.closed):
        scene.wizard.button(QWizard.WizardButton.FinishButton).click()


@pytest.mark.parametrize(
    ("plan", "said"),
    [
        ("A", ("AdministratorAccess", "You pay AWS's bills", "You can shut it out at any time")),
        ("B", ("documents", "can't get in any more", "Aikagi lists the documents")),
    ],
)
def test_says_what_each_contract_means(scene: Scene, plan: str, said: tuple[str, ...]) -> None:
    scene.at("finish", handover=scene.made().id, **SENT)
    radio = scene.find(QRadioButton, f"contract_plan_{plan}")
    assert "access" in radio.accessibleDescription()
    assert radio.accessibleDescription() in scene.text()
    scene.press("contract_meaning")
    for words in said:
        assert words in scene.text()
    assert "You can change it later" in scene.text()
    scene.press("finish_more")
    assert "never for the vendor" in scene.text()


def test_says_what_is_still_open(scene: Scene) -> None:
    record = scene.made()
    scene.at("finish", handover=record.id, **{**SENT, "budget": "made"})
    card = scene.find(QWidget, "open_points")
    scene.until(card.isVisible)
    assert card.accessibleDescription().startswith("The spending alert doesn't work")
    assert "Still open: The spending alert doesn't work" in scene.text()
    scene.desk.know(budget_amount=250)
    assert "alert (250 US dollars a month) doesn't work yet." in card.accessibleDescription()
    assert "near 250 US dollars a month (about 37,500 yen)" in summary(scene)
    scene.desk.know(mfa_later=True, root_mfa=False)
    assert "no MFA yet" in card.accessibleDescription()
    scene.desk.know(mfa_later=False, mfa_put_off=True)
    assert "no MFA yet" in card.accessibleDescription()
    scene.desk.know(mfa_put_off=False, budget_confirmed=True)
    assert not card.isVisible()


def test_what_is_open_is_one_press_away_and_no_green_tick(scene: Scene) -> None:
    record = scene.made()
    scene.at("finish", handover=record.id, **{**SENT, "budget": "made"})
    assert scene.wizard is not None
    steps = scene.wizard.sidebar.list
    said = [steps.item(row).data(scene.wizard.sidebar.SPOKEN) for row in range(steps.count())]
    assert "10. Spending alert, something is open" in said
    scene.until(lambda: scene.shown("open_budget"))
    scene.press("open_budget")
    scene.until_page("budget")


def test_later_stands_beside_done_only_until_it_can_be_done(scene: Scene) -> None:
    scene.at("finish", handover=scene.made().id, **SENT)
    assert scene.wizard is not None
    later = scene.wizard.button(QWizard.WizardButton.CancelButton)
    assert later.isVisible()
    scene.press("contract_plan_A")
    assert not later.isVisible()
    scene.wizard.back()
    assert later.isVisible()


def test_rights_that_come_later_are_open_until_given(scene: Scene) -> None:
    record = replace(scene.made(), rights_later=True)
    scene.desk.records.save(record)
    scene.at("finish", handover=record.id, **SENT)
    card = scene.find(QWidget, "open_points")
    scene.until(card.isVisible)
    assert "has no rights yet" in card.accessibleDescription()
    given = replace(record, rights_given_at="2026-11-24T00:00:00+00:00")
    assert points(given, scene.desk.facts) == ()


def test_the_bill_opens_beside(scene: Scene) -> None:
    scene.at("finish", handover=scene.made().id, **SENT)
    scene.press("finish_more")
    scene.press("about_bill")
    (window,) = scene.page.findChildren(QWidget, "bill")
    assert window.isVisible()
    window.close()


def test_the_vendors_word_is_the_beginning(scene: Scene) -> None:
    scene.profile('contract = "A"')
    scene.at("finish", handover=scene.made().id, **SENT)
    scene.until(scene.find(QRadioButton, "contract_plan_A").isChecked)
    scene.until(lambda: scene.record().contract == "A")


def test_another_vendors_word_is_not_taken(scene: Scene) -> None:
    record = scene.made()
    scene.profile('name = "Others"\ncontract = "A"')
    scene.at("finish", handover=record.id, **SENT)
    scene.until_enabled("save_handover_file")  # the record has been read
    assert not scene.find(QRadioButton, "contract_plan_A").isChecked()


def test_saves_the_handover_file(scene: Scene, tmp_path: Path) -> None:
    record = scene.made()
    scene.at("finish", handover=record.id, **SENT)
    scene.find(QRadioButton, "contract_plan_B").click()
    scene.until_enabled("save_handover_file")
    scene.press("save_handover_file")
    keep = tmp_path / "保管"
    keep.mkdir()
    scene.find(QFileDialog, "folder_dialog").fileSelected.emit(str(keep))
    assert "is saved" in scene.until_message()
    (file,) = keep.iterdir()
    kept = read_handover_file(file)
    assert (kept.id, kept.user_id, kept.contract) == (record.id, scene.record().user_id, "B")


def test_the_file_is_urged_until_it_is_saved(scene: Scene, tmp_path: Path) -> None:
    """A successor can't act without it; whoever doesn't want it closes all the same."""
    record = scene.made()
    scene.for_real()
    scene.at("finish", handover=record.id, **SENT)
    scene.press("contract_plan_A")
    scene.until_enabled("save_handover_file")
    assert scene.wizard is not None
    save = scene.find(Button, "save_handover_file")
    done = scene.wizard.button(QWizard.WizardButton.FinishButton)
    assert isinstance(done, Button)
    assert (save.primary, done.primary, done.isEnabled()) == (True, False, True)
    assert scene.find(QWidget, "keep_record").accessibleName().startswith("Last of all")
    scene.press("save_handover_file")
    scene.find(QFileDialog, "folder_dialog").fileSelected.emit(str(tmp_path))
    scene.until_message()
    scene.until(lambda: done.primary)
    assert not save.primary
    assert "is saved" in scene.find(QWidget, "keep_record").accessibleName()
    # A thread writes it down.
    scene.until(lambda: scene.desk.records.load_facts().record_kept == record.id)


def test_the_question_and_what_it_means_share_a_line(scene: Scene) -> None:
    scene.at("finish", handover=scene.made().id, **{**SENT, "budget": "made"})
    assert scene.wizard is not None
    scene.wizard.resize(1024, 640)
    scene.until(lambda: scene.shown("contract_plan_note"))
    fold = scene.find(QWidget, "contract_meaning").parentWidget()
    assert fold is not None
    scene.until(lambda: fold.height() < 2 * scene.find(QWidget, "contract_meaning").height())
    area = scene.page.area
    scene.until(lambda: area.verticalScrollBar().maximum() == 0)


def test_another_hand_over_has_a_file_of_its_own_to_be_saved(scene: Scene) -> None:
    scene.for_real()
    scene.at("finish", handover=scene.made().id, contract="A", record_kept="another", **SENT)
    assert scene.find(Button, "save_handover_file").primary


def test_a_folder_that_is_gone(scene: Scene, tmp_path: Path) -> None:
    scene.at("finish", handover=scene.made().id, **SENT)
    scene.until_enabled("save_handover_file")
    scene.press("save_handover_file")
    scene.find(QFileDialog, "folder_dialog").fileSelected.emit(str(tmp_path / "gone"))
    assert "isn't there any more" in scene.until_message()


def test_says_why_it_cannot_be_finished(scene: Scene) -> None:
    scene.at("finish", handover=scene.made().id, **SENT)
    assert scene.shown("contract_plan_note")
    scene.press("contract_plan_A")
    assert not scene.shown("contract_plan_note")


def test_says_that_a_picture_of_the_account_is_in_the_file(scene: Scene) -> None:
    record = scene.made()
    scene.at("finish", handover=record.id, **SENT)
    scene.press("about_handover_file")
    line = scene.find(QLabel, "baseline")
    scene.until(line.isVisible)
    assert "who is in the account today" in line.text()
    assert scene.record().baseline["tables"]


def test_no_picture_where_nobody_is_signed_in(scene: Scene) -> None:
    record = scene.made()
    scene.desk.sign_out()
    scene.until(lambda: scene.desk.session is None)
    scene.at("finish", handover=record.id, **SENT)
    scene.until(lambda: record.zip_path in summary(scene))
    scene.press("about_handover_file")
    assert not scene.find(QLabel, "baseline").isVisible()


def test_a_trail_is_offered_and_made_only_when_pressed(scene: Scene) -> None:
    record = scene.made()
    page = scene.at("finish", handover=record.id, **SENT)
    scene.press("finish_more")
    assert not scene.find(QWidget, "trail_make").isVisible()
    scene.press("trail_look")
    scene.until(lambda: scene.find(QWidget, "trail_make").isVisible())
    assert "charge" in page.trail.cost.plain  # type: ignore[attr-defined]
    assert not any("CreateTrail" in call for call in scene.practice.state.calls)
    scene.until(lambda: not page.working)
    scene.press("trail_make")
    scene.until(lambda: "There is a trail" in page.trail.cost.plain)  # type: ignore[attr-defined]
    assert not scene.find(QWidget, "trail_make").isVisible()
