"""Which users and roles Aikagi has blocked, as far as this computer knows.

A block is a policy or a limit like any other: whose it is, isn't to be seen in the account. What
was decided and who was shut out is on this computer's disk.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from app.denial import DENY_POLICY_NAME, is_block
from app.handoverfile import Handover
from app.review.decisions import Decision
from app.review.identities import ROLE, USER, Holder
from app.review.remedies import QUARANTINE, block_id

SHUT_OUT = ("revoking", "disabled")


@dataclass(frozen=True)
class Blocks:
    """`users` are the ids of vendors that were shut out; `actions` the blocks of the review."""

    users: frozenset[str] = frozenset()
    actions: frozenset[str] = frozenset()

    def on(self, holder: Holder) -> bool:
        """Whether Aikagi has blocked that user or role from this computer."""
        by_review = holder.kind in (USER, ROLE) and block_id(holder) in self.actions
        return by_review or (holder.kind == USER and holder.id in self.users)


def known(account: str, handovers: Iterable[Handover], decisions: Iterable[Decision]) -> Blocks:
    """The blocks in that account by the records of hand-overs and of what was decided."""
    return Blocks(
        frozenset(h.user_id for h in handovers if h.account == account and h.state in SHUT_OUT),
        frozenset(way.id for one in decisions for way in one.ways if way.begun),
    )


def signed(holder: Holder) -> str:
    """The name of a policy of it that is Aikagi's block by name and by text; "" for none."""
    names = (QUARANTINE, DENY_POLICY_NAME)
    return next((name for name in names if is_block(holder.inline.get(name))), "")
