"""The home window is calm: one thing to do first, nothing that can't be pressed, no scrolling."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QListWidget, QPushButton, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from app.handoverfile import Handover
from app.settings import Settings
from tests.ui.account import press, text_of, wait
from tests.ui.homes import BEGUN, button, hours_ago, opened, primary, record, rows, saved
from ui.desk import Desk
from ui.home import Home
from ui.quietbutton import QuietButton
from ui.taskcard import TaskCard

SMALLEST = QSize(840, 640)
SENT = {"file_sent_at": hours_ago(80), "password_sent_at": hours_ago(79)}
AT_WORK = record(**SENT, last_used=hours_ago(3), ends_at=hours_ago(-900))
UNSENT = record(vendor="Tsuki Design", user_id="AIDA2", started=hours_ago(1))
SHUT = record("disabled", vendor="Sora", user_id="AIDA3", revoked_at=hours_ago(40), **SENT)
STATES: dict[str, tuple[tuple[Handover, ...], dict[str, object]]] = {
    "new": ((), {}),
    "waiting": ((), {"waiting_since": hours_ago(2), "page": "account"}),
    "in the middle": ((), {"have_account": True, "page": "root_mfa"}),
    "to send": ((UNSENT,), {**BEGUN}),
    "handed over": ((record(**SENT),), {**BEGUN, "budget": "made", "budget_confirmed": True}),
    "reminded": ((AT_WORK,), {**BEGUN, "budget": "skipped"}),
    "put off": ((AT_WORK,), {**BEGUN, "mfa_later": True, "mfa_due": "2026-12-05"}),
    "shut out": ((SHUT,), {**BEGUN}),
    "two": ((AT_WORK, UNSENT), {**BEGUN, "budget": "skipped"}),
    "two to do": ((UNSENT, SHUT), {**BEGUN, "budget": "skipped"}),
}


@pytest.fixture(params=[False, True], ids=["real", "practice"])
def run(request: pytest.FixtureRequest, desk: Desk, tmp_path: Path) -> Desk:
    if request.param:
        desk.settings = Settings(tmp_path, practice=True, language=desk.settings.language)
    return desk


def settled(desk: Desk, qtbot: QtBot, state: str) -> Home:
    handovers, facts = STATES[state]
    desk.know(**facts)
    home = saved(desk, qtbot, *handovers)
    home.resize(SMALLEST)
    QTest.qWait(50)
    return home


def pressable(home: Home) -> list[QAbstractButton]:
    return [b for b in home.findChildren(QAbstractButton) if b.isVisibleTo(home)]


@pytest.mark.parametrize("state", STATES)
def test_it_needs_no_scrolling(run: Desk, qtbot: QtBot, language: str, state: str) -> None:
    home = settled(run, qtbot, state)
    (area,) = home.view.findChildren(QScrollArea)
    assert area.verticalScrollBar().maximum() == 0
    assert area.horizontalScrollBar().maximum() == 0


@pytest.mark.parametrize("state", STATES)
def test_one_thing_to_do_and_nothing_grey(desk: Desk, qtbot: QtBot, state: str) -> None:
    home = settled(desk, qtbot, state)
    assert len(primary(home)) == 1
    assert button(home, primary(home)[0]).hasFocus(), "Enter does it"
    assert all(b.isEnabled() for b in pressable(home))
    cards = [c for c in home.findChildren(TaskCard) if c.isVisibleTo(home)]
    assert len(cards) <= 1
    full = [b for b in pressable(home) if not isinstance(b, QuietButton)]
    assert len(full) <= 6


@pytest.mark.parametrize("state", STATES)
def test_tab_goes_in_reading_order(run: Desk, qtbot: QtBot, state: str) -> None:
    home = settled(run, qtbot, state)
    inside = home.view.vendors.parentWidget()
    assert inside is not None
    order: list[QWidget] = []
    here = home.nextInFocusChain()
    while here is not None and here is not home:
        tab = here.focusPolicy() & Qt.FocusPolicy.TabFocus
        if tab and inside.isAncestorOf(here) and here.isVisibleTo(home):
            order.append(here)
        here = here.nextInFocusChain()
    places = [w.mapTo(inside, QPoint(0, w.height() // 2)) for w in order]
    for one, other in pairwise(zip(places, order, strict=True)):
        below = other[0].y() > one[0].y() + 2
        beside = abs(other[0].y() - one[0].y()) <= 2 and other[0].x() > one[0].x()
        assert below or beside, (one[1].objectName(), other[1].objectName())


def test_the_vendor_that_waits_for_something_comes_up_first(desk: Desk, qtbot: QtBot) -> None:
    home = settled(desk, qtbot, "two")
    assert home.chosen is not None
    assert home.chosen.vendor == "Tsuki Design"
    assert primary(home) == ["next_step"]
    listed = home.findChild(QListWidget, "vendor_list")
    assert listed is not None
    listed.setFocus()
    QTest.keyClick(listed, Qt.Key.Key_Up if listed.currentRow() else Qt.Key.Key_Down)
    assert home.chosen.vendor == "Hoshi Works", "what the customer chooses stays chosen"
    assert primary(home) == ["reminder"]


def test_a_reminder_waits_until_nothing_else_is_to_do(desk: Desk, qtbot: QtBot) -> None:
    home = settled(desk, qtbot, "two to do")
    assert home.findChild(QPushButton, "reminder") is None
    assert primary(home) == ["next_step"]


def test_what_was_sent_isnt_news_once_the_vendor_has_signed_in(desk: Desk, qtbot: QtBot) -> None:
    (said,) = rows(settled(desk, qtbot, "reminded"))
    assert "File sent" not in said
    assert "last signed in" in said


def test_another_vendor_stands_among_what_is_needed_seldom(desk: Desk, qtbot: QtBot) -> None:
    home = settled(desk, qtbot, "handed over")
    start = button(home, "start_setup")
    assert home.view.more.isAncestorOf(start)
    assert start.text() == "Let another vendor in"
    desk.know(handover=home.handovers[0].id, file_sent=True, file_channel="chat")  # type: ignore[index]
    wait(qtbot, lambda: primary(home) == ["start_setup"])
    assert home.view.setup_card.isAncestorOf(start)
    assert start.text() == "Continue"
    assert home.view.setup_card.isVisible()


def test_the_way_out_is_shown_only_to_who_is_in(desk: Desk, qtbot: QtBot) -> None:
    home = opened(desk, qtbot)
    assert not button(home, "sign_out").isVisible()
    assert "Not signed in" in text_of(home, "signed_in_as")


def test_a_rehearsal_leads_to_the_real_run_from_the_first_window(
    run: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    wanted: list[Settings] = []
    run.switch_wanted.connect(wanted.append)
    home = opened(run, qtbot)
    if run.settings.real:
        assert home.findChild(QPushButton, "home_for_real") is None
    else:
        press(home, "home_for_real")
        assert [settings.real for settings in wanted] == [True]


def test_in_a_narrow_window_nothing_lies_beside_the_edge(
    run: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on a screen of 1024 points at 300 %."""
    home = settled(run, qtbot, "two")
    home.resize(341, 600)
    wait(qtbot, lambda: home.width() == 341)
    QTest.qWait(50)
    (area,) = home.view.findChildren(QScrollArea)
    assert area.horizontalScrollBar().maximum() == 0
    for made in pressable(home):
        place = made.mapTo(home, QPoint(0, 0))
        assert place.x() >= 0, made.objectName()
        assert place.x() + made.width() <= 341, made.objectName()
