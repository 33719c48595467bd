"""Shutting out where something is in the way: no list, no record, a full disk, a wrong clock."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QAbstractButton, QLabel
from pytestqt.qtbot import QtBot

from app import revoke, revoke_hold
from app.denial import DENY_ALL_ARN, DENY_POLICY_NAME
from app.grant_rights import READ_ONLY
from app.mfa_policy import MFA_POLICY, MFA_POLICY_NAME
from app.opensessions import STILL
from app.plan import Progress
from app.practice import Practice
from app.records import Records, write_handover_file
from app.revoke_outcome import CutOff
from app.troubles import DISK_FULL, Trouble
from app.users import TAG_VENDOR
from app.work import Token
from tests.ui import account
from tests.ui.account import iam, press, wait
from tests.ui.homes import opened as home_of
from tests.ui.revokewizard import NAME, Wizard
from ui import home_look, revocation
from ui.desk import Desk
from ui.home import Home
from ui.widgets import Text
from ui.words import say

pytestmark = pytest.mark.keyring
HOURS_36 = timedelta(hours=36)


@pytest.fixture
def desk(signed_in: Desk) -> Desk:
    return signed_in


@pytest.fixture(autouse=True)
def _no_pauses(no_pauses: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(revoke_hold, "HOLD_SECONDS", 0.0)


def full(*_args: object) -> None:
    raise Trouble(DISK_FULL)


def disable(desk: Desk, user_id: str) -> None:
    assert desk.session is not None
    revoke.carry_out(desk.session, user_id, "disable", desk.records, Token())


def policies(desk: Desk) -> list[str]:
    found: list[str] = iam(desk, "list_user_policies", UserName=NAME)["PolicyNames"]
    return found


def told(home: Home) -> str:
    """What the home window says of the first row."""
    return " ".join(home_look.look(home, "", "", busy=False).rows[0].details)


def box(page: Any, name: str) -> QAbstractButton:
    found = page.findChild(QAbstractButton, name)
    assert isinstance(found, QAbstractButton)
    return found


def spoken(wizard: Wizard) -> str:
    return " ".join(wizard.rows("revoke_user"))


# --- a vendor record where nobody has been listed -------------------------------------------
def test_file_after_a_refused_list_lists_again(
    desk: Desk, practice: Practice, tmp_path: Path, qtbot: QtBot
) -> None:
    made = account.let_in(desk, tmp_path)
    account.by_hand(desk, "another")
    kept = tmp_path / "handover.json"
    write_handover_file(kept, made)
    desk.records = Records(tmp_path / "other computer", practice=True)
    practice.state.fail("iam:ListUsers", "AccessDenied", 403, times=9)
    wizard = Wizard(desk, qtbot)
    page = wizard.choose()
    assert page.message.isVisible()
    page.read_file(kept)
    wizard.wait_for("revoke_choose")
    wait(qtbot, page.message.isVisible)
    assert "nobody" not in page.message.what.plain
    assert not page.isComplete()
    practice.state.clear()
    press(page, "list_again")
    wait(qtbot, page.isComplete)
    assert desk.facts.revoke_user == made.user_id
    assert NAME in page.message.what.plain


def test_file_of_another_account_after_a_refused_list(
    desk: Desk, practice: Practice, tmp_path: Path, qtbot: QtBot
) -> None:
    made = account.let_in(desk, tmp_path)
    kept = tmp_path / "handover.json"
    write_handover_file(kept, replace(made, account="999999999999"))
    practice.state.fail("iam:ListUsers", "AccessDenied", 403, times=1)
    wizard = Wizard(desk, qtbot)
    page = wizard.choose()
    page.read_file(kept)
    wait(qtbot, lambda: page.users.count() > 0 and not page.working)
    assert "999999999999" in page.message.what.plain
    assert revocation.of(desk).opened == []


# --- no record -------------------------------------------------------------------------------
def test_user_without_a_record_gets_one_and_can_be_undone(desk: Desk, qtbot: QtBot) -> None:
    user_id = account.by_hand(desk)
    wizard = Wizard(desk, qtbot)
    wizard.go(user_id)
    wizard.wait_for("revoke_report")
    (record,) = desk.records.handovers()
    assert (record.state, record.user_id, record.elsewhere) == ("disabled", user_id, True)
    home = home_of(desk, qtbot)
    seen = home_look.look(home, "", "", busy=False)
    assert seen.can_undo
    assert seen.rows[0].title == NAME
    assert "36 hours" in " ".join(seen.rows[0].details)
    desk.records.save(replace(record, revoked_at="2020-01-01T00:00:00+00:00"))
    home.reload()
    wait(qtbot, lambda: "can be deleted now" in told(home))
    wizard.window.leave(lambda: None)


def test_second_run_and_reduce_make_no_other_record(desk: Desk, qtbot: QtBot) -> None:
    user_id = account.by_hand(desk)
    less = Wizard(desk, qtbot)
    less.choose(user_id, "reduce")
    desk.know(reduce_rights=(READ_ONLY,))
    press(less.confirm(), "revoke_now")
    less.wait_for("revoke_report")
    assert desk.records.handovers() == ()
    for _ in range(2):
        wizard = Wizard(desk, qtbot)
        wizard.go(user_id)
        wizard.wait_for("revoke_report")
    assert len(desk.records.handovers()) == 1


@pytest.mark.parametrize("revoked_at", ["", "2026-01-01T00:00:00+00:00"])
def test_what_was_cut_short_can_be_undone(
    desk: Desk, tmp_path: Path, qtbot: QtBot, revoked_at: str
) -> None:
    made = account.let_in(desk, tmp_path)
    disable(desk, made.user_id)
    (record,) = desk.records.handovers()
    desk.records.save(replace(record, state="revoking", revoked_at=revoked_at))
    home = home_of(desk, qtbot)
    assert home.view.acts.undo.isVisible()


# --- this computer's disk --------------------------------------------------------------------
def test_full_disk_keeps_nobody_in(
    desk: Desk, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = account.let_in(desk, tmp_path)
    kept = tmp_path / "handover.json"
    write_handover_file(kept, made)
    desk.records = Records(tmp_path / "other computer", practice=True)
    wizard = Wizard(desk, qtbot)
    page = wizard.choose()
    page.read_file(kept)
    wizard.wait_for("revoke_choose")
    monkeypatch.setattr(desk.records, "save", full)
    press(wizard.confirm(), "revoke_now")
    wait(qtbot, lambda: "AikagiRevoked" in policies(desk))
    wizard.wait_for("revoke_report")


def test_records_that_cannot_be_read_hide_nobody(
    desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    user_id = account.by_hand(desk)
    monkeypatch.setattr(desk.records, "handovers", full)
    wizard = Wizard(desk, qtbot)
    page = wizard.choose(user_id)
    assert "couldn't be read" in page.message.what.plain
    assert page.isComplete()
    press(wizard.confirm(), "revoke_now")
    wait(qtbot, lambda: "AikagiRevoked" in policies(desk))
    wait(qtbot, lambda: not wizard.page.working)


# --- too soon --------------------------------------------------------------------------------
@pytest.mark.parametrize("disabled", [False, True])
def test_deletion_before_36_hours_is_warned_of(
    desk: Desk, tmp_path: Path, qtbot: QtBot, disabled: bool
) -> None:
    from ui.when import moment

    made = account.let_in(desk, tmp_path)
    if disabled:
        disable(desk, made.user_id)
    assert desk.session is not None
    desk.session.clients.skew = 7 * 3600.0 if not disabled else desk.session.clients.skew
    wizard = Wizard(desk, qtbot)
    wizard.choose(made.user_id, "delete")
    page = wizard.confirm()
    assert page.too_soon.isVisibleTo(page)
    after = desk.session.clients.now()
    if disabled:
        after = datetime.fromisoformat(desk.records.handovers()[0].revoked_at)
    minutes = [moment(after + HOURS_36 - timedelta(seconds=s)) for s in (0, 60)]
    assert any(said in page.too_soon.text.plain for said in minutes)


@pytest.mark.parametrize("lifted", [False, True])
def test_deletion_after_36_hours_is_not(
    desk: Desk, tmp_path: Path, qtbot: QtBot, lifted: bool
) -> None:
    made = account.let_in(desk, tmp_path)
    disable(desk, made.user_id)
    journal = revoke.journal_of(desk.records, made.account, made.user_id)
    assert journal is not None
    from app.revoke_journal import Notebook

    old = (datetime.now(UTC) - HOURS_36 - timedelta(hours=1)).isoformat(timespec="seconds")
    Notebook(desk.records, made.account, made.user_id).keep(replace(journal, cut_off=old))
    if lifted:  # somebody took the block away since: a session can have begun just now
        iam(desk, "delete_user_policy", UserName=NAME, PolicyName=DENY_POLICY_NAME)
        iam(desk, "detach_user_policy", UserName=NAME, PolicyArn=DENY_ALL_ARN)
    wizard = Wizard(desk, qtbot)
    wizard.choose(made.user_id, "delete")
    page = wizard.confirm()
    assert page.too_soon.isVisibleTo(page) == lifted
    wizard.window.back()
    wizard.choose(made.user_id, "disable")
    assert not wizard.confirm().too_soon.isVisible()


def test_reminder_goes_by_the_clock_of_aws(desk: Desk, tmp_path: Path, qtbot: QtBot) -> None:
    made = account.let_in(desk, tmp_path)
    disable(desk, made.user_id)
    (record,) = desk.records.handovers()
    old = datetime.now(UTC) - HOURS_36 - timedelta(hours=1)
    desk.records.save(replace(record, revoked_at=old.isoformat(timespec="seconds")))
    home = home_of(desk, qtbot)
    assert "can be deleted now" in told(home)
    assert desk.session is not None
    desk.session.clients.skew = -3 * 3600.0  # this computer's clock is three hours fast
    assert "delete the user after 36 hours" in told(home)


# --- what the page says while it is done -----------------------------------------------------
def progress_page(wizard: Wizard, user_id: str) -> Any:
    """The page of the act, before anything is done: somebody signed out meanwhile."""
    wizard.choose(user_id)
    page = wizard.confirm()
    session, wizard.desk.session = wizard.desk.session, None
    press(page, "revoke_now")
    wizard.desk.session = session
    assert wizard.here == "revoke_progress"
    return wizard.page


def test_stopped_says_what_stays(desk: Desk, qtbot: QtBot) -> None:
    wizard = Wizard(desk, qtbot)
    page = progress_page(wizard, account.by_hand(desk))
    page._stopped()
    assert "before anything" in page.message.what.plain
    state = revocation.of(desk).state
    assert state is not None
    page._heard(Progress(1, 2, revoke.plan("disable", state)[0]))
    page._heard(CutOff())
    page._stopped()
    assert page.out.isVisible()
    assert "before anything" not in page.message.what.plain
    assert "What was done stays" in page.message.what.plain


def test_what_is_over_and_what_may_go_on_are_told_together_and_alike(
    desk: Desk, qtbot: QtBot
) -> None:
    wizard = Wizard(desk, qtbot)
    page = progress_page(wizard, account.by_hand(desk))
    head = page.findChild(QLabel, "headline")
    assert head.plain == "Shutting out, step by step"
    page._heard(CutOff())
    assert head.plain == page.accessibleName() == "Shut out. Finishing the rest …"
    both = {t.plain: t for t in page.out.findChildren(Text)}
    out, still = both["This user can no longer get in."], both[say(STILL)]
    assert out.isVisible()
    assert still.isVisible()
    assert out.font() == still.font()
    assert say(STILL) in page.out.accessibleDescription()
    page._heard(revoke.Open())
    assert head.plain == "Shutting out, step by step"


def test_no_step_stands_on_the_page_twice(desk: Desk, qtbot: QtBot) -> None:
    wizard = Wizard(desk, qtbot)
    page = progress_page(wizard, account.by_hand(desk))
    state = revocation.of(desk).state
    assert state is not None
    plan = revoke.plan("disable", state)
    for number, action in enumerate(plan[:2], start=1):
        for done in (False, True):
            page._heard(Progress(number, 2, action, done=done))
            listed = [page.steps.item(n).text() for n in range(page.steps.count())]
            assert page.busy.sentence.plain == say(action.message)
            assert listed == [say(one.message) for one in plan[: number - 1]]
            assert page.busy.bar.value() < page.busy.bar.maximum()  # it is still at work
    page._stopped()
    assert page.steps.count() == 2


def test_block_taken_away_takes_the_green_card_away(desk: Desk, qtbot: QtBot) -> None:
    wizard = Wizard(desk, qtbot)
    page = progress_page(wizard, account.by_hand(desk))
    page._heard(CutOff())
    assert page.out.isVisible()
    page._heard(revoke.Open())
    assert not page.out.isVisible()
    assert "put back" in page.busy.sentence.plain
    page._heard(CutOff())
    assert page.out.isVisible()


def test_what_is_done_is_said_aloud(
    desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, announced: list[str]
) -> None:
    """Each sentence once, and the seconds of the watching not counted down."""
    monkeypatch.setattr(revoke_hold, "HOLD_SECONDS", 3.5)  # two ticks of what tells by itself
    user_id = account.by_hand(desk)
    wizard = Wizard(desk, qtbot)
    wizard.choose(user_id)
    page = wizard.confirm()
    announced.clear()
    press(page, "revoke_now")
    wizard.wait_for("revoke_review")
    wait(qtbot, lambda: desk.facts.reviewed)
    said = list(announced)
    out = said.index("This user can no longer get in.")
    assert said[out + 1] == say(STILL)  # never the one without the other
    assert "Deny everything to “vendor-admin” at once" in said[:out]
    assert any(text.startswith("Remove its password") for text in said)
    assert sum(text.startswith("Watching") for text in said) == 1
    assert len(said) == len(set(said)), said
    assert any(text.startswith("Looked at ") for text in said)


# --- less ------------------------------------------------------------------------------------
def test_reduce_with_something_unread_promises_no_block(
    desk: Desk, practice: Practice, qtbot: QtBot
) -> None:
    user_id = account.by_hand(desk)
    wizard = Wizard(desk, qtbot)
    wizard.choose(user_id, "reduce")
    desk.know(reduce_rights=(READ_ONLY,))
    practice.state.fail("iam:ListAttachedUserPolicies", "AccessDenied", 403, times=1)
    page = wizard.confirm()
    assert "didn't show everything" in page.message.what.plain
    assert "blocked" not in page.message.next.plain


def test_reduce_that_is_so_already_does_not_say_shut_out(desk: Desk, qtbot: QtBot) -> None:
    from app.messages import msg
    from app.plan import Action
    from app.revoke_state import State
    from ui.revoke_notes import Found, note_on

    done = Action("x", "put_user_policy", {}, msg("Done"), already=True)
    note = note_on(Found(State("AIDA", NAME), (done,)), "reduce")
    assert note is not None
    assert "shut out" not in note[0]


@pytest.mark.parametrize("refused", [False, True])
def test_demand_of_mfa_stays_on_a_user_without_a_record(
    desk: Desk, practice: Practice, qtbot: QtBot, refused: bool
) -> None:
    plain = account.by_hand(desk, "plain")
    user_id = account.by_hand(desk)
    demand = {"PolicyName": MFA_POLICY_NAME, "PolicyDocument": MFA_POLICY}
    iam(desk, "put_user_policy", UserName=NAME, **demand)
    wizard = Wizard(desk, qtbot)
    page = wizard.choose(plain, "reduce")
    wait(qtbot, lambda: not page.working)
    assert not box(page, "reduce_mfa").isChecked()
    if refused:
        practice.state.fail("iam:GetUserPolicy", "AccessDenied", 403, times=1)
    assert page.users.choose(user_id)
    wait(qtbot, lambda: not page.working and desk.facts.reduce_mfa)
    assert page.message.isVisible() == refused
    assert box(page, "reduce_mfa").isChecked()
    box(page, "reduce_ReadOnlyAccess").click()
    assert desk.facts.revoke_user == user_id
    assert desk.facts.reduce_mfa
    press(wizard.confirm(), "revoke_now")
    wizard.wait_for("revoke_report")
    assert MFA_POLICY_NAME in policies(desk)


def test_demand_of_mfa_can_be_lifted_by_the_customer(desk: Desk, qtbot: QtBot) -> None:
    user_id = account.by_hand(desk)
    demand = {"PolicyName": MFA_POLICY_NAME, "PolicyDocument": MFA_POLICY}
    iam(desk, "put_user_policy", UserName=NAME, **demand)
    wizard = Wizard(desk, qtbot)
    page = wizard.choose(user_id, "reduce")
    wait(qtbot, lambda: not page.working and box(page, "reduce_mfa").isChecked())
    box(page, "reduce_mfa").click()
    box(page, "revoke_mode_disable").click()
    box(page, "revoke_mode_reduce").click()
    wait(qtbot, lambda: not page.working)
    assert not desk.facts.reduce_mfa


# --- hints -----------------------------------------------------------------------------------
def test_path_and_tag_are_shown_as_hints(desk: Desk, tmp_path: Path, qtbot: QtBot) -> None:
    made = account.let_in(desk, tmp_path)
    account.by_hand(desk, "tagged")
    tag = {"Key": TAG_VENDOR, "Value": "Kumo Systems"}
    iam(desk, "tag_user", UserName="tagged", Tags=[tag])
    wizard = Wizard(desk, qtbot)
    wizard.choose(made.user_id)
    wait(qtbot, lambda: "as its tag says: Kumo Systems" in spoken(wizard))
    rows = wizard.rows("revoke_user")
    assert "Vendor: Hoshi Works" in rows[0]
    assert "Let in with Aikagi on" in rows[0]
    assert "Path" not in rows[0]  # Aikagi's own says nothing to the customer
    assert "Path" not in rows[1]
    assert desk.facts.revoke_user == made.user_id


def test_another_language_while_aws_is_asked(desk: Desk, qtbot: QtBot) -> None:
    user_id = account.by_hand(desk)
    wizard = Wizard(desk, qtbot)
    for language in ("ja", "en"):
        desk.speak(language)
    page = wizard.choose(user_id)
    wait(qtbot, lambda: not desk.background.busy)
    qtbot.wait(200)  # what was asked before comes, and finds its card gone
    assert page.isComplete()


def test_one_press_does_not_stop_the_blocking(desk: Desk, practice: Practice, qtbot: QtBot) -> None:
    user_id = account.by_hand(desk)
    wizard = Wizard(desk, qtbot)
    wizard.choose(user_id)
    page = wizard.confirm()
    practice.state.delay = 0.3
    press(page, "revoke_now")
    progress = wizard.page
    assert not progress.busy.stop.hasFocus()
    press(progress, "cancel_work")  # the vendor can still get in: it is asked first
    assert progress.errand is not None
    assert not progress.errand.cancelled
    press(progress, "keep_blocking")
    assert progress.working
    practice.state.delay = 0.0
    wizard.wait_for("revoke_report")
    assert desk.facts.shut_out
