"""The manual in the program: one press away from every page, at the section about that page."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QWidget
from pytestqt.qtbot import QtBot

from app import manual
from app.handoverfile import Handover
from app.journey import Step
from tests.ui import front
from tests.ui.test_pages import STEPS
from ui import helpwindow, selftest_windows, theme, words
from ui.bill import BillWindow
from ui.desk import Desk
from ui.helpbutton import HelpButton
from ui.helpwindow import HelpWindow
from ui.home import Home
from ui.recoverysheet import RecoveryWindow
from ui.setup_wizard import SetupWizard
from ui.wizard import page_class

ROOT = Path(__file__).resolve().parents[2]
WITHOUT = {
    "AlreadyOpen",
    "HelpWindow",
    "Home",
    "IdleWarning",
}  # they have no headline to stand beside
HANDOVER = Handover(state="made", account="111122223333", user_name="vendor-admin")


def opened(over: QWidget) -> HelpWindow:
    windows = [w for w in over.findChildren(HelpWindow) if w.isVisible()]
    assert len(windows) == 1
    return windows[0]


def the_button(page: QWidget) -> HelpButton:
    found = page.findChild(HelpButton, "what_is_this")
    assert isinstance(found, HelpButton)
    return found


@pytest.mark.parametrize("step", STEPS)
def test_every_page_opens_its_own_section(
    desk: Desk, qtbot: QtBot, language: str, step: Step
) -> None:
    page = page_class(step.name)(desk, step)
    qtbot.addWidget(page)
    page.come()
    page.show()
    button = the_button(page)
    assert button.accessibleName().endswith(page.headline())
    button.click()
    window = opened(page)
    assert window.list.chosen == step.name
    section = next(s for s in window.sections if s.anchor == step.name)
    assert section.title in window.text.toPlainText()
    assert window.text.accessibleName().endswith(section.title)


@pytest.mark.parametrize("name", sorted({*selftest_windows.every_window()} - WITHOUT))
def test_every_window_beside_the_wizards_has_a_section(desk: Desk, qtbot: QtBot, name: str) -> None:
    above = QWidget()
    qtbot.addWidget(above)
    window = selftest_windows.every_window()[name](desk, above, HANDOVER)
    if not isinstance(window, QDialog) or window.findChild(HelpButton) is None:
        pytest.fail("there is no “What is this?”")
    known = {section.anchor for section in manual.sections(manual.CUSTOMER, "en")}
    page = the_button(window).parentWidget()
    assert page is not None
    assert helpwindow.anchor_of(page, known) != manual.START
    window.close()


def test_f1_opens_it_too_from_anywhere_in_the_window(desk: Desk, qtbot: QtBot) -> None:
    home = QWidget()
    qtbot.addWidget(home)
    wizard = SetupWizard(desk, home)
    with qtbot.waitActive(wizard):
        wizard.show()
    wizard.button(SetupWizard.WizardButton.NextButton).setFocus()
    QTest.keyClick(wizard, Qt.Key.Key_F1)
    assert opened(wizard).list.chosen == "welcome"
    wizard.next()
    front.bring(qtbot, wizard)
    QTest.keyClick(wizard, Qt.Key.Key_F1)
    assert opened(wizard).list.chosen == "account"
    wizard.leave(lambda: None)


def test_home_has_it_and_f1(desk: Desk, qtbot: QtBot) -> None:
    home = Home(desk)
    qtbot.addWidget(home, before_close_func=lambda window: setattr(window, "_over", True))
    with qtbot.waitActive(home):
        home.show()
    qtbot.waitUntil(lambda: home.handovers is not None)
    home.view.more.help.click()
    assert opened(home).list.chosen == "home"
    opened(home).reject()
    front.bring(qtbot, home)
    QTest.keyClick(home, Qt.Key.Key_F1)
    assert opened(home).list.chosen == "home"


def test_enter_in_a_field_does_not_open_it(desk: Desk, qtbot: QtBot) -> None:
    window = RecoveryWindow(desk, None)
    qtbot.addWidget(window)
    window.show()
    QTest.keyClick(window.phone, Qt.Key.Key_Return)
    assert not window.findChildren(HelpWindow)
    QTest.keyClick(the_button(window), Qt.Key.Key_Return)
    assert opened(window).list.chosen == "recovery_sheet"


@pytest.mark.parametrize("name", ["AboutWindow", "BillWindow", "SignInWindow"])
def test_a_window_does_not_begin_at_it(desk: Desk, qtbot: QtBot, name: str) -> None:
    above = QWidget()
    qtbot.addWidget(above)
    window = selftest_windows.every_window()[name](desk, above, HANDOVER)
    with qtbot.waitActive(window):
        window.show()
    button = the_button(window)
    qtbot.waitUntil(lambda: window.focusWidget() not in {None, window, button})
    window.close()


@pytest.fixture
def window(desk: Desk, qtbot: QtBot) -> HelpWindow:
    made = HelpWindow(desk, None)
    qtbot.addWidget(made)
    made.show()
    return made


def test_escape_closes_it_and_it_keeps_nobody_waiting(window: HelpWindow, qtbot: QtBot) -> None:
    assert not window.isModal()
    with qtbot.waitSignal(window.finished):
        QTest.keyClick(window.text, Qt.Key.Key_Escape)


def test_it_goes_along_with_the_language(desk: Desk, window: HelpWindow, qtbot: QtBot) -> None:
    window.open_at("budget")
    before = window.text.toPlainText()
    desk.speak("ja")
    assert window.list.chosen == "budget"
    titles = {s.anchor: s.title for s in manual.sections(manual.CUSTOMER, "ja")}
    assert window.text.toPlainText() != before
    assert titles["budget"] in window.text.toPlainText()
    words.install("en")


def test_going_through_the_list_shows_each_section(window: HelpWindow) -> None:
    window.list.setFocus()
    QTest.keyClick(window.list, Qt.Key.Key_Down)
    assert window.sections[1].title in window.text.toPlainText()


def test_searching_lists_what_tells_of_it(window: HelpWindow) -> None:
    QTest.keyClicks(window.search, "passphrase")
    shown = [window.list.item(n).text() for n in range(window.list.count())]
    expected = [s.title for s in window.sections if "passphrase" in f"{s.title}{s.text}".lower()]
    assert shown == expected
    assert 0 < len(shown) < len(window.sections)
    assert window.text.extraSelections()
    assert not window.nothing.isVisible()
    window.search.setText("xyzzy")
    assert window.nothing.isVisible()
    assert window.list.count() == 0
    window.search.clear()
    assert window.list.count() == len(window.sections)


def test_a_link_into_the_manual_stays_in_it(window: HelpWindow) -> None:
    window.text.anchorClicked.emit(QUrl("#bill"))
    assert window.list.chosen == "bill"


def test_any_other_link_goes_to_the_browser(desk: Desk, window: HelpWindow) -> None:
    asked: list[str] = []

    def no_browser(url: str) -> bool:
        asked.append(url)
        return False

    desk.open_url = no_browser
    window.text.anchorClicked.emit(QUrl("https://aws.amazon.com/"))
    assert asked == ["https://aws.amazon.com/"]
    assert window.message.isVisible()


def test_a_name_that_nothing_is_written_about_opens_the_beginning(window: HelpWindow) -> None:
    window.open_at("nowhere")
    assert window.list.chosen == manual.START


def test_without_its_files_it_says_so(
    desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(manual, "file", lambda *_: tmp_path / "none.md")
    window = HelpWindow(desk, None)
    qtbot.addWidget(window)
    assert "missing" in window.text.toPlainText()


def test_in_a_narrow_window_the_text_keeps_its_room(window: HelpWindow, qtbot: QtBot) -> None:
    window.resize(theme.em(24), theme.em(40))
    qtbot.waitUntil(lambda: window.text.width() > theme.em(20))
    assert window.list.isVisible()


def test_two_presses_open_one_window(desk: Desk, qtbot: QtBot) -> None:
    home = QWidget()
    qtbot.addWidget(home)
    over = BillWindow(desk, home)
    over.show()
    the_button(over).click()
    the_button(over).click()
    assert opened(over).list.chosen == "bill"


def test_pages_come_up_without_loading_it() -> None:
    code = (
        "import sys, ui.pageframe\n"
        "print(sorted(m for m in sys.modules if 'help' in m or 'manual' in m))"
    )
    told = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=True)
    assert told.stdout.decode().strip() == "['ui.helpbutton', 'ui.helpkey']"


def test_each_section_can_be_pressed_with_a_finger(window: HelpWindow) -> None:
    rows = [window.list.visualItemRect(window.list.item(n)) for n in range(window.list.count())]
    assert min(row.height() for row in rows) >= 24


def test_tab_goes_through_the_links_and_on_to_the_button(window: HelpWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(window.text.hasFocus)
    seen = set()
    for _ in range(40):
        QTest.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
        seen.add(window.focusWidget().objectName())
    assert seen == {"help_search", "help_sections", "help_text", "help_close"}
