"""How a review stands with what was decided: nothing is settled or gone that isn't for sure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from app.messages import Message, msg
from app.plan import Action
from app.records import Records
from app.report import document
from app.report_parts import Filed
from app.review.decisions import ASKED, CLOSED, KEPT, SWITCHED_OFF, Decision, Decisions, Way, on
from app.review.finding import Finding, Severity, Unseen
from app.review.look import Review
from app.review.tally import Tally, tally

MOMENT = datetime(2026, 11, 27, tzinfo=UTC)
WHEN = MOMENT.isoformat()
ACCOUNT = "111122223333"
NAME = "role_outsiders"
WAY = Way("x", back=Action("y", "delete_role", {"RoleName": "x"}, msg("Back")), begun=True)


def finding(what: Message, severity: Severity = Severity.LOW) -> Finding:
    return Finding(f"{NAME}:role/Datadog", "C1", severity, "Datadog", what, breaks=msg(""))


def accounts(numbers: str, used: datetime = MOMENT) -> Message:
    inner = msg("Accounts {accounts}, last used on {day}.", accounts=numbers, day=used)
    return msg("{first} {rest}", first=inner, rest=msg("Nothing else."))


def looked(*findings: Finding, names: Iterable[str] = (NAME,), unseen: bool = False) -> Review:
    return Review(
        ACCOUNT,
        MOMENT,
        MOMENT,
        findings=findings,
        looked=tuple(names),
        unseen=(Unseen("C1", msg("Roles"), check=NAME),) if unseen else (),
        baseline_of=MOMENT,
    )


def stands(review: Review, *decisions: Decision) -> Tally:
    return tally(review, {one.finding: one for one in decisions})


@pytest.mark.parametrize("kind", [KEPT, ASKED])
def test_what_was_decided_holds_for_the_same_thing_alone(records: Records, kind: str) -> None:
    one = finding(accounts("464622532012"))
    Decisions(records, ACCOUNT).keep(on(one, kind, WHEN, "ours"))
    kept = Decisions(records, ACCOUNT).all()  # as they come back from the disk
    assert tally(looked(one), kept).clean
    later = finding(accounts("464622532012", MOMENT.replace(hour=13)))
    assert tally(looked(later), kept).clean  # said as before
    for other in (
        finding(accounts("464622532012, 999988887777")),
        finding(msg("Anybody in the world may use it.")),
        finding(one.what, Severity.HIGH),
    ):
        found = tally(looked(other), kept)
        assert found.open == (other,)
        assert not found.clean


def test_what_is_begun_is_neither_gone_nor_clean() -> None:
    closed = Decision(f"{NAME}:role/x", CLOSED, WHEN, subject="x", ways=(WAY,))
    found = stands(looked(), closed)
    assert (found.gone, found.begun, found.clean) == ((closed,), (), True)
    for kind in (SWITCHED_OFF, KEPT):
        other = replace(closed, kind=kind, finished=False)
        found = stands(looked(), other)
        assert (found.gone, found.begun, found.clean) == ((), (other,), False)
    begun = replace(closed, finished=False)
    said = report(looked(), begun)
    assert "This was begun, but isn't finished." in said
    assert "Begun, but not finished: 1" in said
    assert "Not found any more" not in said
    assert "nothing is open" not in said


def test_what_is_kept_stays_open_while_something_begun_is_not_finished() -> None:
    one = finding(accounts("464622532012"))
    kept = replace(on(one, KEPT, WHEN), finished=False, ways=(WAY,))
    assert stands(looked(one), kept).open == (one,)


@pytest.mark.parametrize(
    "review",
    [looked(names=("buckets",)), looked(names=(), unseen=True), looked(names=("role_outsiders2",))],
)
def test_what_nobody_looked_for_is_not_called_gone(review: Review) -> None:
    closed = Decision(f"{NAME}:role/x", CLOSED, WHEN, subject="x", ways=(WAY,))
    found = stands(review, closed)
    assert (found.gone, found.unlooked, found.clean) == ((), (closed,), False)
    said = report(review, closed)
    assert "It wasn't looked for this time" in said
    assert "Not found any more" not in said


def test_what_was_done_before_it_was_kept_is_still_listed() -> None:
    kept = Decision(f"{NAME}:role/x", KEPT, WHEN, subject="x", ways=(WAY,))
    assert stands(looked(), kept).gone == (kept,)
    assert stands(looked(), replace(kept, ways=())).gone == ()


def report(review: Review, *decisions: Decision) -> str:
    filed = Filed(ACCOUNT, MOMENT, review=review, decisions={d.finding: d for d in decisions})
    made = document(filed)
    texts = [str(one) for one in made.summary]
    for section in made.sections:
        for item in section.items:
            texts += [str(item.head), *map(str, item.under)]
    return "\n".join(texts)
