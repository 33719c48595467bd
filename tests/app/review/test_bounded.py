"""A review looks at so many of a kind, and says what it left out."""

from __future__ import annotations

import pytest

from app.messages import msg
from app.practice import Practice
from app.review.bounded import Kind, some
from app.review.finding import Unseen, together
from app.troubles import NOT_ALLOWED, THROTTLED, Trouble
from tests.app.review.conftest import Ground
from tests.app.review.planting import HOME

KEYS = Kind("G2", msg("keys"), "kms", "list_keys", "Keys")


@pytest.mark.keyring
def test_what_is_left_out_is_said(ground: Ground, practice: Practice) -> None:
    for _ in range(3):
        ground.call("kms", "create_key", HOME)
    view = ground.view()
    there = view.clients.at(HOME)
    practice.state.clear()
    all_of_them = some(view, there, KEYS, 3)
    assert len(list(some(view, there, KEYS, 3))) == 3
    assert not all_of_them.rest
    assert practice.state.calls == ["kms:ListKeys"]
    first = some(view, there, KEYS, 2)
    assert len(first.items) == 2
    (left,) = first.rest
    assert "2" in str(left.what)


def test_one_reason_in_many_regions_is_said_once() -> None:
    refused = [
        Unseen("G2", msg("keys"), Trouble(NOT_ALLOWED, aws_code="AccessDenied"), name)
        for name in ("a", "b", "c", "b")
    ]
    slow = Unseen("G2", msg("keys"), Trouble(THROTTLED), "d")
    other = Unseen("G3", msg("keys"), Trouble(THROTTLED), "d")
    said = together([*refused, slow, other])
    assert [(one.row, one.region) for one in said] == [("G2", "a, b, c"), ("G2", "d"), ("G3", "d")]
