"""How a review stands, in one sentence above its list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.review.finding import Finding, Severity
from ui.review_rows import not_swept, title, unseen
from ui.words import _, joined

if TYPE_CHECKING:
    from app.review.decisions import Decision
    from ui.reviewing import Reviewing

NAMED = 3  # of what was closed before and wasn't looked at


def conclusion(shared: Reviewing) -> tuple[str, str, str]:
    """How it stands: the mark, one sentence, and what else has to be known."""
    tally = shared.tally
    if tally is None and shared.skipped:
        return "warn", _("This was skipped, so nothing is known of other ways in."), ""
    if tally is None:
        return "none", *_under_way(shared)
    unknown = _unknown(shared)
    if not tally.looked:
        return "warn", _("Nothing has been looked at."), unknown
    if tally.to_do:
        sentence = _("For you to decide: {count}").format(count=len(tally.open))
        if tally.begun:
            sentence = _("For you to decide: {count}. Begun, but not finished: {begun}").format(
                count=len(tally.open), begun=len(tally.begun)
            )
        return ("bad" if tally.worst >= Severity.HIGH else "warn"), sentence, unknown
    if tally.unlooked:
        sentence = _("What was found is decided. But not everything was looked at.")
    elif tally.settled or tally.gone:
        sentence = _("Everything that was found is decided.")
    else:
        sentence = _("Nothing was found that could let somebody else in.")
    return ("good" if tally.clean else "warn"), sentence, unknown


def _under_way(shared: Reviewing) -> tuple[str, str]:
    count = sum(isinstance(one, Finding) for one in shared.so_far)
    found = _("Found so far: {count}").format(count=count)
    return _("Looking what else could let somebody in"), found


def _names(decided: tuple[Decision, ...]) -> str:
    """What they are called, or of many the first ones."""
    names = [title(one.finding, one.subject) for one in decided]
    more = " …" if len(names) > NAMED else ""
    return _(", ").join(names[:NAMED]) + more


def _unknown(shared: Reviewing) -> str:
    """What wasn't looked at is always said: unknown is never clean."""
    review = shared.review
    if review is None:
        return ""
    said = []
    if review.cancelled:
        said.append(_("The look was stopped, so not everything was looked at."))
    if unchecked := len(unseen(review.unseen)) + len(not_swept(shared)):  # as the list has them
        said.append(_("Not checked: {count}. They may be unsafe.").format(count=unchecked))
    if shared.tally and shared.tally.unlooked:
        said.append(
            _("Switched off or taken away before, but not checked this time: {names}.").format(
                names=_names(shared.tally.unlooked)
            )
        )
    if review.not_swept:
        said.append(_("AWS's other places (Regions) aren't looked into yet: do that last."))
    if review.baseline_of is None:
        said.append(
            _(
                "There is no picture of the account from the day the vendor was let in, so "
                "little shows what is new."
            )
        )
    if not said:
        said.append(_("What no program can see is listed in the report."))
    return joined(said)
