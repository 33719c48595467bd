"""Closing what the review found, and putting it back as it was. Only where the customer says so.

What is needed to put it back is on the disk before the first call, and which calls were begun is
noted before each. So a crash at any point is gone on with, or put back, by doing it again.
"""

from __future__ import annotations

from dataclasses import replace

from app.clients import Clients
from app.ledger import Ledger
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
from app.work import Token


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


def put_back(decision: Decision, clients: Clients, decisions: Decisions, token: Token) -> Decision:
    """Take back what was done, last first, and return what is kept of it.

    Reports `plan.Progress`. Raises `Trouble` and `Cancelled`; doing it again goes on.
    """
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
