"""Policies, events and reports in AWS's answers, however odd: understood, or said to be unreadable.

Whoever was let in writes policies and names, and so what is read of them.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, example, given, seed, settings
from hypothesis import strategies as st

from app import denial, enddate, mfa_policy
from app.replies import Reply
from app.review import event_patterns, history, report_rows
from app.review.documents import Unreadable, statements
from app.review.event import maker_of, names_of, record_of
from app.review.identities import text_of
from app.troubles import Trouble
from tests.prove.test_odd_files import values
from tests.support.promises import Promised

SAYS = "Policies, events and reports in AWS's answers, however odd: read, or called unreadable"
FEW, MANY = 40, 2000
NOW = datetime(2026, 11, 28, tzinfo=UTC)


def _event(text: str) -> object:
    found: dict[Any, Any] = {}
    event = Reply(EventName="CreateUser", EventTime=NOW, CloudTrailEvent=text)
    history._note(found, [event])
    return maker_of(event, record_of(event)), names_of(event, record_of(event)), found


def _report(text: str) -> object:
    content = text.encode("utf-8", "surrogatepass")
    return report_rows._parsed(Reply(Content=content, GeneratedTime=NOW))


READERS: dict[str, Callable[[str], object]] = {
    "a policy": statements,
    "a policy's text": text_of,
    "our block": denial.was_denied_before,
    "the sessions' end": denial.ended_until,
    "the last day": enddate.read,
    "the demand for MFA": mfa_policy.demands_mfa,
    "a rule of events": event_patterns.hears,
    "an event": _event,
    "the credential report": _report,
}
SOUND = (
    denial.sessions_ended(NOW),
    enddate.end_policy("2027-01-31T00:00:00+00:00"),
    mfa_policy.MFA_POLICY,
    '{"userIdentity": {"type": "AssumedRole", "sessionContext": null}, "requestParameters": 5}',
    '{"source": ["aws.iam"], "detail": {"eventSource": [{"prefix": 5}]}, "$or": 7}',
    "user,arn,password_enabled\na,b,c,d,e\nf\n",
    f"user,arn\n{'x' * 200_000},b\n",
    '{"a":' * 20_000,
    "[" * 50_000,
)


def _among(value: Any) -> Any:
    """The value in the places where something is looked for."""
    statement = {"Effect": value, "Principal": value, "Action": value, "Condition": value}
    return st.sampled_from(
        [
            value,
            {"Statement": value},
            {"Statement": [value]},
            {"Statement": [statement]},
            {"Statement": [{"Condition": {"DateLessThan": {"aws:TokenIssueTime": value}}}]},
            {"Statement": [{"Condition": {"DateGreaterThan": {"aws:CurrentTime": value}}}]},
            {"source": value, "detail": {"eventSource": value}, "$or": value},
            {"userIdentity": value, "requestParameters": value, "responseElements": value},
            {"userIdentity": {"type": "AssumedRole", "sessionContext": {"sessionIssuer": value}}},
            {"userIdentity": {"type": value, "arn": value, "principalId": value}},
        ]
    ).map(json.dumps)


texts = st.text(max_size=200) | values.flatmap(_among)


@pytest.mark.parametrize("name", READERS)
def test_odd_documents(promised: Promised, name: str, *, whole: bool) -> None:
    promise = promised(SAYS)

    def read(text: str) -> None:
        with promise.case(f"{name}: {text[:200]!r}"), contextlib.suppress(Trouble, Unreadable):
            READERS[name](text)

    for text in SOUND:
        read(text)

    @seed(7)
    @settings(
        max_examples=MANY if whole else FEW,
        database=None,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(texts)
    @example("")
    def odd(text: str) -> None:
        read(text)

    odd()
