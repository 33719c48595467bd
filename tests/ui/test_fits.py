"""Nothing is cut off: in both languages, with text twice as long, and with large letters."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.facts import Facts
from app.handoverfile import Handover
from app.journey import SETUP, Step
from app.troubles import SESSION_EXPIRED, Trouble
from tests.ui.test_pages import STEPS
from ui import theme, words
from ui.desk import Desk
from ui.page import Page
from ui.pages.sign_in import SignIn
from ui.wizard import page_class

LARGE_POINTS = 20.0


@pytest.fixture(params=["ja", "en", "twice"])
def said(request: pytest.FixtureRequest) -> Iterator[str]:
    words.install("en" if request.param == "twice" else request.param)
    with pytest.MonkeyPatch.context() as patch:
        if request.param == "twice":
            once = words._translated
            patch.setattr(words, "_translated", lambda text: f"{once(text)} {once(text)}")
        yield request.param
    words.install("en")


@pytest.fixture(params=["usual", "large"])
def letters(
    request: pytest.FixtureRequest, dressed: QApplication, monkeypatch: pytest.MonkeyPatch
) -> Iterator[str]:
    before = QFont(dressed.font())
    if request.param == "large":
        monkeypatch.setattr(theme._now, "points", LARGE_POINTS)
        large = QFont(before)
        large.setPointSizeF(LARGE_POINTS)
        dressed.setFont(large)
    yield request.param
    dressed.setFont(before)


def cut_off(widget: QWidget) -> bool:
    """Whether a label or button has less room than its words need."""
    if isinstance(widget, QLabel) and widget.wordWrap():
        # Qt's own answer: ours keeps what it was told once, and would agree with itself
        return widget.height() < QLabel.heightForWidth(widget, widget.width()) - 1
    needed = widget.minimumSizeHint()
    return widget.width() < needed.width() or widget.height() < needed.height()


def shown(desk: Desk, qtbot: QtBot, step: Step) -> Page:
    page: Page = page_class(step.name)(desk, step)
    qtbot.addWidget(page)
    page.resize(theme.em(42), theme.em(30))
    page.come()
    page.show()
    return page


def too_small(page: Page) -> list[str]:
    inside = page.area.widget()
    assert inside is not None
    wide = inside.minimumSizeHint().width() - page.area.viewport().width()
    every: list[QLabel | QPushButton] = []
    every += page.findChildren(QLabel)
    every += page.findChildren(QPushButton)
    cut = [f"{w.objectName()}: {w.text()}" for w in every if w.isVisibleTo(page) and cut_off(w)]
    return [*cut, f"too wide by {wide}"] if wide > 0 else cut


def assert_fits(page: Page, qtbot: QtBot) -> None:
    """Layouts settle in a few turns of the event loop; then nothing may be too small."""
    try:
        qtbot.waitUntil(lambda: not too_small(page), timeout=2000)
    except qtbot.TimeoutError:
        raise AssertionError(too_small(page)) from None


@pytest.mark.parametrize("step", STEPS)
def test_nothing_is_cut_off(desk: Desk, qtbot: QtBot, said: str, letters: str, step: Step) -> None:
    assert_fits(shown(desk, qtbot, step), qtbot)


@pytest.mark.parametrize("step", STEPS)
def test_messages_and_work_are_not_cut_off(
    desk: Desk, qtbot: QtBot, said: str, letters: str, step: Step
) -> None:
    page = shown(desk, qtbot, step)
    page.show_trouble(Trouble(SESSION_EXPIRED, detail="GetUser ExpiredToken"))
    page.busy.begin(words._("Asking AWS …"), lambda: None)
    assert_fits(page, qtbot)


GUESTS = (
    "iam::123456789012:user/somebody-with-a-long-name",
    "sts::123456789012:assumed-role/AWSReservedSSO_AdministratorAccess_0123456789abcdef/x",
    "sts::123456789012:assumed-role/AccountFullAccessRole/x",
)


@pytest.mark.parametrize("guest", ["", *GUESTS], ids=["root", "user", "sso", "project"])
def test_who_signed_in_is_not_cut_off(
    desk: Desk, qtbot: QtBot, said: str, letters: str, guest: str
) -> None:
    desk.facts = Facts(account="123456789012", is_root=not guest)
    desk.visitor = f"arn:aws:{guest}"
    assert_fits(shown(desk, qtbot, SETUP[3]), qtbot)


def test_another_account_than_before_is_not_cut_off(
    desk: Desk, qtbot: QtBot, said: str, letters: str
) -> None:
    desk.records.save(Handover(account="999988887777", state="made"))
    desk.facts = Facts(account="123456789012", is_root=True)
    page = shown(desk, qtbot, SETUP[3])
    assert isinstance(page, SignIn)
    qtbot.waitUntil(lambda: "999988887777" in page.panel.card.spoken)
    assert_fits(page, qtbot)


def test_waiting_for_the_browser_is_not_cut_off(
    desk: Desk, qtbot: QtBot, said: str, letters: str
) -> None:
    page = shown(desk, qtbot, SETUP[3])
    assert isinstance(page, SignIn)
    page.panel.begin()
    page.panel.paste.open()
    page.panel._wait._grow()
    page.panel.help.set_open(True)
    assert_fits(page, qtbot)
    page.panel.cancel()
