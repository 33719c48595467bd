"""One-time codes and rotating refresh tokens: who may have credentials, and until when.

The rules are OAuth's (RFC 6749, RFC 7636, RFC 9449) with AWS Sign-In's lifetimes:
https://docs.aws.amazon.com/signin/latest/APIReference/API_CreateOAuth2Token.html
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
import threading
from collections.abc import Callable
from dataclasses import dataclass

from app.practice.credentials import Principal
from app.practice.dpop import unpad

CODE_LIFE = 300.0  # seconds
PAGE_LIFE = 600.0  # seconds that a sign-in page waits for a person
CHAIN_LIFE = 12 * 3600.0  # seconds that one sign-in can be refreshed
ATTEMPTS = 5

# AWS Sign-In's own words for why it refuses.
CODE_EXPIRED = "AUTHCODE_EXPIRED"
TOKEN_EXPIRED = "TOKEN_EXPIRED"  # noqa: S105
CREDENTIALS_CHANGED = "USER_CREDENTIALS_CHANGED"


class RefusedError(Exception):
    """A code or token that isn't good; ``reason`` is AWS Sign-In's name for why."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Ask:
    """What a client asked for at the authorize page."""

    client: str
    redirect_uri: str
    state: str
    challenge: str


@dataclass
class Page:
    """A sign-in page that waits for a person."""

    ask: Ask
    born: float
    attempts: int = 0


@dataclass
class Code:
    """A code that a person's consent produced."""

    ask: Ask
    principal: Principal
    mfa: bool
    born: float
    chain: Chain | None = None


@dataclass
class Chain:
    """One sign-in, from its code to its last refresh token."""

    client: str
    principal: Principal
    mfa: bool
    key: str  # thumbprint of the DPoP key
    born: float
    password_mark: str
    current: str = ""  # digest of the one refresh token that is good
    live: bool = True


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


class Grants:
    """Sign-in pages, codes and chains of refresh tokens.

    ``password_mark`` tells, for a principal, a value that changes with its password.
    """

    def __init__(self, password_mark: Callable[[Principal], str]) -> None:
        self._password_mark = password_mark
        self._pages: dict[str, Page] = {}
        self._codes: dict[str, Code] = {}
        self._chains: dict[str, Chain] = {}
        self._lock = threading.Lock()

    def open_page(self, ask: Ask, now: float) -> str:
        """Begin a sign-in page; returns its one-time id."""
        with self._lock:
            for old in [k for k, p in self._pages.items() if now - p.born > PAGE_LIFE]:
                del self._pages[old]
            name = secrets.token_urlsafe(32)
            self._pages[name] = Page(ask, now)
            return name

    def page(self, name: str, now: float) -> Ask | None:
        """What the page ``name`` was opened for; None when it's unknown, old or used up."""
        with self._lock:
            page = self._pages.get(name)
            if page is None or now - page.born > PAGE_LIFE:
                return None
            page.attempts += 1
            return page.ask if page.attempts <= ATTEMPTS else None

    def close_page(self, name: str) -> bool:
        """End a page; True for the one caller that ended it."""
        with self._lock:
            return self._pages.pop(name, None) is not None

    def code_for(self, ask: Ask, principal: Principal, now: float, *, mfa: bool) -> str:
        """A new one-time code for a person who consented."""
        code = secrets.token_urlsafe(48)
        with self._lock:
            self._codes[_digest(code)] = Code(ask, principal, mfa, now)
        return code

    def is_waiting(self, code: str, now: float) -> bool:
        """Whether ``code`` is known, fresh and unused."""
        with self._lock:
            found = self._codes.get(_digest(code))
            return found is not None and found.chain is None and now - found.born <= CODE_LIFE

    def redeem(self, code: str, answer: Ask, verifier: str, key: str, now: float) -> Chain:
        """Turn a code into a chain. ``answer.challenge`` and ``.state`` aren't looked at.

        A code is good for one attempt: a wrong verifier, client or redirect spends it, and
        using it again ends the chain that it made (RFC 6749, 4.1.2). Raises RefusedError.
        """
        with self._lock:
            found = self._codes.get(_digest(code))
            if found is None:
                raise RefusedError(CODE_EXPIRED)
            if found.chain is not None:
                found.chain.live = False
                raise RefusedError(CODE_EXPIRED)
            chain = Chain(
                found.ask.client,
                found.principal,
                found.mfa,
                key,
                found.born,
                self._password_mark(found.principal),
            )
            found.chain = chain
            if now - found.born > CODE_LIFE or not _matches(found.ask, answer, verifier):
                chain.live = False
                raise RefusedError(CODE_EXPIRED)
            return chain

    def next_refresh_token(self, chain: Chain) -> str:
        """The chain's next refresh token; the one before is good no more."""
        token = "ASOR" + secrets.token_urlsafe(480)
        with self._lock:
            chain.current = _digest(token)
            self._chains[chain.current] = chain
        return token

    def refresh(self, token: str, client: str, key: str, now: float) -> Chain:
        """The chain that a refresh token belongs to, once. Raises RefusedError.

        A token that was used before ends its chain (RFC 9700, 4.14.2).
        """
        digest = _digest(token)
        with self._lock:
            chain = self._chains.get(digest)
            if chain is None:
                raise RefusedError(TOKEN_EXPIRED)
            if chain.current != digest:
                chain.live = False
            if not chain.live or now - chain.born >= CHAIN_LIFE:
                raise RefusedError(TOKEN_EXPIRED)
            if chain.client != client or not hmac.compare_digest(chain.key, key):
                raise RefusedError(TOKEN_EXPIRED)
            if chain.password_mark != self._password_mark(chain.principal):
                chain.live = False
                raise RefusedError(CREDENTIALS_CHANGED)
            chain.current = ""  # spent: nobody else may have it meanwhile
            return chain

    def owner(self, token: str) -> Principal | None:
        """Whose refresh token this is, used or not."""
        with self._lock:
            chain = self._chains.get(_digest(token))
            return chain.principal if chain else None

    def revoke(self, token: str) -> None:
        """End the chain of a refresh token; unknown ones are no error (RFC 7009, 2.2)."""
        with self._lock:
            chain = self._chains.get(_digest(token))
            if chain is not None:
                chain.live = False

    def forget_all(self) -> None:
        """End every page, code and chain."""
        with self._lock:
            for chain in self._chains.values():
                chain.live = False
            self._pages.clear()
            self._codes.clear()


def _matches(asked: Ask, answer: Ask, verifier: str) -> bool:
    challenge = unpad(hashlib.sha256(verifier.encode()).digest())
    return (
        asked.client == answer.client
        and asked.redirect_uri == answer.redirect_uri
        and hmac.compare_digest(asked.challenge, challenge)
    )
