"""The part of a report on one revocation: who, what was done, what was seen, what is left."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from app.handoverfile import Handover, by_hand
from app.ledger import Made
from app.messages import Message, msg
from app.report_parts import Filed, Item, Section, items, stamp
from app.revoke import DELETE, REDUCE, Outcome


def sections(filed: Filed) -> Iterator[Section]:
    """What there is to say of the revocation; of a mere look, only the account."""
    outcome = filed.outcome
    if outcome is None:
        yield Section(msg("Account"), items(_account(filed.account)))
        return
    yield Section(msg("Account and user"), items(*_who(filed, outcome)))
    yield Section(msg("What was done"), _all_done(outcome))
    seen = (*outcome.seen, *_left(outcome), *_later(outcome))
    yield Section(msg("What was seen in the account afterwards"), items(*seen))


def _account(account: str) -> Message:
    return msg("AWS account: {account}", account=account)


def _who(filed: Filed, outcome: Outcome) -> tuple[Message, ...]:
    return (
        _account(filed.account),
        msg("User: {name} ({user_id})", name=outcome.user_name, user_id=outcome.user_id),
        *_history(filed.handover),
    )


def _history(handover: Handover | None) -> tuple[Message, ...]:
    if handover is None or by_hand(handover):
        return (msg("There was no record of when this user was made."),)
    vendor = (msg("Vendor: {vendor}", vendor=handover.vendor),) if handover.vendor else ()
    let_in = msg("Let in by Aikagi: {time}", time=stamp(handover.made_at))
    return (*vendor, let_in, *_conditions(handover))


def _conditions(handover: Handover) -> Iterator[Message]:
    """What was asked of the user, as the record says."""
    if handover.elsewhere:
        yield msg("It was let in from another computer: this was read from the account.")
    if handover.rights_given_at:
        yield msg("Its rights were given later: {time}", time=stamp(handover.rights_given_at))
    elif handover.rights_later:
        yield msg("Its rights were to be given later. That they were isn't on record.")
    if handover.require_mfa:
        yield msg("MFA was demanded of it.")
    if handover.ends_at:
        yield msg("Everything was to be denied to it from: {time}", time=stamp(handover.ends_at))


def _all_done(outcome: Outcome) -> tuple[Item, ...]:
    begun = msg("Begun: {time} (by AWS's clock)", time=stamp(outcome.started))
    ended = msg("Ended: {time} (by AWS's clock)", time=stamp(outcome.ended))
    return (*items(done(outcome), begun, ended, *outcome.notes), *called(outcome.calls))


def called(calls: Iterable[Made]) -> tuple[Item, ...]:
    """Each call with the number by which CloudTrail, AWS's own log, keeps it."""
    made = tuple(_call(call) for call in calls)
    if not made:
        return ()
    head = msg(
        "Each step, with AWS's number for it. AWS's own log (CloudTrail) has it under this number:"
    )
    return (Item(head, made),)


def _call(call: Made) -> Message:
    values = {
        "time": stamp(call.when),
        "what": call.message,
        "operation": call.operation,
        "number": call.request_id or "–",
    }
    if call.done:
        return msg("{time}: {what} ({operation}, {number})", **values)
    return msg(
        "{time}: {what} ({operation}, {number}). AWS refused: {error}", **values, error=call.error
    )


def done(outcome: Outcome) -> Message:
    """What became of the user, as it was seen; never what was only asked for."""
    if outcome.exists:
        return _done_to(outcome)
    if not outcome.found:
        return msg("What was done: nothing. The user wasn't in the account any more")
    if outcome.mode == DELETE:
        return msg("What was done: the user was deleted")
    return msg("What was done: the user was being shut out when somebody else deleted it")


def _done_to(outcome: Outcome) -> Message:
    """The same of a user that is still there."""
    if outcome.mode == REDUCE:
        return _reduced(outcome)
    if not outcome.shut_out:
        return msg("What was done: shutting the user out was tried, but it isn't shut out yet")
    if outcome.mode == DELETE:
        return msg("What was done: everything was denied to the user, but it isn't deleted yet")
    if not outcome.complete:
        return msg("What was done: everything was denied to the user, but some steps are left")
    return msg("What was done: the user was shut out (this can be undone)")


def _reduced(outcome: Outcome) -> Message:
    if not outcome.complete:
        return msg("What was done: reducing its rights was begun, but some steps are left")
    names = ", ".join(arn.rpartition("/")[2] for arn in outcome.rights)
    return msg("What was done: its rights were reduced to {policies}", policies=names)


def _left(outcome: Outcome) -> tuple[Message, ...]:
    if outcome.complete:
        return (msg("Nothing is left to do."),)
    return (msg("Still to do:"), *outcome.left)


def _later(outcome: Outcome) -> tuple[Message, ...]:
    if not (outcome.complete and outcome.exists and outcome.shut_out):
        return ()
    return (
        msg(
            "Next: delete the user after {time}. By then all of its own sessions have ended.",
            time=stamp(outcome.sessions_over),
        ),
    )
