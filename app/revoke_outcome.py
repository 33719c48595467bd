"""What a revocation reports and gives back: only what was seen, never what was only asked for."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from app.ledger import Made
from app.messages import Message, msg
from app.standing import SESSIONS_LIVE
from app.troubles import Trouble

if TYPE_CHECKING:
    from app.review.start import Start


@dataclass(frozen=True)
class CutOff:
    """A report: the deny has been *seen* in the account. New requests of the user are refused."""


@dataclass(frozen=True)
class Open:
    """A report: a later look did *not* see the deny any more. What `CutOff` said isn't so.

    The block is being put on again; until the next `CutOff` it isn't known to be there.
    """


@dataclass(frozen=True)
class Holding:
    """A report: it is being watched, for so many seconds more, that the block stays."""

    seconds: float


@dataclass(frozen=True)
class Outcome:
    """What was seen afterwards. `complete`: nothing of what was asked for is left to do.

    `resisted` is how often somebody took the block away while it was being put on. `notes` are
    what else is to be known; `calls` all that was asked of AWS, in order, for the report.
    """

    mode: str
    user_name: str
    user_id: str
    exists: bool
    seen: tuple[Message, ...]
    left: tuple[Message, ...]
    complete: bool
    cancelled: bool
    started: datetime
    ended: datetime
    troubles: tuple[Trouble, ...] = ()
    shut_out: bool = False  # the last look saw everything denied to the user, or no user at all
    found: bool = True  # the user was there in the beginning
    resisted: int = 0
    notes: tuple[Message, ...] = ()
    calls: tuple[Made, ...] = ()
    rights: tuple[str, ...] = ()  # what it was left with, by ARN, where its rights were reduced
    start: Start | None = field(default=None, compare=False, repr=False)  # for the review
    cut_off_at: datetime | None = None  # by the journal and the record; of use while it exists

    @property
    def sessions_over(self) -> datetime:
        """From when on no session of its own can be alive: as the home window has it, too."""
        return (self.cut_off_at or self.ended) + SESSIONS_LIVE


def of_resistance(count: int, *, shut_out: bool) -> Message:
    """That somebody worked against the block, and what to do about it."""
    if shut_out:
        return msg(
            "Somebody took the block away {count} times while it was being put on. It is there "
            "now. Somebody else who may change users works against it, the vendor perhaps: close "
            "what the review finds, then look again.",
            count=count,
        )
    return msg(
        "Somebody took the block away {count} times while it was being put on, and it isn't there "
        "now. Somebody else who may change users works against it: close what the review finds, "
        "then do it again.",
        count=count,
    )


def of_conflicts(count: int) -> Message:
    """That what was removed came back each time."""
    return msg(
        "AWS refused {count} times to delete the user, because something of it was there again "
        "each time. Somebody or something is making it anew: close what the review finds, then do "
        "it again.",
        count=count,
    )


CAUGHT = msg(
    "While this went on, somebody gave the user's name to another user, “{name}”. Everything is "
    "denied to that one, too. If it is yours, take “AikagiRevoked” and “AWSDenyAll” off it in the "
    "IAM console."
)
UNWATCHED = msg("You stopped the watch: whether somebody takes the block away again wasn't seen.")
NOT_WRITTEN = msg(
    "What was done couldn't be written down on this computer: its disk may be full. The home "
    "window may still show how it was before. Make room on it, then do this once more."
)
NOT_NOTED = msg(
    "What the user had before couldn't be noted on this computer. Undoing this won't bring "
    "everything back as it was."
)
