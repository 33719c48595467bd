"""The work of a review: what was done is told as done, also where the look afterwards fails."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.practice import Practice
from app.review.finding import CLOSE
from app.settings import Settings
from app.troubles import SAFE_TO_REPEAT, Trouble
from app.work import Token
from tests.support.baredesk import BareDesk
from tests.support.signingin import sign_in
from ui.looker import Looker

CONTACT = "contacts:SECURITY"
LOOK = "account:GetAlternateContact"


@pytest.fixture
def practice() -> Iterator[Practice]:
    with Practice(fast=True) as running:
        running.state.plant_ways_in()
        yield running


@pytest.fixture
def looker(practice: Practice, data_dir: Path, secret_service: object) -> Looker:
    settings = Settings(data_dir, practice=True, endpoint=practice.address, language="en")
    return Looker(BareDesk(settings), sign_in(settings))  # type: ignore[arg-type]


@pytest.mark.keyring
def test_a_look_afterwards_that_fails_does_not_undo_what_was_done(
    looker: Looker, practice: Practice
) -> None:
    before = looker.whole(Token())

    def over(report: object) -> None:
        """The session ends once the contact is gone."""
        if getattr(report, "done", False):
            practice.state.fail(LOOK, "ExpiredToken", 403, times=99)

    (one,) = [f for f in before.review.findings if f.id == CONTACT]
    remedy = one.remedy(CLOSE)
    assert remedy is not None
    with pytest.raises(Trouble) as caught:
        looker.close(before.review, one, remedy)(Token(over))
    assert caught.value.kind.sign_in_again
    assert caught.value.changed == SAFE_TO_REPEAT
    assert "SECURITY" not in practice.state.contacts
