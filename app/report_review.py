"""The part of a report on the review: what was found and decided, and what isn't known."""

from __future__ import annotations

from collections.abc import Iterator

from app.messages import Message, msg
from app.report_done import called
from app.report_parts import (
    BAD,
    GOOD,
    LOOK,
    NOTE,
    UNKNOWN,
    WARN,
    Filed,
    Item,
    Section,
    items,
    stamp,
)
from app.review import catalogue
from app.review.decisions import PUT_BACK, Decision
from app.review.finding import Finding, Severity, Unseen
from app.review.look import Review
from app.review.tally import Tally, tally
from app.review.wording import BEGUN, DECIDED, IS_OFF, NOT_FOUND, NOT_LOOKED, SEVERITIES, at_last
from app.review.wording import called as called_in_words

MARKS = {Severity.CRITICAL: BAD, Severity.HIGH: WARN, Severity.MEDIUM: LOOK, Severity.LOW: NOTE}
GONE = {BEGUN: WARN, NOT_FOUND: GOOD, IS_OFF: GOOD, NOT_LOOKED: UNKNOWN}
NOT_REVIEWED = msg(
    "Nobody looked for other ways in, such as roles that the vendor may have made. Whether there "
    "are any is unknown, not clean."
)


def sections(filed: Filed) -> Iterator[Section]:
    """What was found, what was decided, what wasn't looked at, and what can't be looked at."""
    review = filed.review
    if review is None:
        yield Section(msg("Other ways in"), (Item(NOT_REVIEWED, mark=UNKNOWN),))
    else:
        stands = tally(review, filed.decisions)
        yield Section(msg("Other ways in: what was looked at"), items(*_look(review)))
        yield Section(msg("What was found, and what was decided"), _found(filed, stands))
        yield Section(msg("What couldn't be looked at: unknown, not clean"), _blind(review))
    yield Section(msg("What Aikagi doesn't look at, and why"), _not_checked())


def _look(review: Review) -> Iterator[Message]:
    yield msg(
        "Looked at from {begun} to {ended} (by AWS's clock)",
        begun=stamp(review.started),
        ended=stamp(review.ended),
    )
    if review.baseline_of is not None:
        yield msg(
            "Compared with the picture of the account from the day the vendor was let in: {time}",
            time=stamp(review.baseline_of),
        )
    else:
        yield msg(
            "There was no picture of the account from the day the vendor was let in, so each "
            "thing was judged by itself."
        )
    yield msg("Things that could be looked at completely: {count}", count=len(review.looked))
    if review.cancelled:
        yield msg("The look was stopped halfway. What it hadn't reached is unknown, not clean.")


# --- what was found ------------------------------------------------------------------------------
def _found(filed: Filed, stands: Tally) -> tuple[Item, ...]:
    decisions = filed.decisions
    made = [_finding(f, decisions.get(f.id)) for f in stands.open]
    made += [_gone(decision, BEGUN) for decision in stands.begun]
    made += [_finding(f, decisions.get(f.id)) for f in stands.settled]
    made += [_gone(decision, at_last(decision)) for decision in stands.gone]
    made += [_gone(decision, NOT_LOOKED) for decision in stands.unlooked]
    if made:
        return tuple(made)
    if not stands.looked:
        return items(msg("Nothing was looked at."))
    if stands.blind:
        return items(
            msg(
                "Nothing was found in what was looked at. The rest is unknown, not clean: it is "
                "listed below."
            )
        )
    return items(msg("Nothing was found that could let somebody else in."))


def _finding(finding: Finding, decision: Decision | None) -> Item:
    head = msg(
        "{severity}: {subject} ({row})",
        severity=SEVERITIES[finding.severity],
        subject=called_in_words(finding.id, finding.subject),
        row=finding.row,
    )
    return Item(head, (*_of(finding), *_decided(decision)), MARKS[finding.severity])


def _of(finding: Finding) -> Iterator[Message]:
    yield finding.what
    if finding.region:
        yield msg("Region: {region}", region=finding.region)
    if finding.made is not None:
        yield msg("Made or last changed: {time}", time=stamp(finding.made))
    if finding.made_by:
        yield msg("By: {who}", who=finding.made_by)
    if finding.new:
        yield msg("As a way in, it is new since the vendor was let in.")
    if finding.by_hand is not None:
        yield msg("By hand, in AWS's console: {how}", how=finding.by_hand)


def _decided(decision: Decision | None) -> Iterator[Message]:
    if decision is None:
        yield msg("Not decided yet.")
        return
    yield msg("{decision}, {time}", decision=DECIDED[decision.kind], time=stamp(decision.when))
    if decision.reason:
        yield msg("Reason: {reason}", reason=decision.reason)
    if not decision.finished:
        yield BEGUN
    elif any(way.begun for way in decision.ways) and decision.kind != PUT_BACK:
        yield msg("It was switched off or taken away, but is there again.")
    for item in called(decision.calls):
        yield from item.under


def _gone(decision: Decision, seen: Message) -> Item:
    head = msg(
        "{decision}: {subject} ({row})",
        decision=DECIDED[decision.kind],
        subject=called_in_words(decision.finding, decision.subject),
        row=decision.row,
    )
    under = [
        msg("It was: {severity}", severity=SEVERITIES[Severity(decision.severity)]),
        decision.what,
        msg("Decided: {time}.", time=stamp(decision.when)),
        seen,
    ]
    if decision.reason:
        under.append(msg("Reason: {reason}", reason=decision.reason))
    for item in called(decision.calls):
        under += item.under
    return Item(head, tuple(under), GONE[seen])


# --- what isn't known ----------------------------------------------------------------------------
def _blind(review: Review) -> tuple[Item, ...]:
    titles = {check.name: check.title for check in catalogue.CHECKS}
    made = [_unseen(one) for one in review.unseen]
    if review.not_swept:
        head = msg("Not looked at, because nobody asked for a look into every Region:")
        named = tuple(titles[name] for name in review.not_swept if name in titles)
        made.append(Item(head, named, UNKNOWN))
    return tuple(made) or items(msg("Everything that Aikagi looks for was looked at."))


def _unseen(one: Unseen) -> Item:
    under = (one.trouble.kind.what,) if one.trouble else ()
    if one.region:
        head = msg("{what} ({row}), in {region}", what=one.what, row=one.row, region=one.region)
        return Item(head, under, UNKNOWN)
    return Item(msg("{what} ({row})", what=one.what, row=one.row), under, UNKNOWN)


def _not_checked() -> tuple[Item, ...]:
    rows: dict[Message, list[str]] = {}
    for row, why in catalogue.NOT_CHECKED.items():
        rows.setdefault(why, []).append(row)
    made = tuple(
        Item(msg("{row}: {why}", row=", ".join(names), why=why)) for why, names in rows.items()
    )
    return made or items(msg("Nothing besides."))
