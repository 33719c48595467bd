"""What would break is said before the vendor is shut out: at once, and on demand everywhere."""

from __future__ import annotations

from threading import Event
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from app.impact import MAY_STOP, STOPS, Impact, Unlooked
from app.messages import msg
from app.practice import Practice
from app.revoke_impact import Impacts, Into
from app.troubles import DENIED, Trouble
from app.work import Token
from tests.ui import account
from tests.ui.account import press, wait
from tests.ui.revokewizard import NAME, Wizard
from ui.desk import Desk
from ui.impactcard import ImpactCard
from ui.mark import STROKES
from ui.rowlist import ROW

pytestmark = pytest.mark.keyring
KEY = Impact(MAY_STOP, msg("The access key was used yesterday."), msg("Ask which program it is."))
LOST = Impact(STOPS, msg("Nobody else may administer it."), msg("Let somebody else."), "eu-west-1")


@pytest.fixture
def desk(signed_in: Desk) -> Desk:
    return signed_in


def preview(desk: Desk, qtbot: QtBot) -> tuple[Wizard, Any]:
    user_id = account.by_hand(desk)
    wizard = Wizard(desk, qtbot)
    wizard.choose(user_id)
    return wizard, wizard.confirm()


def rows(page: Any) -> list[str]:
    listed = page.impact.found
    return [listed.item(n).data(ROW).spoken for n in range(listed.count())]


def test_nothing_known_to_break(desk: Desk, qtbot: QtBot) -> None:
    _wizard, page = preview(desk, qtbot)
    wait(qtbot, lambda: "No access key (for programs) of this user" in page.impact.sentence)
    assert page.go_button.isEnabled()
    assert not page.dont_wait.isVisible()
    assert not page.impact.thorough.isVisible()  # one line, until it is opened
    page.impact.fold.head.click()
    assert page.impact.thorough.isVisible()


def test_what_stops_comes_with_what_to_do_first(
    desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr("ui.impactcard.announce", lambda _card, text: said.append(text))
    monkeypatch.setattr("app.revoke_impact.quick", lambda *_: Impacts((KEY,)))
    _wizard, page = preview(desk, qtbot)
    wait(qtbot, lambda: bool(rows(page)))
    assert said == ["Read this before you go on: something of yours may stop."]
    assert rows(page) == [
        "The access key was used yesterday. May stop. First: Ask which program it is"
    ]
    assert page.impact.mark.state == "warn"
    assert page.impact.found.isVisible()  # what stops is never folded away


def test_every_region_on_demand_with_progress(
    desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = []

    def thorough(_clients: object, _account: str, _user: object, token: Token) -> Impacts:
        token.report(Into("eu-west-1", 2, 17))
        said.append(page.busy.sentence.plain)
        return Impacts((LOST,), (Unlooked(msg("Clusters"), Trouble(DENIED), "us-east-1"),))

    monkeypatch.setattr("app.revoke_impact.quick", lambda *_: Impacts((KEY,)))
    monkeypatch.setattr("app.revoke_impact.thorough", thorough)
    wizard, page = preview(desk, qtbot)
    wait(qtbot, lambda: bool(rows(page)))
    press(page, "impact_thorough")
    wizard.wait_for("revoke_preview")
    assert page.impact.mark.state == "bad"
    assert [row.partition(".")[0] for row in rows(page)] == [
        "Nobody else may administer it",
        "The access key was used yesterday",
        "Not seen: Clusters",
    ]
    assert "Stops" in rows(page)[0]
    assert not page.impact.thorough.isVisible()
    assert page.go_button.isEnabled()


def test_unknown_is_said(desk: Desk, practice: Practice, qtbot: QtBot) -> None:
    user_id = account.by_hand(desk)
    wizard = Wizard(desk, qtbot)
    wizard.choose(user_id)
    practice.state.fail("iam:ListAccessKeys", "AccessDenied", 403, times=99)
    page: Any = wizard.confirm()
    wait(qtbot, lambda: page.impact.mark.state == "warn")
    assert "not all could be looked at" in page.impact.sentence


def test_a_real_look_can_be_stopped(desk: Desk, practice: Practice, qtbot: QtBot) -> None:
    wizard, page = preview(desk, qtbot)
    page.impact.fold.head.click()
    practice.state.delay = 0.2
    press(page, "impact_thorough")
    press(page, "cancel_work")
    wizard.wait_for("revoke_preview")
    practice.state.delay = 0.0
    assert page.impact.thorough.isVisible()
    press(page, "revoke_now")
    wait(qtbot, lambda: wizard.here != "revoke_preview")
    wizard.wait_for("revoke_report")


def test_the_button_keeps_its_name_and_place_while_the_look_is_waited_for(
    desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    ended = Event()
    monkeypatch.setattr("app.revoke_impact.quick", lambda *_: (ended.wait(30), Impacts())[1])
    user_id = account.by_hand(desk)
    wizard = Wizard(desk, qtbot)
    wizard.choose(user_id)
    wizard.next()
    wizard.wait_for("revoke_preview")
    page = wizard.page
    wait(qtbot, page.dont_wait.isVisible)
    page.name.setText(NAME)
    name, place = page.go_button.text(), page.go_button.geometry()
    assert name == "Shut out now"
    assert not page.go_button.isEnabled()
    assert page.wait.plain == "Please wait: Aikagi checks what would stop …"
    assert page.dont_wait.geometry().top() > place.bottom()
    press(page, "revoke_dont_wait")
    assert page.go_button.isEnabled()
    assert (page.go_button.text(), page.go_button.geometry()) == (name, place)
    assert not (page.wait.isVisible())
    assert not (page.dont_wait.isVisible())
    ended.set()


def test_while_it_looks_the_sign_is_that_of_work_not_an_empty_ring(
    dressed: object, qtbot: QtBot
) -> None:
    card = ImpactCard(lambda: None)
    qtbot.addWidget(card)
    card.show_looking()
    assert card.mark.state == "busy"
    assert STROKES[card.mark.state]
    card.show_impacts(Impacts(), thorough=False)
    assert card.mark.state == "good"
