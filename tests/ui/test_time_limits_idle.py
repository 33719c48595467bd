"""Signing out for want of use: asked two minutes before, without taking anything over."""

from __future__ import annotations

from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests.ui import front
from tests.ui.account import press, wait
from tests.ui.homes import opened
from ui import idle
from ui.desk import Desk
from ui.home import Home
from ui.idle import IDLE_MS, NOTICE_MS
from ui.idlewarning import LOW_MS, IdleWarning

MORE_OFTEN = 12  # than the ten times of WCAG 2.2, 2.2.1


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    heard: list[str] = []
    monkeypatch.setattr("ui.idlewarning.announce", lambda _widget, text: heard.append(text))
    return heard


@pytest.fixture
def home(desk: Desk, qtbot: QtBot) -> Home:
    """The first window, with somebody signed in, and a field that is being typed into."""
    made = opened(desk, qtbot)
    desk.session = SimpleNamespace(  # type: ignore[assignment]  # all that a sign-out needs
        sign_out=lambda _token: True,
        identity=SimpleNamespace(account="111122223333", name=""),
        clients=SimpleNamespace(now=lambda: datetime.now(UTC)),
    )
    wait(qtbot, lambda: not desk.background.busy)
    made.field = QLineEdit(made)  # type: ignore[attr-defined]
    made.field.show()  # type: ignore[attr-defined]
    front.bring(qtbot, made)
    made.field.setFocus()  # type: ignore[attr-defined]
    desk.idle.watch(True)
    return made


def warning(home: Home) -> IdleWarning | None:
    shown = [w for w in home.findChildren(IdleWarning) if w.isVisible()]
    assert len(shown) <= 1
    return shown[0] if shown else None


def asked(home: Home) -> IdleWarning:
    """Two minutes before the end."""
    home.desk.idle.nearly()
    found = warning(home)
    assert found is not None
    return found


def left(home: Home) -> QTimer:
    return home.desk.idle._timer


def begun_anew(home: Home) -> bool:
    return left(home).isActive() and left(home).remainingTime() > IDLE_MS - 10_000


def test_it_asks_two_minutes_before(home: Home) -> None:
    idle = home.desk.idle
    assert idle._timer.interval() - idle._before.interval() == NOTICE_MS == 120_000
    assert idle._before.isActive()
    assert warning(home) is None
    assert "two minutes" in asked(home).what.plain


def test_what_is_being_typed_goes_where_it_went_and_is_an_answer(home: Home) -> None:
    field: QLineEdit = home.field  # type: ignore[attr-defined]
    QTest.keyClicks(field, "vendor")
    window = asked(home)
    assert not window.isActiveWindow()
    assert not window.isModal()
    assert field.hasFocus()
    QTest.keyClicks(field, "-admin ")
    assert field.text() == "vendor-admin "
    assert warning(home) is None
    assert home.desk.session is not None
    assert begun_anew(home)


def test_typing_japanese_is_an_answer_too(home: Home) -> None:
    """An input method takes the keys; only what it has made of them arrives."""
    field = QLineEdit(home)  # the keyboard comes to it only now
    field.show()
    asked(home)
    field.setFocus()
    left(home).stop()
    typed = QInputMethodEvent()
    typed.setCommitString("星")
    QApplication.sendEvent(field, typed)
    assert field.text() == "星"
    assert warning(home) is None
    assert begun_anew(home)


@pytest.mark.parametrize("touch", ["key", "click", "movement"])
def test_a_window_that_came_up_since_is_looked_at_too(home: Home, qtbot: QtBot, touch: str) -> None:
    later = QWidget()
    qtbot.addWidget(later)
    later.show()
    front.bring(qtbot, later)
    left(home).stop()
    if touch == "key":
        QTest.keyClick(later.windowHandle(), Qt.Key.Key_A)
    elif touch == "click":
        QTest.mouseClick(later.windowHandle(), Qt.MouseButton.LeftButton)
    else:
        for place in (3, 9):  # Qt drops one to where the pointer is already
            QTest.mouseMove(later.windowHandle(), QPoint(place, place))
    qtbot.waitUntil(lambda: begun_anew(home))


