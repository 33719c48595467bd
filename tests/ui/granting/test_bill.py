"""The window about the bill: whom to pay, the month so far, and where AWS's pages are."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget
from pytestqt.qtbot import QtBot

from app.budget import NAME
from tests.ui.everyone.room import cut
from tests.ui.granting.conftest import Scene
from ui import links, words
from ui.bill import BillWindow
from ui.desk import Desk
from ui.signin_panel import SignInWindow
from ui.widgets import Text

pytestmark = pytest.mark.keyring
FOLDS = ("bill_invoices", "bill_qualified", "bill_payment", "bill_by_mail", "bill_root")
LEADS = {
    "open_bills": links.BILLS,
    "open_tax_settings": links.TAX_SETTINGS,
    "open_invoice_faq": links.INVOICE_FAQ,
    "open_payment_preferences": links.PAYMENT_PREFERENCES,
    "open_billing": links.BILLING,
}


def opened(scene: Scene) -> BillWindow:
    window = BillWindow(scene.desk, scene.host)
    window.show()
    return window


def text(window: QWidget) -> str:
    labels = [label for label in window.findChildren(QLabel) if label.isVisible()]
    return "\n".join(getattr(label, "plain", "") or label.text() for label in labels)


def control(window: QWidget, name: str) -> QAbstractButton:
    found = window.findChild(QAbstractButton, name)
    assert found is not None, name
    return found


def budgeted(scene: Scene, name: str, limit: str = "100", spent: float = 12.5) -> None:
    scene.practice.state.spent = spent
    session = scene.desk.session
    assert session is not None
    session.clients.call(
        "budgets",
        "create_budget",
        AccountId=session.identity.account,
        Budget={
            "BudgetName": name,
            "BudgetType": "COST",
            "TimeUnit": "MONTHLY",
            "BudgetLimit": {"Amount": limit, "Unit": "USD"},
        },
    )


def test_says_whom_to_pay(scene: Scene) -> None:
    scene.profile('name = "株式会社ベンダー"')
    window = opened(scene)
    said = text(window)
    assert "アマゾン ウェブ サービス ジャパン合同会社" in said
    assert "株式会社ベンダー sends you its own invoice" in said
    assert "only if it resells AWS to you" in said
    window.close()


def test_the_month_so_far(scene: Scene) -> None:
    budgeted(scene, NAME)
    budgeted(scene, "small", limit="5")
    window = opened(scene)  # signed in: it looks by itself
    scene.until(
        lambda: "Costs this month: 12.50 US dollars (warning line: 100 US dollars)" in text(window)
    )
    assert "small: 12.50 US dollars this month. That is over the limit of 5 US dollars." in text(
        window
    )
    session = scene.desk.session
    assert session is not None
    assert session.identity.account in text(window)
    assert "can be a day old" in text(window)
    budgeted(scene, "later", spent=14)
    control(window, "bill_check").click()
    scene.until(lambda: "later: 14 US dollars" in text(window))
    window.close()


def test_no_budget_is_said(scene: Scene) -> None:
    window = opened(scene)
    scene.until(lambda: "no monthly budget yet" in text(window))
    window.close()


def test_signed_out_it_signs_in_first(scene: Scene) -> None:
    budgeted(scene, NAME, spent=3)
    scene.desk.session = None
    window = opened(scene)
    assert NAME not in text(window)
    check = control(window, "bill_check")
    assert check.text() == "Sign in and look it up"
    check.click()
    (asking,) = window.findChildren(SignInWindow)
    scene.sign_in()
    asking.panel.signed_in.emit()
    scene.until(lambda: "Costs this month: 3 US dollars" in text(window))
    assert check.text() == "Look it up"
    window.close()


def test_a_refusal_is_shown_and_can_be_tried_again(scene: Scene) -> None:
    budgeted(scene, NAME, spent=3)
    scene.practice.state.fail("budgets:DescribeBudgets", "AccessDeniedException", 403)
    window = opened(scene)
    scene.until(window.message.isVisible)
    control(window, "bill_check").click()
    scene.until(lambda: "Costs this month: 3 US dollars" in text(window))
    assert not window.message.isVisible()
    window.close()


def test_a_window_that_is_closed_in_the_middle_is_no_trouble(scene: Scene) -> None:
    opened(scene).close()
    scene.until(lambda: not scene.host.findChildren(BillWindow))
    scene.until(lambda: not scene.desk.background.busy)


def test_what_opens_says_the_consoles_words(scene: Scene) -> None:
    window = opened(scene)
    for name in FOLDS:
        control(window, name).click()
    said = text(window)
    for wanted in (
        "“Bills” (請求書)",
        "“Invoices” (請求書)",
        "about the 7th",
        "T6011001106696",
        "check it on the invoice itself",
        "“Payment preferences” (支払い設定)",
        "no longer to the root user's mailbox",
        "Only your company's top management",
        "do make the recovery sheet",
        "never share it with the vendor",
    ):
        assert wanted in said
    window.close()


@pytest.mark.parametrize(("name", "url"), LEADS.items())
def test_in_practice_a_page_of_aws_is_only_named(scene: Scene, name: str, url: str) -> None:
    window = opened(scene)
    for fold in FOLDS:
        control(window, fold).click()
    control(window, name).click()
    assert url in window.message.accessibleDescription()
    assert not scene.opened[1:]  # but for the sign-in
    window.close()


def test_a_new_language_is_spoken_at_once(scene: Scene) -> None:
    window = opened(scene)
    english = window.accessibleName()
    scene.desk.speak("ja")
    assert window.accessibleName() != english
    assert window.windowTitle() == window.accessibleName()
    scene.until(lambda: not scene.desk.background.busy)
    window.close()
    words.install("en")


# --- without AWS -----------------------------------------------------------------------------
@pytest.fixture
def window(desk: Desk, qtbot: object) -> Iterator[BillWindow]:
    host = QWidget()
    made = BillWindow(desk, host)
    made.show()
    yield made
    made.close()
    host.deleteLater()


@pytest.mark.parametrize(("name", "url"), LEADS.items())
def test_the_real_pages_are_opened(desk: Desk, window: BillWindow, name: str, url: str) -> None:
    seen: list[str] = []
    desk.open_url = lambda link: not seen.append(link)  # type: ignore[func-returns-value]
    for fold in FOLDS:
        control(window, fold).click()
    control(window, name).click()
    assert seen == [url]
    assert not window.message.isVisible()
    desk.open_url = lambda _link: False
    control(window, name).click()
    assert window.message.isVisible()
    assert window.message.link.text() == url
    assert window.message.copy_link.isVisible()


def test_all_is_reached_and_named_without_a_mouse(window: BillWindow) -> None:
    for fold in reversed(FOLDS):  # opened in any order, Tab goes from top to bottom
        control(window, fold).setFocus()
        control(window, fold).click()
    order: list[QWidget] = []
    here = window.nextInFocusChain()
    while here is not None and here is not window:
        if here.isVisible() and here.focusPolicy() & Qt.FocusPolicy.TabFocus:
            order.append(here)
        here = here.nextInFocusChain()
    tall = [one.mapTo(window, one.rect().topLeft()).y() for one in order]
    assert tall == sorted(tall)
    assert {*FOLDS, *LEADS, "bill_check", "bill_close"} <= {one.objectName() for one in order}
    assert all(one.accessibleName() for one in order)


@pytest.mark.parametrize("wide", [600, 1024])
@pytest.mark.parametrize("language", ["ja", "en"])
def test_no_sentence_is_cut_through_when_all_is_open(
    desk: Desk, qtbot: QtBot, language: str, wide: int
) -> None:
    words.install(language)
    host = QWidget()
    qtbot.addWidget(host)
    made = BillWindow(desk, host)
    made.resize(wide, made.height())
    made.show()
    try:
        for fold in FOLDS:
            control(made, fold).click()
        said = [text for text in made.findChildren(Text) if text.isVisible()]
        assert len(said) > 3 * len(FOLDS)
        qtbot.waitUntil(lambda: not [one.plain for one in said if cut(one)])
    finally:
        made.close()
        words.install("en")
