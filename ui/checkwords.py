"""The sentences of the security check: what the checks are called, and how all of it stands."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING

from app.facts import SECURED
from app.journey import secured
from ui.when import day
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
    """What is the matter and how many things there are to do, or that all is well."""
    counts = Counter(states)
    must, advised, unknown = (counts[state] for state in ("must", "advised", "unknown"))
    sure = not (unknown or counts[""])  # else it would be more than is known
    said = [_to_do(must, advised, sure=sure)]
    if unknown:
        said.append(
            _counted(unknown, _("One couldn't be looked at."), _("{count} couldn't be looked at."))
        )
    if counts[""]:
        said.append(_("Not everything has been checked yet."))
    return ("" if language() == "ja" else " ").join(sentence for sentence in said if sentence)


def _to_do(must: int, advised: int, *, sure: bool) -> str:
    """The sentence on what there is to do; `sure`: all of it is known."""
    if must and advised:
        words = _("To be done: {must}. Recommended: {advised}.")
        return words.format(must=must, advised=advised)
    if must:
        return _counted(must, _("One thing must be done."), _("{count} things must be done."))
    if advised and sure:
        one = _("You can go on; one thing is recommended.")
        return _counted(advised, one, _("You can go on; {count} things are recommended."))
    if advised:
        one = _("One thing is recommended.")
        return _counted(advised, one, _("{count} things are recommended."))
    return _("All is well: there is nothing to do.") if sure else ""


def _counted(number: int, one: str, many: str) -> str:
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


def closing(states: dict[str, str], ends: object) -> str:
    """That the account doesn't stay as it is, which is more than a thing to do some day.

    `ends` is the day, where AWS tells it.
    """
    if states.get("account_plan") != "advised" or "must" in states.values():
        return ""  # what must be done comes before it, and is said
    if isinstance(ends, date):
        words = _("On the free plan AWS closes the account by {day}.")
        return words.format(day=day(ends))
    return _("On the free plan AWS closes the account within six months.")


def meanwhile() -> str:
    """What to do about it, in one order: now, and soon. By when is said above it."""
    return _("You can go on by “Next” now. Change to the paid plan below soon.")


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
