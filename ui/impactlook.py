"""The looks at what shutting the vendor out would break: the quick one, and the thorough one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.revoke_impact import Impacts

if TYPE_CHECKING:
    from app.facts import Facts
    from app.session import RootSession
    from app.work import Token


def quick(session: RootSession, facts: Facts, token: Token) -> Impacts:
    """What the user's own keys tell. Raises `Trouble`."""
    from app import revoke_impact, users

    user = users.find_by_id(session.clients, facts.revoke_user, token, hint=facts.revoke_name)
    return revoke_impact.quick(session.clients, user, token) if user else Impacts()


def thorough(session: RootSession, facts: Facts, token: Token) -> Impacts:
    """That, and every Region. Raises `Trouble`."""
    from app import revoke_impact, users

    clients = session.clients
    user = users.find_by_id(clients, facts.revoke_user, token, hint=facts.revoke_name)
    if user is None:
        return Impacts()
    own = revoke_impact.quick(clients, user, token)
    all_over = revoke_impact.thorough(clients, session.identity.account, user, token)
    return Impacts((*all_over.found, *own.found), (*own.unlooked, *all_over.unlooked))
