"""What a revocation writes into the record of its user, so that a crash in it can be told."""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace

from app.handoverfile import Handover, now
from app.records import Records
from app.troubles import Trouble

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Record:
    """The records of one user, by its account and `UserId`. There may be none.

    "revoking" with `revoked_at` is cut off, but steps are left; without it, maybe not even that.
    """

    records: Records
    account: str
    user_id: str

    def begin(self) -> None:
        """Before the first deny: from here on it isn't known whether the vendor can work."""
        self._try_to_save()

    def still_open(self) -> None:
        """In the end no deny was seen, whatever an earlier revocation saw."""
        self._try_to_save(revoked_at="")

    def cut_off(self) -> None:
        """The deny has been seen."""
        self._try_to_save(revoked_at=now())

    def end(self, state: str) -> None:
        """All that was asked for is so; `state` is "disabled" or "deleted". Raises `Trouble`."""
        for handover in self._mine():
            when = handover.revoked_at or now()
            self.records.save(replace(handover, state=state, revoked_at=when))

    def _mine(self) -> tuple[Handover, ...]:
        return tuple(
            h
            for h in self.records.handovers()
            if h.account == self.account and h.user_id == self.user_id
        )

    def _try_to_save(self, **changes: str) -> None:
        """A disk that is full must not keep anybody from being shut out."""
        try:
            for handover in self._mine():
                self.records.save(replace(handover, state="revoking", **changes))  # type: ignore[arg-type]
        except Trouble as trouble:
            log.warning("the record of the revocation: %s", trouble)
