"""Temporary credentials: issued here, known here, ended here."""

from __future__ import annotations

import base64
import hmac
import secrets
from dataclasses import dataclass
from typing import Literal

from app.practice.errors import AwsError

_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
INVALID_TOKEN = "The security token included in the request is invalid."  # noqa: S105
EXPIRED_TOKEN = "The security token included in the request is expired"  # noqa: S105


@dataclass(frozen=True)
class Principal:
    """Who someone is. ``id`` is the account number (root) or the unique id (AIDA…, AROA…).

    Ids, not names: a user that was renamed is still the same one.
    ``session`` is the name of a role session or a federated user.
    """

    kind: Literal["root", "user", "role", "federated"]
    id: str
    session: str = ""


@dataclass(frozen=True)
class Caller:
    """A principal, with what the policies may ask about how it signed in."""

    principal: Principal
    mfa: bool | None  # None: a long-term access key, where AWS leaves the answer out
    issued_at: float | None = None  # seconds since 1970; None for long-term keys
    access_key_id: str = ""


@dataclass(frozen=True)
class Issued:
    """A set of temporary credentials. Times are seconds since 1970."""

    access_key_id: str
    secret_access_key: str
    session_token: str
    caller: Caller
    expires: float

    def __repr__(self) -> str:
        return f"Issued({self.access_key_id!r})"


def unique_id(prefix: str, length: int) -> str:
    """An id of AWS's form, such as AIDA… (21) or ASIA… (20 characters)."""
    tail = "".join(secrets.choice(_ALPHABET) for _ in range(length - len(prefix)))
    return prefix + tail


class Issuer:
    """Makes temporary credentials and remembers them."""

    def __init__(self) -> None:
        self._known: dict[str, Issued] = {}

    def issue(self, principal: Principal, now: float, seconds: float, *, mfa: bool) -> Issued:
        """New credentials for ``principal`` that live ``seconds`` from ``now``."""
        key = unique_id("ASIA", 20)
        caller = Caller(principal, mfa, now, key)
        # As long as AWS's are: what stores a session must cope with its real size.
        token = "IQoJb3JpZ2luX2Vj" + base64.b64encode(secrets.token_bytes(1400)).decode()
        secret = base64.b64encode(secrets.token_bytes(30)).decode()
        issued = Issued(key, secret, token, caller, now + seconds)
        self._known[key] = issued
        return issued

    def find(self, access_key_id: str, session_token: str, now: float) -> Issued | None:
        """The live credentials of that id, or None if it isn't ours.

        Raises:
            AwsError: the session token is another one, or they have expired.
        """
        issued = self._known.get(access_key_id)
        if issued is None:
            return None
        if not hmac.compare_digest(issued.session_token.encode(), session_token.encode()):
            raise AwsError(403, "InvalidClientTokenId", INVALID_TOKEN)
        if now >= issued.expires:
            raise AwsError(403, "ExpiredToken", EXPIRED_TOKEN)
        return issued

    def forget_all(self) -> None:
        """End every session at once."""
        self._known.clear()
