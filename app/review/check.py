"""A check: which technique it looks for, with which calls, and the function that looks."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.messages import Message
from app.review.finding import Said

if TYPE_CHECKING:
    from app.review.view import View

ALWAYS = "always"  # identities and account: global calls alone
POINTED = "pointed"  # Regions are swept only where a role's trust policy points to the service
SWEEP = "sweep"  # Regions are swept only when the customer asks for it


@dataclass(frozen=True)
class Check:
    """One look at the account.

    `rows` are the techniques that it covers, by their numbers ("C1", "C2"); `name` is its stable
    id; `title` says in a few plain words what is looked at ("Roles that outsiders may use");
    `reads` are the AWS operations that it makes use of ("iam:ListSAMLProviders").
    `look` yields what it found and what it couldn't see. A `Trouble` that it raises makes the whole
    check unseen.
    """

    rows: tuple[str, ...]
    name: str
    title: Message
    reads: tuple[str, ...]
    look: Callable[[View], Iterable[Said]]
    scope: str = ALWAYS
