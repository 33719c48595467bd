"""Whether what isn't found may be there all the same, by what AWS refused to show."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from app.messages import msg
from app.review.again import hidden
from app.review.finding import Finding, Severity, Unseen
from app.review.look import Review
from app.troubles import DENIED, Trouble

NOW = datetime(2026, 11, 27, tzinfo=UTC)
TOKYO, HOME = "ap-northeast-1", "us-east-1"


def seen(region: str = "", *, refused: bool = True, check: str = "schedules") -> Review:
    trouble = Trouble(DENIED) if refused else None
    blind = Unseen("E4", msg("schedules"), trouble, region, check)
    return Review("111122223333", NOW, NOW, unseen=(blind,))


@pytest.mark.parametrize(
    ("review", "region", "wanted"),
    [
        (seen(), TOKYO, True),
        (seen(TOKYO), TOKYO, True),
        (seen(f"{HOME}, {TOKYO}"), TOKYO, True),
        (seen(TOKYO), "", True),
        (seen(HOME), TOKYO, False),
        (seen(check="other"), TOKYO, False),
        (seen(refused=False), TOKYO, False),  # one of many that can't be read
    ],
)
def test_a_refusal_hides_what_it_is_about(review: Review, region: str, wanted: bool) -> None:
    assert hidden(review, "schedules:x", region) is wanted


def test_what_is_found_is_not_hidden() -> None:
    found = Finding("schedules:x", "E4", Severity.LOW, "x", msg("x"), msg("y"))
    review = Review("111122223333", NOW, NOW, (found,), seen().unseen)
    assert not hidden(review, "schedules:x", TOKYO)
