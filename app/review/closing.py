"""Closing what the review found, and putting it back as it was. Only where the customer says so.

What is needed to put it back is on the disk before the first call, and which calls were begun is
noted before each. So a crash at any point is gone on with, or put back, by doing it again.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import dropwhile

from app.clients import Clients
from app.ledger import Ledger
from app.messages import msg
from app.plan import Progress, perform
from app.review.decisions import (
    KIND_OF,
    PUT_BACK,
    Decision,
    Decisions,
    begun,
    on,
    ways_of,
)
from app.review.finding import Finding, Remedy
from app.troubles import CONFLICT, LATER_FIRST, Trouble
from app.work import Token


def as_it_is(
    remedy: Remedy, shown: Finding, now: Iterable[Finding], decisions: Decisions
) -> Remedy | None:
    """The remedy of that kind as a look of `now` has it; None where nothing is left to close.

    One that was cut short is gone on with, also where its finding isn't found any more. Raises
    `Trouble` (CONFLICT) where other things would have to be done than the customer was shown.
    """
    before = decisions.of(shown.id)
    found = next((one for one in now if one.id == shown.id), None)
    if found is None:
        return remedy if before is not None and not before.finished else None
    fresh = found.remedy(remedy.kind)
    known = {action.id for action in remedy.actions}
    if fresh is None or not {action.id for action in fresh.actions} <= known:
        raise Trouble(CONFLICT)
    return fresh


def carry_out(
    remedy: Remedy, finding: Finding, clients: Clients, decisions: Decisions, token: Token
) -> Decision:
    """Do what `remedy` says, and return the decision that is kept of it.

    Reports `plan.Progress`. Raises `Trouble` and `Cancelled`: what was done by then stays, the
    decision stays unfinished, and doing it again goes on. Whether it has helped, a look tells.
    """
    before = decisions.of(finding.id)
    cut_short = before is not None and not before.finished
    ways = ways_of(remedy.actions, before.ways if before and cut_short else ())
    made = on(finding, KIND_OF[remedy.kind], clients.now().isoformat(timespec="seconds"))
    calls = before.calls if before and cut_short else ()
    decision = decisions.keep(replace(made, ways=ways, calls=calls, finished=False))
    ledger = Ledger(clients)
    for number, action in enumerate(remedy.actions, start=1):
        token.check()
        token.report(Progress(number, len(remedy.actions), action))
        decision = decisions.keep(begun(decision, action.id))
        perform(action, ledger.through(clients), token, {})
        decision = replace(decision, calls=(*calls, *ledger.calls))
        token.report(Progress(number, len(remedy.actions), action, done=True))
    return decisions.keep(replace(decision, finished=True))


def later_on_the_same(decision: Decision, decisions: Iterable[Decision]) -> Decision | None:
    """What was done after `decision` to the same thing, such as a role's trust policy, and stands.

    Each keeps the whole document that it found: taking back the earlier one first would take back
    the later one as well, unseen. `decisions` are in the order in which they were kept.
    """
    ours = {way.id for way in decision.ways}
    after = dropwhile(lambda one: one.finding != decision.finding, decisions)
    same = [
        one
        for one in after
        if one.finding != decision.finding
        and one.can_be_put_back
        and ours & {way.id for way in one.ways if way.begun}
    ]
    return same[-1] if same else None


def put_back(decision: Decision, clients: Clients, decisions: Decisions, token: Token) -> Decision:
    """Take back what was done, last first, and return what is kept of it.

    Reports `plan.Progress`. Raises `Trouble` and `Cancelled`; doing it again goes on. Where
    something was done later to the same thing, that comes first: `Trouble` (LATER_FIRST).
    """
    if (later := later_on_the_same(decision, decisions.all().values())) is not None:
        name = msg("“{name}”", name=later.subject)
        raise Trouble(LATER_FIRST, values={"subject": name})
    backs = [way for way in reversed(decision.ways) if way.begun and way.back]
    decision = decisions.keep(replace(decision, finished=False))
    ledger, calls = Ledger(clients), decision.calls
    for number, way in enumerate(backs, start=1):
        assert way.back is not None  # noqa: S101  (for the type checker)
        token.check()
        token.report(Progress(number, len(backs), way.back, undoing=True))
        perform(way.back, ledger.through(clients), token, {})
        left = tuple(w for w in decision.ways if w.id != way.id)
        made = (*calls, *ledger.calls)
        decision = decisions.keep(replace(decision, ways=left, calls=made))
        token.report(Progress(number, len(backs), way.back, done=True, undoing=True))
    when = clients.now().isoformat(timespec="seconds")
    return decisions.keep(replace(decision, kind=PUT_BACK, when=when, finished=True))
