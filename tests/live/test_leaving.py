"""Refusals, Ctrl-C and errors: nothing is done unasked, and what is left is named."""

from __future__ import annotations

import json
import os
import signal
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from app import revoke
from app.practice import Practice
from live import run
from tests.live.conftest import Walking
from tests.live.script import Hook

Users = Callable[[], list[str]]
NO_REVIEW = frozenset({"review"})
QUESTIONS = (
    *("sign_in", "create", "first_sign_in", "reissue", "budget", "disable", "undo", "delete"),
    "review",
)


@pytest.mark.parametrize(
    "questions",
    [("create",), ("first_sign_in", "reissue", "budget", "undo"), ("disable",), ("delete",)],
)
def test_who_refuses_sees_nothing_changed(walking: Walking, questions: tuple[str, ...]) -> None:
    """No call between a refusal and the next question changes anything."""
    walked = walking(no=frozenset({*questions, *NO_REVIEW}))
    for question in questions:
        assert walked.came()[question] == "refused"
        assert walked.script.after[question] == walked.script.refused[question]


def test_who_refuses_everything_makes_no_call(walking: Walking, users: Users) -> None:
    walked = walking(no=frozenset(QUESTIONS))
    assert walked.came() == {"sign_in": "refused"}
    assert not walked.script.calls
    assert walked.code == 0


def interrupt() -> None:
    """Ctrl-C."""
    os.kill(os.getpid(), signal.SIGINT)


def _next(hooks: Iterator[Hook]) -> None:
    """The next of them, until there is none."""
    for hook in hooks:
        hook()
        break


@pytest.mark.parametrize("question", ["account", "create", "reissue", "delete"])
def test_ctrl_c_at_a_question_cleans_up(walking: Walking, users: Users, question: str) -> None:
    walked = walking(no=NO_REVIEW, at={question: interrupt})
    assert walked.code == 1
    assert question in walked.script.asked
    assert not users()
    assert not walked.transcript["left"]
    assert "Cleaned up" in walked.script.text()


@pytest.mark.parametrize(
    "call",
    ["iam:CreateUser", "iam:CreateLoginProfile", "budgets:CreateBudget", "iam:PutUserPolicy"],
)
def test_ctrl_c_in_the_middle_of_an_act_cleans_up(
    walking: Walking, users: Users, practice: Practice, call: str
) -> None:
    once = iter([interrupt])
    walked = walking({call: partial(_next, once)}, no=NO_REVIEW)
    assert walked.code == 1
    assert "Stopping" in walked.script.text()
    assert not users()
    assert not walked.transcript["left"]
    assert "stopped" in walked.came().values()


def test_what_cannot_be_taken_away_is_named(
    walking: Walking, users: Users, practice: Practice, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(revoke, "PAUSES", (0.01, 0.01))

    def forbid() -> None:
        practice.state.forbidden = ("iam:DeleteUser", "budgets:DeleteBudget")

    walked = walking(no=NO_REVIEW, at={"delete": forbid})
    assert walked.code == 1
    assert users() == ["aikagi-live-trial"]
    said = walked.script.text()
    assert "LEFT, for you to remove" in said
    assert "the user “aikagi-live-trial” in account 111122223333" in said
    assert "the budget “aikagi-monthly”" in said
    assert walked.transcript["left"] == ["the vendor's user", "the budget"]
    assert "111122223333" not in walked.text


def test_a_step_that_fails_is_told_and_the_walk_goes_on(
    walking: Walking, users: Users, practice: Practice
) -> None:
    def forbid() -> None:
        practice.state.forbidden = ("budgets:CreateBudget",)

    walked = walking(no=NO_REVIEW, at={"email": forbid})
    step = next(one for one in walked.transcript["steps"] if one["step"] == "budget")
    assert step["came"] == "failed"
    assert "AccessDenied" in step["code"]
    assert walked.came()["delete"] == "done"
    assert not users()


def test_a_fault_of_the_program_itself_cleans_up_too(
    walking: Walking, users: Users, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def fault(_: object) -> None:
        raise ZeroDivisionError

    steps = (*run.STEPS[:3], ("reissue", fault))
    monkeypatch.setattr(run, "STEPS", steps)
    with pytest.raises(ZeroDivisionError):
        walking()
    assert not users()
    written = json.loads((tmp_path / "transcript.json").read_text(encoding="utf-8"))
    assert [step["step"] for step in written["steps"]][-1] == "sign_out"
