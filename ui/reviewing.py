"""What the review page and the report share: what was found so far, and what was decided."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from app.review.finding import Finding, Said

if TYPE_CHECKING:
    from app.review.decisions import Decision
    from app.review.look import Review
    from app.review.tally import Tally


@dataclass
class Reviewing:
    """One review. Holds no secret. `so_far` is what was said while it is under way."""

    review: Review | None = None
    so_far: list[Said] = field(default_factory=list)
    decisions: Mapping[str, Decision] = field(default_factory=dict)
    skipped: bool = False

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

    def finding(self, finding: str) -> Finding | None:
        """The finding of that id, if it is there now."""
        return next((f for f in self.said if isinstance(f, Finding) and f.id == finding), None)
