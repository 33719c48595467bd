"""What a revocation writes into the record of its user, so that a crash in it can be told."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from app.handoverfile import Handover, written
from app.records import Records
from app.troubles import Trouble

log = logging.getLogger(__name__)
LET_IN = frozenset({"made", "reissuing"})


@dataclass
class Record:
    """The records of one user, by its account and `UserId`. There may be none.

    "revoking" with `revoked_at` is cut off, but steps are left; without it, maybe not even that.
    Times are AWS's. A disk that is full keeps nobody in, and doesn't hide what was done: what
    couldn't be written is logged, and `lost` says so until a later writing succeeds.
    """

    records: Records
    account: str
    user_id: str
    lost: bool = False

    def let_in(self) -> bool:
        """Whether it is on record as let in, and no revocation was begun since."""
        try:
            return any(handover.state in LET_IN for handover in self._mine())
        except Trouble as trouble:
            log.warning("the record of the hand-over: %s", trouble)
            return False

    def wants_password(self) -> bool:
        """Whether it is on record as having lost its password to a revocation, and has no other."""
        try:
            return any(handover.needs_reissue for handover in self._mine())
        except Trouble as trouble:
            log.warning("the record of the hand-over: %s", trouble)
            return False

    def begin(self) -> None:
        """Before the first deny: from here on it isn't known whether the vendor can work."""
        self._revoking()

    def still_open(self) -> None:
        """In the end no deny was seen, whatever was seen earlier; or it is about to be lifted."""
        self._revoking(revoked_at="")

    def cut_off(self, when: datetime) -> None:
        """The deny has been seen."""
        self._revoking(revoked_at=written(when))

    def end(self, state: str, when: datetime) -> None:
        """All that was asked for is so; `state` is "disabled" or "deleted".

        When it was cut off stays as it was seen first; `when` is for where that isn't known.
        """
        self.change(lambda h: replace(h, state=state, revoked_at=h.revoked_at or written(when)))

    def reopened(self, *, needs_reissue: bool) -> None:
        """The block is lifted, and all is as it was; or all but the password."""
        state = "reissuing" if needs_reissue else "made"
        self.change(lambda h: replace(h, state=state, revoked_at="", needs_reissue=needs_reissue))

    def change(self, changed: Callable[[Handover], Handover]) -> None:
        """Keep what `changed` makes of each record of the user."""
        try:
            for handover in self._mine():
                self.records.save(changed(handover))
        except Trouble as trouble:
            log.warning("the record of the revocation: %s", trouble)
            self.lost = True
        else:
            self.lost = False

    def _mine(self) -> tuple[Handover, ...]:
        return tuple(
            h
            for h in self.records.handovers()
            if h.account == self.account and h.user_id == self.user_id
        )

    def _revoking(self, **changes: str) -> None:
        self.change(lambda h: replace(h, state="revoking", **changes))  # type: ignore[arg-type]
