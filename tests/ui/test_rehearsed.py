"""A rehearsal says on each page what isn't real there and what to press; nothing leads to AWS."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtWidgets import QWidget, QWizard
from pytestqt.qtbot import QtBot

from app.facts import Facts
from app.journey import SETUP, step
from tests.ui.test_first_pages_fit import Come
from tests.ui.test_first_pages_fit import come as come  # noqa: PLC0414  (a fixture)
from tests.ui.test_first_pages_fit import rehearsing as rehearsing  # noqa: PLC0414  (a fixture)
from ui import links, rehearsed
from ui.button import Button
from ui.desk import Desk
from ui.keepcard import KeepCard
from ui.page import Page
from ui.pages.account import Account
from ui.pages.finish import Finish
from ui.pages.root_mfa import RootMfa
from ui.setup_wizard import SetupWizard
from ui.strip import Strip, sentence
from ui.waitcard import opened
from ui.wizard import page_class

WAITING = "2026-01-31T10:00:00+00:00"
SAYS: tuple[tuple[str, dict[str, Any], str], ...] = (
    ("account", {}, "no account is made"),
    ("account", {"have_account": True}, "no account is made"),
    ("account", {"ticks": ("account.1",)}, "enter nothing at AWS"),
    ("account", {"waiting_since": WAITING}, "no e-mail comes. Press “Check now”"),
    ("root_mfa", {}, "just read"),
    ("sign_in", {}, "are examples, not AWS"),
    ("sign_in", {"account": "1", "is_root": True}, "this account is an example"),
    ("security_check", {"account": "1", "is_root": True}, "press “Sign in again”"),
    ("vendor_user", {}, "nobody gets in"),
    ("vendor_user", {"handover": "1"}, "only on this computer"),
    ("package", {}, "opens nothing"),
    ("send_file", {}, "send nothing"),
    ("send_password", {}, "tell nobody"),
    ("budget", {}, "no e-mail is sent"),
    ("budget", {"budget": "made"}, "no e-mail comes"),
    ("finish", {}, "the user is only in the pretend AWS"),
)


@pytest.mark.parametrize(("name", "facts", "words"), SAYS)
def test_each_page_says_what_is_not_real(
    desk: Desk, rehearsing: Desk, name: str, facts: dict[str, Any], words: str
) -> None:
    for each in (desk, rehearsing):
        each.facts = Facts(**facts)
    assert words in sentence(rehearsing, name)
    assert sentence(rehearsing, name).startswith("This is a rehearsal: ")
    assert words not in sentence(desk, name)


def test_no_page_of_the_set_up_is_forgotten() -> None:
    signed_in = Facts(account="1", is_root=True)
    silent = [s.name for s in SETUP if not rehearsed.here(s.name, signed_in)]
    assert silent == ["welcome"], "it says so in the middle of the page"


def test_what_the_security_check_finds_is_an_example() -> None:
    signed_in = Facts(account="1", is_root=True)
    assert "not your mistake" in rehearsed.here("security_check", signed_in)


@pytest.mark.parametrize("name", ["revoke_review", "revoke_report"])
def test_what_a_review_finds_is_an_example(desk: Desk, rehearsing: Desk, name: str) -> None:
    assert "not in your account" in sentence(rehearsing, name)
    assert "not in your account" not in sentence(desk, name)


def test_where_next_leads_nowhere_it_is_not_named() -> None:
    assert not rehearsed.here("security_check", Facts(account="1"))


def test_the_buttons_that_it_names_are_there(rehearsing: Desk, qtbot: QtBot) -> None:
    """Each “name” in a line stands, to its first dots, on its page or is a wizard's button."""
    wizard = SetupWizard(rehearsing, host := QWidget())
    qtbot.addWidget(host)
    for name, facts, _words in SAYS:
        rehearsing.facts = Facts(**facts)
        page: Page = page_class(name)(rehearsing, step(SETUP, name))
        qtbot.addWidget(page)
        page.prepare()
        there = [w.accessibleName() for w in page.findChildren(QWidget)]
        buttons = (QWizard.WizardButton.NextButton, QWizard.WizardButton.FinishButton)
        there += [wizard.button(which).text() for which in buttons]
        for said in re.findall("“(.+?)”", sentence(rehearsing, name)):
            begins = said.partition(" …")[0]
            assert any(words.startswith(begins) for words in there), (name, said)


def test_the_strip_follows_and_a_screen_reader_is_told(
    rehearsing: Desk, come: Come, announced: list[str]
) -> None:
    page = come(rehearsing, "account")
    strip = page.findChild(Strip, "practice_strip")
    assert strip is not None
    assert strip.accessibleName() == strip.text.plain == sentence(rehearsing, "account")
    assert any(strip.text.plain in words for words in announced)
    rehearsing.know(waiting_since=WAITING)
    assert "Check now" in strip.accessibleName()


@pytest.mark.parametrize("name", ["account", "root_mfa"])
def test_nothing_blue_leads_to_aws(rehearsing: Desk, come: Come, name: str) -> None:
    went: list[str] = []
    rehearsing.open_url = lambda url: not went.append(url)  # type: ignore[func-returns-value]
    rehearsing.facts = Facts(have_account=name == "root_mfa")
    page = come(rehearsing, name)
    assert isinstance(page, Account | RootMfa)
    assert "(off in a rehearsal)" in page.open.text()
    assert page.open.accessibleName() == page.open.text()
    inside = page.area.findChildren(Button)
    assert not [b.objectName() for b in inside if b.isVisible() and b.primary], "only the tick"
    page.open.click()
    assert not went
    assert "isn't opened" in page.message.what.plain
    assert not page.open.primary
    page.steps.sections[0].done.click()
    assert page.steps.sections[1].done.primary, "who looks at the steps goes on by their button"


def test_in_earnest_the_blue_button_leads_to_aws(desk: Desk, come: Come) -> None:
    went: list[str] = []
    desk.open_url = lambda url: not went.append(url)  # type: ignore[func-returns-value]
    page = come(desk, "account")
    assert isinstance(page, Account)
    assert page.open.text() == "Open AWS's sign-up page"
    assert page.open.primary
    page.open.click()
    assert went == [links.SIGN_UP]


def test_the_browser_is_at_no_aws(desk: Desk, rehearsing: Desk) -> None:
    assert opened(desk)[0].startswith("Your browser is open at AWS.")
    assert "practice page" in opened(rehearsing)[0]


def test_the_file_is_not_asked_for(dressed: object, qtbot: QtBot) -> None:
    for practice in (False, True):
        card = KeepCard(lambda: None, practice=practice)
        qtbot.addWidget(card)
        assert card.save.primary is not practice
        card.show_kept(kept=True)
        assert "is saved" in card.title.plain or practice
        assert not card.save.primary


@pytest.mark.parametrize("rehearsal", [True, False])
def test_done_is_blue_at_the_end(rehearsing: Desk, come: Come, *, rehearsal: bool) -> None:
    rehearsing.settings = replace(rehearsing.settings, practice=rehearsal)  # its AWS isn't up yet
    rehearsing.facts = replace(Facts(), have_account=True, contract="B")
    page = come(rehearsing, "finish")
    assert isinstance(page, Finish)
    done = page.wizard().button(QWizard.WizardButton.FinishButton)
    assert isinstance(done, Button)
    assert done.primary is rehearsal
    assert page.save.primary is not rehearsal
