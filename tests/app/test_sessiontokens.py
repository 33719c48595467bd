"""The session's token: what the keyring is told, and what becomes of it where that fails."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

import pytest

from app.secretstore import SecretStore
from app.sessiontokens import ENTRY, SESSION_NAME, KeyringTokens
from app.troubles import KEYRING_LOCKED, KEYRING_SLOW, Kind, Trouble

SECRET = "hunter2-hunter2"
TOKEN = {"refreshToken": SECRET}


class Store:
    """A keyring that refuses with `refuses`, once it has been told; `asked` is all it was asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.refuses: Kind | None = None
        self.meanwhile: Callable[[], object] = lambda: None

    def put(self, name: str, _secret: str, *, limit: float | None = None) -> None:
        assert name == ENTRY
        self.asked.append("put" if limit is None else "put in time")
        self.meanwhile()
        self._answer()

    def drop(self, name: str) -> None:
        assert name == ENTRY
        self.asked.append("drop")
        self._answer()

    def _answer(self) -> None:
        if self.refuses is not None:
            raise Trouble(self.refuses)


@pytest.fixture
def store() -> Store:
    return Store()


@pytest.fixture
def tokens(store: Store) -> KeyringTokens:
    return KeyringTokens(cast("SecretStore", store))


@pytest.mark.parametrize(
    ("kind", "asked"), [(KEYRING_LOCKED, ["put", "drop"]), (KEYRING_SLOW, ["put"])]
)
def test_a_first_token_that_is_refused_is_nowhere(
    tokens: KeyringTokens, store: Store, kind: Kind, asked: list[str]
) -> None:
    store.refuses = kind
    with pytest.raises(Trouble) as caught:
        tokens[SESSION_NAME] = TOKEN
    assert caught.value.kind is kind
    assert store.asked == asked, "what is only slow takes it back by itself"
    assert SESSION_NAME not in tokens
    assert not tokens


def test_a_renewed_one_that_is_refused_goes_on_in_memory(
    tokens: KeyringTokens, store: Store
) -> None:
    tokens[SESSION_NAME] = TOKEN
    store.refuses = KEYRING_LOCKED
    renewed = {"refreshToken": "another"}
    tokens[SESSION_NAME] = renewed
    assert tokens[SESSION_NAME] == renewed
    assert store.asked == ["put", "put in time", "drop"]


def test_a_sign_out_while_the_keyring_writes_leaves_nothing_there(
    tokens: KeyringTokens, store: Store
) -> None:
    store.meanwhile = tokens.leave_keyring
    tokens[SESSION_NAME] = TOKEN
    assert store.asked == ["put", "drop", "drop"]
    assert tokens[SESSION_NAME] == TOKEN, "to sign out with"


def test_after_the_keyring_was_left_it_is_not_asked_again(
    tokens: KeyringTokens, store: Store
) -> None:
    tokens[SESSION_NAME] = TOKEN
    tokens.leave_keyring()
    tokens[SESSION_NAME] = {"refreshToken": "another"}
    tokens.forget()
    assert store.asked == ["put", "drop"]
    assert not tokens


def test_an_ended_session_goes_from_memory_whatever_the_keyring_says(
    tokens: KeyringTokens, store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    tokens[SESSION_NAME] = TOKEN
    store.refuses = KEYRING_LOCKED
    tokens.forget()
    assert not tokens
    assert "stays in the keyring" in caplog.text
    with pytest.raises(KeyError):
        tokens[SESSION_NAME]


def test_it_says_nothing_of_the_secret(tokens: KeyringTokens) -> None:
    assert repr(tokens) == "<KeyringTokens: 0>"
    tokens[SESSION_NAME] = TOKEN
    assert SECRET not in f"{tokens!r} {tokens}"
