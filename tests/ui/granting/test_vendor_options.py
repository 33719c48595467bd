"""What guards the vendor's user: offered, kept, planned, and wished for, as the customer says."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from PySide6.QtCore import QDate
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QDateEdit

from app import handover
from app.enddate import deny_from
from app.grant import READ_ONLY
from app.handoverfile import Handover
from app.work import Token
from tests.ui.granting.conftest import Scene
from ui.lastday import ISO
from ui.pages.vendor_user import VendorUser
from ui.planlist import PlanList

pytestmark = pytest.mark.keyring
OPTIONS = ("change_password", "rights_later", "end_date_on")


def page(scene: Scene) -> VendorUser:
    found = scene.page
    assert isinstance(found, VendorUser)
    return found


def opened(scene: Scene, **said: object) -> VendorUser:
    """The page, with what not everybody needs opened by hand where it isn't open."""
    scene.at("vendor_user", **said)
    scene.until_enabled("create")
    if not scene.shown("change_password"):
        scene.press("more_options")
    return page(scene)


def ticked(scene: Scene) -> list[str]:
    return [name for name in OPTIONS if scene.find(QCheckBox, name).isChecked()]


def shown_day(scene: Scene) -> str:
    return scene.find(QDateEdit, "end_date").date().toString(ISO)


def in_days(days: int) -> str:
    return (datetime.now().astimezone().date() + timedelta(days=days)).isoformat()


def test_the_last_day_is_offered_beside_mfa_and_the_rest_is_folded(scene: Scene) -> None:
    scene.at("vendor_user")
    scene.until_enabled("create")
    assert scene.find(QCheckBox, "require_mfa").isChecked()
    assert scene.shown("end_date_on")
    assert not any(scene.shown(name) for name in ("change_password", "rights_later", "end_date"))
    scene.press("more_options")
    assert ticked(scene) == []
    assert not scene.shown("end_date"), "no day before there is an end"
    assert "can undo this" in scene.find(QCheckBox, "end_date_on").accessibleDescription()


def test_what_the_last_day_does_not_do_stands_below_its_tick(scene: Scene) -> None:
    """Read without unfolding anything: whoever believes in it forgets to revoke."""
    scene.at("vendor_user")
    scene.until_enabled("create")
    caveat = scene.find(QCheckBox, "end_date_on").accessibleDescription()
    assert "press “Shut out the vendor”" in caveat
    assert caveat in scene.text()


def test_full_rights_say_what_they_are_where_they_are_chosen(scene: Scene) -> None:
    form = opened(scene).form
    rights, lasting = form.everything, form.usual
    assert rights.isVisible()
    assert rights.font().bold() or rights.font().weight() > QFont.Weight.Normal
    assert rights._token == "warn"
    assert "change and delete all" in rights.plain
    assert "is gone" in lasting.plain
    assert page(scene).plan._undo._token == "text", "the limits of taking back aren't grey"
    form.permission.setCurrentIndex(form.permission.findData(READ_ONLY))
    assert not rights.isVisible()
    assert not lasting.isVisible()


def test_each_option_is_kept_and_wished_for(scene: Scene) -> None:
    shown = opened(scene)
    for name in OPTIONS:
        scene.find(QCheckBox, name).click()
    last = date.fromisoformat(in_days(40))
    scene.find(QDateEdit, "end_date").setDate(QDate(last.year, last.month, last.day))
    facts = scene.desk.facts
    assert (facts.change_password, facts.rights_later, facts.end_date) == (True, True, str(last))
    wish = shown.form.wish()
    assert (wish.require_mfa, wish.change_password, wish.rights_later) == (True, True, True)
    assert wish.ends_at == deny_from(last)
    for name in OPTIONS:
        scene.find(QCheckBox, name).click()
    wish = shown.form.wish()
    assert (wish.change_password, wish.rights_later, wish.ends_at) == (False, False, "")
    assert scene.desk.facts.end_date == ""


def test_the_plan_follows_each_option(scene: Scene) -> None:
    opened(scene)
    plans = [scene.find(PlanList, "plan_list").accessibleDescription()]
    for name in OPTIONS:
        scene.find(QCheckBox, name).click()
        plans.append(scene.find(PlanList, "plan_list").accessibleDescription())
    assert len(set(plans)) == len(plans), plans


def test_begins_as_the_vendor_asks_and_shows_it(scene: Scene) -> None:
    scene.profile(
        f'change_password = true\nrights_later = true\nlast_day = "{in_days(9)}"\n'
        f'policy_arn = "{READ_ONLY}"'
    )
    scene.at("vendor_user")
    scene.until_enabled("create")
    assert scene.shown("change_password"), "opened by itself"
    assert ticked(scene) == list(OPTIONS)
    assert shown_day(scene) == in_days(9)
    assert page(scene).form.wish().policy_arn == READ_ONLY


