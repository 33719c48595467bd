"""Shutting out in the smallest window: what matters on each page is in sight without scrolling."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.practice import Practice
from tests.shots.walkthrough import SIZE
from tests.ui import account
from tests.ui.account import press, wait
from tests.ui.revokewizard import NAME, Wizard
from ui import theme, words
from ui.desk import Desk
from ui.pair import Pair
from ui.reading import Reading
from ui.review_list import Listed
from ui.rowlist import Row, RowList
from ui.text import LEADING
from ui.widgets import Text

OUTSIDERS = "role_outsiders:role/MonitoringAccess"


@pytest.fixture(params=["ja", "en"])
def wizard(
    signed_in: Desk,
    practice: Practice,
    qtbot: QtBot,
    tmp_path: Path,
    request: pytest.FixtureRequest,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Wizard]:
    monkeypatch.setattr("app.revoke.PAUSES", (0.0, 0.0, 0.0))
    monkeypatch.setattr("app.revoke_hold.HOLD_SECONDS", 0.5)
    monkeypatch.setattr("ui.looker.PAUSES", ())
    words.install(request.param)
    made = account.let_in(signed_in, tmp_path)
    practice.state.plant_ways_in()
    opened = Wizard(signed_in, qtbot, wanted=made.user_id)
    opened.window.resize(SIZE)
    yield opened
    words.install("en")


def at_rest(wizard: Wizard, page: str) -> Any:
    wizard.wait_for(page)
    wait(wizard.qtbot, lambda: not wizard.desk.background.busy)
    wizard.qtbot.wait(100)  # it is laid out over several turns of the event loop
    return wizard.page


def below(page: Any) -> int:
    return int(page.area.verticalScrollBar().maximum())


def in_sight(page: Any, *parts: QWidget) -> bool:
    port = page.area.viewport()
    every = (QRect(part.mapTo(port, QPoint(0, 0)), part.size()) for part in parts)
    return all(p.isVisible() for p in parts) and all(port.rect().contains(box) for box in every)


@pytest.mark.keyring
def test_each_page_as_it_is_come_to(wizard: Wizard) -> None:
    page = at_rest(wizard, "revoke_choose")
    assert below(page) == 0
    assert in_sight(page, page.users, page.modes.modes, page.open_file)
    wizard.next()
    page = at_rest(wizard, "revoke_preview")
    assert below(page) == 0
    assert in_sight(page, page.plan, page.impact, page.name, page.go_button)
    assert page.both.beside
    page.name.setText(NAME)
    press(page, "revoke_now")
    page = at_rest(wizard, "revoke_review")
    assert below(page) == 0
    assert page.findings.count() > 0
    assert in_sight(page, page.card, page.findings, page.detail.side, page.detail.choices.keep)
    assert page.findings.choose(OUTSIDERS)
    for act in ("switch_off", "ask", "keep"):
        page.detail.acts.begin(act)
        wizard.qtbot.wait(50)
        wizard.qtbot.waitUntil(lambda: below(page) == 0)  # laid out over several turns of the loop
        wizard.qtbot.wait(50)
        assert below(page) == 0, act
        assert in_sight(page, page.detail.acts.go, page.detail.acts.leave), act
        page.detail.acts.clear()
    wizard.next()
    page = at_rest(wizard, "revoke_report")
    assert below(page) == 0
    assert in_sight(page, page.card, page.review, page.save_button, page.details)


@pytest.mark.keyring
def test_after_an_act_four_lines_of_the_next_are_in_sight(wizard: Wizard) -> None:
    at_rest(wizard, "revoke_choose")
    wizard.next()
    at_rest(wizard, "revoke_preview").name.setText(NAME)
    press(wizard.page, "revoke_now")
    page = at_rest(wizard, "revoke_review")
    assert page.findings.choose(OUTSIDERS)
    press(page, "finding_switch_off")
    press(page, "finding_confirm")
    wait(wizard.qtbot, page.message.isVisible)
    at_rest(wizard, "revoke_review")
    assert page.detail.finding.id != OUTSIDERS  # the next one is explained
    line = QFontMetrics(page.detail.what.font()).height() * LEADING // 100
    assert page.detail.reading.viewport().height() >= 4 * line
    assert below(page) == 0
    assert in_sight(page, page.message, page.card, page.findings, page.detail.choices)
    heads = [page.findings.visualItemRect(page.findings.item(n)).top() for n in range(5)]
    assert 0 in heads


@pytest.mark.keyring
def test_with_rights_to_choose_the_page_scrolls_and_the_users_are_whole(wizard: Wizard) -> None:
    page = at_rest(wizard, "revoke_choose")
    users, usual = page.users, page.users.height()
    wizard.choose(mode="reduce")
    last = users.item(users.count() - 1)
    wait(wizard.qtbot, lambda: below(page) > 0)
    wait(  # each row to its lower edge, with nothing to scroll in the list
        wizard.qtbot,
        lambda: users.visualItemRect(last).bottom() < users.viewport().height(),
    )
    assert users.verticalScrollBar().maximum() == 0
    assert not page.modes.less.visibleRegion().isEmpty()
    wizard.choose(mode="disable")
    wait(wizard.qtbot, lambda: below(page) == 0 and users.height() == usual)


@pytest.mark.keyring
def test_in_a_narrow_window_one_stands_below_the_other(wizard: Wizard) -> None:
    at_rest(wizard, "revoke_choose")
    wizard.next()
    at_rest(wizard, "revoke_preview").name.setText(NAME)
    press(wizard.page, "revoke_now")
    page = at_rest(wizard, "revoke_review")
    detail = page.detail
    assert detail.pair.beside
    wizard.window.resize(QSize(theme.em(26), SIZE.height()))
    wait(wizard.qtbot, lambda: not detail.pair.beside)
    wait(  # the rows are laid out anew a turn or two later
        wizard.qtbot,
        lambda: detail.side.geometry().top() >= page.findings.geometry().bottom(),
    )
    bar = detail.reading.verticalScrollBar()
    wait(wizard.qtbot, lambda: bar.maximum() == 0)  # the page scrolls, not the words
    assert page.area.horizontalScrollBar().maximum() == 0


@pytest.mark.keyring
def test_what_was_not_seen_is_told_in_full_and_nothing_is_offered(wizard: Wizard) -> None:
    at_rest(wizard, "revoke_choose")
    wizard.next()
    at_rest(wizard, "revoke_preview").name.setText(NAME)
    press(wizard.page, "revoke_now")
    page = at_rest(wizard, "revoke_review")
    for value, row in page._unknown.items():
        assert page.findings.choose(value)
        assert page.detail.side.isVisible()
        assert all(line in page.detail.what.plain for line in (row.title, *row.details))
        assert page.detail.mark.state == "unknown"
        assert not any(made.isVisible() for made in page.detail.choices.buttons().values())
    assert page._unknown


def test_a_list_of_too_many_rows_ends_below_one_of_them(dressed: object, qtbot: QtBot) -> None:
    made = RowList("rows", "Rows", tallest=8)
    qtbot.addWidget(made)
    made.resize(theme.em(20), theme.em(8))
    made.show()
    made.fill(Row(f"Row {number}", ("A line.",) * (number % 3 + 1)) for number in range(9))

    def ends() -> bool:
        feet = [made.visualItemRect(made.item(n)).bottom() + 1 for n in range(made.count())]
        return made.height() - 2 in feet and made.height() <= theme.em(8) + 2

    wait(qtbot, ends)


def test_a_list_that_is_gone_through_begins_with_a_whole_row(dressed: object, qtbot: QtBot) -> None:
    made = RowList("rows", "Rows", tallest=8)
    qtbot.addWidget(made)
    made.resize(theme.em(20), theme.em(8))
    made.show()
    made.fill(Row(f"Row {number}", ("A line.",) * (number % 3 + 1)) for number in range(9))
    bar = made.verticalScrollBar()
    wait(qtbot, lambda: bar.maximum() > 0)
    for number in range(made.count() - 1):  # below the last there is nothing to scroll by
        made.setCurrentRow(number)
        seen = [made.visualItemRect(made.item(n)) for n in range(made.count())]
        assert bar.value() == bar.maximum() or 0 in [row.top() for row in seen]
        assert 0 <= seen[number].top() < seen[number].bottom() <= made.viewport().height()


def ended(qtbot: QtBot, *heights: float) -> Listed:
    """A list of nine rows with its foot, that was so high, one after the other, in em."""
    rows = RowList("rows", "Rows", tallest=8)
    rows.take_room(2)
    made = Listed(rows)
    qtbot.addWidget(made)
    made.show()
    rows.fill(Row(f"Row {number}", ("A line.",) * (number % 3 + 1)) for number in range(9))
    for height in heights:
        made.resize(theme.em(20), theme.em(height))
        qtbot.wait(150)
    return made


def heads(rows: RowList) -> list[int]:
    return [rows.visualItemRect(rows.item(n)).top() for n in range(rows.count())]


def test_where_there_is_more_room_the_rows_above_the_chosen_one_are_seen(
    dressed: object, qtbot: QtBot
) -> None:
    made = ended(qtbot, 7)
    rows = made.findChild(RowList)
    assert rows is not None
    rows.fill([Row(f"Row {n}", ("A line.",), value=str(n)) for n in range(9)], "4")
    qtbot.wait(150)
    few = sum(head < 0 for head in heads(rows))
    made.resize(theme.em(20), theme.em(16))
    wait(qtbot, lambda: 0 in heads(rows) and sum(head < 0 for head in heads(rows)) < few)


def test_where_it_was_scrolled_to_a_row_it_stays(dressed: object, qtbot: QtBot) -> None:
    made = ended(qtbot, 10)
    rows = made.findChild(RowList)
    assert rows is not None
    rows.setCurrentRow(0)
    bar = rows.verticalScrollBar()
    for number in range(1, 6):
        head = heads(rows)[number] - heads(rows)[0]
        bar.setValue(head)
        qtbot.wait(100)
        assert bar.value() == min(head, bar.maximum())
        feet = [rows.visualItemRect(rows.item(n)).bottom() + 1 for n in range(rows.count())]
        assert min(abs(rows.viewport().height() - foot) for foot in feet) <= 2  # whole rows


# --- the two that make it fit ----------------------------------------------------------------
def reading(qtbot: QtBot, lines: int) -> Reading:
    inside = QWidget()
    column = QVBoxLayout(inside)
    for number in range(lines):
        column.addWidget(Text(f"Line {number}"))
    made = Reading("words", "Words", inside, least=4.0)
    qtbot.addWidget(made)
    made.resize(theme.em(12), theme.em(6))
    made.show()
    return made


def test_tab_stops_at_words_only_where_they_scroll(dressed: QApplication, qtbot: QtBot) -> None:
    few, many = reading(qtbot, 1), reading(qtbot, 40)
    assert few.focusPolicy() == Qt.FocusPolicy.NoFocus
    wait(qtbot, lambda: bool(many.focusPolicy() & Qt.FocusPolicy.TabFocus))
    many.show_whole(True)
    many.resize(theme.em(12), many.minimumHeight())
    wait(qtbot, lambda: many.focusPolicy() == Qt.FocusPolicy.NoFocus)


def test_two_stand_side_by_side_where_there_is_room(dressed: QApplication, qtbot: QtBot) -> None:
    turns: list[bool] = []
    both = Pair(Text("One"), Text("Other"), room=20.0)
    both.turned.connect(turns.append)
    qtbot.addWidget(both)
    for wide in (30, 10, 30):
        both.resize(theme.em(wide), theme.em(6))
        both.show()
        qtbot.wait(20)
        assert both.beside == (wide == 30)
    assert turns == [True, False, True]
