"""The security check: how the account stands, as AWS itself says, one outcome a check."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from app.check_outcome import UNKNOWN, Outcome, Sight
from app.checks_account import activated, plan_of_account, written_to
from app.checks_door import belongs_to, in_organization, root_keys, root_mfa, sign_in_rules
from app.messages import Message, msg
from app.session import RootSession
from app.troubles import CLOCK, FORBIDDEN, NOT_ALLOWED, ORGANISATION, UNREACHABLE, Trouble
from app.work import Token

__all__ = ["CHECKS", "Outcome", "belongs_to", "look"]

_LOOKS: dict[str, Callable[[Sight], Outcome]] = {
    "root_mfa": root_mfa,
    "root_keys": root_keys,
    "activated": activated,
    "account_plan": plan_of_account,
    "contacts": written_to,
    "signin_policy": sign_in_rules,
    "organization": in_organization,
}
CHECKS: tuple[str, ...] = tuple(_LOOKS)


def look(session: RootSession, names: Iterable[str], token: Token) -> tuple[Outcome, ...]:
    """Look at the named checks, in the order given. Raises `Trouble` and `Cancelled`.

    Each `Outcome` that was seen is reported at once.

    Raised is only what concerns the whole session: it has run out, the clock is wrong, or AWS
    can't be reached at all. What one service alone refuses is that check's outcome, "unknown".
    """
    sight = Sight(session.clients, session.identity.account, token)
    seen: list[Outcome] = []
    answered = False
    for name in names:
        token.check()
        try:
            seen.append(_LOOKS[name](sight))
            token.report(seen[-1])
        except Trouble as trouble:
            if _concerns_all(trouble, answered=answered):
                raise
            seen.append(_unseen(name, trouble))
            answered = answered or trouble.kind not in UNREACHABLE
        else:
            answered = True
    return tuple(seen)


def _concerns_all(trouble: Trouble, *, answered: bool) -> bool:
    # Some services have addresses (api.aws) that a company's network may not know yet: as long as
    # AWS answers elsewhere, that is no reason to show nothing at all.
    unreachable = trouble.kind in UNREACHABLE and not answered
    return trouble.kind.sign_in_again or trouble.kind is CLOCK or unreachable


def _unseen(name: str, trouble: Trouble) -> Outcome:
    return Outcome(name, UNKNOWN, msg("Can't be seen"), _why(trouble))


def _why(trouble: Trouble) -> Message:
    if trouble.kind is NOT_ALLOWED:
        return msg("AWS doesn't show this to whoever is signed in, so Aikagi can't tell.")
    if trouble.kind is ORGANISATION:
        return msg(
            "This account belongs to an organization whose rules keep this hidden. Ask whoever "
            "runs the organization."
        )
    if trouble.kind in FORBIDDEN:
        return msg("{what} {next}", what=trouble.kind.what, next=trouble.kind.next)
    if trouble.kind in UNREACHABLE:
        return msg(
            "This part of AWS can't be reached from here. In a company network, ask whoever runs "
            "it to allow api.aws, then check again."
        )
    return msg("{what} Check again in a few minutes.", what=trouble.kind.what)
