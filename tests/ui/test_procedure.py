"""Every line of the procedure that Aikagi replaces has a place in Aikagi, and the place exists."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton, QWidget
from pytestqt.qtbot import QtBot

from app import budget, grant
from app.checks import CHECKS
from app.handoverfile import Handover
from app.journey import SETUP
from app.settings import RESOURCES
from ui.bill import BillWindow
from ui.building import BuildingWindow
from ui.desk import Desk
from ui.fold import Fold
from ui.home import Home
from ui.wizard import page_class

PROCEDURE = Path(__file__).with_name("procedure.ja.txt")
TABLE = RESOURCES / "procedure.toml"
STEPS = {step.name: step for step in SETUP}
# What the table calls the home window and those beside the wizards.
WINDOWS = ("home", "building", "bill")


@cache
def table() -> tuple[Mapping[str, object], ...]:
    return tuple(tomllib.loads(TABLE.read_text(encoding="utf-8"))["line"])


def places(row: Mapping[str, object]) -> list[str]:
    at = row["at"]
    assert isinstance(at, list)
    return at


def lines() -> list[str]:
    text = PROCEDURE.read_text(encoding="utf-8")
    return [line.strip() for line in text.splitlines() if line.strip()]


def test_no_line_of_the_procedure_has_fallen_out() -> None:
    assert [row["text"] for row in table()] == lines()


def test_a_line_without_a_place_says_why() -> None:
    for row in table():
        assert places(row) or row.get("why"), row["text"]


def test_every_step_answers_some_line() -> None:
    pages = {place.partition("/")[0] for row in table() for place in places(row)}
    assert set(STEPS) <= pages


def made(desk: Desk, page: str, over: QWidget) -> QWidget:
    windows: dict[str, Callable[[], QWidget]] = {
        "home": lambda: Home(desk),
        "building": lambda: BuildingWindow(desk, Handover(state="made"), over),
        "bill": lambda: BillWindow(desk, over),
    }
    if page in windows:
        return windows[page]()
    shown = page_class(page)(desk, STEPS[page])
    shown.prepare()
    return shown


def unfold(window: QWidget) -> None:
    """Open every fold, and those that stand in them."""
    while closed := [fold for fold in window.findChildren(Fold) if not fold.is_open]:
        for fold in closed:
            fold.set_open(True)


def names(window: QWidget) -> set[str]:
    """The names of all that is in the window, with everything in it unfolded."""
    unfold(window)
    found = {widget.objectName() for widget in window.findChildren(QWidget)}
    for head in window.findChildren(QAbstractButton):
        if head.objectName().endswith("_head"):  # of which one at a time is open
            head.click()
            unfold(window)
            found |= {widget.objectName() for widget in window.findChildren(QWidget)}
    return found


@pytest.mark.parametrize("page", [*STEPS, *WINDOWS])
def test_every_place_is_there(desk: Desk, qtbot: QtBot, page: str) -> None:
    over = QWidget()
    window = made(desk, page, over)
    top = over if window.parentWidget() is over else window
    # The desk outlives the home window here; closing it would end the run.
    qtbot.addWidget(top, before_close_func=lambda shown: setattr(shown, "_over", True))
    wanted = {
        control
        for row in table()
        for where, _, control in (place.partition("/") for place in places(row))
        if where == page and control
    }
    assert wanted <= names(window)


def test_every_check_and_every_action_is_there() -> None:
    wish = grant.Wish(require_mfa=True)
    actions = {action.id for action in grant.plan(wish, grant.Found())}
    actions |= {action.id for action in budget.plan("111122223333", 100, "a@example.jp")}
    known = {"check": set(CHECKS), "action": actions}
    for row in table():
        for place in places(row):
            kind, _, name = place.partition("/")
            assert kind in {*known, *STEPS, *WINDOWS}, place
            assert name in known.get(kind, {name}), place
