"""The design system's parts: buttons, fields, the bar, the list of steps, and what may move."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QSpinBox,
    QStyle,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from app.journey import SETUP
from ui import theme, winsystem, words
from ui.bar import Bar
from ui.busy import Busy
from ui.heading import WIDE_EM, Heading
from ui.ring import Ring
from ui.sidebar import Sidebar
from ui.stepsection import StepSection
from ui.style import Style
from ui.widgets import Card, button, field, flow, tick


@pytest.fixture(params=[True, False], ids=["moving", "still"])
def moving(request: pytest.FixtureRequest) -> Iterator[bool]:
    theme.force_motion(request.param)
    yield request.param
    theme.force_motion(None)


@pytest.fixture
def high_contrast(dressed: QApplication) -> Iterator[None]:
    theme.force(dressed, False, contrast=True)
    yield
    theme.force(dressed, None)


def picture(widget: QWidget) -> QImage:
    return widget.grab().toImage()


# --- what may move ---------------------------------------------------------------------------
def test_the_style_says_whether_anything_may_move(
    dressed: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Still(Style):
        def styleHint(self, hint: QStyle.StyleHint, *rest: object) -> int:
            if hint == QStyle.StyleHint.SH_Widget_Animation_Duration:
                return 0
            return int(super().styleHint(hint, *rest))  # type: ignore[arg-type]

    monkeypatch.setattr(winsystem, "IS", False)
    answers = []
    for style in (Style(), Still()):
        monkeypatch.setattr(QApplication, "style", lambda style=style: style)
        answers.append(theme.motion())
    assert answers == [True, False]


@pytest.mark.parametrize("on", [True, False])
def test_windows_is_asked_itself(monkeypatch: pytest.MonkeyPatch, on: bool) -> None:
    monkeypatch.setattr(winsystem, "IS", True)
    monkeypatch.setattr(winsystem, "animates", lambda: on)
    assert theme.motion() is on


def test_what_windows_says_of_animations(monkeypatch: pytest.MonkeyPatch) -> None:
    class User:
        told, on = True, 0

        def SystemParametersInfoW(self, what: int, _size: int, where: object, _flags: int) -> bool:
            assert what == 0x1042
            where._obj.value = self.on  # type: ignore[attr-defined]
            return self.told

    user = User()
    monkeypatch.setattr(winsystem, "_user", lambda: user)
    assert not winsystem.animates()
    user.on = 1
    assert winsystem.animates()
    user.told, user.on = False, 0
    assert winsystem.animates()


def test_the_bar_moves_only_where_it_may(dressed: object, qtbot: QtBot, moving: bool) -> None:
    busy = Busy()
    qtbot.addWidget(busy)
    busy.resize(theme.em(20), theme.em(6))
    busy.begin("Asking AWS …", None)
    busy.show()
    assert busy.bar.moving is moving
    before = picture(busy.bar)
    QTest.qWait(200)
    assert (picture(busy.bar) != before) is moving
    assert busy.bar.accessibleDescription() == "Asking AWS …"
    assert busy.sentence.isVisible()


def test_a_bar_that_counts_or_is_hidden_stands_still(dressed: object, qtbot: QtBot) -> None:
    theme.force_motion(True)
    bar = Bar("progress", "Progress")
    qtbot.addWidget(bar)
    bar.show()
    moved = [bar.moving]
    bar.setRange(0, 4)
    moved.append(bar.moving)
    bar.setRange(0, 0)
    moved.append(bar.moving)
    bar.hide()
    moved.append(bar.moving)
    theme.force_motion(None)
    assert moved == [True, False, True, False]


def test_a_bar_in_a_minimised_window_stands_still(dressed: object, qtbot: QtBot) -> None:
    theme.force_motion(True)
    bar = Bar("progress", "Progress")
    qtbot.addWidget(bar)
    bar.show()
    moved = [bar.moving]
    bar.showMinimized()
    qtbot.waitUntil(lambda: not bar.windowHandle().isExposed())
    moved.append(bar.moving)
    bar.setRange(0, 4)
    bar.setRange(0, 0)
    moved.append(bar.moving)
    bar.showNormal()
    qtbot.waitUntil(lambda: bar.moving)
    theme.force_motion(None)
    assert moved == [True, False, False]


def filled(bar: Bar) -> float:
    """The share of the bar's middle line that is in the accent's colour."""
    image, accent = picture(bar), theme.colour("accent").name()
    row = [image.pixelColor(x, image.height() // 2).name() for x in range(image.width())]
    return row.count(accent) / len(row)


def test_the_bar_is_filled_by_what_is_done(dressed: object, qtbot: QtBot) -> None:
    bar = Bar("progress", "Progress")
    qtbot.addWidget(bar)
    bar.resize(theme.em(20), theme.em(0.5))
    bar.setRange(0, 4)
    for done in range(5):
        bar.setValue(done)
        assert filled(bar) == pytest.approx(done / 4, abs=0.05)


# --- buttons and fields ----------------------------------------------------------------------
def test_each_state_of_a_button_looks_different(dressed: object, qtbot: QtBot) -> None:
    seen = []
    made = button("press", "Press", lambda: None)
    for primary in (True, False):
        made = button("press", "Press", lambda: None, primary=primary)
        qtbot.addWidget(made)
        made.show()
        made.clearFocus()
        seen.append(picture(made))
        made.setDown(True)
        seen.append(picture(made))
        made.setDown(False)
        made.setAttribute(Qt.WidgetAttribute.WA_UnderMouse)
        seen.append(picture(made))
        made.setAttribute(Qt.WidgetAttribute.WA_UnderMouse, False)
        made.setFocus()
        qtbot.waitUntil(made.hasFocus)
        seen.append(picture(made))
    made.setEnabled(False)
    seen.append(picture(made))
    alike = [(i, j) for i, one in enumerate(seen) for j in range(i) if one == seen[j]]
    assert not alike


def test_a_button_keeps_its_size_when_it_becomes_the_primary_one(dressed: object) -> None:
    made = button("press", "Let a vendor in", lambda: None)
    before = made.sizeHint()
    made.set_primary(True)
    assert made.sizeHint() == before


def test_what_can_be_pressed_is_large_enough(dressed: QApplication, qtbot: QtBot) -> None:
    """Also where letters are small. WCAG 2.2, 2.5.8."""
    theme.furnish(dressed)
    points = theme._now.points
    try:
        for theme._now.points in (points, 6.0):
            theme._line.cache_clear()
            line = field("name", "Name")[1]
            for made in (
                button("press", "OK", lambda: None),
                tick("tick", "Yes"),
                QComboBox(),
                QSpinBox(),
                line,
            ):
                qtbot.addWidget(made)
                made.ensurePolished()
                tall = max(made.sizeHint().height(), made.minimumHeight())
                assert tall >= theme.TARGET, (made, theme._now.points)
    finally:
        theme._now.points = points
        theme._line.cache_clear()


def test_fields_are_of_one_height(dressed: QApplication, qtbot: QtBot) -> None:
    theme.furnish(dressed)
    heights = set()
    for made in (QComboBox(), QSpinBox(), QLineEdit()):
        qtbot.addWidget(made)
        heights.add(made.sizeHint().height())
    assert heights == {theme.em(2.0)}


# --- without colour --------------------------------------------------------------------------
def test_the_step_and_what_is_done_are_told_by_more_than_colour(
    dressed: object, qtbot: QtBot
) -> None:
    """In shades of grey, too, the three rows of one name are three pictures."""
    words.install("en")
    steps = (SETUP[0],)
    seen = []
    for here, done in ((SETUP[0].name, set()), ("", {SETUP[0].name}), ("", set())):
        side = Sidebar("Let a vendor in")
        qtbot.addWidget(side)
        side.resize(side.width(), theme.em(10))
        side.show_place(here, steps, frozenset(done))
        side.show()
        grey = picture(side).convertToFormat(QImage.Format.Format_Mono)
        seen.append(grey)
    assert seen[0] != seen[1] != seen[2] != seen[0]


def test_in_high_contrast_a_card_has_an_edge_all_around(
    high_contrast: object, qtbot: QtBot
) -> None:
    card = Card()
    qtbot.addWidget(card)
    card.resize(theme.em(10), theme.em(5))
    assert_an_edge_all_around(picture(card))


def test_in_high_contrast_the_open_step_has_an_edge_as_a_card_has(
    high_contrast: object, qtbot: QtBot
) -> None:
    step = StepSection("step", 1, "Sign up", lambda _number, _column: None, done="Done")
    qtbot.addWidget(step)
    step.resize(theme.em(20), theme.em(8))
    step.set_open(True)
    assert_an_edge_all_around(picture(step))


def assert_an_edge_all_around(image: QImage) -> None:
    """A dark line at each of its four sides."""
    middle_row = [image.pixelColor(x, image.height() // 2) for x in range(image.width())]
    column = [image.pixelColor(image.width() // 2, y) for y in range(image.height())]
    for line in (middle_row, column):
        for end in (line[:5], line[-5:]):
            assert min(colour.lightness() for colour in end) < 60


# --- right to left ---------------------------------------------------------------------------
@pytest.fixture
def mirrored(dressed: QApplication) -> Iterator[None]:
    dressed.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    yield
    dressed.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


def test_buttons_begin_at_the_right_where_one_writes_from_there(
    mirrored: object, qtbot: QtBot
) -> None:
    host = QWidget()
    qtbot.addWidget(host)
    first, second = (button(name, name, lambda: None) for name in ("first", "second"))
    host.setLayout(flow(first, second))
    host.resize(theme.em(30), theme.em(3))
    host.show()
    assert first.geometry().right() == host.rect().right()
    assert second.geometry().right() < first.geometry().left()


def test_the_headline_keeps_clear_of_the_illustration(mirrored: object, qtbot: QtBot) -> None:
    heading = Heading("Sign in to AWS", "sign_in")
    qtbot.addWidget(heading)
    heading.resize(theme.em(38), theme.em(4))
    heading.show()
    assert heading.words.geometry().left() >= theme.em(WIDE_EM)


def test_in_high_contrast_a_ring_shows_what_is_left(high_contrast: object, qtbot: QtBot) -> None:
    """The track is thin: else it would be as bright as what is left, and look full."""
    ring = Ring("ring", "Seconds")
    qtbot.addWidget(ring)
    ring.resize(ring.sizeHint())
    rows = []
    for left in (30, 0):
        ring.show_left(left, 30)
        image = picture(ring)
        middle = image.height() // 2
        line = (image.pixelColor(x, middle).lightness() for x in range(image.width() // 4))
        rows.append(sum(lightness < 128 for lightness in line))
    full, empty = rows
    assert 0 < empty * 2 < full


def test_a_quiet_button_has_a_place_below_the_headline(dressed: object, qtbot: QtBot) -> None:
    """It hardly makes the row higher, and keeps clear of the illustration."""
    heading = Heading("Sign in to AWS", "sign_in")
    qtbot.addWidget(heading)
    quiet = QToolButton()
    quiet.setFixedSize(theme.em(7), theme.em(1.8))
    heading.slot.addWidget(quiet)
    heading.resize(theme.em(34), heading.sizeHint().height())
    heading.show()
    assert heading.height() <= theme.em(4.1)
    assert quiet.geometry().top() >= heading.words.geometry().bottom()
    assert quiet.geometry().left() == heading.words.geometry().left()


def test_what_can_be_filled_in_has_an_edge(dressed: QApplication, qtbot: QtBot) -> None:
    theme.furnish(dressed)
    for made in (QLineEdit(), QComboBox(), QSpinBox(), QPlainTextEdit()):
        qtbot.addWidget(made)
        made.resize(theme.em(12), theme.em(3))
        made.show()
        made.clearFocus()
        image = picture(made)
        middle = image.height() // 2
        left = {image.pixelColor(x, middle).name() for x in range(3)}
        assert theme.LIGHT.outline in left, made
