"""The security check: how the account stands, as AWS itself says, one outcome a check."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from app.clients import Clients
from app.messages import Message
from app.session import RootSession
from app.work import Token

CHECKS: tuple[str, ...] = (
    "root_mfa",
    "root_keys",
    "activated",
    "account_plan",
    "contacts",
    "signin_policy",
    "organization",
)


@dataclass(frozen=True)
class Outcome:
    """How one check stands.

    `state` is "good", "must" (to be done before anybody is let in), "advised" or "unknown".
    `word` is a word or two, `advice` says what it means and what to do. `fix` names what puts it
    right: "", "open_mfa", "open_keys", "wait", "upgrade", "contacts", "policy" or "kind".
    `detail` has figures for the page: "ends" (date) and "credits" (Decimal) of account_plan,
    "contacts" (dict of kind to `Contact` or None) and "missing" (kinds) of contacts,
    "statements" (a number) of signin_policy, "owner" (account number) of organization.
    """

    check: str
    state: str
    word: Message
    advice: Message | None = None
    fix: str = ""
    detail: Mapping[str, object] = field(default_factory=dict, hash=False)


def look(session: RootSession, names: Iterable[str], token: Token) -> tuple[Outcome, ...]:
    """Look at the named checks, in the order given. Raises `Trouble` and `Cancelled`.

    Only what concerns the whole session is raised (expired, offline and the like).
    """
    raise NotImplementedError


def belongs_to(clients: Clients) -> str:
    """The management account's number of the account's organization; "" where it's in none."""
    raise NotImplementedError
