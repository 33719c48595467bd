"""What a look at a disabled user has found, for letting it in again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.messages import Message
    from app.plan import Plan
    from app.revoke_state import State


EVERYTHING = "AdministratorAccess"  # AWS's policy of all rights


@dataclass(frozen=True)
class Looked:
    """What a look found: what will be done, what can't be brought back, and whether it is there."""

    plan: Plan
    notes: tuple[Message, ...]
    exists: bool
    rights: tuple[str, ...] = ()  # what it has besides the block, by name


def rights(state: State) -> tuple[str, ...]:
    """What the user has besides the block: its policies by name, and its groups."""
    from app.denial import DENY_ALL_ARN

    named_here = (arn.rpartition("/")[2] for arn in state.attached if arn != DENY_ALL_ARN)
    return (*named_here, *state.groups)
