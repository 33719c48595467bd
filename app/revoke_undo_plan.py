"""What an undo does: what brings a user back to what its journal says, and leaves what isn't known.

The block goes last, and only where all the rest is as it was.
"""

from __future__ import annotations

import json
from dataclasses import replace

from app.denial import DENY_ALL_ARN, DENY_POLICY_NAME, was_denied_before
from app.messages import msg
from app.plan import Action, Plan
from app.revoke_journal import Journal
from app.revoke_state import Credential, State
from app.revoke_steps import SORTS, Sort, call, detach, drop, held, switch_on

DENY_UNKNOWN, LIMIT_UNKNOWN = "deny_attached", "boundary"  # in a journal's `unread`


def undo_plan(state: State, journal: Journal | None) -> Plan:
    """What brings the user of `state` back to what `journal` says, the block last.

    Without a journal (the revocation was done on another computer) only the block is lifted: what
    was switched on before isn't known, so that it stays off. A block by a limit stays as well then,
    for it was put in the place of a limit that nobody knows here; so does “AWSDenyAll” where it
    isn't sure to be Aikagi's, see `stays`.
    """
    if not state.exists:
        return ()
    on = tuple(
        switch_on(state, sort, one.id)
        for sort in SORTS
        for one in before(journal, sort)
        if one.active and is_there(state, sort, one)
    )
    return (*on, *_boundary(state, journal), *_attached(state, journal), *_inline(state, journal))


def before(journal: Journal | None, sort: Sort) -> tuple[Credential, ...]:
    """What the user had of that sort; nothing where that isn't known."""
    found: tuple[Credential, ...] = getattr(journal, sort.field) if journal else ()
    return found


def is_there(state: State, sort: Sort, one: Credential) -> bool:
    """Whether the user of `state` still has it, on or off."""
    return one.id in {present.id for present in held(state, sort)}


def _boundary(state: State, journal: Journal | None) -> Plan:
    """Only a limit that is the block is ours; one that somebody has set since isn't."""
    if limit_unknown(journal):
        return ()
    limit_before = journal.boundary if journal else ""
    who: dict[str, object] = {"UserName": state.name}
    if limit_before and limit_before != DENY_ALL_ARN:
        back = msg("Put back the limit that it had (permissions boundary)")
        limit = {**who, "PermissionsBoundary": limit_before}
        step = Action("boundary-back", "put_user_permissions_boundary", limit, back)
    elif limit_before == DENY_ALL_ARN:
        return ()
    else:
        lift = msg("Take away the limit on its rights (permissions boundary)")
        step = call("lift-boundary", "delete_user_permissions_boundary", lift, who)
    return (replace(step, already=state.boundary != DENY_ALL_ARN),)


def limit_unknown(journal: Journal | None) -> bool:
    """Whether a limit that it had before could be lost by lifting the one that is the block."""
    return journal is None or LIMIT_UNKNOWN in journal.unread


def stays(state: State, journal: Journal | None) -> bool:
    """Whether “AWSDenyAll” stays: it was there before, or it isn't known whether it was.

    Where there is no journal, Aikagi's own policy tells it: that says so itself, and where it isn't
    there and no limit in its place, Aikagi's block isn't on.
    """
    if journal is not None:
        return journal.deny_attached or untold(state, journal)
    told = was_denied_before(state.document(DENY_POLICY_NAME))
    return told or untold(state, journal) or alone(state)


def untold(state: State, journal: Journal | None) -> bool:
    """Whether AWS didn't show what tells where “AWSDenyAll” is from."""
    if journal is not None:
        return DENY_UNKNOWN in journal.unread
    return any(one.field == "documents" for one in state.unread)


def alone(state: State) -> bool:
    """Whether “AWSDenyAll” is attached without anything else of Aikagi's block."""
    beside = DENY_POLICY_NAME in state.inline or state.boundary == DENY_ALL_ARN
    return DENY_ALL_ARN in state.attached and not beside


def _attached(state: State, journal: Journal | None) -> Plan:
    if stays(state, journal):
        return ()
    lift = detach(state.name, DENY_ALL_ARN, msg("Remove the second block (AWSDenyAll)"))
    return (replace(lift, already=DENY_ALL_ARN not in state.attached),)


def _inline(state: State, journal: Journal | None) -> Plan:
    """The id is that of dropping it in both cases: it takes the block away, and goes last."""
    before = journal.deny_document if journal else ""
    there = DENY_POLICY_NAME in state.inline
    lift = drop(state.name, DENY_POLICY_NAME, msg("Remove Aikagi's own block"))
    if not before:
        return (replace(lift, already=not there),)
    said = state.document(DENY_POLICY_NAME)
    back = Action(
        id=lift.id,
        operation="put_user_policy",
        parameters={
            "UserName": state.name,
            "PolicyName": DENY_POLICY_NAME,
            "PolicyDocument": before,
        },
        message=lift.message,
        already=bool(said) and json.loads(said) == json.loads(before),
    )
    return (back,)
