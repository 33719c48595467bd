"""The token of the root session: in memory, and in the OS keyring while somebody is signed in."""

from __future__ import annotations

import contextlib
import json
import logging
import threading
from collections.abc import Iterator, MutableMapping
from typing import Any

from app import prompts
from app.secretstore import SecretStore
from app.troubles import KEYRING_SLOW, Trouble

log = logging.getLogger(__name__)

ENTRY = "session"
SESSION_NAME = "aikagi"

LoginToken = dict[str, Any]


class KeyringTokens(MutableMapping[str, LoginToken]):
    """The mapping that botocore's refresher reads and writes: one token, kept in the keyring.

    The keyring is written and never read: a session isn't taken up again by another run, and what
    botocore reads is in memory. So a session that is renewed goes on where the keyring, locked
    meanwhile perhaps, doesn't take it: nobody's access stays open for that. Its repr says nothing.
    """

    def __init__(self, store: SecretStore) -> None:
        self._store = store
        self._token: LoginToken | None = None
        self._left = threading.Event()

    def __getitem__(self, key: str) -> LoginToken:
        if self._token is None:
            raise KeyError(key)
        return self._token

    def __setitem__(self, key: str, token: LoginToken) -> None:
        renewed = self._token is not None
        if not self._left.is_set():
            try:
                self._keep(token, prompts.RENEWAL_SECONDS if renewed else None)
            except Trouble as trouble:
                if not renewed:
                    raise
                log.warning("a renewed session isn't in the keyring: %s", trouble)
        self._token = token

    def _keep(self, token: LoginToken, limit: float | None) -> None:
        """Write it. What was written all the same, though it was refused, goes again."""
        try:
            self._store.put(ENTRY, json.dumps(token), limit=limit)
        except Trouble as trouble:
            if trouble.kind is not KEYRING_SLOW:  # that one takes it back by itself
                with contextlib.suppress(Trouble):
                    self._store.drop(ENTRY)
            raise
        if self._left.is_set():  # a sign-out began while the keyring was writing
            self._store.drop(ENTRY)

    def __delitem__(self, key: str) -> None:
        self._token = None
        if not self._left.is_set():
            self._store.drop(ENTRY)

    def __iter__(self) -> Iterator[str]:
        return iter(() if self._token is None else (SESSION_NAME,))

    def __len__(self) -> int:
        return int(self._token is not None)

    def __contains__(self, key: object) -> bool:
        return self._token is not None

    def leave_keyring(self) -> None:
        """Take the token out of the keyring for good; it stays in memory, to sign out with.

        Raises `Trouble` where the keyring doesn't let go of it.
        """
        self._left.set()
        self._store.drop(ENTRY)

    def forget(self) -> None:
        """Let go of a session that is over; the next start does, where the keyring won't now."""
        try:
            self.clear()
        except Trouble as trouble:
            log.warning("an ended session stays in the keyring: %s", trouble)

    def __repr__(self) -> str:
        return f"<KeyringTokens: {len(self)}>"