def test_no_event_of_anything_else_goes_through_python(home: Home, qtbot: QtBot) -> None:
    """A filter on the whole application would run in the middle of every constructor."""
    apart = QLineEdit()
    qtbot.addWidget(apart)
    left(home).stop()
    QTest.keyClick(apart, Qt.Key.Key_A)  # straight to it, as no system sends a key
    assert apart.text() == "a"
    assert not left(home).isActive()


def test_after_a_sign_out_no_event_is_looked_at(home: Home) -> None:
    home.desk.sign_out()
    QTest.keyClick(home.windowHandle(), Qt.Key.Key_A)
    QTest.keyClick(home.field, Qt.Key.Key_A)  # type: ignore[attr-defined]
    assert home.field.text() == "aa"  # type: ignore[attr-defined]
    assert not left(home).isActive()


def test_the_half_hour_is_extended_as_often_as_one_likes(home: Home, qtbot: QtBot) -> None:
    for _ in range(MORE_OFTEN):
        window = asked(home)
        front.bring(qtbot, window)
        left(home).stop()
        window.stay.setFocus()
        QTest.keyClick(window.stay, Qt.Key.Key_Space)
        assert warning(home) is None
        assert begun_anew(home)
    assert home.desk.session is not None


def test_signing_out_at_once_is_possible_with_keys_and_mouse(home: Home, qtbot: QtBot) -> None:
    """A key in this window isn't an answer before its button has been pressed."""
    window = asked(home)
    front.bring(qtbot, window)
    QTest.mouseMove(window.windowHandle())
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_Tab)
    assert warning(home) is window
    QTest.mouseClick(window.leave, Qt.MouseButton.LeftButton)
    assert home.desk.session is None
    assert warning(home) is None
    assert not left(home).isActive()


def test_a_mouse_over_the_question_is_seen_before_it_has_the_keyboard(
    home: Home, qtbot: QtBot
) -> None:
    window = asked(home)
    assert not window.isActiveWindow()
    left(home).start(3_000)
    for button in (window.leave, window.stay):
        QTest.mouseMove(window.windowHandle(), middle(button))
    qtbot.waitUntil(lambda: left(home).remainingTime() > NOTICE_MS - 10_000)
    assert warning(home) is window


def test_when_it_asks_every_window_is_looked_at(home: Home, qtbot: QtBot) -> None:
    """One that never had the keyboard, too."""
    aside = QWidget(None, Qt.WindowType.ToolTip)
    qtbot.addWidget(aside)
    aside.show()
    asked(home)
    left(home).stop()
    QTest.mouseClick(aside.windowHandle(), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: begun_anew(home))
    assert warning(home) is None


def test_on_the_way_to_a_button_nobody_is_hurried(home: Home, qtbot: QtBot) -> None:
    window = asked(home)
    front.bring(qtbot, window)
    for touch in ("key", "mouse"):
        left(home).start(3_000)
        window._low.timeout.emit()
        assert window.what.plain == "Aikagi signs out of AWS in 20 seconds."
        if touch == "key":
            QTest.keyClick(window.windowHandle(), Qt.Key.Key_Tab)
        else:
            QTest.mouseMove(window.windowHandle(), middle(window.leave))
        qtbot.waitUntil(lambda: left(home).remainingTime() > NOTICE_MS - 10_000)
        assert warning(home) is window
        assert "two minutes" in window.what.plain
        assert window._low.remainingTime() > NOTICE_MS - LOW_MS - 10_000


def test_a_letter_typed_into_the_question_is_an_answer(home: Home, qtbot: QtBot) -> None:
    window = asked(home)
    front.bring(qtbot, window)
    left(home).stop()
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_K)
    assert warning(home) is None
    assert begun_anew(home)


