"""What was done, as sentences that the customer can file. No secret."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from app.handoverfile import Handover
from app.messages import Message, msg
from app.newfile import NewFile
from app.reduce import REDUCE
from app.revoke import Outcome
from app.revoke_plan import DELETE
from app.standing import SESSIONS_LIVE

BOM = "\ufeff"  # without it, older editors on Windows take Japanese for something else
FORMAT = "%Y-%m-%d %H:%M:%S UTC"


def revoked(outcome: Outcome, account: str, handover: Handover | None) -> tuple[Message, ...]:
    """The report on one revocation: who, what was done, what was seen, what is left."""
    return (
        msg("Aikagi: report on shutting out a vendor"),
        msg("AWS account: {account}", account=account),
        msg("User: {name} ({user_id})", name=outcome.user_name, user_id=outcome.user_id),
        *_history(handover),
        _done(outcome),
        msg("Begun: {time} (by AWS's clock)", time=f"{outcome.started:{FORMAT}}"),
        msg("Ended: {time} (by AWS's clock)", time=f"{outcome.ended:{FORMAT}}"),
        msg("What was seen in the account afterwards:"),
        *outcome.seen,
        *outcome.notes,
        *_left(outcome),
        *_later(outcome),
        msg(
            "Roles that the vendor may have made, and sessions of roles that are still open, were "
            "not examined. Such a session lasts 12 hours at most."
        ),
    )


def _history(handover: Handover | None) -> tuple[Message, ...]:
    if handover is None:
        return (msg("There was no record of when this user was made."),)
    return (msg("Let in by Aikagi: {time}", time=handover.made_at), *_conditions(handover))


def _conditions(handover: Handover) -> Iterator[Message]:
    """What was asked of the user, as the record says."""
    if handover.elsewhere:
        yield msg("It was let in from another computer: this was read from the account.")
    if handover.rights_given_at:
        yield msg("Its rights were given later: {time}", time=handover.rights_given_at)
    elif handover.rights_later:
        yield msg("Its rights were to be given later. That they were isn't on record.")
    if handover.require_mfa:
        yield msg("MFA was demanded of it.")
    if handover.ends_at:
        yield msg("Everything was to be denied to it from: {time}", time=handover.ends_at)


def _done(outcome: Outcome) -> Message:
    """What became of the user, as it was seen; never what was only asked for."""
    if outcome.exists:
        return _done_to(outcome)
    if not outcome.found:
        return msg("What was done: nothing. The user wasn't in the account any more")
    if outcome.mode == DELETE:
        return msg("What was done: the user was deleted")
    return msg("What was done: the user was being disabled when somebody else deleted it")


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
    return msg("What was done: the user was disabled (this can be undone)")


def _reduced(outcome: Outcome) -> Message:
    if not outcome.complete:
        return msg("What was done: reducing its rights was begun, but some steps are left")
    names = ", ".join(arn.rpartition("/")[2] for arn in outcome.rights)
    return msg("What was done: its rights were reduced to {policies}", policies=names)


def _left(outcome: Outcome) -> tuple[Message, ...]:
    if outcome.complete:
        return (msg("Nothing of it is left to do."),)
    return (msg("Still to do:"), *outcome.left)


def _later(outcome: Outcome) -> tuple[Message, ...]:
    if not (outcome.complete and outcome.exists) or outcome.mode == REDUCE:
        return ()
    after = outcome.ended + SESSIONS_LIVE
    return (
        msg(
            "Next: delete the user after {time}. By then no session that was opened earlier can be "
            "alive.",
            time=f"{after:{FORMAT}}",
        ),
    )


def save(path: Path, lines: Iterable[str]) -> None:
    """Write the report's sentences as a text file, one a line. Raises `Trouble`.

    An older file of that name is replaced, which the customer has been asked about.
    """
    text = BOM + "".join(f"{line}\r\n" for line in lines)
    with NewFile.open(path.parent) as new:
        new.write(text.encode())
        new.replace(path)
