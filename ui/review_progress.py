"""What a review says of its progress, in the line above the bar."""

from __future__ import annotations

from app.plan import Progress
from app.review.look import Looking
from app.review.view import Sweeping
from ui.busy import Busy
from ui.words import _, say

QUARTERS = 4  # how often it is said aloud how far a look has come


def follow(report: object, busy: Busy) -> str:
    """Show what the work reports, at the bar; what isn't about its progress is left alone.

    Returns what is worth saying aloud, or "": not each of the many things that are looked at.
    """
    if isinstance(report, Looking):
        busy.say(_("Looking at: {what} …").format(what=say(report.title)))
        done, part = report.number - 1, max(1, report.total // QUARTERS)
        busy.step(done, report.total)
        if done and done % part == 0:
            return _("Looked at {done} of {total}.").format(done=done, total=report.total)
    elif isinstance(report, Sweeping):
        busy.say(
            _("Looking into the Region {region} ({number} of {total}) …").format(
                region=report.region, number=report.number, total=report.total
            )
        )
    elif isinstance(report, Progress):
        sentence = say(report.action.message)
        busy.say(f"{sentence} …")
        busy.step(report.number - (not report.done), report.total)
        return "" if report.done else sentence
    return ""
