"""What a review says of its progress, in the line above the bar."""

from __future__ import annotations

from app.plan import Progress
from app.review.look import Looking
from app.review.view import Sweeping
from ui.busy import Busy
from ui.words import _, say


def follow(report: object, busy: Busy) -> None:
    """Show what the work reports, at the bar; what isn't about its progress is left alone.

    Told is how far a look has come, not each of the many things that are looked at.
    """
    if isinstance(report, Looking):
        busy.say(_("Looking at: {what} …").format(what=say(report.title)), aloud=False)
        busy.far(report.number - 1, report.total)
    elif isinstance(report, Sweeping):
        busy.say(
            _("Looking into the Region {region} ({number} of {total}) …").format(
                region=report.region, number=report.number, total=report.total
            ),
            aloud=False,
        )
    elif isinstance(report, Progress):
        busy.step(report.number - (not report.done), report.total)
        sentence = f"{say(report.action.message)} …"
        if report.done:
            busy.say(sentence, aloud=False)  # it was told as it began
        else:
            busy.tell(sentence)
