"""IAM's credential report, as AWS writes it, and waiting for it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from app.review.report_rows import WAITS, read
from app.troubles import AWS_BROKEN, TIMED_OUT, Trouble
from app.work import Cancelled, Token

HEADING = (
    "user,arn,user_creation_time,password_enabled,password_last_used,password_last_changed,"
    "password_next_rotation,mfa_active,access_key_1_active,access_key_1_last_rotated,"
    "access_key_1_last_used_date,access_key_1_last_used_region,access_key_1_last_used_service,"
    "access_key_2_active,access_key_2_last_rotated,access_key_2_last_used_date,"
    "access_key_2_last_used_region,access_key_2_last_used_service,cert_1_active,"
    "cert_1_last_rotated,cert_2_active,cert_2_last_rotated"
)
ROOT = (
    "<root_account>,arn:aws:iam::111122223333:root,2026-04-01T00:00:00+00:00,not_supported,"
    "2026-11-20T08:00:00+00:00,not_supported,not_supported,true,false,N/A,N/A,N/A,N/A,false,N/A,"
    "N/A,N/A,N/A,false,N/A,false,N/A"
)
BOB = (
    "bob,arn:aws:iam::111122223333:user/bob,2026-04-02T00:00:00+00:00,true,no_information,"
    "2026-04-03T00:00:00+00:00,N/A,false,true,2026-04-04T00:00:00+00:00,2026-04-05T00:00:00+00:00,"
    "eu-west-1,s3,false,2026-04-06T00:00:00+00:00,N/A,N/A,N/A,true,2026-04-07T00:00:00+00:00,"
    "false,N/A"
)
MADE = datetime(2026, 11, 27, tzinfo=UTC)


class Aws:
    """Answers with these states and refusals, one after the other."""

    def __init__(self, *states: str, refusals: tuple[str, ...] = ()) -> None:
        self.states, self.refusals, self.calls = list(states), list(refusals), 0

    def call(self, service: str, operation: str, **parameters: object) -> Any:
        assert (service, parameters) == ("iam", {})
        self.calls += 1
        if operation == "generate_credential_report":
            return {"State": self.states.pop(0) if len(self.states) > 1 else self.states[0]}
        if self.refusals:
            raise Trouble(AWS_BROKEN, aws_code=self.refusals.pop(0))
        return {"Content": f"{HEADING}\n{ROOT}\n{BOB}".encode(), "GeneratedTime": MADE}


class Hurried(Token):
    """Notes how long it was to wait, and doesn't."""

    waited: tuple[float, ...] = ()

    def wait(self, seconds: float) -> None:
        self.check()
        self.waited += (seconds,)


def test_what_aws_writes_is_read() -> None:
    report = read(Aws("COMPLETE"), Token())
    assert report.made == MADE
    assert report.root is not None
    assert report.root.mfa
    assert report.root.password_used == datetime(2026, 11, 20, 8, tzinfo=UTC)
    assert report.root.keys == ()
    bob = report.rows["arn:aws:iam::111122223333:user/bob"]
    assert bob.password
    assert bob.password_used is None
    assert bob.password_changed == datetime(2026, 4, 3, tzinfo=UTC)
    assert [(key.active, key.used_by) for key in bob.keys] == [(True, "s3"), (False, "")]
    assert len(bob.active_keys) == 1
    assert bob.certificates == 1


def test_it_is_waited_for() -> None:
    token, aws = Hurried(), Aws("STARTED", "INPROGRESS", "COMPLETE")
    assert read(aws, token).rows
    assert token.waited == WAITS[:2]
    assert aws.calls == 4


@pytest.mark.parametrize("code", ["ReportNotPresent", "ReportExpired", "ReportInProgress"])
def test_one_that_has_just_run_out_is_asked_for_again(code: str) -> None:
    assert read(Aws("COMPLETE", refusals=(code,)), Hurried()).rows


def test_the_wait_has_an_end() -> None:
    token = Hurried()
    with pytest.raises(Trouble) as caught:
        read(Aws("INPROGRESS"), token)
    assert caught.value.kind is TIMED_OUT
    assert sum(token.waited) < 60


def test_a_refusal_is_no_empty_report() -> None:
    with pytest.raises(Trouble):
        read(Aws("COMPLETE", refusals=("AccessDenied",)), Token())


def test_it_can_be_cancelled() -> None:
    token = Token()
    token.cancel()
    aws = Aws("STARTED")
    with pytest.raises(Cancelled):
        read(aws, token)
    assert not aws.calls
