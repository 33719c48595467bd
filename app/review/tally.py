"""What of a review is still to be decided, what was, and whether anything wasn't looked at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from app.review.decisions import ASKED, CLOSED, KEPT, SWITCHED_OFF, Decision
from app.review.finding import Finding, Severity
from app.review.look import Review


@dataclass(frozen=True)
class Tally:
    """How a review stands.

    `open`: to be decided; `settled`: kept, or asked about; `gone`: closed or switched off, and not
    found any more. `blind`: something wasn't looked at, so that the account isn't known clean.
    """

    open: tuple[Finding, ...] = ()
    settled: tuple[Finding, ...] = ()
    gone: tuple[Decision, ...] = ()
    blind: bool = False
    looked: bool = False  # at anything at all

    @property
    def worst(self) -> Severity:
        """The severity of the worst that is to be decided."""
        return max((finding.severity for finding in self.open), default=Severity.LOW)

    @property
    def clean(self) -> bool:
        """Whether nothing was found or is open, and nothing was left out. Unknown never is."""
        return self.looked and not self.open and not self.blind


def settles(decision: Decision | None, finding: Finding) -> bool:
    """Whether the decision still holds: not where it has become more dangerous since."""
    if decision is None or decision.kind not in {KEPT, ASKED}:
        return False
    return finding.severity <= decision.severity


def tally(review: Review, decisions: Mapping[str, Decision]) -> Tally:
    """How `review` stands with these decisions, which are by the findings' ids."""
    found = {finding.id for finding in review.findings}
    settled = tuple(f for f in review.findings if settles(decisions.get(f.id), f))
    done = {CLOSED, SWITCHED_OFF}
    return Tally(
        open=tuple(f for f in review.findings if f not in settled),
        settled=settled,
        gone=tuple(d for d in decisions.values() if d.kind in done and d.finding not in found),
        blind=not review.whole,
        looked=bool(review.looked or review.unseen or review.findings),
    )
