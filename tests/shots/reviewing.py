"""Pictures of the review in each of its states, with ways in that were planted."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer

from app.messages import msg
from app.review.check import Check
from tests.journey.customer import PATIENCE_MS, Patience
from tests.ui import planted

if TYPE_CHECKING:
    from tests.shots.walkthrough import Photographer

ROLE = "role_outsiders:role/MonitoringAccess"  # one of those that practice leaves
NOTHING = Check(("C1",), "planted_nothing", msg("Account"), (), lambda _view: ())
SHOTS = {
    "revoke_choose-reduce",
    "revoke_review-detail",
    "revoke_review-confirm",
    "revoke_review-keep",
    "revoke_review-ask",
    "revoke_review-done",
    "revoke_review-nothing",
    "undo",
}


def choosing(camera: Photographer, page: Any) -> None:
    """The vendor stays, with less."""
    before = page.facts.revoke_mode
    page.modes.chosen.emit("reduce")
    _near_the_end(page, page.modes.less)
    camera.aside("revoke_choose-reduce")
    page.modes.chosen.emit(before)


def reviewing(camera: Photographer, page: Any) -> None:
    """A finding in full, what is asked before each act, what was seen then, and nothing found."""
    page.findings.choose(ROLE)
    _near_the_end(page, page.detail)
    camera.aside("revoke_review-detail")
    for name, act in (("confirm", "switch_off"), ("ask", "ask"), ("keep", "keep")):
        page.detail.acts.begin(act)
        _near_the_end(page, page.detail.acts)
        camera.aside(f"revoke_review-{name}")
    page.detail.acts.begin("switch_off")
    page.detail.acts.go.click()
    _wait(lambda: not page.working)
    camera.aside("revoke_review-done")
    with planted.checks(NOTHING):
        page.look()
        _wait(lambda: not page.working)
        camera.aside("revoke_review-nothing")
    page.look()
    _wait(lambda: not page.working)
    page.clear_message()


def _near_the_end(page: Any, widget: Any) -> None:
    done: list[bool] = []
    QTimer.singleShot(150, page, lambda: done.append(True))
    _wait(lambda: bool(done))
    page.area.ensureWidgetVisible(widget)


def _wait(until: Callable[[], bool]) -> None:
    Patience().waitUntil(until, timeout=PATIENCE_MS)
