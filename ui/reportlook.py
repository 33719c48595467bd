"""What the report page says of an outcome, in one sentence and in full."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.journey import REDUCE
from app.opensessions import HOW_LONG, ROLES, STILL
from ui.when import moment
from ui.words import _, say

if TYPE_CHECKING:
    from app.review.tally import Tally
    from app.revoke import Outcome


def state(outcome: Outcome, tally: Tally | None) -> str:
    """Its mark: "good", "warn" or "bad". `tally`: how the other ways in stand; None: unknown."""
    if outcome.complete:
        return "good" if tally is not None and tally.clean else "warn"
    return "warn" if outcome.shut_out or outcome.mode == REDUCE else "bad"


def sentence(outcome: Outcome, tally: Tally | None) -> str:
    """How it went, in one sentence: that the vendor is out only where nothing else is open."""
    if not outcome.complete or (tally is not None and tally.clean):
        return _went(outcome)
    what = _reduced(outcome) if outcome.mode == REDUCE and outcome.exists else _is_so(outcome)
    if tally is not None and tally.to_do:
        said = _("{what} But other ways in aren't decided yet: {count}")
        return said.format(what=what, count=tally.to_do)
    return _("{what} Whether there are other ways in isn't fully known.").format(what=what)


def _is_so(outcome: Outcome) -> str:
    said = _("“{name}” is shut out.") if outcome.exists else _("“{name}” is deleted.")
    return said.format(name=outcome.user_name)


def _went(outcome: Outcome) -> str:
    name = outcome.user_name
    if outcome.complete and not outcome.exists:
        return _("“{name}” is deleted. It can no longer get in.").format(name=name)
    if outcome.mode == REDUCE:
        return _reduced(outcome)
    if outcome.complete:
        return _("“{name}” is shut out. It can no longer get in.").format(name=name)
    if outcome.shut_out:
        return _("“{name}” is shut out, but some steps are left.").format(name=name)
    return _("“{name}” isn't shut out yet.").format(name=name)


def _reduced(outcome: Outcome) -> str:
    name = outcome.user_name
    if outcome.complete:
        return _("“{name}” stays, with the rights that you chose and no others.").format(name=name)
    return _("“{name}” hasn't been left with less yet: some steps are left.").format(name=name)


def still(outcome: Outcome) -> str:
    """What may go on all the same, where the user is out; "" where nothing is to be said."""
    return say(STILL) if outcome.shut_out and outcome.found and outcome.mode != REDUCE else ""


def then(outcome: Outcome) -> str:
    """What comes next."""
    if outcome.mode == REDUCE and outcome.complete and outcome.exists:
        return _("The vendor signs in anew, as before. You can shut it out any time.")
    if outcome.cancelled and not outcome.complete and outcome.shut_out:
        return _("You stopped it. The block on the user stays, and the rest can be done any time.")
    if not outcome.complete:
        return _("Aikagi carries on where it was. What is done already isn't done twice.")
    if outcome.exists:
        after = moment(outcome.sessions_over)
        return _(
            "After {when}, press “Delete the user …” in the home window. Nothing is deleted by "
            "itself. Note the day: Aikagi reminds you only when you open it."
        ).format(when=after)
    return _("Nothing is left to do with this user.")


def lines(outcome: Outcome) -> list[str]:
    """What was seen, what is left, and what stood in the way, a line each."""
    made = [_("Seen in your AWS account at {when}:").format(when=moment(outcome.ended))]
    sign = "✓" if outcome.complete else "・"
    made += [f"{sign} {say(message)}" for message in outcome.seen]
    made += [f"・ {say(message)}" for message in outcome.notes]
    if still(outcome):
        made += ["", _("Sessions that were opened earlier:")]
        made += [f"・ {say(message)}" for message in (HOW_LONG if outcome.exists else (ROLES,))]
    if outcome.left:
        made += ["", _("Still to do:"), *(f"・ {say(message)}" for message in outcome.left)]
    troubles = dict.fromkeys(say(t.kind.what) for t in outcome.troubles)
    if troubles and not outcome.complete:
        made += ["", _("What stood in the way:"), *(f"・ {text}" for text in troubles)]
    return made
