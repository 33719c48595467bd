"""What a look for things that would break says."""

from __future__ import annotations

from dataclasses import dataclass

from app.messages import Message
from app.troubles import Trouble

STOPS, MAY_STOP = "stops", "may_stop"


@dataclass(frozen=True)
class Impact:
    """Something of the customer's that would suffer. `weight` is STOPS or MAY_STOP.

    `what` says what it is and what would happen, `first` what to do before the vendor is shut out.
    """

    weight: str
    what: Message
    first: Message
    region: str = ""


@dataclass(frozen=True)
class Unlooked:
    """What couldn't be looked at, and why; `region` is "" for what isn't in one."""

    what: Message
    trouble: Trouble
    region: str = ""


Said = Impact | Unlooked
