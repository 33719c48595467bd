"""What is known of one finding besides: who made it and when, and what was decided on it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from app.review.decisions import KEPT
from ui.review_rows import decision_word, kind
from ui.when import moment
from ui.words import _, say

if TYPE_CHECKING:
    from app.review.decisions import Decision
    from app.review.finding import Finding


def facts(finding: Finding) -> Iterator[str]:
    """What is known besides, a line each: first what kind of thing it is, with its glosses."""
    if what := kind(finding):
        yield what
    if finding.region:
        yield _("Region: {region}").format(region=finding.region)
    if finding.made is not None and finding.made_by:
        yield _("Made or last changed {when} by {who}").format(
            when=moment(finding.made), who=finding.made_by
        )
    elif finding.made is not None:
        yield _("Made or last changed {when}. Who did it isn't known.").format(
            when=moment(finding.made)
        )
    yield {
        True: _("As a way in, it is new since the vendor was let in."),
        False: _("It was there on the day the vendor was let in."),
        None: _("Whether it was there on the day the vendor was let in isn't known."),
    }[finding.new]


def breaks(finding: Finding) -> str:
    """What would stop working without it; "" where nothing is to be said."""
    what = say(finding.breaks)
    return _("If you switch it off or take it away: {breaks}").format(breaks=what) if what else ""


def so_far(decision: Decision | None) -> str:
    """What was decided, when, and why; "" where nothing was."""
    if decision is None:
        return ""
    text = _("Decided {when}: {what}").format(
        when=moment(decision.when), what=decision_word(decision.kind)
    )
    if decision.kind == KEPT and decision.reason:
        return f"{text} · {decision.reason}"
    return text
