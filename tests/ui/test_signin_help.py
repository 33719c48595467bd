"""What the sign-in's page does about each trouble: words, and the right next button."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from app.handoverfile import Handover
from app.journey import SETUP
from app.practice import Practice
from app.settings import OTHER_REGION, Settings
from tests.app.test_reach import Answer, served
from tests.ui.practice_browser import visit_later
from tests.ui.signinpage import (
    LONG_MS,
    button,
    entries,
    going_nowhere,
    press,
    shown,
    waiting,
)
from tests.ui.signinpage import signing as signing  # noqa: PLC0414  (a fixture)
from ui import links, waitcard, words
from ui.desk import Desk
from ui.pages.sign_in import SignIn

pytestmark = pytest.mark.keyring


@pytest.fixture
def practice() -> Iterator[Practice]:
    with Practice() as running:
        yield running


# --- who came in -------------------------------------------------------------------------------
def test_a_project_based_account_is_explained_with_the_way_to_a_classic_one(
    signing: Desk, practice: Practice, qtbot: QtBot, secret_service: object
) -> None:
    practice.state.kind = "project"
    page = shown(signing, qtbot)
    press(page, "sign_in_button")
    qtbot.waitUntil(page.panel.card.isVisible, timeout=LONG_MS)
    said = page.panel.card.spoken
    assert "newer kind" in said
    assert "isn't your mistake" in said
    assert "team member" in said
    card = page.panel.card
    assert card.ask.isVisible()
    assert card.ask.primary, "to ask comes first, and the second account last"
    assert not card.action.primary
    press(page, "who_ask")
    assert "of the newer kind" in QGuiApplication.clipboard().text()
    assert card.ask.text() == "Copied"
    assert "Nothing in your AWS account was changed." in said
    assert not page.isComplete()
    assert entries(secret_service) == []
    press(page, "who_action")
    assert links.SIGN_UP in page.message.next.plain


def test_another_account_than_before_is_said_and_not_refused(
    signing: Desk, practice: Practice, qtbot: QtBot
) -> None:
    signing.records.save(Handover(account="999988887777", state="made"))
    page = shown(signing, qtbot)
    press(page, "sign_in_button")
    qtbot.waitUntil(lambda: "999988887777" in page.panel.card.spoken, timeout=LONG_MS)
    assert practice.state.account in page.panel.card.spoken
    assert page.isComplete()
    press(page, "who_action")
    assert links.BROWSER_SIGN_OUT in page.message.next.plain


def test_the_same_account_as_before_needs_no_word(
    signing: Desk, practice: Practice, qtbot: QtBot
) -> None:
    signing.records.save(Handover(account="999988887777", state="made"))
    signing.records.save(Handover(account=practice.state.account, state="made"))
    page = shown(signing, qtbot)
    press(page, "sign_in_button")
    qtbot.waitUntil(page.isComplete, timeout=LONG_MS)
    qtbot.waitUntil(lambda: not signing.background.busy, timeout=LONG_MS)
    assert "999988887777" not in page.panel.card.spoken
    assert not page.panel.card.action.isVisible()


# --- before the browser opens ------------------------------------------------------------------
@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (Answer(ahead=timedelta(hours=3)), "clock"),
        (Answer(302, {"Location": "http://wifi.hotel.test/"}), "portal"),
    ],
)
def test_what_is_wrong_on_this_side_is_said_before_the_browser_opens(
    dressed: object,
    data_dir: Path,
    secret_service: object,
    qtbot: QtBot,
    *,
    answer: Answer,
    code: str,
) -> None:
    words.install("en")
    with served(answer) as server:
        desk = Desk(Settings(data_dir, endpoint=f"http://{server.address}", language="en"))
        asked = going_nowhere(desk)
        desk.open()
        page = shown(desk, qtbot)
        press(page, "sign_in_button")
        qtbot.waitUntil(page.message.isVisible, timeout=LONG_MS)
        assert code in page.message.code.plain
        assert asked == []
        press(page, "sign_in_anyway")
        qtbot.waitUntil(lambda: bool(asked), timeout=LONG_MS)
        assert not page.message.isVisible()
        page.go()
        assert desk.background.stop(limit=30)


def test_a_broken_entrance_leads_to_the_second_one(
    signing: Desk, practice: Practice, qtbot: QtBot
) -> None:
    practice.state.fail("signin:CreateOAuth2Token", "ValidationException", 400)
    page = shown(signing, qtbot)
    press(page, "sign_in_button")
    qtbot.waitUntil(page.message.isVisible, timeout=LONG_MS)
    assert "signin-entrance" in page.message.code.plain
    assert page.to_press()[0] is button(page, "other_entrance")
    press(page, "other_entrance")
    qtbot.waitUntil(page.isComplete, timeout=LONG_MS)
    assert signing.session is not None
    assert signing.session.clients.client("signin").meta.region_name == OTHER_REGION


def test_a_guest_that_may_not_sign_in_signs_out_in_the_browser_first(
    signing: Desk, practice: Practice, qtbot: QtBot
) -> None:
    practice.state.fail("signin:CreateOAuth2Token", "AccessDeniedException", 403)
    page = shown(signing, qtbot)
    press(page, "sign_in_button")
    qtbot.waitUntil(page.message.isVisible, timeout=LONG_MS)
    assert "signin-not-permitted" in page.message.code.plain
    assert page.to_press()[0] is button(page, "sign_out_browser")
    press(page, "sign_out_browser")
    assert links.BROWSER_SIGN_OUT in page.message.next.plain


# --- while the browser is open -----------------------------------------------------------------
def test_where_nothing_comes_for_a_while_pasting_is_suggested_and_nothing_refused(
    signing: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(waitcard, "LATE_MS", 1)
    page, asked = waiting(signing, qtbot)
    late = page.findChild(QWidget, "sign_in_late")
    assert late is not None
    qtbot.waitUntil(late.isVisible, timeout=LONG_MS)
    assert page.panel.paste.opener.primary
    assert page.panel.waiting
    assert not page.message.isVisible()
    visit_later(asked[0])  # the browser comes back after all
    qtbot.waitUntil(page.isComplete, timeout=LONG_MS)
    assert not page.panel.paste.opener.primary


def test_cancel_ends_the_suggestion_too(signing: Desk, qtbot: QtBot) -> None:
    page, _ = waiting(signing, qtbot)
    press(page, "sign_in_cancel")
    assert not page.panel.waiting
    assert not page.panel._wait._timer.isActive()


def test_help_gives_a_way_out_of_each_symptom(signing: Desk, qtbot: QtBot) -> None:
    page, asked = waiting(signing, qtbot)
    page.panel.help.set_open(True)
    press(page, "help_copy_link")
    assert QGuiApplication.clipboard().text() == asked[0]
    for name, link in {
        "help_sign_out": links.BROWSER_SIGN_OUT,
        "help_mfa_lost": links.MFA_SUPPORT,
        "help_support": links.ACCOUNT_SUPPORT,
    }.items():
        press(page, name)
        assert link in page.message.next.plain
    assert len(asked) == 1, "practice only names AWS's own pages"
    press(page, "help_paste")
    line = page.findChild(QLineEdit, "paste_code")
    assert line is not None
    assert line.isVisible()
    assert "confirmation" in asked[1]
    press(page, "sign_in_cancel")
    assert not button(page, "help_paste").isVisible(), "there is nothing to paste into"
    assert not button(page, "help_copy_link").isVisible()
    assert button(page, "help_sign_out").isVisible()


def test_help_opens_the_real_pages_outside_practice(desk: Desk, qtbot: QtBot) -> None:
    asked = going_nowhere(desk)
    page = SignIn(desk, SETUP[3])
    qtbot.addWidget(page)
    page.come()
    page.show()
    page.panel.help.set_open(True)
    for name in ("help_sign_out", "help_mfa_lost", "help_support"):
        press(page, name)
    assert asked == [links.BROWSER_SIGN_OUT, links.MFA_SUPPORT, links.ACCOUNT_SUPPORT]
