"""What a look at a user found, in plain words."""

from __future__ import annotations

from app.messages import Message, msg
from app.revoke_state import State, denied


def sentences(state: State) -> tuple[Message, ...]:
    """What was seen, one sentence for each thing that lets a user in."""
    if not state.exists:
        return (msg("The user “{name}” isn't in the account any more.", name=state.name),)
    unseen = {u.field for u in state.unread}
    return (
        msg("Everything is denied to the user: it is shut out.")
        if denied(state)
        else msg("The user isn't denied everything: it may still get in."),
        msg("AWS didn't show whether it has a password.")
        if "has_password" in unseen
        else _password(state),
        msg("AWS didn't show its access keys.") if "keys" in unseen else _keys(state),
    )


def _password(state: State) -> Message:
    if state.has_password:
        return msg("It still has a password.")
    return msg("It has no password, so it can't sign in to the console.")


def _keys(state: State) -> Message:
    active = sum(1 for key in state.keys if key.active)
    if active:
        return msg("Access keys still active: {count}", count=active)
    return msg("None of its access keys is active.")
