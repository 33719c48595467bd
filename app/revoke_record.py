"""What a revocation writes into the record of its user, so that a crash in it can be told."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from app.handoverfile import Handover
from app.records import Records
from app.troubles import Trouble

log = logging.getLogger(__name__)
LET_IN = frozenset({"made", "reissuing"})


@dataclass(frozen=True)
class Record:
    """The records of one user, by its account and `UserId`. There may be none.

    "revoking" with `revoked_at` is cut off, but steps are left; without it, maybe not even that.
    Times are AWS's.
    """

    records: Records
    account: str
    user_id: str

    def let_in(self) -> bool:
        """Whether it is on record as let in, and no revocation was begun since."""
        try:
            return any(handover.state in LET_IN for handover in self._mine())
        except Trouble as trouble:
            log.warning("the record of the hand-over: %s", trouble)
            return False

    def begin(self) -> None:
        """Before the first deny: from here on it isn't known whether the vendor can work."""
        self._try_to_save()

    def still_open(self) -> None:
        """In the end no deny was seen, whatever was seen earlier; or it is about to be lifted."""
        self._try_to_save(revoked_at="")

    def cut_off(self, when: datetime) -> None:
        """The deny has been seen."""
        self._try_to_save(revoked_at=_written(when))

    def end(self, state: str, when: datetime) -> None:
        """All that was asked for is so; `state` is "disabled" or "deleted". Raises `Trouble`."""
        self.change(lambda h: replace(h, state=state, revoked_at=h.revoked_at or _written(when)))

    def reopened(self) -> None:
        """The block is lifted, and all is as it was. Raises `Trouble`."""
        self.change(lambda h: replace(h, state="made", revoked_at=""))

    def change(self, changed: Callable[[Handover], Handover]) -> None:
        """Keep what `changed` makes of each record of the user. Raises `Trouble`."""
        for handover in self._mine():
            self.records.save(changed(handover))

    def _mine(self) -> tuple[Handover, ...]:
        return tuple(
            h
            for h in self.records.handovers()
            if h.account == self.account and h.user_id == self.user_id
        )

    def _try_to_save(self, **changes: str) -> None:
        """A disk that is full must not keep anybody from being shut out."""
        try:
            self.change(lambda h: replace(h, state="revoking", **changes))  # type: ignore[arg-type]
        except Trouble as trouble:
            log.warning("the record of the revocation: %s", trouble)


def _written(when: datetime) -> str:
    return when.isoformat(timespec="seconds")
