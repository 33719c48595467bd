"""What the report page says of an outcome, in one sentence and in full."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.standing import SESSIONS_LIVE
from ui.when import moment
from ui.words import _, say

if TYPE_CHECKING:
    from app.revoke import Outcome


def state(outcome: Outcome) -> str:
    """Its mark: "good", "warn" or "bad"."""
    return "good" if outcome.complete else ("warn" if outcome.shut_out else "bad")


def sentence(outcome: Outcome) -> str:
    """How it went, in one sentence."""
    name = outcome.user_name
    if outcome.complete and not outcome.exists:
        return _("“{name}” is deleted. The vendor can no longer get in.").format(name=name)
    if outcome.complete:
        return _("“{name}” is disabled. The vendor can no longer get in.").format(name=name)
    if outcome.shut_out:
        return _("“{name}” is shut out, but some steps are left.").format(name=name)
    return _("“{name}” isn't shut out yet.").format(name=name)


def then(outcome: Outcome) -> str:
    """What comes next."""
    if outcome.cancelled and not outcome.complete:
        return _("You stopped it. The block on the user stays, and the rest can be done any time.")
    if not outcome.complete:
        return _("Aikagi carries on where it was. What is done already isn't done twice.")
    if outcome.exists:
        after = moment(outcome.ended + SESSIONS_LIVE)
        return _(
            "Next: delete the user after {when}. By then no session that was opened earlier can be "
            "alive. The home window reminds you."
        ).format(when=after)
    return _("Nothing is left to do with this user.")


def lines(outcome: Outcome) -> list[str]:
    """What was seen, what is left, and what stood in the way, a line each."""
    made = [_("Seen in your AWS account at {when}:").format(when=moment(outcome.ended))]
    sign = "✓" if outcome.complete else "・"
    made += [f"{sign} {say(message)}" for message in outcome.seen]
    if outcome.left:
        made += ["", _("Still to do:"), *(f"・ {say(message)}" for message in outcome.left)]
    troubles = dict.fromkeys(say(t.kind.what) for t in outcome.troubles)
    if troubles and not outcome.complete:
        made += ["", _("What stood in the way:"), *(f"・ {text}" for text in troubles)]
    return made
