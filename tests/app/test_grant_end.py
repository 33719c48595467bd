"""The last day: from then on the vendor can do nothing; it is moved, lifted, and said in time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from app import enddate, troubles
from app.enddate import END_POLICY_NAME
from app.facts import Facts
from app.grant import Wish
from app.handoverfile import Handover
from app.practice import Practice
from app.standing import CHECK, NOTHING, standing
from app.troubles import Trouble
from tests.app.guarded import LATER, MUCH_LATER, move, reissue, seen, signed_in
from tests.app.guarded import desk as desk  # noqa: PLC0414  (a fixture)
from tests.app.handedover import Desk
from tests.app.vendorcalls import VendorCalls

OVER = enddate.deny_from(date(2020, 1, 1))
DAY = 86_400.0


# the last day ---------------------------------------------------------------------------------


def test_from_the_end_on_the_vendor_can_do_nothing(desk: Desk, practice: Practice) -> None:
    made = desk.create(Wish(ends_at=LATER))
    assert made.ends_at == LATER
    assert VendorCalls(practice, made.user_id).may("list_users")
    practice.state.shift = 61 * DAY
    after = VendorCalls(practice, made.user_id, mfa=True)
    assert not after.may("list_users")
    assert not after.may("list_buckets", "s3")


def test_the_end_can_be_moved_and_lifted(desk: Desk, practice: Practice) -> None:
    made = desk.create(Wish(ends_at=LATER))
    moved = move(desk, made, MUCH_LATER)
    assert moved.ends_at == MUCH_LATER
    assert desk.records.handovers() == (moved,)
    assert enddate.read(seen(desk).guards[END_POLICY_NAME]) == MUCH_LATER
    lifted = move(desk, moved, "")
    assert lifted.ends_at == ""
    assert seen(desk).inline == frozenset()
    assert move(desk, move(desk, lifted, LATER), LATER).ends_at == LATER
    practice.state.shift = 61 * DAY
    assert not VendorCalls(practice, made.user_id).may("list_users")


def test_an_end_that_cannot_be_moved_stays(desk: Desk, practice: Practice) -> None:
    made = desk.create(Wish(ends_at=LATER))
    practice.state.fail("iam:PutUserPolicy", "AccessDenied", 403)
    with pytest.raises(Trouble):
        move(desk, made, MUCH_LATER)
    assert enddate.read(seen(desk).guards[END_POLICY_NAME]) == LATER
    assert desk.records.handovers() == (made,)


def test_an_end_in_the_past_is_refused_before_anything_is_done(
    desk: Desk, practice: Practice
) -> None:
    with pytest.raises(Trouble) as caught:
        desk.create(Wish(ends_at=OVER))
    assert caught.value.kind is troubles.END_PASSED
    made = desk.create()
    acts: tuple[Callable[[], object], ...] = (
        lambda: move(desk, made, OVER),
        lambda: reissue(desk, replace(made, ends_at=OVER)),
    )
    for act in acts:
        practice.state.clear()
        with pytest.raises(Trouble) as caught:
            act()
        assert caught.value.kind is troubles.END_PASSED
        assert not [c for c in practice.state.calls if ":Get" not in c and ":List" not in c]
    assert desk.records.handovers() == (made,)


@pytest.mark.parametrize(
    ("days", "used", "next_", "says"),
    [
        (-1, True, CHECK, "should be able to do nothing any more"),
        (-1, False, CHECK, "should be able to do nothing any more"),
        (13, True, NOTHING, "can work until"),
        (20, True, NOTHING, "has signed in and can work"),
    ],
)
def test_the_end_is_said_in_time(*, days: int, used: bool, next_: str, says: str) -> None:
    now = datetime(2026, 3, 1, tzinfo=UTC)
    ends = (now + timedelta(days=days)).isoformat()
    made = Handover(state="made", made_at="2026-01-01T00:00:00+00:00", ends_at=ends)
    stands = standing(signed_in(made) if used else made, Facts(), now)
    assert (stands.next, says in str(stands.sentence)) == (next_, True)
    assert stands.mark == ("good" if days > 14 else "warn")
