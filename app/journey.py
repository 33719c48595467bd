"""The journeys a customer can make, as data: which step comes next, and when.

A `Step` is shown while its `when` holds of the `Facts`, may be left while its `ready` holds, and
is a point of no return if it `acts`. Nothing here knows how a step looks; tests walk every path
without a window.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from app.delivery import apart
from app.facts import ACCOUNTS_OWN, Facts

REDUCE = "reduce"  # the way in which the vendor stays

Rule = Callable[[Facts], bool]


def always(_: Facts) -> bool:
    """The rule of a step that asks for nothing."""
    return True


def signed_in(facts: Facts) -> bool:
    """Somebody is signed in, and it is root."""
    return bool(facts.account) and facts.is_root


def secured(facts: Facts) -> bool:
    """Root has MFA, or the customer said in so many words that it comes later."""
    return bool(facts.root_mfa) or promise_counts(facts)


def promise_counts(facts: Facts) -> bool:
    """Whether MFA was put off, and the day by which it was promised isn't over."""
    today = datetime.now(UTC).astimezone().date().isoformat()
    return facts.mfa_later and not ("" < facts.mfa_due < today)


def mfa_open(facts: Facts) -> bool:
    """Whether root's MFA was put off, and hasn't been seen since."""
    return (facts.mfa_later or facts.mfa_put_off) and facts.root_mfa is not True


def alert_open(facts: Facts) -> bool:
    """Whether there is an alert that AWS doesn't send yet: its mail hasn't been answered."""
    return facts.budget == "made" and not facts.budget_confirmed


def left_open(facts: Facts) -> frozenset[str]:
    """The steps that were passed with something still to be done there."""
    waits = {
        "root_mfa": mfa_open(facts),
        "budget": alert_open(facts),
        "revoke_review": facts.undecided,
    }
    return frozenset(name for name, open_ in waits.items() if open_)


def begun_with(facts: Facts, account: str) -> dict[str, object]:
    """What is known otherwise once root of `account` has signed in: of another, less."""
    other = facts.known_account not in {"", account}
    gone = {name: getattr(Facts(), name) for name in ACCOUNTS_OWN} if other else {}
    return {"known_account": account, **gone}


def usable(facts: Facts) -> bool:
    """AWS doesn't say that the account is still to be activated. Not every account says."""
    return facts.activated is not False


def way_chosen(facts: Facts) -> bool:
    """Whom it is about and how are said, and what a vendor that stays is left with."""
    chosen = bool(facts.revoke_user and facts.revoke_mode)
    return chosen and (facts.revoke_mode != REDUCE or bool(facts.reduce_rights))


@dataclass(frozen=True)
class Step:
    """One page of a journey; `name` is the page's object name."""

    name: str
    ready: Rule = always
    when: Rule = always
    acts: bool = False


Journey = tuple[Step, ...]

SETUP: Journey = (
    Step("welcome"),
    Step("account", ready=lambda f: f.have_account),
    Step("root_mfa", ready=lambda f: f.mfa_said or f.mfa_put_off),
    Step("sign_in", ready=signed_in),
    Step("security_check", ready=lambda f: signed_in(f) and secured(f) and usable(f)),
    Step("vendor_user", ready=lambda f: bool(f.handover), acts=True),
    Step("package"),
    Step("send_file", ready=lambda f: bool(f.file_channel) and f.file_sent),
    Step(
        "send_password",
        ready=lambda f: apart(f.file_channel, f.password_channel) and f.password_sent,
    ),
    Step("budget", ready=lambda f: bool(f.budget)),
    Step("finish", ready=lambda f: bool(f.contract)),
)

REVOKE: Journey = (
    Step("sign_in", ready=signed_in, when=lambda f: not signed_in(f)),
    Step("revoke_choose", ready=way_chosen),
    Step("revoke_preview", ready=lambda f: f.confirmed),
    Step("revoke_progress", ready=lambda f: f.revoked, acts=True),
    # A vendor who can still get in comes first: it is gone on with from the report.
    Step(
        "revoke_review",
        ready=lambda f: f.reviewed,
        when=lambda f: f.shut_out or not f.revoked or f.revoke_mode == REDUCE,
    ),
    Step("revoke_report"),
)

# A look at any later time, without shutting anybody out.
REVIEW: Journey = (
    Step("sign_in", ready=signed_in, when=lambda f: not signed_in(f)),
    Step("revoke_review", ready=lambda f: f.reviewed),
    Step("revoke_report"),
)


def step(journey: Journey, name: str) -> Step:
    """The step of that name. Raises `KeyError`."""
    for here in journey:
        if here.name == name:
            return here
    raise KeyError(name)


def after(journey: Journey, here: Step, facts: Facts) -> Step | None:
    """The step that Next leads to, or None at the end. Says nothing on whether Next is enabled."""
    rest = journey[journey.index(here) + 1 :]
    return next((s for s in rest if s.when(facts)), None)


def before(journey: Journey, here: Step, facts: Facts) -> Step | None:
    """The step that Back leads to, or None where there is no way back: never over an act."""
    if here.acts and here.ready(facts):
        return None
    for s in reversed(journey[: journey.index(here)]):
        if s.acts:
            return None
        if s.when(facts):
            return s
    return None


def resume(journey: Journey, facts: Facts) -> Step:
    """Where a customer who comes back goes on: the first step that isn't ready to be left.

    What led to an act that is done needn't be gone through again: not even signing in.
    """
    shown = [s for s in journey if s.when(facts)]
    acted = [number for number, s in enumerate(shown) if s.acts and s.ready(facts)]
    left = shown[acted[-1] + 1 :] if acted else shown
    return next((s for s in left if not s.ready(facts)), shown[-1])


def place(journey: Journey, facts: Facts) -> Step:
    """Where a customer who comes back finds the journey: on the page that was open last.

    Where that page can't be stood on any more (the sign-in before it is over, say), it is where
    the journey goes on.
    """
    on = resume(journey, facts)
    was = next((s for s in journey if s.name == facts.page and s.when(facts)), None)
    if was is None or journey.index(was) > journey.index(on):
        return on
    acted = [journey.index(s) for s in journey if s.acts and s.ready(facts)]
    return on if acted and journey.index(was) <= acted[-1] else was
