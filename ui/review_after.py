"""What was seen after something was done about a finding, in one sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.review.decisions import ASKED, KEPT, PUT_BACK, SWITCHED_OFF
from ui.words import _

if TYPE_CHECKING:
    from app.review.decisions import Decision
    from ui.looker import Seen


def after(seen: Seen, finding: str) -> tuple[str, str, str]:
    """The sentence, what comes next, and "good" or "warn"."""
    decision = seen.decisions.get(finding)
    found = any(one.id == finding for one in seen.review.findings)
    check = finding.partition(":")[0]
    unseen = any(one.check == check for one in seen.review.unseen)
    kind = decision.kind if decision else ""
    if not seen.done:
        return _not_done(unseen=unseen)
    if decision is not None and kind in {KEPT, ASKED}:
        return _noted(decision)
    if kind == PUT_BACK:
        return _("It is put back as it was."), "", "good"
    if found:
        then = _(
            "AWS can take some seconds to show a change. Press “Check again”. If it is still "
            "there then, somebody is putting it back."
        )
        return _("It was done, but a look found it still there."), then, "warn"
    if unseen:
        return _("It was done, but a look afterwards wasn't possible."), "", "warn"
    closed = _("Taken away. A look afterwards didn't find it any more.")
    off = _("Switched off. You can put it back later.")
    return off if kind == SWITCHED_OFF else closed, "", "good"


def _not_done(*, unseen: bool) -> tuple[str, str, str]:
    """Before each act it is looked at once more."""
    if unseen:
        then = _("Press “Check again”, then do it once more.")
        return _("Nothing was done: the look that comes before it wasn't possible."), then, "warn"
    return _("Nothing was done: it isn't there any more."), "", "good"


def _noted(decision: Decision) -> tuple[str, str, str]:
    if not decision.finished:
        then = _(
            "What was begun about it isn't finished. Switch it off, take it away or put it "
            "back, first."
        )
        return _("This is noted, but it stays open."), then, "warn"
    if decision.kind == KEPT:
        return _("Kept. The reason goes into the report."), "", "good"
    then = _("It stays as it is until you have decided. It stands in the report as asked.")
    return _("The text is copied. Send it to whoever may know."), then, "good"
