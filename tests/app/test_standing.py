"""How a hand-over stands, where its dates decide."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from app.facts import Facts
from app.handoverfile import Handover
from app.standing import NOTHING, SEND_FILE, delete_after, standing

NOW = datetime(2026, 3, 1, tzinfo=UTC)
BEFORE, AFTER = "2026-01-01T00:00:00+00:00", "2026-02-02T00:00:00+00:00"
MADE = "2026-02-01T09:00:00+09:00"


@pytest.mark.parametrize(
    ("last_used", "next_"), [("", SEND_FILE), (BEFORE, SEND_FILE), (AFTER, NOTHING)]
)
def test_only_a_sign_in_after_the_last_issue_counts(last_used: str, next_: str) -> None:
    handover = Handover(state="made", made_at=MADE, last_used=last_used, issue=2)
    assert standing(handover, Facts(), NOW).next == next_


@pytest.mark.parametrize("revoked_at", ["", "soon", "2026-01-01T00:00:00"])
def test_without_a_moment_no_old_session_is_said_to_be_over(revoked_at: str) -> None:
    handover = Handover(state="disabled", revoked_at=revoked_at)
    assert delete_after(handover) is None
    assert standing(handover, Facts(), NOW).next == NOTHING
