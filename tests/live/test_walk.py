"""The whole walk, what its transcript says, and what it must never say."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
import secretstorage

from app import budget
from app.practice import Practice
from live import points
from live.run import STEPS
from tests.live.conftest import Walking
from tests.live.script import ACCOUNT, EMAIL

Users = Callable[[], list[str]]


def test_a_whole_walk_leaves_nothing_and_answers_the_list(
    walking: Walking, users: Users, secret_service: object, tmp_path: Path
) -> None:
    walked = walking()
    came = walked.came()
    assert [came[name] for name, _ in STEPS] == ["done"] * len(STEPS), walked.script.text()
    assert walked.code == 0
    assert not walked.transcript["left"]
    assert not users()
    assert "Cleaned up: nothing of this walk is left" in walked.script.text()
    assert not [p for p in tmp_path.iterdir() if p.name.startswith("aikagi-live-")]
    items = [
        item
        for collection in secretstorage.get_all_collections(secret_service)
        for item in collection.get_all_items()
    ]
    assert not items
    said = walked.answers()
    assert len(said) == len(points.read())
    unanswered = [
        one.id
        for one in points.read()
        if not one.elsewhere and not points.is_answered(said[one.id])
    ]
    assert not unanswered
    assert said["j-6.1-currency"] == "USD"
    assert "iam:CreateUser: 200 ×1" in said["j-3.4-iam"]


def test_the_transcript_has_figures_and_no_name_number_or_secret(walking: Walking) -> None:
    walked = walking(no=frozenset({"sweep", "review"}))
    called = {call.operation for call in walked.script.calls}
    assert {"iam:CreateUser", "budgets:CreateBudget", "signin:CreateOAuth2Token"} <= called
    paths = set(re.findall(r"The zip: (.+)", walked.script.text()))
    own = {ACCOUNT, EMAIL, EMAIL.partition("@")[0], "aikagi-live-trial", "arn:aws", *paths}
    values = {*walked.script.secrets, *walked.script.ids(), *own} - {""}
    assert len(values) > 16, "the keyring's secrets, the zips' and the user's id are among them"
    assert not [value for value in values if value in walked.text]
    create = next(step for step in walked.transcript["steps"] if step["step"] == "create")
    made = next(row for row in create["calls"] if row["call"] == "iam:CreateUser")
    assert (made["status"], made["error"], made["times"]) == (200, "", 1)
    assert made["sent"][0] > 50
    assert made["received"][0] > 100
    assert made["seconds"][0] > 0
    assert any(row["error"] == "NoSuchEntity" for row in create["calls"])


def test_an_earlier_walk_that_was_killed_is_found(walking: Walking, users: Users) -> None:
    left = walking(no=frozenset({"delete", "review", "disable"}))
    assert users() == ["aikagi-live-trial"]
    assert left.transcript["left"] == ["the vendor's user"]
    assert "as you wished" in left.script.text()
    again = walking(no=frozenset({"create", "budget", "review"}))
    assert "leftover" in again.script.asked
    assert not users()


def test_another_account_than_the_one_that_was_meant_is_left(
    walking: Walking, users: Users
) -> None:
    walked = walking(typed={"account": "999988887777"})
    assert walked.came() == {"sign_in": "refused"}
    assert walked.script.writes() == 0
    assert not users()


def test_a_budget_that_was_there_stays(
    walking: Walking, practice: Practice, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(budget, "existing", lambda *_: (budget.NAME,))
    walked = walking(no=frozenset({"create", "review"}))
    assert walked.came()["budget"] == "refused"
    assert walked.script.writes() == 0
