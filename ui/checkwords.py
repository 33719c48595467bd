"""The sentences of the security check: what the checks are called, and how all of it stands."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from app.facts import SECURED
from app.journey import secured
from ui.words import _, language, say

if TYPE_CHECKING:
    from collections.abc import Iterable

    from app.checks import Outcome
    from app.facts import Facts

# As `app.checks.CHECKS`, which would load the AWS library before the first window is shown.
CHECKS = (
    "root_mfa",
    "root_keys",
    "activated",
    "account_plan",
    "contacts",
    "signin_policy",
    "organization",
)
URGENCY = ("must", "unknown", "", "advised", "good")  # of states: the first goes on top


def title(check: str) -> str:
    """What the check is called."""
    return {
        "root_mfa": _("The root user's second lock (MFA)"),
        "root_keys": _("Access keys of the root user"),
        "activated": _("Activation of the account"),
        "account_plan": _("Plan of the account"),
        "contacts": _("Further contacts of the account"),
        "signin_policy": _("Rules on who may sign in from where"),
        "organization": _("Membership in an organization"),
    }[check]


def by_urgency(states: dict[str, str]) -> tuple[str, ...]:
    """The checks by what must be done first; equals in the order in which they are given."""
    return tuple(sorted(states, key=lambda check: URGENCY.index(states[check])))


def summary(states: Iterable[str]) -> str:
    """How many things there are to do, in words."""
    counts = Counter(states)
    must, advised, unknown = (counts[state] for state in ("must", "advised", "unknown"))
    sentences = [
        _counted(must, _("One thing must be done."), _("{count} things must be done.")),
        _counted(advised, _("One thing is recommended."), _("{count} things are recommended.")),
        _counted(unknown, _("One couldn't be looked at."), _("{count} couldn't be looked at.")),
    ]
    said = [sentence for sentence in sentences if sentence]
    if counts[""]:
        said.append(_("Not everything has been checked yet."))
    if not said:
        return _("All is as it should be.")
    if not (must or unknown or counts[""]):  # else it would be more than is known
        said.insert(0, _("Nothing has to be done."))
    return ("" if language() == "ja" else " ").join(said)


def _counted(number: int, one: str, many: str) -> str:
    if number == 0:
        return ""
    return one if number == 1 else many.format(count=number)


def barred(facts: Facts, states: Iterable[str]) -> str:
    """Why the journey doesn't go on from here yet; or that it does, although much is to do."""
    why: list[str] = []
    if facts.root_mfa is None:
        why.append(_("To go on, Aikagi has to see first how the root user is protected."))
    elif not secured(facts):
        why.append(_("To go on, set up MFA for the root user, or tick that you will soon."))
    if facts.activated is False:
        why.append(
            _("To go on, the account has to be open for use: see “Activation of the account”.")
        )
    if not why and "must" in states:
        why.append(_("You can go on, but do this soon."))
    return "\n".join(why)


def advice(outcome: Outcome) -> str:
    """What the outcome means, and what to do."""
    words = say(outcome.advice) if outcome.advice is not None else ""
    if outcome.fix == "wait":
        meanwhile = _("You may close Aikagi meanwhile: it comes back to this page.")
        words = f"{words}\n{meanwhile}"
    return words


def learnt(seen: Iterable[Outcome]) -> dict[str, object]:
    """What the journey's facts become by these outcomes."""
    changes: dict[str, object] = {}
    for outcome in seen:
        good = None if outcome.state == "unknown" else outcome.state == "good"
        if outcome.check == "root_mfa":
            changes["root_mfa"] = good
            if good:
                # Whoever comes from another computer needn't tick what AWS itself has said.
                changes |= SECURED
        elif outcome.check == "root_keys":
            changes["root_keys"] = None if good is None else not good
        elif outcome.check == "activated":
            changes["activated"] = good
    return changes