def test_what_was_said_before_counts_more_than_the_profile(scene: Scene) -> None:
    scene.profile("change_password = true\nrequire_mfa = true")
    opened(scene, user_name="builder", rights_later=True)
    assert ticked(scene) == ["rights_later"]
    assert not scene.find(QCheckBox, "require_mfa").isChecked()


def test_coming_back_opens_what_was_chosen(scene: Scene) -> None:
    opened(scene)
    scene.find(QCheckBox, "rights_later").click()
    assert scene.wizard is not None
    scene.wizard.back()
    scene.wizard.next()
    scene.until_enabled("create")
    assert scene.shown("rights_later")
    assert ticked(scene) == ["rights_later"]


def test_the_earliest_last_day_is_tomorrow(scene: Scene) -> None:
    opened(scene)
    scene.find(QCheckBox, "end_date_on").click()
    field = scene.find(QDateEdit, "end_date")
    field.setDate(QDate.currentDate())
    assert shown_day(scene) == in_days(1)
    assert scene.desk.facts.end_date == in_days(1)
    assert field.calendarPopup()


@pytest.mark.parametrize("days", [0, -30])
def test_a_day_that_is_over_has_to_be_chosen_anew(scene: Scene, days: int) -> None:
    scene.at("vendor_user", user_name="builder", end_date=in_days(days))
    scene.until(lambda: "“builder”" in scene.find(PlanList, "plan_list").accessibleDescription())
    assert scene.shown("end_date_note")
    assert "isn't ahead" in scene.find(QDateEdit, "end_date").accessibleDescription()
    assert not scene.find(QAbstractButton, "create").isEnabled()
    scene.find(QDateEdit, "end_date").setDate(QDate.currentDate().addDays(5))
    scene.until_enabled("create")
    assert scene.desk.facts.end_date == in_days(5)
    assert not scene.shown("end_date_note")


def test_without_an_end_a_day_that_is_over_stands_in_nobodys_way(scene: Scene) -> None:
    scene.at("vendor_user", user_name="builder", end_date=in_days(-1))
    scene.until(lambda: scene.shown("end_date_note"))
    scene.find(QCheckBox, "end_date_on").click()
    scene.until_enabled("create")
    assert scene.desk.facts.end_date == ""


def test_what_was_made_is_named_in_plain_words(scene: Scene) -> None:
    opened(scene)
    for name in ("change_password", "rights_later", "end_date_on"):
        scene.find(QCheckBox, name).click()
    scene.press("create")
    scene.until_page("package")
    record = scene.record()
    assert (record.change_password, record.rights_later) == (True, True)
    assert record.ends_at
    attached = scene.iam("list_attached_user_policies", UserName=record.user_name)
    names = [policy["PolicyName"] for policy in attached["AttachedPolicies"]]
    assert names == ["IAMUserChangePassword"], "no more than the first sign-in needs"
    assert scene.wizard is not None
    scene.wizard.done(0)
    scene.at("vendor_user", handover=record.id)
    scene.until(lambda: record.zip_path in scene.text())
    for said in ("from you once the vendor has signed in", "chooses a new password", "last day is"):
        assert said in scene.text()


def test_what_a_crash_left_is_finished_as_it_was_begun(scene: Scene) -> None:
    left = Handover(
        account=scene.practice.state.account,
        user_name="half-made",
        policy_arn=READ_ONLY,
        change_password=True,
        rights_later=True,
        ends_at=deny_from(date.fromisoformat(in_days(20))),
    )
    scene.desk.records.save(left)
    tags = [{"Key": "aikagi:handover", "Value": left.id}]
    scene.iam("create_user", UserName="half-made", Path="/aikagi/", Tags=tags)
    scene.at("vendor_user")
    scene.until_enabled("create")
    assert ticked(scene) == list(OPTIONS)
    assert page(scene).form.wish().ends_at == left.ends_at


def test_a_re_issue_keeps_what_guards_the_user(scene: Scene) -> None:
    opened(scene)
    scene.find(QCheckBox, "rights_later").click()
    scene.find(QCheckBox, "end_date_on").click()
    scene.press("create")
    scene.until_page("package")
    record, session = scene.record(), scene.desk.session
    assert session is not None
    again = handover.reissue(
        session, record, scene.folder, scene.desk.records, scene.desk.settings, Token()
    )
    assert (again.rights_later, again.ends_at) == (True, record.ends_at)
    assert datetime.fromisoformat(again.ends_at) > datetime.now(UTC)
    inline = scene.iam("list_user_policies", UserName=record.user_name)["PolicyNames"]
    assert set(inline) == {"AikagiRequireMFA", "AikagiEndDate"}
