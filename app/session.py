"""The root session: who is signed in, for as long as the customer works, and no longer.

The token lives in memory and in the OS keyring. Refreshing is botocore's own, over a mapping
that writes to the keyring (`sessiontokens`), so DPoP, expiry and rotation aren't ours to get wrong.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from botocore.credentials import LoginCredentialFetcher, RefreshableCredentials
from botocore.exceptions import LoginTokenLoadError
from botocore.utils import LoginTokenLoader

from app import whois
from app.clients import Clients
from app.secretstore import SecretStore
from app.sessiontokens import ENTRY, SESSION_NAME, KeyringTokens, LoginToken
from app.settings import Settings
from app.troubles import (
    KEPT_BUT_ENDED,
    KEPT_NOT_ENDED,
    KEYRING_KEPT,
    KEYRING_LOCKED,
    Trouble,
)
from app.work import Token

log = logging.getLogger(__name__)

__all__ = [
    "ENTRY",
    "SESSION_NAME",
    "Identity",
    "LoginToken",
    "RootSession",
    "Security",
    "forget_leftover",
]


@dataclass(frozen=True)
class Identity:
    """Who is signed in. `name` is the account's name or alias, "" where AWS doesn't tell."""

    account: str
    arn: str
    is_root: bool
    name: str = ""


@dataclass(frozen=True)
class Security:
    """What AWS says of the root user itself."""

    root_mfa: bool
    root_keys: bool


class RootSession:
    """A signed-in session: `identity`, and `clients` that are signed and refreshed by themselves.

    Made by `begin`. Where the identity isn't root the session has been dropped already.
    """

    def __init__(self, tokens: KeyringTokens, clients: Clients, identity: Identity) -> None:
        self._tokens = tokens
        self.clients = clients
        self.identity = identity

    @classmethod
    def begin(
        cls, token: LoginToken, store: SecretStore, settings: Settings, region: str
    ) -> RootSession:
        """Keep the token that sign-in issued, and find out whose it is. Raises `Trouble`.

        Nothing stays in the keyring when the identity can't be read or isn't root.
        """
        tokens = KeyringTokens(store)
        clients = _signed_clients(tokens, settings, region)
        clients.when_ended = tokens.forget
        try:
            tokens[SESSION_NAME] = token
            session = cls(tokens, clients, _identity(clients))
        except BaseException:
            tokens.forget()
            raise
        if not session.identity.is_root:
            session.sign_out(Token())
        return session

    def security(self, token: Token) -> Security:
        """Root's MFA and access keys, from `GetAccountSummary`. Raises `Trouble`.

        https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccountSummary.html
        """
        token.check()
        summary = self.clients.call("iam", "get_account_summary")["SummaryMap"]
        return Security(
            root_mfa=bool(summary.get("AccountMFAEnabled")),
            root_keys=bool(summary.get("AccountAccessKeysPresent")),
        )

    def sign_out(self, token: Token) -> bool:
        """Drop the session here, then ask AWS to revoke it.

        In this order, because AWS may take long to answer, and the program may be ended meanwhile.
        Returns whether AWS confirmed. Keys already issued live 15 minutes at most. Raises
        `Trouble` (KEYRING_KEPT) only where the keyring doesn't let go of the entry; AWS has been
        asked even then.
        """
        confirmed, kept = False, None
        try:
            self._tokens.leave_keyring()
        except Trouble as trouble:
            kept = Trouble(KEYRING_KEPT, detail=str(trouble))
        finally:
            if not token.cancelled:
                confirmed = self._revoke()
            self.clients.close()
            self._tokens.clear()
        if kept is not None:
            raise kept.saying(KEPT_BUT_ENDED if confirmed else KEPT_NOT_ENDED)
        return confirmed

    def _revoke(self) -> bool:
        if not len(self._tokens):
            return False
        refresh = self._tokens[SESSION_NAME]["refreshToken"]
        try:
            self.clients.call("signin", "revoke_oauth2_token_with_iam", token=refresh)
        except Trouble as trouble:
            log.info("AWS did not confirm the sign-out: %s", trouble)
            return False
        return True

    def __repr__(self) -> str:
        return f"<RootSession of {self.identity.account}>"


def forget_leftover(settings: Settings) -> None:
    """Remove a session that an old run, cut short, left in the keyring. Raises `Trouble`.

    A locked keyring is left alone (KEYRING_LOCKED): at the start nobody expects to be asked for a
    password. The next sign-in writes over what is there.
    """
    store = SecretStore.open(settings.service)
    if store.asks():
        raise Trouble(KEYRING_LOCKED)
    store.drop(ENTRY)


def _signed_clients(tokens: KeyringTokens, settings: Settings, region: str) -> Clients:
    unsigned = Clients(settings.endpoint, region=region)
    fetcher = LoginCredentialFetcher(
        session_name=SESSION_NAME,
        token_loader=cast("Any", LoginTokenLoader(cast("Any", tokens))),  # the stubs ask for a dict
        client_creator=unsigned.create,
    )

    def refresh() -> dict[str, Any]:
        """The session is over where its token was forgotten: botocore stumbles over that."""
        if not len(tokens):
            raise LoginTokenLoadError(error_msg="no token")
        return fetcher.refresh_credentials()

    def load() -> RefreshableCredentials:
        first = fetcher.load_cached_credentials()
        return RefreshableCredentials(
            access_key=first["access_key"],
            secret_key=first["secret_key"],
            token=first["token"],
            expiry_time=datetime.fromisoformat(first["expiry_time"]),
            account_id=first["account_id"],
            method="login",
            refresh_using=refresh,
        )

    return Clients(settings.endpoint, load, region=region)


def _identity(clients: Clients) -> Identity:
    caller = clients.call("sts", "get_caller_identity")
    account, arn = str(caller["Account"]), str(caller["Arn"])
    if whois.is_root(arn, account):
        return Identity(account, arn, True, _account_name(clients))
    return Identity(account, whois.whole_arn(clients, arn), False)


def _account_name(clients: Clients) -> str:
    """The name the customer gave the account at sign-up; best effort, it only helps to recognise.

    https://docs.aws.amazon.com/accounts/latest/reference/API_GetAccountInformation.html
    """
    try:
        return str(clients.call("account", "get_account_information").get("AccountName", ""))
    except Trouble as trouble:
        log.info("the account's name couldn't be read: %s", trouble)
        return ""
