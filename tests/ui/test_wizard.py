"""The wizard's way through a journey, with stand-in pages: order, Back, coming back, closing."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLabel, QMessageBox, QPushButton, QVBoxLayout, QWidget, QWizard
from pytestqt.qtbot import QtBot

from app.facts import Facts
from app.journey import SETUP
from app.troubles import DISK_FULL, Trouble
from app.work import Token
from ui import theme, words
from ui import wizard as module
from ui.desk import Desk
from ui.page import Page
from ui.wizard import JourneyWizard

B = QWizard.WizardButton


class Plain(Page):
    """A page with nothing of its own."""

    def headline(self) -> str:
        return self.step.name

    def build(self, column: QVBoxLayout) -> None:
        pass


class Walk(JourneyWizard):
    def title(self) -> str:
        return "walk"


@pytest.fixture(autouse=True)
def plain_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "page_class", lambda _name: Plain)


@pytest.fixture
def host(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    return made


def opened(desk: Desk, host: QWidget) -> Walk:
    made = Walk(desk, SETUP, "setup_wizard", host)
    made.show()
    return made


def here(wizard: Walk) -> Plain:
    page = wizard.currentPage()
    assert isinstance(page, Plain)
    return page


DONE = Facts(
    have_account=True,
    mfa_said=True,
    account="123456789012",
    is_root=True,
    root_mfa=True,
    handover="h",
    file_channel="chat",
    file_sent=True,
    password_channel="phone",
    password_sent=True,
    budget="skipped",
    contract="A",
)


def test_a_new_customer_begins_at_the_beginning(desk: Desk, host: QWidget) -> None:
    wizard = opened(desk, host)
    assert wizard.step.name == "welcome"
    assert not wizard.button(B.BackButton).isEnabled()
    wizard.button(B.NextButton).click()
    assert wizard.step.name == "account"
    assert not wizard.button(B.NextButton).isEnabled()
    desk.know(have_account=True)
    assert wizard.button(B.NextButton).isEnabled()


def test_coming_back_goes_on_with_a_way_back(desk: Desk, host: QWidget) -> None:
    desk.facts = Facts(have_account=True, mfa_said=True)
    wizard = opened(desk, host)
    assert wizard.step.name == "sign_in"
    for name in ("root_mfa", "account", "welcome"):
        assert wizard.button(B.BackButton).isEnabled()
        wizard.button(B.BackButton).click()
        assert wizard.step.name == name
    assert not wizard.button(B.BackButton).isEnabled()


def test_no_way_back_over_an_act(desk: Desk, host: QWidget) -> None:
    desk.facts = DONE.but(handover="")
    wizard = opened(desk, host)
    assert wizard.step.name == "vendor_user"
    assert wizard.button(B.BackButton).isEnabled()
    desk.know(handover="h")
    assert not wizard.button(B.BackButton).isEnabled()
    wizard.button(B.NextButton).click()
    assert wizard.step.name == "package"
    assert not wizard.button(B.BackButton).isEnabled()
    wizard.back()
    assert wizard.step.name == "package"
    wizard.button(B.NextButton).click()
    assert wizard.button(B.BackButton).isEnabled()


def test_the_whole_way_to_the_end(desk: Desk, host: QWidget) -> None:
    wizard = opened(desk, host)
    desk.know(**{name: getattr(DONE, name) for name in vars(DONE)})
    for step in SETUP[:-1]:
        assert wizard.step == step
        wizard.button(B.NextButton).click()
    assert wizard.step == SETUP[-1]
    assert wizard.button(B.FinishButton).isEnabled()
    wizard.button(B.FinishButton).click()
    assert not wizard.isVisible()


def test_buttons_speak_the_language(desk: Desk, host: QWidget) -> None:
    wizard = opened(desk, host)
    desk.speak("ja")
    texts = [wizard.button(b).text() for b in (B.BackButton, B.NextButton, B.FinishButton)]
    assert texts == ["戻る", "次へ", "完了"]
    assert wizard.button(B.NextButton).accessibleName() == "次へ"


def test_the_side_list_says_where_you_are(desk: Desk, host: QWidget) -> None:
    desk.facts = Facts(have_account=True)
    wizard = opened(desk, host)
    spoken = [
        wizard.sidebar.list.item(i).data(wizard.sidebar.SPOKEN)
        for i in range(wizard.sidebar.list.count())
    ]
    assert spoken[:4] == [
        "1. Welcome, done",
        "2. AWS account, done",
        "3. Second lock (MFA), you are here",
        "4. Sign in, to come",
    ]


def test_work_holds_the_buttons_and_shows_a_trouble(
    desk: Desk, host: QWidget, qtbot: QtBot
) -> None:
    wizard = opened(desk, host)
    wizard.button(B.NextButton).click()
    desk.know(have_account=True)
    page, go = here(wizard), threading.Event()

    def work(_: Token) -> None:
        go.wait(30)
        raise Trouble(DISK_FULL)

    page.work(work, lambda _: None, saying="Working")
    bar = page.findChild(QWidget, "progress")
    assert bar is not None
    assert bar.isVisible()
    assert not wizard.button(B.NextButton).isEnabled()
    assert not wizard.button(B.BackButton).isEnabled()
    go.set()
    qtbot.waitUntil(lambda: not page.working)
    assert page.message.isVisible()
    assert "disk-full" in page.message.code.plain
    assert not bar.isVisible()
    assert wizard.button(B.NextButton).isEnabled()


def test_cancel_is_answered(desk: Desk, host: QWidget, qtbot: QtBot) -> None:
    page, heard = here(opened(desk, host)), list[str]()
    page.work(
        lambda t: t.wait(3600),
        lambda _: heard.append("done"),
        cancelled=lambda: heard.append("cancelled"),
    )
    stop = page.findChild(QPushButton, "cancel_work")
    assert stop is not None
    stop.click()
    qtbot.waitUntil(lambda: heard == ["cancelled"])
    assert not page.message.isVisible()


def test_closing_in_the_middle_asks_and_waits(desk: Desk, host: QWidget, qtbot: QtBot) -> None:
    wizard = opened(desk, host)
    page, undone = here(wizard), threading.Event()

    def work(token: Token) -> None:
        try:
            token.wait(3600)
        finally:
            undone.wait(30)

    page.work(work, lambda _: None)
    wizard.close()
    box = wizard.findChild(QMessageBox, "stop_work")
    assert box is not None
    assert not box.isModal()
    assert wizard.isVisible()
    stop = box.findChild(QPushButton, "stop_and_close")
    assert stop is not None
    stop.click()
    assert wizard.isVisible()
    undone.set()
    qtbot.waitUntil(lambda: not wizard.isVisible())
    assert not page.working


def test_keep_going_keeps_going(desk: Desk, host: QWidget, qtbot: QtBot) -> None:
    wizard = opened(desk, host)
    page, go, heard = here(wizard), threading.Event(), list[bool]()
    page.work(lambda _: go.wait(30), heard.append)
    wizard.reject()
    box = wizard.findChild(QMessageBox, "stop_work")
    assert box is not None
    stay = box.findChild(QPushButton, "keep_going")
    assert stay is not None
    stay.click()
    go.set()
    qtbot.waitUntil(lambda: heard == [True])
    assert wizard.isVisible()


def test_closing_while_waiting_for_a_person_just_closes(
    desk: Desk, host: QWidget, qtbot: QtBot
) -> None:
    wizard = opened(desk, host)
    page = here(wizard)
    errand = page.work(lambda token: token.wait(3600), lambda _: None, waiting=True)
    wizard.reject()
    assert not wizard.isVisible()
    assert errand.cancelled


def test_leaving_a_page_stops_what_it_waits_for(desk: Desk, host: QWidget, qtbot: QtBot) -> None:
    desk.facts = Facts(have_account=True)
    wizard = opened(desk, host)
    page = here(wizard)
    errand = page.work(lambda token: token.wait(3600), lambda _: None, waiting=True)
    wizard.button(B.BackButton).click()
    assert errand.cancelled
    assert wizard.step.name == "account"


def test_a_narrow_window_has_room_for_the_page(desk: Desk, host: QWidget, qtbot: QtBot) -> None:
    wizard = opened(desk, host)
    wizard.resize(theme.em(30), theme.em(20))
    assert not wizard.sidebar.isVisible()
    qtbot.waitUntil(lambda: edges(wizard) == (0, wizard.width()))
    wizard.resize(theme.em(50), theme.em(30))
    assert wizard.sidebar.isVisible()
    side = wizard.sidebar.width()
    qtbot.waitUntil(lambda: edges(wizard) == (side, wizard.width()))


def edges(wizard: Walk) -> tuple[int, int]:
    """From where to where the page lies in the window."""
    left = here(wizard).mapTo(wizard, QPoint(0, 0)).x()
    return left, left + here(wizard).width()


def high(widget: QWidget, wizard: Walk) -> int:
    """Where its upper edge is in the window."""
    return widget.mapTo(wizard, QPoint(0, 0)).y()


def low(widget: QWidget, wizard: Walk) -> int:
    """Where its lower edge is in the window."""
    return high(widget, wizard) + widget.height()


def places(wizard: Walk) -> list[str]:
    """What is said of where one is, by whatever is shown on the page."""
    said = here(wizard).findChildren(QLabel, "place")
    return [label.accessibleName() for label in said if label.isVisibleTo(here(wizard))]


def test_where_the_list_is_hidden_the_page_says_which_step_it_is(
    desk: Desk, host: QWidget, qtbot: QtBot
) -> None:
    wizard = opened(desk, host)
    wizard.resize(theme.em(50), theme.em(30))
    assert places(wizard) == []  # the list says it
    wizard.resize(theme.em(30), theme.em(20))
    count = wizard.sidebar.list.count()
    assert places(wizard) == [f"walk: step 1 of {count}"]
    (place,) = here(wizard).findChildren(QLabel, "place")
    headline = here(wizard).findChild(QLabel, "headline")
    assert place.focusPolicy() & Qt.FocusPolicy.TabFocus == Qt.FocusPolicy.NoFocus
    assert headline is not None
    qtbot.waitUntil(lambda: low(place, wizard) <= high(headline, wizard))
    desk.know(have_account=True)
    wizard.button(B.NextButton).click()
    assert places(wizard) == [f"walk: step 2 of {wizard.sidebar.list.count()}"]
    words.install("ja")
    desk.language_changed.emit()
    assert len(places(wizard)) == 1
    words.install("en")
    wizard.resize(theme.em(50), theme.em(30))
    assert places(wizard) == []


def test_a_journey_of_one_step_has_no_place_to_tell(desk: Desk, host: QWidget) -> None:
    wizard = Walk(desk, SETUP[:1], "setup_wizard", host)
    wizard.show()
    wizard.resize(theme.em(30), theme.em(20))
    assert places(wizard) == []
