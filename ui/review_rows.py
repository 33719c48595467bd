"""What a review found as rows of a list."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from app.review.decisions import ASKED, CLOSED, KEPT, SWITCHED_OFF
from app.review.finding import Finding, Severity, Unseen, worst_first
from app.review.tally import settles
from app.review.wording import BEGUN, DECIDED, NOT_LOOKED, SEVERITIES, at_last, called
from ui.row import Row
from ui.words import _, say

if TYPE_CHECKING:
    from app.review.decisions import Decision
    from ui.reviewing import Reviewing

# What stands in brackets: the list has no room for it, and what is chosen is explained beside it.
GLOSS = re.compile(r" ?[(（][^()（）]*[)）]")
GONE = "gone:"  # before a finding's id: it was closed, and isn't found any more
UNKNOWN = "unknown:"  # before a number: a row about what wasn't seen
MARKS = {
    Severity.CRITICAL: "bad",
    Severity.HIGH: "bad",
    Severity.MEDIUM: "warn",
    Severity.LOW: "none",
}


def severity_word(severity: int) -> str:
    """How dangerous it is, in a word or two."""
    return say(SEVERITIES[Severity(severity)])


def decision_word(kind: str) -> str:
    """What was decided, in a word or two."""
    return say(DECIDED[kind])


def title(finding: str, subject: str) -> str:
    """What the thing is called that the finding of that id is about."""
    name = called(finding, subject)
    return name if isinstance(name, str) else say(name)


def rows(shared: Reviewing) -> list[Row]:
    """What is to be decided first, worst first; then what is unknown; then what is decided."""
    found = worst_first(one for one in shared.said if isinstance(one, Finding))
    decided = [f for f in found if settles(shared.decisions.get(f.id), f)]
    tally = shared.tally
    made = [_finding(f, shared.decisions.get(f.id)) for f in found if f not in decided]
    made += [_begun(decision) for decision in (tally.begun if tally else ())]
    made += unseen(one for one in shared.said if isinstance(one, Unseen))
    made += not_swept(shared)
    made += [_finding(f, shared.decisions[f.id], settled=True) for f in decided]
    made += [_gone(decision) for decision in (tally.gone if tally else ())]
    names = shared.review.not_swept if shared.review else ()
    return made + [_unlooked(one, names) for one in (tally.unlooked if tally else ())]


def _finding(finding: Finding, decision: Decision | None, *, settled: bool = False) -> Row:
    mark = MARKS[finding.severity]
    word = severity_word(finding.severity)
    details = [say(finding.what)]
    if finding.region:
        details.append(_("Region: {region}").format(region=finding.region))
    if finding.new:
        details.append(_("As a way in, it is new since the vendor was let in."))
    if settled and decision is not None:
        word = decision_word(decision.kind)
        mark = "good" if decision.kind == KEPT else "none"
        if decision.reason:
            details.append(_("Reason: {reason}").format(reason=decision.reason))
    elif again := changed_words(finding, decision):
        details.append(again)
    return Row(
        title(finding.id, finding.subject),
        tuple(details),
        word,
        mark,
        finding.id,
        quiet=settled,
        tag_mark=mark,
        brief=GLOSS.sub("", kind(finding)),
    )


def changed_words(finding: Finding, decision: Decision | None) -> str:
    """Why it is asked again, though it was decided on; "" where it wasn't, or still holds."""
    if decision is None or settles(decision, finding):
        return ""
    if not decision.finished:
        return say(BEGUN)
    if decision.kind in {CLOSED, SWITCHED_OFF}:
        return _("It was switched off or taken away, but is there again.")
    if decision.kind in {KEPT, ASKED}:
        return _("It has changed since it was decided on, so it is asked again.")
    return ""


def kind(finding: Finding) -> str:
    """What kind of thing it is, in a few words."""
    from app.review import catalogue

    check = finding.id.partition(":")[0]
    return next((say(one.title) for one in catalogue.CHECKS if one.name == check), "")


def unseen(those: Iterable[Unseen]) -> list[Row]:
    """One row for what wasn't seen for the same reason, with its Regions."""
    groups: dict[tuple[str, str], list[str]] = {}
    for one in those:
        why = say(one.trouble.kind.what) if one.trouble else ""
        regions = groups.setdefault((say(one.what), why), [])
        if one.region and one.region not in regions:
            regions.append(one.region)
    made = []
    for number, ((what, why), regions) in enumerate(groups.items()):
        where = _("In: {regions}").format(regions=", ".join(regions)) if regions else ""
        details = tuple(text for text in (why, where) if text)
        made.append(
            Row(
                _("Not seen: {what}").format(what=what),
                details or (_("Whether somebody gets in by it isn't known."),),
                _("Unknown"),
                "unknown",
                f"{UNKNOWN}{number}",
                tag_mark="warn",
                brief=where or why,
            )
        )
    return made


def not_swept(shared: Reviewing) -> list[Row]:
    """One row for what takes a look into every Region, while there was none."""
    from app.review import catalogue

    if shared.review is None or not shared.review.not_swept:
        return []
    titles = [say(c.title) for c in catalogue.CHECKS if c.name in shared.review.not_swept]
    press = _("Press “Look into every Region …”. It takes some minutes.")
    head = _("Not looked at yet, because it takes a look into every Region")
    return [
        Row(
            head,
            (" · ".join(titles), press),
            _("Unknown"),
            "unknown",
            f"{UNKNOWN}regions",
            tag_mark="warn",
            brief=press,
        )
    ]


def _begun(decision: Decision) -> Row:
    details = (say(decision.what), say(BEGUN))
    word, value = _("Not finished"), f"{GONE}{decision.finding}"
    name = title(decision.finding, decision.subject)
    return Row(name, details, word, "warn", value, tag_mark="warn", brief=say(BEGUN))


def _gone(decision: Decision) -> Row:
    return _absent(decision, say(at_last(decision)), "good")


def _unlooked(decision: Decision, names: Iterable[str]) -> Row:
    """What was closed before and couldn't be looked at now says what to press for that."""
    everywhere = decision.finding.partition(":")[0] in names
    press = _("Press “Look into every Region …”.") if everywhere else _("Press “Check again”.")
    said = _("Whether it still is so wasn't checked. {press}").format(press=press)
    return _absent(decision, say(NOT_LOOKED), "unknown", brief=said)


def _absent(decision: Decision, seen: str, mark: str, *, brief: str = "") -> Row:
    details = [say(decision.what), seen]
    if decision.can_be_put_back:
        details.append(_("It can be put back."))
    word, value = decision_word(decision.kind), f"{GONE}{decision.finding}"
    name = title(decision.finding, decision.subject)
    return Row(
        name, tuple(details), word, mark, value, quiet=True, tag_mark=mark, brief=brief or seen
    )
