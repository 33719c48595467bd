"""The report that the customer files says what was seen, not what was asked for."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from app import report
from app.handoverfile import Handover
from app.messages import Message, msg
from app.revoke import DELETE, DISABLE, Outcome

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
STEP = msg("Delete its keys and certificates")


def outcome(mode: str, *left: Message, exists: bool, **more: bool) -> Outcome:
    made = Outcome(
        mode=mode,
        user_name="vendor-admin",
        user_id="AIDAEXAMPLE",
        exists=exists,
        seen=(),
        left=left,
        complete=not left,
        cancelled=False,
        started=NOON,
        ended=NOON,
        shut_out=True,
    )
    return replace(made, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("seen", "says"),
    [
        (outcome(DELETE, exists=False), "the user was deleted"),
        (outcome(DISABLE, exists=True), "the user was disabled (this can be undone)"),
        (outcome(DELETE, STEP, exists=True), "it isn't deleted yet"),
        (outcome(DISABLE, STEP, exists=True), "some steps are left"),
        (outcome(DELETE, STEP, exists=True, shut_out=False), "it isn't shut out yet"),
        (outcome(DISABLE, STEP, exists=True, shut_out=False), "it isn't shut out yet"),
        (outcome(DELETE, exists=False, found=False), "nothing. The user wasn't in the account"),
        (outcome(DISABLE, exists=False, found=False), "nothing. The user wasn't in the account"),
        (outcome(DISABLE, exists=False), "somebody else deleted it"),
    ],
)
def test_what_was_done_is_what_was_seen(seen: Outcome, says: str) -> None:
    lines = [str(line) for line in report.revoked(seen, "111122223333", None)]
    (done,) = [line for line in lines if line.startswith("What was done")]
    assert says in done
    assert ("was deleted" in done) == (not seen.exists and seen.found and seen.mode == DELETE)


@pytest.mark.parametrize(
    ("record", "says"),
    [
        (Handover(require_mfa=True), "MFA was demanded of it."),
        (Handover(rights_later=True), "to be given later. That they were isn't on record"),
        (
            Handover(rights_later=True, rights_given_at="2026-02-02T00:00:00+00:00"),
            "Its rights were given later: 2026-02-02",
        ),
        (Handover(ends_at="2026-03-01T00:00:00Z"), "denied to it from: 2026-03-01"),
        (Handover(elsewhere=True), "let in from another computer"),
    ],
)
def test_what_was_asked_of_the_user_is_told(record: Handover, says: str) -> None:
    seen = outcome(DISABLE, exists=True)
    lines = [str(line) for line in report.revoked(seen, "111122223333", record)]
    plain = [str(line) for line in report.revoked(seen, "111122223333", Handover())]
    assert sum(says in line for line in lines) == 1
    assert len(lines) == len(plain) + 1
