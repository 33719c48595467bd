"""What the review page and the report share: what was found so far, and what was decided."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from app.review.finding import Finding, Said

if TYPE_CHECKING:
    from app.review.decisions import Decision
    from app.review.history import History
    from app.review.look import Review
    from app.review.tally import Tally

AGAIN, SWEEP = "again", "sweep"


@dataclass
class Reviewing:
    """One review. Holds no secret. `so_far` is what was said while it is under way."""

    review: Review | None = None
    so_far: list[Said] = field(default_factory=list)
    decisions: Mapping[str, Decision] = field(default_factory=dict)
    skipped: bool = False
    history: History | None = None

    def take(self, review: Review, decisions: Mapping[str, Decision]) -> None:
        """What a look found, with who made it where that is known by now."""
        self.review, self.decisions, self.so_far = review, decisions, []
        self.name_makers(self.history)

    def name_makers(self, history: History | None) -> None:
        """Say of each finding who made it, where `history` knows."""
        from app.review.history import annotate

        self.history = history
        if history is not None and self.review is not None:
            named = annotate(self.review.findings, history)
            self.review = replace(self.review, findings=named)

    @property
    def said(self) -> tuple[Said, ...]:
        """All that is known."""
        if self.review is None:
            return tuple(self.so_far)
        return (*self.review.findings, *self.review.unseen)

    @property
    def tally(self) -> Tally | None:
        """How it stands; None while it is under way."""
        from app.review.tally import tally

        return None if self.review is None else tally(self.review, self.decisions)

    @property
    def to_do(self) -> int:
        """How many wait for the customer, once that is known."""
        tally = self.tally
        return tally.to_do if tally else 0

    @property
    def press(self) -> str:
        """What looks at what was closed before and isn't known now: AGAIN, SWEEP, or ""."""
        tally = self.tally
        if self.review is None or tally is None or tally.to_do or not tally.unlooked:
            return ""
        checks = {one.finding.partition(":")[0] for one in tally.unlooked}
        return AGAIN if checks - set(self.review.not_swept) else SWEEP

    @property
    def left(self) -> bool:
        """Whether something is still to be decided, or nobody looked."""
        tally = self.tally
        return self.skipped if tally is None else bool(tally.to_do)

    def finding(self, finding: str) -> Finding | None:
        """The finding of that id, if it is there now."""
        return next((f for f in self.said if isinstance(f, Finding) and f.id == finding), None)
