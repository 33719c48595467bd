"""What of a review is still to be decided, what was, and whether anything wasn't looked at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from app.review import asjson
from app.review.decisions import ASKED, CLOSED, KEPT, SWITCHED_OFF, Decision
from app.review.finding import Finding, Severity
from app.review.look import Review


@dataclass(frozen=True)
class Tally:
    """How a review stands.

    `open`: to be decided; `begun`: not found, but what was begun about it isn't finished;
    `settled`: kept, or asked about; `gone`: closed or switched off, looked for and not found any
    more; `unlooked`: the same, but not looked for this time. `blind`: something wasn't looked at,
    so that the account isn't known clean.
    """

    open: tuple[Finding, ...] = ()
    begun: tuple[Decision, ...] = ()
    settled: tuple[Finding, ...] = ()
    gone: tuple[Decision, ...] = ()
    unlooked: tuple[Decision, ...] = ()
    blind: bool = False
    looked: bool = False  # at anything at all

    @property
    def worst(self) -> Severity:
        """The severity of the worst that is to be decided."""
        found = [finding.severity for finding in self.open]
        return max((*found, *(Severity(one.severity) for one in self.begun)), default=Severity.LOW)

    @property
    def to_do(self) -> int:
        """How many wait for the customer."""
        return len(self.open) + len(self.begun)

    @property
    def clean(self) -> bool:
        """Whether nothing was found or is open, and nothing was left out. Unknown never is."""
        return self.looked and not (self.to_do or self.blind or self.unlooked)


def settles(decision: Decision | None, finding: Finding) -> bool:
    """Whether the decision still holds for `finding`, as it is now.

    Not where it has become more dangerous since, or says something else: another way in under the
    same name was never decided on. Nor where something was begun about it that isn't finished.
    """
    if decision is None or decision.kind not in {KEPT, ASKED} or not decision.finished:
        return False
    same = asjson.same(finding.what, decision.what)
    return same and finding.severity <= decision.severity


def tally(review: Review, decisions: Mapping[str, Decision]) -> Tally:
    """How `review` stands with these decisions, which are by the findings' ids."""
    found = {finding.id for finding in review.findings}
    settled = tuple(f for f in review.findings if settles(decisions.get(f.id), f))
    absent = [one for one in decisions.values() if one.finding not in found]
    closed = [one for one in absent if one.finished and _closed(one)]
    seen = [one for one in closed if one.finding.partition(":")[0] in review.looked]
    return Tally(
        open=tuple(f for f in review.findings if f not in settled),
        begun=tuple(one for one in absent if not one.finished),
        settled=settled,
        gone=tuple(seen),
        unlooked=tuple(one for one in closed if one not in seen),
        blind=not review.whole,
        looked=bool(review.looked or review.unseen or review.findings),
    )


def _closed(one: Decision) -> bool:
    """Also where it was kept afterwards: what was done stays, and can be put back."""
    return one.kind in {CLOSED, SWITCHED_OFF} or one.can_be_put_back
