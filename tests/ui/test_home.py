"""The home window: each state it can be in, and what its buttons do."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QLabel,
    QListWidget,
    QPushButton,
    QWidget,
    QWizard,
)
from pytestqt.qtbot import QtBot

from app.facts import Facts
from app.records import Handover, Records
from app.settings import Settings
from app.standing import delete_after
from app.troubles import SESSION_EXPIRED, Trouble
from tests.ui.account import press, wait
from tests.ui.homes import BEGUN, button, hours_ago, opened, page, primary, record, rows, saved
from tests.ui.test_fits import LARGE_POINTS, cut_off
from ui import main, theme, words
from ui.desk import Desk
from ui.home_reminder import reminder
from ui.revoke_wizard import RevokeWizard
from ui.setup_wizard import SetupWizard
from ui.strip import Strip
from ui.vendor_rows import handover_rows, state_word
from ui.when import moment


def test_who_has_no_password_any_more_is_not_called_interrupted() -> None:
    words.install("en")
    assert state_word(record("reissuing")) == "interrupted"
    assert state_word(record("reissuing", needs_reissue=True)) == "no password"
    assert state_word(record("disabled", needs_reissue=True)) == "shut out"


# --- states -------------------------------------------------------------------------------------
def test_first_start(desk: Desk, qtbot: QtBot, language: str) -> None:
    home = opened(desk, qtbot)
    assert primary(home) == ["start_setup"]
    assert button(home, "start_setup").hasFocus()
    assert button(home, "revoke_vendor").isEnabled()
    assert not button(home, "sign_out").isEnabled()
    assert not home.view.list.isVisible()
    assert home.findChild(QPushButton, "practice_banner") is None


def test_begun_journey_says_where_you_are(desk: Desk, qtbot: QtBot) -> None:
    desk.know(have_account=True)
    home = opened(desk, qtbot)
    assert "Second lock (MFA)" in home.view.setup_title.plain
    assert button(home, "start_setup").text() == "Continue"
    press(home, "start_setup")
    assert page(home) == "root_mfa"
    home.windows.open.leave(lambda: None)  # type: ignore[union-attr]
    assert home.windows.open is None


def test_after_a_wizard_home_is_in_front_with_its_main_button(desk: Desk, qtbot: QtBot) -> None:
    desk.know(have_account=True)
    home = opened(desk, qtbot)
    button(home, "about").setFocus()
    press(home, "start_setup")
    asked: list[bool] = []
    usual = home.activateWindow
    home.activateWindow = lambda: asked.append(usual() is None)  # type: ignore[method-assign]
    home.windows.open.leave(lambda: None)  # type: ignore[union-attr]
    assert asked
    qtbot.waitUntil(lambda: home.focusWidget() is button(home, "start_setup"))


def test_the_run_that_is_gone_on_with_is_in_front(
    desk: Desk, qapp: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    home, following, done = opened(desk, qtbot), QWidget(), list[str]()
    qtbot.addWidget(following)
    press(home, "start_setup")
    monkeypatch.setattr(main, "_show_home", lambda *_: following)
    monkeypatch.setattr(home, "activateWindow", lambda: done.append("old"))
    monkeypatch.setattr(following, "activateWindow", lambda: done.append("new"))
    wizard = home.windows.open
    assert wizard is not None
    with monkeypatch.context() as closing:  # its wizard leaves; the desk stays, for the fixture
        closing.setattr(home, "close", lambda: wizard.leave(lambda: None))
        main._switch(qapp, home, desk.settings)
    assert done == ["old", "new"]


@pytest.mark.parametrize(
    ("handover", "says", "next_button"),
    [
        (record(), "file still waits", "Send the file"),
        (record(file_sent_at=hours_ago(1)), "passphrase still waits", "Tell the passphrase"),
        (record("making", made_at="", user_id=""), "cut short", "Finish or undo"),
        (record("revoking"), "may still get in", "Go on shutting out …"),
        (
            record("revoking", revoked_at=hours_ago(1), last_used=hours_ago(2)),
            "some steps are left",
            "Go on shutting out …",
        ),
        (
            record("disabled", revoked_at=hours_ago(37)),
            "can be deleted now",
            "Delete the user …",
        ),
        (
            record(ends_at=hours_ago(-999), missing=("ends_at",)),
            "isn't in the account any more",
            "Set the last day again …",
        ),
        (
            record(require_mfa=True, missing=("require_mfa",)),
            "isn't demanded any more",
            "Demand MFA again …",
        ),
        (record(ends_at=hours_ago(9), end_seen=True), "can do nothing any more", "Shut out …"),
        (record(ends_at=hours_ago(9), missing=("ends_at",)), "may still get in", "Shut out …"),
    ],
    ids=[
        *("file", "passphrase", "interrupted", "cut short", "unfinished", "deletable"),
        *("no last day", "no MFA", "over", "over and open"),
    ],
)
def test_what_is_still_to_do(
    desk: Desk, qtbot: QtBot, handover: Handover, says: str, next_button: str
) -> None:
    home = saved(desk, qtbot, handover)
    assert says in rows(home)[0]
    assert primary(home) == ["next_step"]
    assert button(home, "next_step").text() == next_button


@pytest.mark.parametrize(
    ("handover", "says", "main"),
    [
        (
            record(file_sent_at=hours_ago(2), password_sent_at=hours_ago(1)),
            "hasn't signed in yet",
            "check_now",
        ),
        (record(last_used=hours_ago(1)), "has signed in", "building"),
        (
            record("disabled", revoked_at=hours_ago(1)),
            "delete the user after 36 hours",
            "check_now",
        ),
        (record("deleted", revoked_at=hours_ago(1)), "can't get in", "start_setup"),
        (record(ends_at=hours_ago(9)), "should be able to do nothing", "check_now"),
    ],
    ids=["waiting", "at work", "disabled", "deleted", "over by the calendar"],
)
def test_nothing_to_do_here(
    desk: Desk, qtbot: QtBot, handover: Handover, says: str, main: str
) -> None:
    home = saved(desk, qtbot, handover)
    assert says in rows(home)[0]
    assert primary(home) == [main]
    assert not button(home, "next_step").isVisible()
    assert button(home, "reissue").isEnabled() == (handover.state == "made")


def test_undone_is_not_shown_and_deleted_comes_last(desk: Desk, qtbot: QtBot) -> None:
    home = saved(
        desk,
        qtbot,
        record("undone", vendor="Nobody"),
        record("deleted", vendor="Old", started=hours_ago(1)),
        record(vendor="New", started=hours_ago(200)),
    )
    assert [row.split(".")[0] for row in rows(home)] == ["New", "Old"]


@pytest.mark.parametrize("missing", ["ends_at", "require_mfa"])
def test_what_was_lifted_is_set_again_where_the_vendor_works(
    desk: Desk, qtbot: QtBot, missing: str
) -> None:
    lifted = record(ends_at=hours_ago(-999), require_mfa=True, missing=(missing,))
    home = saved(desk, qtbot, lifted)
    press(home, "next_step")
    (window,) = [w for w in home.findChildren(QDialog) if w.isVisible()]
    assert window.objectName() == "building"


def test_passphrase_that_waits_after_a_restart(desk: Desk, qtbot: QtBot) -> None:
    handover = record(file_sent_at=hours_ago(1), file_channel="cloud")
    desk.know(handover=handover.id, file_sent=True, file_channel="cloud", **BEGUN)
    home = saved(desk, qtbot, handover)
    assert "✕ Passphrase not sent yet" in rows(home)[0]
    assert "Tell the passphrase" in home.view.setup_title.plain
    assert primary(home) == ["start_setup"]
    press(home, "start_setup")
    assert page(home) == "send_password"
    back = home.windows.open.button(QWizard.WizardButton.BackButton)  # type: ignore[union-attr]
    back.click()
    assert page(home) == "send_file"


def test_continues_another_hand_over_there(desk: Desk, qtbot: QtBot) -> None:
    first = record(vendor="First", file_sent_at=hours_ago(5), file_channel="chat")
    desk.know(handover="f" * 32, contract="A", password_sent=True, **BEGUN)
    home = saved(desk, qtbot, first)
    press(home, "next_step")
    assert page(home) == "send_password"
    assert desk.facts.handover == first.id
    assert desk.facts.file_channel == "chat"
    assert not desk.facts.password_sent


def test_interrupted_hand_over_leads_to_its_user(desk: Desk, qtbot: QtBot) -> None:
    half = record("making", made_at="", user_id="", user_name="half-made")
    home = saved(desk, qtbot, half)
    press(home, "next_step")
    assert page(home) == "sign_in"  # nobody is signed in; the wizard goes on from there
    assert desk.facts.user_name == "half-made"
    assert desk.facts.handover == ""


def test_another_vendor_begins_anew(desk: Desk, qtbot: QtBot) -> None:
    done = record(last_used=hours_ago(1))
    desk.know(handover=done.id, user_name="vendor-admin", contract="B", budget="made", **BEGUN)
    desk.know(file_channel="chat", file_sent=True, password_channel="phone", password_sent=True)
    home = saved(desk, qtbot, done)
    assert button(home, "start_setup").text() == "Let another vendor in"
    press(home, "start_setup")
    assert desk.facts.handover == ""
    assert desk.facts.user_name == ""
    assert not desk.facts.file_sent
    assert desk.facts.have_account
    assert desk.facts.budget == "made"
    assert isinstance(home.windows.open, SetupWizard)


def test_a_record_of_a_newer_version_is_said(desk: Desk, qtbot: QtBot) -> None:
    made = record()
    desk.records.save(made)
    path = desk.records.home / "handovers" / f"{made.id}.json"
    newer = path.read_bytes().replace(b'"layout": 1', b'"layout": 2')
    path.write_bytes(newer)
    home = opened(desk, qtbot)
    wait(qtbot, lambda: "newer version" in home.view.message.what.plain)
    assert path.read_bytes() == newer


def test_progress_of_a_newer_version_is_said_and_kept(desk: Desk, qtbot: QtBot) -> None:
    path = desk.records.home / "progress.json"
    path.write_text('{"layout": 2, "page": "finish"}', encoding="utf-8")
    again = Desk(desk.settings, parent=desk)
    home = opened(again, qtbot)
    assert "newer version" in home.view.message.what.plain
    again.know(page="welcome")
    wait(qtbot, lambda: not again.background.busy)
    assert path.read_text(encoding="utf-8") == '{"layout": 2, "page": "finish"}'
    assert again.background.stop(limit=10)


def test_damaged_record_is_said(desk: Desk, qtbot: QtBot) -> None:
    desk.records.save(record())
    folder = desk.settings.data_dir / "handovers"
    (folder / f"{'0' * 32}.json").write_text("{", encoding="utf-8")
    home = opened(desk, qtbot)
    assert len(rows(home)) == 1
    assert "couldn't be read" in home.view.message.what.plain


def test_chosen_row_decides_what_the_buttons_do(desk: Desk, qtbot: QtBot) -> None:
    gone = record("deleted", started=hours_ago(300))
    home = saved(desk, qtbot, gone, record())
    listed = home.findChild(QListWidget, "vendor_list")
    assert listed is not None
    assert button(home, "reissue").isEnabled()
    listed.setFocus()
    QTest.keyClick(listed, Qt.Key.Key_Down)
    assert home.chosen is not None
    assert home.chosen.id == gone.id
    assert not button(home, "reissue").isEnabled()


def test_language_changes_everything(desk: Desk, qtbot: QtBot) -> None:
    home = saved(desk, qtbot, record())
    desk.speak("ja")
    assert button(home, "revoke_vendor").text() != "Shut out the vendor"
    assert len(rows(home)) == 1
    desk.speak("en")
    words.install("en")


def test_windows_beside_the_wizard_open_once(desk: Desk, qtbot: QtBot) -> None:
    home = saved(desk, qtbot, record())
    for name in ("billing", "building"):
        press(home, name)
        press(home, name)
    shown = [w.objectName() for w in home.findChildren(QDialog) if w.isVisible()]
    assert sorted(shown) == ["bill", "building"]


def test_one_wizard_at_a_time(desk: Desk, qtbot: QtBot) -> None:
    home = opened(desk, qtbot)
    press(home, "start_setup")
    first = home.windows.open
    press(home, "start_setup")
    assert home.windows.open is first
    press(home, "revoke_vendor")
    assert isinstance(home.windows.open, RevokeWizard)
    assert not first.isVisible()  # type: ignore[union-attr]
    press(home, "start_setup")
    assert isinstance(home.windows.open, SetupWizard)


def test_endpoint_has_a_banner(dressed: object, tmp_path: Path, qtbot: QtBot) -> None:
    words.install("en")
    desk = Desk(Settings(tmp_path, endpoint="http://127.0.0.1:9", language="en"))
    home = opened(desk, qtbot)
    banner = home.findChild(Strip, "practice_banner")
    assert banner is not None
    assert "http://127.0.0.1:9" in banner.accessibleName()
    assert desk.background.stop(limit=10)


@pytest.mark.keyring
def test_records_are_read_off_the_windows_thread(desk: Desk, qtbot: QtBot) -> None:
    import threading

    readers: list[str] = []
    real = desk.records.handovers

    class Watched(Records):
        def handovers(self) -> tuple[Handover, ...]:
            readers.append(threading.current_thread().name)
            return real()

    desk.records = Watched(desk.settings.data_dir, practice=False)
    opened(desk, qtbot)
    assert readers == ["worker"]


@pytest.mark.parametrize("large", [False, True], ids=["usual", "large"])
@pytest.mark.parametrize("state", ["first start", "to do", "message"])
def test_nothing_is_cut_off(
    desk: Desk,
    qtbot: QtBot,
    language: str,
    monkeypatch: pytest.MonkeyPatch,
    state: str,
    large: bool,
) -> None:
    if large:
        monkeypatch.setattr(theme._now, "points", LARGE_POINTS)
    home = opened(desk, qtbot) if state == "first start" else saved(desk, qtbot, record())
    home.resize(theme.em(34), theme.em(30))
    if state == "message":
        home.asking.show_trouble(Trouble(SESSION_EXPIRED, detail="ListUsers ExpiredToken"))

    def cut() -> list[str]:
        every: list[QLabel | QPushButton] = [*home.findChildren(QLabel)]
        every += home.findChildren(QPushButton)
        return [w.text() for w in every if w.isVisibleTo(home) and cut_off(w)]

    qtbot.waitUntil(lambda: not cut(), timeout=5000)


def test_enter_presses_the_button_that_has_the_keyboard(desk: Desk, qtbot: QtBot) -> None:
    home = opened(desk, qtbot)
    start = button(home, "start_setup")
    start.setFocus()
    QTest.keyClick(start, Qt.Key.Key_Return)
    assert page(home) == "welcome"


def test_a_real_run_has_its_banner_hidden(desk: Desk, qtbot: QtBot) -> None:
    home = opened(desk, qtbot)
    banner = home.findChild(QWidget, "practice_banner")
    assert banner is not None
    assert not banner.isVisible()
    assert button(home, "next_step").accessibleName()


def test_when_a_shut_out_user_is_to_be_deleted_is_said_where_it_can_be(
    desk: Desk, qtbot: QtBot
) -> None:
    """It can be deleted earlier: the page that the button leads to says what that risks."""
    done = record("disabled", revoked_at=hours_ago(1))
    home = saved(desk, qtbot, done)
    after = delete_after(done)
    assert after is not None
    delete = button(home, "revoke_vendor")
    assert delete.text() == f"Delete the user (not before {moment(after)}) …"
    assert delete.isEnabled()
    assert f"not deleted yet: delete it after {moment(after)}" in rows(home)[0]
    assert (
        "One exception: a role (rights to borrow) to which the vendor had switched before"
        in rows(home)[0]
    )
    desk.records.save(replace(done, revoked_at=hours_ago(37)))
    home.reload()
    wait(qtbot, lambda: delete.text() == "Delete the user …")
    assert "not deleted yet" not in rows(home)[0]


def test_in_practice_nobody_waits_for_a_mail_or_for_the_vendor() -> None:
    done = record(file_sent_at=hours_ago(2), password_sent_at=hours_ago(1))
    facts = Facts(have_account=True, mfa_said=True, budget="made", budget_email="boss@example.jp")
    real, rehearsed = (reminder(facts, practice=practice) for practice in (False, True))
    assert real is not None
    assert rehearsed is not None
    assert "boss@example.jp" in real[1]
    assert "In a rehearsal no such mail comes." in rehearsed[2]
    for practice in (False, True):
        (row,) = handover_rows([done], facts, datetime.now(UTC), practice=practice)
        said = "This is a rehearsal: nothing was really sent." in row.details
        assert said is practice
