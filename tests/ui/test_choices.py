"""A question with a few answers: one below the other, side by side, or in columns."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QRadioButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui import theme
from ui.choices import Choices
from ui.sides import Sides
from ui.widgets import Text

ANSWERS = (
    ("phone", "By telephone", "Call a number that you know already."),
    ("sms", "By a text message to a mobile phone", "Write nothing else."),
    ("paper", "By a letter", "It takes a day or two."),
)


def made(qtbot: QtBot, wide: float, **shape: bool) -> tuple[Choices, QWidget]:
    host = QWidget()
    qtbot.addWidget(host)
    column = QVBoxLayout(host)
    choices = Choices("way", "Which way?", **shape)
    choices.offer(ANSWERS)
    column.addWidget(choices)
    column.addStretch(1)
    host.resize(theme.em(wide), theme.em(30))
    host.show()
    QApplication.processEvents()
    return choices, host


def radios(choices: Choices) -> list[QRadioButton]:
    return choices.findChildren(QRadioButton)


def places(choices: Choices) -> list[QRect]:
    answers = [radio.parentWidget() for radio in radios(choices)]
    return [a.geometry() for a in answers if a is not None]


def said(choices: Choices) -> list[str]:
    labels = [label for label in choices.findChildren(QLabel) if label.isVisible()]
    return [label.plain for label in labels if isinstance(label, Text)]


@pytest.mark.parametrize("shape", [{"brief": True}, {"beside": True}])
def test_only_the_chosen_one_is_advised_about(
    dressed: object, qtbot: QtBot, shape: dict[str, bool]
) -> None:
    choices, _host = made(qtbot, 40, **shape)
    labels = [label for _id, label, _advice in ANSWERS]
    assert said(choices) == labels
    for number, (_id, _label, advice) in enumerate(ANSWERS):
        radios(choices)[number].click()
        assert [words for words in said(choices) if words not in labels] == [advice]
        assert radios(choices)[number].accessibleDescription() == advice
    choices.set_choice("")
    assert said(choices) == labels


def test_side_by_side_where_there_is_room(dressed: object, qtbot: QtBot) -> None:
    choices, host = made(qtbot, 40, beside=True)
    first, second, _third = places(choices)
    assert first.y() == second.y()
    assert second.x() > first.right()
    host.resize(theme.em(14), theme.em(40))
    qtbot.waitUntil(lambda: places(choices)[1].y() >= places(choices)[0].bottom())
    label = choices.findChildren(Text)[1]
    qtbot.waitUntil(lambda: label.height() >= label.heightForWidth(label.width()) - 1)
    assert places(choices)[1].right() <= choices.width()


@pytest.mark.parametrize("wide", [40, 37])
def test_those_side_by_side_end_where_the_panels_end(
    dressed: object, qtbot: QtBot, wide: int
) -> None:
    choices, host = made(qtbot, 30, beside=True)
    host.resize(theme.em(wide), theme.em(30))

    def end() -> int:
        return max(place.right() for place in places(choices)) + 1

    qtbot.waitUntil(lambda: 0 <= choices.width() - end() <= 2 and choices.width() > theme.em(34))
    assert len({place.width() for place in places(choices)}) == 1


def test_columns_are_of_the_same_width(dressed: object, qtbot: QtBot) -> None:
    choices, host = made(qtbot, 40, columns=True)
    first, second, third = places(choices)
    assert first.y() == second.y() == third.y()
    assert abs(first.width() - third.width()) <= 1
    assert all(advice in said(choices) for _id, _label, advice in ANSWERS)
    host.resize(theme.em(20), theme.em(40))
    qtbot.waitUntil(lambda: places(choices)[1].y() >= places(choices)[0].bottom())
    assert choices.minimumSizeHint().width() < theme.em(20)


@pytest.mark.parametrize("shape", [{}, {"beside": True}, {"columns": True}])
@pytest.mark.parametrize("mirrored", [False, True])
def test_arrows_go_through_all_of_them(
    dressed: object, qtbot: QtBot, shape: dict[str, bool], mirrored: bool
) -> None:
    choices, host = made(qtbot, 40, **shape)
    if mirrored:
        host.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    on, back = Qt.Key.Key_Right, Qt.Key.Key_Left
    host.activateWindow()
    radios(choices)[0].setFocus()
    qtbot.waitUntil(radios(choices)[0].hasFocus)

    def press(key: Qt.Key) -> str:
        now = QApplication.focusWidget()
        assert now is not None
        QTest.keyClick(now, key)
        return choices.choice

    assert press(Qt.Key.Key_Space) == "phone"
    assert [press(Qt.Key.Key_Down) for _ in ANSWERS] == ["sms", "paper", "phone"]
    assert press(back if mirrored else on) == "sms"
    assert press(on if mirrored else back) == "phone"
    assert press(Qt.Key.Key_Up) == "paper"


def test_nothing_of_a_frame_is_left(dressed: object, qtbot: QtBot) -> None:
    choices, host = made(qtbot, 40, brief=True)
    assert places(choices)[0].topLeft() == choices.rect().topLeft()
    host.resize(theme.em(30), theme.em(30))
    QApplication.processEvents()
    assert places(choices)[0].topLeft() == choices.rect().topLeft()


def test_two_columns_become_one(dressed: object, qtbot: QtBot) -> None:
    one, other = Text("one " * 20), Text("other " * 20)
    sides = Sides(one, other)
    qtbot.addWidget(sides)
    sides.resize(theme.em(40), theme.em(10))
    sides.show()
    qtbot.waitUntil(lambda: other.x() > one.x() and other.y() == one.y())
    sides.resize(theme.em(20), theme.em(20))
    qtbot.waitUntil(lambda: other.x() == one.x() and other.y() > one.y())
    assert sides.minimumSizeHint().width() < theme.em(20)