def test_it_can_be_answered_where_a_choice_of_file_is_open(home: Home, qtbot: QtBot) -> None:
    dialog = QFileDialog(home)
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.open()
    home.activateWindow()
    window = asked(home)
    QTest.mouseClick(window.windowHandle(), Qt.MouseButton.LeftButton, pos=middle(window.stay))
    assert warning(home) is None
    assert begun_anew(home)
    dialog.close()


def middle(button: QPushButton) -> QPoint:
    """Its middle, in its window."""
    return button.mapTo(button.window(), button.rect().center())


def test_it_closes_with_another_language(home: Home) -> None:
    asked(home)
    home.desk.speak("ja")
    gone = warning(home) is None
    home.desk.speak("en")
    assert gone
    assert begun_anew(home)


def test_escape_stays(home: Home, qtbot: QtBot) -> None:
    window = asked(home)
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert warning(home) is None
    assert home.desk.session is not None
    assert begun_anew(home)


def test_without_an_answer_it_signs_out_and_says_why(home: Home) -> None:
    asked(home)
    home.desk.idle.timed_out()
    assert home.desk.session is None
    assert warning(home) is None
    assert not left(home).isActive()
    assert "signed out" in home.view.message.what.plain
    assert "still there" in home.view.message.next.plain


def test_why_is_said_on_the_page_in_front_and_gone_after_the_next_sign_in(
    home: Home, qtbot: QtBot, announced: list[str]
) -> None:
    session = home.desk.session
    press(home, "start_setup")
    wizard = home.windows.open
    assert wizard is not None
    page = wizard.currentPage()
    wait(qtbot, lambda: home.isVisible() and page.message.parentWidget().isVisible())  # type: ignore[attr-defined]
    announced.clear()
    home.desk.idle.timed_out()
    for message in (home.view.message, page.message):  # type: ignore[attr-defined]
        assert message.isVisible()
        assert "signed out" in message.what.plain
    assert sum("signed out" in words for words in announced) == 1
    home.desk.session = session
    home.desk.session_changed.emit()
    assert not home.view.message.isVisible()
    assert not page.message.isVisible()  # type: ignore[attr-defined]


def test_whoever_waits_for_aikagis_own_work_isnt_asked(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(home.desk.idle, "_busy", lambda: True)
    left(home).stop()
    home.desk.idle.nearly()
    assert warning(home) is None
    assert begun_anew(home)


def test_a_screen_reader_is_told_twice_and_no_more(home: Home, said: list[str]) -> None:
    window = asked(home)
    assert len(said) == 1
    assert "two minutes" in said[0]
    assert "Any key" in said[0]
    assert window._low.interval() == NOTICE_MS - LOW_MS
    window._low.timeout.emit()
    assert len(said) == 2
    assert "20 seconds" in said[1]
    home.desk.idle.nearly()
    assert len(said) == 2


def test_after_a_sign_out_nobody_is_asked(home: Home) -> None:
    asked(home)
    home.desk.sign_out()
    assert warning(home) is None
    assert not home.desk.idle._before.isActive()


def test_its_buttons_have_names(home: Home) -> None:
    window = asked(home)
    for name in ("stay_signed_in", "sign_out_now"):
        found = window.findChild(QPushButton, name)
        assert found is not None
        assert found.accessibleName()
    press(window, "stay_signed_in")
    assert warning(home) is None


def test_whoever_wakes_the_computer_later_finds_nobody_signed_in(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Qt's timers have stood still meanwhile."""
    QTest.keyClick(home.field, Qt.Key.Key_A)  # type: ignore[attr-defined]
    assert home.desk.session is not None
    slept = idle.awake_or_not() + IDLE_MS / 1000 + 1
    monkeypatch.setattr(idle, "awake_or_not", lambda: slept)
    QTest.keyClick(home.field, Qt.Key.Key_B)  # type: ignore[attr-defined]
    assert home.desk.session is None
