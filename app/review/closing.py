"""Closing what the review found, and putting it back as it was. Only where the customer says so.

What is needed to put it back is on the disk before the first call, and which calls were begun is
noted before each, and what is left to do besides. So a crash at any point is gone on with, or put
back, on another day too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace

from app.clients import Clients
from app.ledger import Ledger
from app.messages import msg
from app.plan import Plan, Progress, dated, perform
from app.review.decisions import (
    KIND_OF,
    PUT_BACK,
    Decision,
    Decisions,
    Way,
    instead_of,
    marked,
    on,
    ways_of,
)
from app.review.finding import Finding, Remedy
from app.review.renamed import as_named
from app.review.role_remedies import cut_off
from app.troubles import CONFLICT, LATER_FIRST, SAFE_TO_REPEAT, Trouble
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
        if before is None or before.finished:
            return None
        if not (before.ways and before.can_be_gone_on_with):
            return remedy
        return replace(remedy, actions=left_of(before, decisions.all().values()))
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
    new = on(finding, KIND_OF[remedy.kind], _moment(clients))
    decision = instead_of(decisions.of(finding.id), new)
    return _carry(remedy.actions, decision, clients, decisions, token)


def left_of(decision: Decision, decisions: Iterable[Decision]) -> Plan:
    """What is left to do of what was begun.

    What was done later to the same thing stays: it knew what was there by then, and an older
    document written over it would open it again.
    """
    others = [one for one in decisions if one.finding != decision.finding]
    return tuple(
        left
        for way in decision.ways
        if (left := way.left) and not (way.begun and _later(way, others))
    )


def go_on(decision: Decision, clients: Clients, decisions: Decisions, token: Token) -> Decision:
    """Finish what was begun, from what was kept of it, where its finding isn't found any more.

    Reports and raises as `carry_out` does.
    """
    left = left_of(decision, decisions.all().values())
    again = replace(decision, kind=decision.kind_done, when=_moment(clients))
    return _carry(left, again, clients, decisions, token)


def go_on_as_it_is(
    found: Finding, decision: Decision, clients: Clients, decisions: Decisions, token: Token
) -> Decision:
    """Finish what was begun where its finding is there again, as a look just had it.

    Reports and raises as `carry_out` does, and `Trouble` (CONFLICT) as `as_it_is` does.
    """
    kinds = {made: kind for kind, made in KIND_OF.items()}
    begun = tuple(way.ahead for way in decision.ways if way.ahead)
    shown = Remedy(kinds[decision.kind_done], decision.what, begun)
    todo = as_it_is(shown, found, (found,), decisions) or shown
    return carry_out(todo, found, clients, decisions, token)


def _carry(
    actions: Plan, decision: Decision, clients: Clients, decisions: Decisions, token: Token
) -> Decision:
    ways = ways_of(actions, decision.ways)
    decision = decisions.keep(replace(decision, ways=ways, finished=False))
    ledger, calls = Ledger(clients), decision.calls
    with _saying_what_was_done(ledger):
        for number, action in enumerate(actions, start=1):
            token.check()
            token.report(Progress(number, len(actions), action))
            decision = decisions.keep(_begun(decision, action.id, decisions))
            if (named := as_named(action, decision.finding, clients)) is not None:
                perform(dated(named, cut_off(clients.now())), ledger.through(clients), token, {})
            decision = marked(decision, action.id, done=True)
            decision = decisions.keep(replace(decision, calls=(*calls, *ledger.calls)))
            token.report(Progress(number, len(actions), action, done=True))
        return decisions.keep(replace(decision, finished=True))


@contextmanager
def _saying_what_was_done(ledger: Ledger) -> Iterator[None]:
    """A trouble after which something may have been changed doesn't say that nothing was."""
    try:
        yield
    except Trouble as trouble:
        if trouble.uncertain or any(made.done for made in ledger.calls):
            trouble.saying(SAFE_TO_REPEAT)
        raise


def _begun(decision: Decision, action: str, decisions: Decisions) -> Decision:
    """That action may be carried out from now on, after all that was begun so far."""
    if any(way.id == action and way.begun for way in decision.ways):
        return decision
    every = [way.order for one in decisions.all().values() for way in one.ways]
    return marked(decision, action, begun=True, order=max(every, default=0) + 1)


def _moment(clients: Clients) -> str:
    return clients.now().isoformat(timespec="seconds")


def later_on_the_same(decision: Decision, decisions: Iterable[Decision]) -> Decision | None:
    """What was last done after `decision` to the same thing, such as a role's trust, and stands.

    Each keeps the whole document that it found: taking back the earlier one first would take back
    the later one as well, unseen.
    """
    others = [one for one in decisions if one.finding != decision.finding]
    found = [pair for way in decision.ways if way.begun for pair in _later(way, others)]
    return max(found, key=lambda pair: pair[0])[1] if found else None


def _later(way: Way, others: Iterable[Decision]) -> list[tuple[int, Decision]]:
    """The other decisions that did the same thing after this, with their order, and stand."""
    return [
        (one.order, other)
        for other in others
        if other.can_be_put_back
        for one in other.ways
        if one.id == way.id and one.begun and one.order > way.order
    ]


def put_back(decision: Decision, clients: Clients, decisions: Decisions, token: Token) -> Decision:
    """Take back what was done, last first, and return what is kept of it.

    Reports `plan.Progress`. Raises `Trouble` and `Cancelled`; doing it again goes on. Where
    something was done later to the same thing, that comes first: `Trouble` (LATER_FIRST).
    """
    if (later := later_on_the_same(decision, decisions.all().values())) is not None:
        said = msg("“{name}” ({what})", name=later.subject, what=later.what)
        raise Trouble(LATER_FIRST, values={"subject": said})
    backs = [way for way in reversed(decision.ways) if way.begun and way.back]
    decision = decisions.keep(replace(decision, finished=False))
    ledger, calls = Ledger(clients), decision.calls
    with _saying_what_was_done(ledger):
        for number, way in enumerate(backs, start=1):
            assert way.back is not None  # noqa: S101  (for the type checker)
            token.check()
            token.report(Progress(number, len(backs), way.back, undoing=True))
            if (named := as_named(way.back, decision.finding, clients)) is not None:
                perform(named, ledger.through(clients), token, {})
            decision = marked(decision, way.id, begun=False, done=False)
            decision = decisions.keep(replace(decision, calls=(*calls, *ledger.calls)))
            token.report(Progress(number, len(backs), way.back, done=True, undoing=True))
        when = _moment(clients)
        return decisions.keep(replace(decision, kind=PUT_BACK, when=when, finished=True))
