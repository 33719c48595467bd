"""The likely wizard is made before it is asked for, and says and knows nothing until it begins."""

from __future__ import annotations

import gc
from collections.abc import Callable

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.homes import opened
from ui import ahead as ahead_of
from ui import garbage, pagemaking, revocation
from ui.ahead import Ahead
from ui.desk import Desk
from ui.page import Page
from ui.revoke_wizard import RevokeWizard
from ui.setup_wizard import SetupWizard
from ui.warmup import warm_up
from ui.windows import walk_to
from ui.wizard import JourneyWizard

Kind = type[SetupWizard] | type[RevokeWizard]
KINDS = [pytest.param(kind, id=kind.__name__) for kind in (SetupWizard, RevokeWizard)]


@pytest.fixture
def above(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    return made


def pages(wizard: JourneyWizard) -> list[Page]:
    found = [wizard.page(number) for number in wizard.pageIds()]
    return [page for page in found if isinstance(page, Page)]


def all_made(wizard: JourneyWizard) -> Callable[[], bool]:
    return lambda: not any(page._content is None or page._parts for page in pages(wizard))


def made_ahead(kind: Kind, desk: Desk, above: QWidget, qtbot: QtBot) -> Ahead:
    ahead = Ahead(desk, above)
    ahead.expect(anybody_in=kind is RevokeWizard)
    ahead.begin()
    assert isinstance(ahead._ready, kind)
    qtbot.waitUntil(all_made(ahead._ready), timeout=20_000)
    return ahead


def begin(wizard: JourneyWizard) -> None:
    if isinstance(wizard, RevokeWizard):
        wizard.begin_with("", "disable")
    else:
        wizard.begin()


def seen(wizard: JourneyWizard, qtbot: QtBot) -> tuple[str, QImage]:
    """Where the keyboard is, and the picture, without the ring that shows it."""
    wizard.show()
    qtbot.waitUntil(all_made(wizard), timeout=20_000)
    qtbot.wait(100)
    focus = wizard.focusWidget()
    assert focus is not None
    focus.clearFocus()
    return focus.objectName(), wizard.grab().toImage()


@pytest.mark.parametrize("kind", KINDS)
def test_it_looks_like_one_that_is_made_when_asked_for(
    dressed: object, kind: Kind, desk: Desk, above: QWidget, qtbot: QtBot
) -> None:
    at_once = kind(desk, above)
    picture = seen(at_once, qtbot)
    at_once.close()
    ready = made_ahead(kind, desk, above, qtbot).take(kind)
    assert ready is not None
    begin(ready)
    assert seen(ready, qtbot) == picture


@pytest.mark.parametrize("kind", KINDS)
def test_until_it_begins_nothing_is_known_by_it(
    kind: Kind,
    desk: Desk,
    above: QWidget,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    desk.know(have_account=True, mfa_said=True, page="root_mfa")
    came: list[str] = []
    monkeypatch.setattr(Page, "come", lambda page: came.append(page.objectName()))
    before = desk.facts
    made_ahead(kind, desk, above, qtbot)
    assert (desk.facts, came) == (before, [])


def test_it_begins_where_the_customer_left_off_since(
    desk: Desk, above: QWidget, qtbot: QtBot
) -> None:
    ahead = made_ahead(SetupWizard, desk, above, qtbot)
    desk.know(have_account=True, mfa_said=True, page="root_mfa")
    wizard = ahead.take(SetupWizard)
    assert wizard is not None
    wizard.begin()
    assert wizard.currentPage().objectName() == "root_mfa"
    wizard.back()
    assert wizard.currentPage().objectName() == "account"


def test_a_revocation_begins_with_whom_it_is_about(
    desk: Desk, above: QWidget, qtbot: QtBot
) -> None:
    ahead = made_ahead(RevokeWizard, desk, above, qtbot)
    stand_in = revocation.of(desk)
    wizard = ahead.take(RevokeWizard)
    assert wizard is not None
    wizard.begin_with("AIDAVENDOR", "delete")
    begun = revocation.of(desk)
    assert (begun.wanted, begun.mode) == ("AIDAVENDOR", "delete")
    assert begun is not stand_in


def test_it_speaks_the_language_that_is_chosen_later(
    desk: Desk, above: QWidget, qtbot: QtBot
) -> None:
    ahead = made_ahead(SetupWizard, desk, above, qtbot)
    desk.speak("ja")
    wizard = ahead.take(SetupWizard)
    assert wizard is not None
    wizard.begin()
    wizard.show()
    qtbot.waitUntil(all_made(wizard), timeout=20_000)
    for page in pages(wizard):
        assert page.accessibleName() == page.headline()
        assert not page.headline().isascii()
    desk.speak("en")


def test_another_is_made_where_another_is_likely(desk: Desk, above: QWidget, qtbot: QtBot) -> None:
    ahead = made_ahead(SetupWizard, desk, above, qtbot)
    first = ahead._ready
    ahead.expect(anybody_in=False)
    assert ahead._ready is first
    ahead.expect(anybody_in=True)
    assert isinstance(ahead._ready, RevokeWizard)
    assert ahead.take(SetupWizard) is None
    assert ahead.take(RevokeWizard) is not None
    assert ahead.take(RevokeWizard) is None


def test_home_has_one_ready_and_shows_it(
    dressed: object, desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    frozen: list[bool] = []
    monkeypatch.setattr(garbage, "leave_alone_what_is_loaded", lambda: frozen.append(True))
    home = opened(desk, qtbot)
    warm_up(desk, home.windows)
    qtbot.waitUntil(lambda: home.windows.ahead._ready is not None, timeout=20_000)
    ready = home.windows.ahead._ready
    home.start_setup()
    assert home.windows.open is ready
    assert home.windows.ahead._ready is None
    qtbot.waitUntil(lambda: bool(frozen), timeout=20_000)
    assert ready is not None
    ready.close()
    qtbot.waitUntil(lambda: home.windows.ahead._ready is not None, timeout=20_000)
    assert home.windows.ahead._ready is not ready


def test_once_somebody_is_let_in_the_way_to_shut_it_out_is_made(
    dressed: object, desk: Desk, qtbot: QtBot
) -> None:
    """Home is pressed as soon as it comes to front again: then there's no time for it."""
    home = opened(desk, qtbot)
    ahead = home.windows.ahead
    ahead.begin()
    home.windows.setup("package")
    qtbot.wait(ahead_of.READS_MS + 100)
    assert ahead._ready is None
    wizard = home.windows.open
    assert wizard is not None
    walk_to(wizard, "send_file")
    qtbot.waitUntil(lambda: isinstance(ahead._ready, RevokeWizard))
    ready = ahead._ready
    wizard.close()
    home.revoke_vendor()
    assert home.windows.open is ready


@pytest.mark.parametrize("which", ["its own page", "a page of another"])
def test_making_waits_for_a_page_that_comes_up(
    which: str, desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One shot at a time: a part that was due is put off until the page has been painted."""
    monkeypatch.setattr(pagemaking, "COMES_UP_MS", 60_000)
    home = opened(desk, qtbot)
    home.windows.setup()
    wizard, ahead = home.windows.open, home.windows.ahead
    assert wizard is not None
    if which == "a page of another":
        ahead.begin()
    waits = wizard if ahead._ready is None else ahead._ready
    assert waits._making.remainingTime() < 1_000
    walk_to(wizard, "account")
    assert waits._making.remainingTime() > 30_000


def test_what_is_loaded_is_left_alone_by_later_rounds() -> None:
    held = [["something that is loaded"]]
    try:
        garbage.leave_alone_what_is_loaded()
        assert not any(one is held for one in gc.get_objects())
    finally:
        gc.unfreeze()
    assert any(one is held for one in gc.get_objects())


@pytest.mark.parametrize("wide", [1024, 1500])
def test_lines_stay_as_they_are_when_there_is_more_to_scroll(
    dressed: QApplication, desk: Desk, above: QWidget, wide: int, qtbot: QtBot
) -> None:
    """The bar's room is always kept: its coming doesn't have all lines broken anew."""
    wizard = SetupWizard(desk, above)
    wizard.resize(wide, 640)
    wizard.show()
    page = pages(wizard)[0]
    inside, bar = page.area.widget(), page.area.verticalScrollBar()
    assert inside is not None
    qtbot.waitUntil(lambda: bar.maximum() == 0)
    before = inside.width()
    inside.setMinimumHeight(3000)
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    assert inside.width() == before


def test_home_follows_later_what_is_said_in_a_wizard_before_it(
    dressed: object, desk: Desk, qtbot: QtBot
) -> None:
    """What was pressed in the wizard is answered first."""
    home = opened(desk, qtbot)
    desk.know(have_account=True)
    assert "step 3 of 11" in home.view.setup_title.plain  # nothing is before it: at once
    home.start_setup()
    desk.know(mfa_said=True, page="sign_in")
    assert "step 3 of 11" in home.view.setup_title.plain
    qtbot.waitUntil(lambda: "step 4 of 11" in home.view.setup_title.plain)
