"""Letting the vendor stay with less: chosen, shown, done, seen; and who stands above it all."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QCheckBox, QLabel, QPushButton, QRadioButton
from pytestqt.qtbot import QtBot

from app.grant_rights import POWER_USER, READ_ONLY
from app.handoverfile import Handover
from app.practice import Practice
from tests.ui import account
from tests.ui.account import iam, press, text_of, wait
from tests.ui.revokewizard import Wizard
from ui import revocation
from ui.desk import Desk

pytestmark = [pytest.mark.keyring, pytest.mark.usefixtures("no_pauses")]
NAME = "vendor-admin"


@pytest.fixture
def desk(signed_in: Desk) -> Desk:
    return signed_in


def maintained(desk: Desk, folder: Path, **more: Any) -> Handover:
    made = replace(account.let_in(desk, folder), contract="A", **more)
    desk.records.save(made)
    return made


def tick(page: Any, name: str) -> None:
    box = page.findChild(QCheckBox, name)
    assert box is not None
    assert box.isVisibleTo(page)
    box.click()


def test_contract_a_stays_with_what_the_customer_picks(
    desk: Desk, practice: Practice, tmp_path: Path, qtbot: QtBot
) -> None:
    made = maintained(desk, tmp_path)
    iam(desk, "create_access_key", UserName=NAME)
    wizard = Wizard(desk, qtbot)
    page: Any = wizard.choose()
    assert desk.facts.revoke_mode == "reduce"
    radio = page.findChild(QRadioButton, "revoke_mode_reduce")
    assert radio is not None
    assert radio.isChecked()
    assert not page.isComplete()
    assert "at least one" in page.modes.less.note.plain
    assert page.modes.less.whose.plain == f"What may “{NAME}” still do?"  # it is in sight here too
    assert page.modes.less.accessibleName() == page.modes.less.whose.plain
    tick(page, "reduce_ReadOnlyAccess")
    tick(page, "reduce_mfa")
    assert page.isComplete()
    assert (desk.facts.reduce_rights, desk.facts.reduce_mfa) == ((READ_ONLY,), True)
    preview: Any = wizard.confirm()
    rows = " ".join(wizard.rows("revoke_plan"))
    for said in ("Give it the rights", "Take the rights", "sessions", "MFA"):
        assert said in rows
    assert "stays" in preview.how.plain
    assert preview.go_button.text() == "Reduce now"
    press(preview, "revoke_now")
    wait(qtbot, lambda: wizard.here == "revoke_review")  # the review runs here as well
    wizard.wait_for("revoke_report")
    assert "stays, with the rights that you chose and no others" in wizard.page.sentence.plain
    assert "ReadOnlyAccess" in text_of(wizard.page, "report_summary")
    attached = iam(desk, "list_attached_user_policies", UserName=NAME)["AttachedPolicies"]
    assert READ_ONLY in {p["PolicyArn"] for p in attached}
    assert iam(desk, "list_access_keys", UserName=NAME)["AccessKeyMetadata"] == []
    (record,) = desk.records.handovers()
    assert (record.id, record.state, record.policy_arn) == (made.id, "made", READ_ONLY)
    assert not wizard.page.again.isVisible()


def test_what_belongs_to_it_is_shown_only_there(desk: Desk, tmp_path: Path, qtbot: QtBot) -> None:
    maintained(desk, tmp_path)
    wizard = Wizard(desk, qtbot)
    page: Any = wizard.choose(mode="disable")
    assert not page.modes.less.isVisible()
    assert desk.facts.revoke_mode == "disable"
    assert page.isComplete()
    press(page, "list_again")  # what the customer said stays
    wizard.choose()
    assert desk.facts.revoke_mode == "disable"
    wizard.choose(mode="reduce")
    tick(page, "reduce_PowerUserAccess")
    tick(page, "reduce_ReadOnlyAccess")
    tick(page, "reduce_PowerUserAccess")
    assert desk.facts.reduce_rights == (READ_ONLY,)
    assert POWER_USER not in desk.facts.reduce_rights


@pytest.mark.parametrize("more", [{"contract": "B"}, {"state": "revoking"}])
def test_others_are_disabled_by_default(
    desk: Desk, tmp_path: Path, qtbot: QtBot, more: dict[str, str]
) -> None:
    maintained(desk, tmp_path)
    (record,) = desk.records.handovers()
    desk.records.save(replace(record, **more))  # type: ignore[arg-type]
    wizard = Wizard(desk, qtbot)
    wizard.choose()
    assert desk.facts.revoke_mode == "disable"


def test_who_is_shut_out_has_nothing_to_reduce(desk: Desk, tmp_path: Path, qtbot: QtBot) -> None:
    made = maintained(desk, tmp_path)
    wizard = Wizard(desk, qtbot)
    wizard.go(made.user_id, "disable")
    wizard.wait_for("revoke_report")
    again = Wizard(desk, qtbot)
    page: Any = again.choose(made.user_id, "reduce")
    tick(page, "reduce_ReadOnlyAccess")
    again.next()
    again.wait_for("revoke_preview")
    assert "shut out" in again.page.message.what.plain
    found = again.page.findChild(QPushButton, "revoke_now")
    assert found is not None
    assert not found.isVisible()


def test_somebody_elses_organization_is_said_first(
    desk: Desk, practice: Practice, qtbot: QtBot
) -> None:
    account.by_hand(desk)
    practice.state.organization = "999988887777"
    wizard = Wizard(desk, qtbot)
    page: Any = wizard.choose()
    wait(qtbot, page.organization.isVisible)
    assert "999988887777" in page.organization.title.plain
    labels = [x for x in page.findChildren(QLabel) if x.isVisible()]
    assert labels.index(page.organization.title) < labels.index(page.where)


def test_own_organization_is_nothing_to_say(desk: Desk, practice: Practice, qtbot: QtBot) -> None:
    account.by_hand(desk)
    wizard = Wizard(desk, qtbot)
    page: Any = wizard.choose()
    wait(qtbot, lambda: any("DescribeOrganization" in c for c in practice.state.calls))
    wait(qtbot, lambda: not desk.background.busy)
    assert not page.organization.isVisible()


def test_unknown_organization_is_said(desk: Desk, practice: Practice, qtbot: QtBot) -> None:
    account.by_hand(desk)
    practice.state.fail("organizations:DescribeOrganization", "AccessDenied", 403, times=9)
    wizard = Wizard(desk, qtbot)
    page: Any = wizard.choose()
    wait(qtbot, page.organization.isVisible)
    assert "isn't known" in page.organization.title.plain
    assert revocation.of(desk).account
