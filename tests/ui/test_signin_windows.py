"""A sign-in that its window doesn't live to see, and a window that is asked for twice."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from urllib.parse import unquote
from urllib.request import urlopen

import pytest
import shiboken6
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.practice import Practice
from app.troubles import Trouble
from tests.ui import account
from tests.ui.account import wait
from tests.ui.buildingwindow import RECORD
from tests.ui.signinpage import entries
from ui.button import Button
from ui.desk import Desk
from ui.signin_panel import SignInPanel, SignInWindow
from ui.signupwaiting import now
from ui.windows import Windows

pytestmark = pytest.mark.keyring


class Customer:
    """Nobody is signed in; what would have opened in the browser is in `links`."""

    def __init__(self, desk: Desk, practice: Practice, qtbot: QtBot) -> None:
        self.desk, self.practice, self.qtbot = desk, practice, qtbot
        self.links: list[str] = []
        self.home = QWidget()
        qtbot.addWidget(self.home)
        self.windows = Windows(desk, self.home)
        desk.open_url = self._open

    def _open(self, url: str) -> bool:
        self.links.append(url)
        return True

    def press(self, name: str) -> None:
        """Press a button, anywhere."""
        found = [b for b in self.home.findChildren(QPushButton, name) if b.isVisible()]
        assert len(found) == 1, (name, found)
        assert found[0].isEnabled(), name
        found[0].click()

    def asked(self) -> SignInWindow:
        """The one window that asks to sign in."""
        (window,) = [w for w in self.home.findChildren(SignInWindow) if w.isVisible()]
        return window

    def begin(self, panel: SignInPanel) -> str:
        """Begin to sign in. Returns the link that opens."""
        before = len(self.links)
        panel.begin()
        wait(self.qtbot, lambda: len(self.links) > before)
        return self.links[-1]

    def quiet(self) -> None:
        """Wait until nothing is under way."""
        wait(self.qtbot, lambda: not self.desk.background.busy)


@pytest.fixture
def customer(
    dressed: object, data_dir: object, practice: Practice, secret_service: object, qtbot: QtBot
) -> Iterator[Customer]:
    with account.run(data_dir, practice, signed_in=False) as desk:  # type: ignore[arg-type]
        yield Customer(desk, practice, qtbot)


# --- who asks to sign in -------------------------------------------------------------------------
Closing = Callable[[], object]


def building(customer: Customer) -> tuple[str, Closing]:
    record = replace(RECORD, account=customer.practice.state.account)
    customer.desk.records.save(record)
    customer.windows.building(record)
    return "check_vendor", customer.windows._beside["building"].close


def bill(customer: Customer) -> tuple[str, Closing]:
    customer.windows.bill()
    return "bill_check", customer.windows._beside["bill"].close


def a_page(customer: Customer, name: str, button: str) -> tuple[str, Closing]:
    customer.windows.setup(name)
    wizard = customer.windows.open
    assert wizard is not None
    page = wizard.currentPage()
    assert page.objectName() == name
    wait(customer.qtbot, lambda: page.findChild(QPushButton, button).isVisible())  # type: ignore[union-attr]
    return button, wizard.close


def account_page(customer: Customer) -> tuple[str, Closing]:
    customer.desk.know(waiting_since=now())
    return a_page(customer, "account", "check_activation")


def budget_page(customer: Customer) -> tuple[str, Closing]:
    return a_page(customer, "budget", "sign_in_again")


def any_page(customer: Customer) -> tuple[str, Closing]:
    return a_page(customer, "vendor_user", "sign_in_again")


OPENERS = (building, bill, account_page, budget_page, any_page)


@pytest.mark.usefixtures("dressed")
def test_it_closes_with_another_language(customer: Customer) -> None:
    """It is asked for again in that language; a sign-in under way is given up."""
    asks, _close = bill(customer)
    customer.press(asks)
    window = customer.asked()
    customer.begin(window.panel)
    customer.desk.speak("ja")
    closed = not window.isVisible()
    customer.desk.speak("en")
    assert closed
    gone(customer.qtbot, window)


def gone(qtbot: QtBot, thing: QObject) -> None:
    wait(qtbot, lambda: not shiboken6.isValid(thing))


def come_back(link: str) -> None:
    """What the browser does when the customer finishes there."""
    with suppress(OSError):  # nobody listens any more
        urlopen(link, timeout=30).read()


def refused(link: str) -> bool:
    """Whether nobody listens at the address to which the browser is to come back."""
    found = re.search(r"redirect_uri=(http[^&]+)", link)
    assert found is not None
    try:
        urlopen(unquote(found[1]), timeout=30)
    except OSError as error:
        return "refused" in str(error)
    return False


@pytest.mark.parametrize("opener", OPENERS)
def test_nothing_is_left_when_the_window_below_is_closed(
    customer: Customer, secret_service: object, opener: Callable[[Customer], tuple[str, Closing]]
) -> None:
    button, close = opener(customer)
    customer.press(button)
    window = customer.asked()
    link = customer.begin(window.panel)
    close()
    gone(customer.qtbot, window)
    come_back(link)
    wait(customer.qtbot, lambda: refused(link))
    customer.quiet()
    assert entries(secret_service) == []
    assert customer.desk.session is None


@pytest.mark.parametrize("opener", OPENERS)
def test_asked_twice_it_is_one_window(
    customer: Customer, opener: Callable[[Customer], tuple[str, Closing]]
) -> None:
    button, close = opener(customer)
    customer.press(button)
    first = customer.asked()
    link = customer.begin(first.panel)
    customer.press(button)
    assert customer.asked() is first
    assert first.panel.waiting, "the browser may come back to it"
    customer.practice.state.clear()
    come_back(link)
    wait(customer.qtbot, lambda: customer.desk.session is not None)
    gone(customer.qtbot, first)
    assert not customer.home.findChildren(SignInWindow)
    close()
    customer.quiet()


def test_what_was_pressed_last_goes_on_and_once(customer: Customer) -> None:
    went: list[str] = []

    def ask(name: str) -> SignInWindow:
        return SignInWindow.over(customer.desk, customer.home, "", lambda: went.append(name))

    over = ask("first")
    assert ask("second") is over
    come_back(customer.begin(over.panel))
    wait(customer.qtbot, lambda: bool(went))
    assert went == ["second"]
    third = ask("third")
    assert third is not over, "one that is closed isn't raised"
    third.close()


def test_the_second_entrance_is_there_for_who_was_signed_in(customer: Customer) -> None:
    desk, state = customer.desk, customer.practice.state
    desk.begin(account.sign_in(desk.settings))
    root = desk.facts.account
    state.sign_out_everyone()  # the facts still tell of root
    went: list[str] = []
    window = SignInWindow.over(desk, customer.home, root, lambda: went.append("on"))
    customer.home.show()
    state.fail("signin:CreateOAuth2Token", "InternalServerException", 500, times=20)
    troubles: list[Trouble] = []
    window.panel.failed.connect(troubles.append)
    come_back(customer.begin(window.panel))
    wait(customer.qtbot, lambda: bool(troubles))
    assert "“Sign in by another AWS address”" in window.message.accessibleDescription()
    best = window.panel.to_press()[0]
    assert best.objectName() == "other_entrance"
    assert best.isVisibleTo(window)
    assert isinstance(best, Button)
    assert best.primary
    state.clear()
    before = len(customer.links)
    customer.press("other_entrance")
    wait(customer.qtbot, lambda: len(customer.links) > before)
    come_back(customer.links[-1])
    wait(customer.qtbot, lambda: went == ["on"])
    assert desk.facts.account == root


# --- the panel alone -----------------------------------------------------------------------------
def panel(customer: Customer) -> SignInPanel:
    made = SignInPanel(customer.desk)
    made.setParent(customer.home)
    customer.home.show()
    made.show()
    return made


def destroy(made: SignInPanel) -> None:
    made.deleteLater()


def cancel(made: SignInPanel) -> None:
    made.cancel()


@pytest.mark.parametrize("end", [destroy, cancel])
def test_a_panel_that_goes_stops_waiting(
    customer: Customer, secret_service: object, end: Callable[[SignInPanel], None]
) -> None:
    made = panel(customer)
    link = customer.begin(made)
    end(made)
    wait(customer.qtbot, lambda: refused(link))
    customer.quiet()
    come_back(link)
    assert entries(secret_service) == []


@pytest.mark.parametrize("end", [destroy, cancel])
def test_a_session_that_comes_too_late_is_signed_out(
    customer: Customer, secret_service: object, end: Callable[[SignInPanel], None]
) -> None:
    made, calls = panel(customer), customer.practice.state.calls
    link = customer.begin(made)
    customer.practice.state.delay = 0.5
    account.browse(link)
    wait(customer.qtbot, lambda: "sts:GetCallerIdentity" in calls)  # too late to stop it
    end(made)
    assert entries(secret_service)
    wait(customer.qtbot, lambda: any("Revoke" in call for call in calls))
    customer.practice.state.delay = 0.0
    customer.quiet()
    assert entries(secret_service) == []
    assert customer.desk.session is None


def test_the_end_of_the_first_is_not_the_end_of_the_second(customer: Customer) -> None:
    made, state = panel(customer), customer.practice.state
    troubles: list[object] = []
    made.failed.connect(troubles.append)
    first = customer.begin(made)
    state.fail("signin:CreateOAuth2Token", "InternalServerException", 500)
    state.delay = 0.5
    account.browse(first)
    wait(customer.qtbot, lambda: "signin:CreateOAuth2Token" in state.calls)
    errand = made._try._errand
    second = customer.begin(made)
    wait(customer.qtbot, lambda: errand not in customer.desk.background._errands)
    state.delay = 0.0
    assert made.waiting
    come_back(second)
    wait(customer.qtbot, lambda: customer.desk.session is not None)
    assert not troubles
