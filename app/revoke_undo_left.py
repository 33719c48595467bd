"""Which blocks an undo leaves in their place, and which it lifts without being sure of them.

Said before it is done, and after.
"""

from __future__ import annotations

from collections.abc import Iterator

from app.denial import DENY_ALL_ARN, DENY_POLICY_NAME, was_denied_before
from app.messages import Message, msg
from app.revoke_journal import ELSEWHERE, Journal
from app.revoke_state import State
from app.revoke_undo_plan import alone, limit_unknown, stays, untold


def left_in_place(journal: Journal | None, state: State) -> Iterator[Message]:
    """A block that isn't Aikagi's or may not be, or whose place may have been another's."""
    attached = DENY_ALL_ARN in state.attached
    if _before_ours(journal, state):
        yield msg(
            "Everything had been denied to it before Aikagi did so, by “AWSDenyAll”. That stays."
        )
    elif journal is None and alone(state) and not untold(state, journal):
        yield msg(
            "“AWSDenyAll” is attached to it, without Aikagi's own policy beside it: somebody else "
            "may have attached it. It stays: everything is still denied to it. If it was "
            "Aikagi's, detach it in the IAM console."
        )
    elif (
        (journal is None or ELSEWHERE in journal.unread) and attached and not stays(state, journal)
    ):
        yield msg(
            "“AWSDenyAll” is detached as well. This computer doesn't know whether somebody had "
            "attached it before Aikagi did, and an older Aikagi didn't note it in the account. If "
            "somebody had, attach it again in the IAM console afterwards."
        )
    if untold(state, journal) and attached:
        yield msg(
            "AWS didn't show whether “AWSDenyAll” had been attached to it before, so that it "
            "stays: everything is still denied to it. If it was Aikagi's, detach it in the IAM "
            "console."
        )
    if limit_unknown(journal) and state.boundary == DENY_ALL_ARN:
        yield msg(
            "This computer doesn't know which limit (permissions boundary) the user had before it "
            "was shut out. So the limit “AWSDenyAll” stays: everything is still denied to it. In "
            "the IAM console, set the limit that it should have, or remove it."
        )


def _before_ours(journal: Journal | None, state: State) -> bool:
    if journal is not None:
        return journal.deny_attached or journal.boundary == DENY_ALL_ARN
    return was_denied_before(state.document(DENY_POLICY_NAME))
