"""A plan's rows: those that are there say the new words, as long as nothing has been done."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.messages import msg
from app.plan import Action, Progress
from ui.planlist import PlanList, _Row


def step(name: str, words: str, *, already: bool = False) -> Action:
    return Action(name, "create_user", {}, msg(words), already=already)


FIRST = (step("user", "Make the user “a”"), step("rights", "Give rights", already=True))
RENAMED = (step("user", "Make the user “ab”"), step("rights", "Give rights", already=True))


@pytest.fixture
def plan(dressed: QApplication, qtbot: QtBot) -> PlanList:
    made = PlanList("plan_list", "What will be done")
    qtbot.addWidget(made)
    made.show_plan(FIRST, last="Put it into a zip")
    return made


def rows(plan: PlanList) -> list[_Row]:
    shown = [row for row in plan.findChildren(_Row) if not row.isHidden()]
    return sorted(shown, key=lambda row: row.number)


def names(plan: PlanList) -> list[str]:
    return [row.accessibleName() for row in rows(plan)]


def test_the_same_steps_in_other_words_keep_their_rows(plan: PlanList) -> None:
    before = rows(plan)
    plan.show_plan(RENAMED, last="Put it into a zip")
    assert rows(plan) == before
    assert names(plan) == [
        "Make the user “ab”: Can't be undone.",
        "Give rights: Already so.",
        "Put it into a zip.",
    ]
    assert "“ab”" in plan.accessibleDescription()
    assert "“a”" not in plan.accessibleDescription()
    assert "“ab”" in before[0]._line.plain


@pytest.mark.parametrize(
    "other",
    [
        (step("user", "Make the user “a”"),),
        (step("user", "Make the user “a”"), step("rights", "Give rights")),
        (*FIRST, step("budget", "Watch the costs")),
    ],
    ids=["fewer", "not yet so", "more"],
)
def test_other_steps_have_rows_of_their_own(plan: PlanList, other: tuple[Action, ...]) -> None:
    before = rows(plan)
    plan.show_plan(other)
    assert not set(rows(plan)) & set(before)
    assert len(rows(plan)) == len(other)


def test_once_something_is_done_the_same_plan_begins_anew(plan: PlanList) -> None:
    plan.follow(Progress(1, 2, FIRST[0], done=True))
    assert names(plan)[0] == "Make the user “a”: Done."
    plan.show_plan(FIRST, last="Put it into a zip")
    assert names(plan)[0] == "Make the user “a”: Can't be undone."


def test_nothing_follows_what_was_done(plan: PlanList) -> None:
    plan.follow_last(done=True)
    plan.show_plan(())
    assert not rows(plan)


def test_two_steps_of_one_name_are_both_there_and_both_go(plan: PlanList) -> None:
    twice = (FIRST[0], FIRST[0])
    for _time in range(2):
        plan.show_plan(twice)
        assert len(rows(plan)) == len(twice)
    plan.show_plan(())
    assert not rows(plan)


def test_after_no_plan_there_is_one_again(plan: PlanList) -> None:
    plan.show_plan(None, "The folder is missing.")
    assert not rows(plan)
    plan.show_plan(FIRST)
    assert len(rows(plan)) == len(FIRST)
    assert "missing" not in plan.accessibleDescription()
