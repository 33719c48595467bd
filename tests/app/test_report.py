"""The report that the customer files says what was seen, not what was asked for."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from app import report
from app.handoverfile import Handover
from app.ledger import Made
from app.messages import Message, msg
from app.report_parts import UNKNOWN, Filed
from app.review.decisions import CLOSED, KEPT, Decision, on
from app.review.finding import Finding, Severity, Unseen
from app.review.look import Review
from app.revoke import DELETE, DISABLE, Outcome
from app.troubles import DENIED, Trouble

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


def said(filed: Filed) -> list[str]:
    """Every line of the report."""
    document = report.document(filed)
    lines = []
    for section in document.sections:
        for item in section.items:
            lines += [str(item.head), *map(str, item.under)]
    return lines


@pytest.mark.parametrize(
    ("seen", "says"),
    [
        (outcome(DELETE, exists=False), "the user was deleted"),
        (outcome(DISABLE, exists=True), "the user was shut out (this can be undone)"),
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
    lines = said(Filed("111122223333", NOON, seen))
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
        (
            Handover(elsewhere=True, made_at="2026-01-02T00:00:00Z"),
            "let in from another computer",
        ),
    ],
)
def test_what_was_asked_of_the_user_is_told(record: Handover, says: str) -> None:
    seen = outcome(DISABLE, exists=True)
    lines = said(Filed("111122223333", NOON, seen, record))
    plain = said(Filed("111122223333", NOON, seen, Handover()))
    assert sum(says in line for line in lines) == 1
    assert len(lines) == len(plain) + 1


def test_a_user_made_by_hand_is_not_said_to_have_been_let_in() -> None:
    seen = outcome(DISABLE, exists=True)
    lines = said(Filed("111122223333", NOON, seen, Handover(elsewhere=True)))
    assert any("no record of when this user was made" in line for line in lines)
    assert not any("let in" in line.lower() for line in lines)


FINDING = Finding(
    id="x:role/Backdoor",
    row="C1",
    severity=Severity.CRITICAL,
    subject="Backdoor",
    what=msg("Outsiders may use it."),
    breaks=msg(""),
    by_hand=msg("Delete it."),
    region="eu-west-1",
    new=True,
    made=NOON,
    made_by="vendor-admin",
)


def review(*findings: Finding, **more: object) -> Review:
    made = Review("111122223333", NOON, NOON, findings=findings, looked=("x",), baseline_of=NOON)
    return replace(made, **more)  # type: ignore[arg-type]


def test_each_finding_with_what_was_decided() -> None:
    kept = on(FINDING, KEPT, "2026-01-01T00:00:00+00:00", "our monitoring")
    lines = said(Filed("1", NOON, review=review(FINDING), decisions={FINDING.id: kept}))
    for one in (
        "Very dangerous: Backdoor (C1)",
        "Outsiders may use it.",
        "Region: eu-west-1",
        "Made or last changed: 2026-01-01 12:00:00 UTC",
        "By: vendor-admin",
        "As a way in, it is new since the vendor was let in.",
        "By hand, in AWS's console: Delete it.",
        "Reason: our monitoring",
    ):
        assert one in lines
    assert "Not decided yet." in said(Filed("1", NOON, review=review(FINDING)))


def test_what_was_closed_stays_in_the_report_with_its_calls() -> None:
    call = Made("iam:PutRolePolicy", msg("Deny everything"), NOON, "req-1")
    closed = replace(
        on(FINDING, CLOSED, "2026-01-01T00:00:00+00:00"),
        calls=(call, replace(call, request_id="", error="AccessDenied")),
    )
    lines = said(Filed("1", NOON, review=review(), decisions={FINDING.id: closed}))
    assert "Taken away: Backdoor (C1)" in lines
    assert any("(iam:PutRolePolicy, req-1)" in line for line in lines)
    assert any("AWS refused: AccessDenied" in line for line in lines)


@pytest.mark.parametrize(
    ("seen", "says"),
    [
        (None, "Nobody looked for other ways in"),
        (review(unseen=(Unseen("H2", msg("The phone"), Trouble(DENIED)),)), "The phone (H2)"),
        (review(unseen=(Unseen("E1", msg("Lambda"), region="x"),)), "Lambda (E1), in x"),
        (review(not_swept=("y",)), "nobody asked for a look into every Region"),
        (review(cancelled=True), "stopped halfway"),
        (review(baseline_of=None), "There was no picture of the account"),
        (review(looked=()), "Nothing was looked at."),
    ],
)
def test_unknown_is_never_clean(seen: Review | None, says: str) -> None:
    filed = Filed("1", NOON, review=seen)
    assert any(says in line for line in said(filed))
    whole = seen is not None and seen.whole and bool(seen.looked)
    assert report.document(filed).warns == (not whole)


def test_what_was_not_looked_at_is_unknown_on_paper_too() -> None:
    (skipped,) = (
        s for s in report.document(Filed("1", NOON)).sections if str(s.title) == "Other ways in"
    )
    assert [item.mark for item in skipped.items] == [UNKNOWN]
    assert "unknown, not clean" in str(skipped.items[0].head)
    blind = said(Filed("1", NOON, review=review(unseen=(Unseen("H2", msg("The phone")),))))
    assert "Nothing was found that could let somebody else in." not in blind
    assert any("The rest is unknown, not clean" in line for line in blind)


def test_how_long_sessions_last_is_told_together() -> None:
    (told,) = (
        item
        for section in report.document(Filed("1", NOON)).sections
        for item in section.items
        if "Sessions that were opened earlier" in str(item.head)
    )
    under = " ".join(map(str, told.under))
    assert "36 hours" in under
    assert "12 hours" in under


def test_clean_is_said_where_all_was_looked_at() -> None:
    document = report.document(Filed("1", NOON, review=review()))
    assert not document.warns
    assert "nothing is open" in str(document.summary[-1])
    assert report.document(Filed("1", NOON, review=review(FINDING))).warns


def test_what_no_check_looks_for_and_what_to_do_by_hand(monkeypatch: pytest.MonkeyPatch) -> None:
    no_call = msg("AWS has no call that shows it.")
    why = {"H6": no_call, "H8": msg("It can't be told apart."), "H9": no_call}
    monkeypatch.setattr("app.review.catalogue.NOT_CHECKED", why)
    lines = said(Filed("1", NOON, review=review()))
    assert "H6, H9: AWS has no call that shows it." in lines
    assert "H8: It can't be told apart." in lines
    for one in ("root user's mailbox", "telephone number", "MFA device", "Servers", "Secrets"):
        assert any(one in line for line in lines)


def test_how_a_thing_stands_is_a_mark_too() -> None:
    unseen = (Unseen("H2", msg("The phone"), Trouble(DENIED)),)
    low = replace(FINDING, id="x:2", severity=Severity.LOW)
    gone = Decision("x:1", CLOSED, "2025-01-01T00:00:00+00:00", subject="Old", what=msg("Was."))
    seen = review(FINDING, low, unseen=unseen)
    document = report.document(Filed("1", NOON, review=seen, decisions={"x:1": gone}))
    marks = {str(i.head): i.mark for section in document.sections for i in section.items}
    assert marks["Very dangerous: Backdoor (C1)"] == "bad"
    assert marks["Good to know: Backdoor (C1)"] == "note"
    assert marks["Taken away: Old ()"] in {"good", "unknown"}
    assert marks["The phone (H2)"] == "unknown"
    assert [mark for mark in marks.values() if mark == "box"]


def test_decision_of_another_day_is_told_with_its_date() -> None:
    old = Decision("x:1", CLOSED, "2025-01-01T00:00:00+00:00", subject="Old", what=msg("Was open."))
    lines = said(Filed("1", NOON, review=review(), decisions={"x:1": old}))
    assert any("2025-01-01" in line for line in lines)
