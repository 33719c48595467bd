"""What stands side by side is level, and what stands below each other begins at one edge."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QScrollArea, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.settings import Settings
from ui import theme, words
from ui.choices import Choices
from ui.desk import Desk
from ui.fieldnote import FieldNote
from ui.fold import Fold, Head
from ui.lines import flow, headed
from ui.mark import Mark
from ui.opening import Opening
from ui.pair import held
from ui.quietbutton import quiet
from ui.rowlist import Row, RowList
from ui.rows import RowDrawing
from ui.saidcard import said_card
from ui.setup_wizard import SetupWizard
from ui.sides import Sides
from ui.stepsection import StepSection
from ui.strip import Strip
from ui.taskcard import TaskCard
from ui.widgets import Card, Text, Tick, button, field


@pytest.fixture(params=[False, True], ids=["light", "dark"])
def furnished(dressed: QApplication, request: pytest.FixtureRequest) -> Iterator[QApplication]:
    theme.furnish(dressed)
    theme.force(dressed, request.param)
    yield dressed
    theme.force(dressed, None)


def picture(widget: QWidget) -> QImage:
    return widget.grab().toImage()


def ink(widget: QWidget) -> tuple[float, float]:
    """The upper and the lower end of the letters on `widget`."""
    image, ground = picture(widget), theme.colour("window").lightness()

    def dark(y: int) -> bool:
        row = (image.pixelColor(x, y).lightness() for x in range(image.width()))
        return any(abs(light - ground) > 100 for light in row)

    rows = [y for y in range(image.height()) if dark(y)]
    return rows[0], rows[-1] + 1


def middle(widget: QWidget, above: QWidget) -> float:
    return widget.mapTo(above, QPoint(0, 0)).y() + widget.height() / 2


def shown(qtbot: QtBot, *widgets: QWidget) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    for widget in widgets:
        column.addWidget(widget)
    column.addStretch(1)
    window.resize(theme.em(30), theme.em(12))
    window.show()
    return window


@pytest.mark.parametrize("scale", [theme.SMALL, theme.BODY])
@pytest.mark.parametrize("text", ["国国国", "国国国\n国国国"])
def test_letters_are_in_the_middle_of_their_label(
    furnished: QApplication, qtbot: QtBot, scale: float, text: str
) -> None:
    label = Text(text, scale=scale)
    qtbot.addWidget(label)
    label.resize(theme.em(10), label.heightForWidth(theme.em(10)))
    assert sum(ink(label)) / 2 == pytest.approx(label.height() / 2, abs=1.5)


def test_a_sign_is_level_with_its_title_beside_a_button(
    furnished: QApplication, qtbot: QtBot
) -> None:
    for scale in (theme.BODY, theme.LEAD):
        sign, title = Mark("bad"), Text("国国国", bold=True, scale=scale)
        card = Card()
        card.column.addLayout(headed(sign, title, button("again", "Again", lambda: None)))
        window = shown(qtbot, card)
        line = sum(ink(title)) / 2 + title.mapTo(window, QPoint(0, 0)).y()
        assert middle(sign, window) == pytest.approx(line, abs=1.5)


def test_a_sign_is_level_with_its_title_in_a_place_that_is_higher(
    furnished: QApplication, qtbot: QtBot
) -> None:
    sign, title = Mark("bad"), Text("国国国", bold=True, scale=theme.LEAD)
    place = held(headed(sign, title))
    place.setFixedHeight(theme.em(5))
    window = shown(qtbot, place)
    line = sum(ink(title)) / 2 + title.mapTo(window, QPoint(0, 0)).y()
    assert middle(sign, window) == pytest.approx(line, abs=1.5)


def runs(image: QImage) -> list[tuple[int, int]]:
    """From where to where there is something on `image`, line by line."""
    ground, found = theme.colour("warn_soft").lightness(), list[tuple[int, int]]()
    for y in range(image.height()):
        row = (image.pixelColor(x, y).lightness() for x in range(image.width()))
        if any(abs(light - ground) > 60 for light in row):
            if found and found[-1][1] == y:
                found[-1] = (found[-1][0], y + 1)
            else:
                found.append((y, y + 1))
    return found


@pytest.mark.parametrize("times", [1, 2], ids=["usual", "large"])
@pytest.mark.parametrize("words", ["国国国", "国国国国国国国国国国 " * 6], ids=["one line", "more"])
def test_sign_arrow_and_words_of_a_folded_line_are_level(
    furnished: QApplication,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    words: str,
    times: int,
) -> None:
    monkeypatch.setattr(theme._now, "points", theme._now.points * times)
    card = Opening("more", "More")
    card.say("warn", words.strip())
    card.fold.head.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # its ring isn't words
    window = shown(qtbot, card)
    head = card.fold.head
    qtbot.waitUntil(lambda: head.height() == head.heightForWidth(head.width()))
    QTest.qWait(20)
    top, beside = head.mapTo(card, QPoint(0, 0)), head.beside
    drawn = picture(card)
    arrow = drawn.copy(top.x(), top.y(), beside, head.height())
    lines = drawn.copy(top.x() + beside, top.y(), head.width() - beside, head.height())
    assert (len(runs(lines)) > 1) is (len(words) > 9)
    line, point = sum(runs(lines)[0]) / 2, sum(runs(arrow)[0]) / 2
    assert point == pytest.approx(line, abs=1.5 * times)
    upper = card.mark.mapTo(window, QPoint(0, 0)).y()
    sign = upper + card.mark.above + card.mark.width() / 2 - head.mapTo(window, QPoint(0, 0)).y()
    assert sign == pytest.approx(line, abs=1.5 * times)


def test_a_box_is_level_with_its_sentence(furnished: QApplication, qtbot: QtBot) -> None:
    tick = Tick("done", "国国国", on_change=lambda _on: None)
    window = shown(qtbot, tick)
    line = sum(ink(tick.label)) / 2 + tick.label.mapTo(window, QPoint(0, 0)).y()
    assert middle(tick.box, window) == pytest.approx(line, abs=1)


def test_an_answers_ring_is_level_with_its_words(furnished: QApplication, qtbot: QtBot) -> None:
    choices = Choices("way", "Which way?", brief=True)
    choices.offer((("one", "国国国", ""), ("other", "国国国", "")))
    window = shown(qtbot, choices)
    answer = choices._answers["other"]
    words = answer._label
    line = sum(ink(words)) / 2 + words.mapTo(window, QPoint(0, 0)).y()
    assert middle(answer.radio, window) == pytest.approx(line, abs=1)


def test_what_is_unfolded_begins_where_its_title_does(
    furnished: QApplication, qtbot: QtBot
) -> None:
    body = Text("国国国")
    fold = Fold("more", "国国国", lambda column: column.addWidget(body))
    fold.set_open(True)
    window = shown(qtbot, fold)
    assert body.mapTo(window, QPoint(0, 0)).x() == (
        fold.head.mapTo(window, QPoint(0, 0)).x() + fold.head.beside
    )


def test_a_tick_begins_where_the_ticks_of_the_steps_below_it_do(
    furnished: QApplication, qtbot: QtBot
) -> None:
    said = Tick("done", "Done", on_change=lambda _on: None)
    section = StepSection("step", 1, "First", lambda _number, _column: None, done="Done")
    card = said_card(said, FieldNote(said.box))
    window = shown(qtbot, card, section)
    boxes = [box.mapTo(window, QPoint(0, 0)).x() for box in (said.box, section.box)]
    assert boxes[0] == boxes[1]


def test_no_warning_is_one_by_its_colour_alone(furnished: QApplication, qtbot: QtBot) -> None:
    task = TaskCard("task", "Go on", lambda: None, ground="warn_soft", edge="warn")
    task.show_task("国国国", "国国国", "Go on")
    window = shown(qtbot, task)
    assert [mark.state for mark in window.findChildren(Mark)] == ["warn"]
    opening = Opening("more", "More")
    for state in ("good", "warn", "bad"):
        opening.say(state, "国国国")
        assert (opening._token, opening._edge) == (f"{state}_soft", state)


def test_not_yet_is_a_dot_and_no_ring_to_be_ticked(furnished: QApplication, qtbot: QtBot) -> None:
    mark = Mark("none")
    qtbot.addWidget(mark)
    drawn, ground = picture(mark), picture(Mark("good")).pixelColor(0, 0)
    edge, centre = mark.width() // 10, mark.width() // 2
    assert near(drawn.pixelColor(edge, centre), ground)
    assert near(drawn.pixelColor(centre, centre), theme.colour("outline"))


def test_buttons_and_fields_begin_at_one_edge_and_are_of_one_height(
    furnished: QApplication, qtbot: QtBot
) -> None:
    _label, line = field("name", "Name")
    press = button("press", "Press", lambda: None)
    window = shown(qtbot, line, press)
    window.setFocus()
    assert line.height() == press.height()
    for widget in (line, press):
        image, edge = picture(widget), theme.colour("outline")
        across = [image.pixelColor(x, image.height() // 2) for x in range(5)]
        down = [image.pixelColor(image.width() // 2, y) for y in range(5)]
        for points in (across, down):
            assert near(points[0], edge) or near(points[1], edge), widget


def test_what_stands_in_one_line_is_level(furnished: QApplication, qtbot: QtBot) -> None:
    head, press = Head(), button("press", "Press", lambda: None)
    head.setText("More")
    line = flow(head, press)
    window = shown(qtbot, held(line))
    assert head.height() != press.height()
    assert middle(head, window) == pytest.approx(middle(press, window), abs=1)


def test_a_quiet_button_begins_where_the_text_above_it_does(
    furnished: QApplication, qtbot: QtBot
) -> None:
    made = quiet("more", "国国国", lambda: None)
    qtbot.addWidget(made)
    made.resize(made.sizeHint())
    image, ground = picture(made), theme.colour("window")
    columns = [
        x
        for x in range(image.width())
        if any(not near(image.pixelColor(x, y), ground) for y in range(image.height()))
    ]
    assert columns[0] <= theme.em(0.25)
    assert image.width() - columns[-1] <= theme.em(0.3)


def test_only_as_high_as_what_is_in_it_where_that_is_asked(
    furnished: QApplication, qtbot: QtBot
) -> None:
    high, low = QWidget(), Card()
    high.setFixedHeight(theme.em(8))
    low.column.addWidget(Text("One line"))
    window = shown(qtbot, both := Sides(high, low, even=False))
    assert both.height() >= high.height() > 2 * low.height()
    assert low.mapTo(window, QPoint(0, 0)).y() == high.mapTo(window, QPoint(0, 0)).y()


@pytest.mark.parametrize("width", [13, 40])
def test_the_tags_of_a_list_are_all_in_one_place(
    furnished: QApplication, qtbot: QtBot, width: int
) -> None:
    rows = RowList("rows", "Rows")
    qtbot.addWidget(rows)
    rows.resize(theme.em(width), theme.em(20))
    rows.fill([Row("a", tag="open", value="1"), Row("a longer title", tag="open", value="2")])
    drawing = rows.itemDelegate()
    assert isinstance(drawing, RowDrawing)
    places = [drawing._place(row, theme.em(width)) for row in rows.rows]
    assert {place.tag.top() == place.title.top() for place in places} == {width > 20}


def near(one: QColor, other: QColor) -> bool:
    return abs(one.lightness() - other.lightness()) < 40


def test_a_scroll_bar_has_the_ground_of_what_it_stands_on(
    furnished: QApplication, qtbot: QtBot
) -> None:
    area = QScrollArea()
    area.setFrameShape(QScrollArea.Shape.NoFrame)
    area.viewport().setAutoFillBackground(False)
    high = QWidget()
    high.setFixedSize(10, theme.em(60))
    area.setWidget(high)
    high.setAutoFillBackground(False)
    card = Card()
    card.column.addWidget(area)
    window = shown(qtbot, card)
    bar = area.verticalScrollBar()
    assert bar.isVisibleTo(window)
    at = bar.mapTo(card, QPoint(bar.width() // 2, bar.height() - 3))
    assert picture(card).pixelColor(at) == theme.colour("surface")


def test_the_frame_around_a_text_has_its_corners(furnished: QApplication, qtbot: QtBot) -> None:
    made = QPlainTextEdit("Words")
    window = shown(qtbot, made)
    window.setFocus()
    inside = made.viewport().geometry()
    assert inside.left() >= theme.em(theme.ROUND)
    assert inside.top() >= theme.em(theme.ROUND)
    words_at = inside.left() + made.document().documentMargin()
    assert words_at == pytest.approx(theme.em(0.6), abs=1)


@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_page_reaches_the_edges_of_its_window(
    dressed: QApplication, qtbot: QtBot, tmp_path: Path, language: str
) -> None:
    words.install(language)
    desk = Desk(Settings(data_dir=tmp_path, language=language, practice=True))
    desk.open_url = lambda _url: True
    home = QWidget()
    qtbot.addWidget(home)
    wizard = SetupWizard(desk, home)
    wizard.resize(1024, 640)
    wizard.show()
    for number in wizard.pageIds()[:4]:
        wizard.setCurrentId(number)
        qtbot.waitUntil(lambda: edges(wizard) == (wizard.sidebar.width(), 0, wizard.width()))
    words.install("en")
    assert desk.background.stop(limit=10.0)


def edges(wizard: SetupWizard) -> tuple[int, int, int]:
    (strip,) = wizard.currentPage().findChildren(Strip)
    at = strip.mapTo(wizard, QPoint(0, 0))
    return at.x(), at.y(), at.x() + strip.width()
