"""The OS keyring: a real GNOME Keyring, and a backend as strict as Windows' own."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable

import pytest
import secretstorage
from hypothesis import given
from hypothesis import strategies as st
from jeepney.io.blocking import DBusConnection
from keyring.backend import KeyringBackend
from keyring.errors import PasswordDeleteError, PasswordSetError
from keyring.testing.backend import BackendBasicTests
from secretstorage import get_default_collection

from app import secretstore, troubles
from app.prompts import BUS_TRIES, Asked, bounded
from app.secretstore import OWNER, SecretStore
from app.troubles import Trouble
from app.work import Cancelled, Token

WINDOWS_LONGEST = 1280


class WindowsLike(KeyringBackend):
    """In memory, 1,280 characters an entry, as on Windows. Fails at the write `fail_at` names."""

    priority = 1

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.entries: dict[tuple[str, str], str] = {}
        self.writes = 0
        self.fail_at = -1

    def get_password(self, service: str, username: str) -> str | None:
        return self.entries.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self._count()
        if len(password) > WINDOWS_LONGEST:
            raise PasswordSetError("(1783, 'CredWrite', 'The stub received bad data')")
        self.entries[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        self._count()
        if (service, username) not in self.entries:
            raise PasswordDeleteError("not there")
        del self.entries[service, username]

    def _count(self) -> None:
        self.writes += 1
        if self.writes == self.fail_at:
            raise PasswordSetError("the power went")


class TestWindowsLikeIsALikelyKeyring(BackendBasicTests):
    """keyring's own tests, so that what we invented proves something."""

    def init_keyring(self) -> KeyringBackend:
        return WindowsLike()


def windows() -> SecretStore:
    return SecretStore("aikagi", WindowsLike(), piece=1200)


@given(st.text(alphabet=st.characters(codec="ascii"), max_size=6000))
def test_any_secret_comes_back_from_pieces(secret: str) -> None:
    store = windows()
    store._put("session", secret)
    assert store._get("session") == secret
    store._drop("session")
    assert store.backend.entries == {}  # type: ignore[attr-defined]


def test_a_shorter_secret_leaves_no_pieces_of_a_longer_one() -> None:
    store = windows()
    store._put("session", "x" * 5000)
    store._put("session", "y")
    assert list(store.backend.entries) == [("aikagi/session", OWNER)]  # type: ignore[attr-defined]


@pytest.mark.parametrize("fail_at", range(1, 12))
def test_a_crash_at_any_write_leaves_the_old_secret_or_the_new_one(fail_at: int) -> None:
    old, new = "o" * 4000, "n" * 4000
    store = windows()
    store._put("session", old)
    backend = store.backend
    assert isinstance(backend, WindowsLike)
    backend.writes, backend.fail_at = 0, fail_at
    with contextlib.suppress(PasswordSetError):
        store._put("session", new)
    backend.fail_at = -1
    assert store._get("session") in (old, new)


class PowerCut(BaseException):
    """Nothing runs after it."""


class CutWindowsLike(WindowsLike):
    """Loses its power at the write `fail_at` names, and has none from then on."""

    def _count(self) -> None:
        self.writes += 1
        if 0 < self.fail_at <= self.writes:
            raise PowerCut


@pytest.mark.parametrize("new", ["n", "n" * 2500, "n" * 6000, None])
def test_the_next_start_removes_what_a_power_cut_left(new: str | None) -> None:
    for fail_at in range(1, 50):
        cut_and_start(fail_at, new)


def cut_and_start(fail_at: int, new: str | None) -> None:
    backend = CutWindowsLike()
    store = SecretStore("aikagi", backend, piece=1200)
    old = "o" * 4000
    store._put("session", "a longer one before" * 300)
    store._put("session", old)
    backend.writes, backend.fail_at = 0, fail_at
    with contextlib.suppress(PowerCut):
        store._drop("session") if new is None else store._put("session", new)
    backend.fail_at = -1
    # A removal that was cut short may leave nothing readable, but nothing that can't be removed.
    assert store._get("session") in ((old, new) if new else (old, None))
    store._drop("session")
    assert backend.entries == {}, f"left by the cut at write {fail_at}"


def test_a_secret_too_long_for_the_store_is_refused_whole() -> None:
    store = windows()
    with pytest.raises(Trouble) as caught:
        store.put("session", "x" * 50_000)
    assert caught.value.kind is troubles.KEYRING_REFUSED
    assert store.backend.entries == {}  # type: ignore[attr-defined]


def test_a_store_that_keeps_what_it_should_delete_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """macOS and KWallet raise the same error for "not there" and for "no"."""
    store = windows()
    store.put("session", "hunter2")

    def refuse(*_: str) -> None:
        raise PasswordDeleteError("Cancelled by user")

    monkeypatch.setattr(store.backend, "delete_password", refuse)
    with pytest.raises(Trouble) as caught:
        store.drop("session")
    assert caught.value.kind is troubles.KEYRING_REFUSED
    store.drop("another")  # which isn't there


def test_a_missing_piece_is_no_secret() -> None:
    store = windows()
    store._put("session", "x" * 5000)
    backend = store.backend
    assert isinstance(backend, WindowsLike)
    del backend.entries[next(entry for entry in backend.entries if entry[0].endswith("/2"))]
    assert store._get("session") is None


def test_a_real_keyring_keeps_a_session_whole(secret_service: object) -> None:
    store = SecretStore.open("aikagi-practice")
    store.probe()
    secret = "s" * 4500
    store.put("session", secret)
    collection = get_default_collection(secret_service)
    services = [item.get_attributes()["service"] for item in collection.get_all_items()]
    assert services == ["aikagi-practice/session"]
    assert SecretStore.open("aikagi-practice").get("session") == secret
    store.drop("session")
    store.drop("session")
    assert store.get("session") is None


def test_practice_and_real_are_apart(secret_service: object) -> None:
    SecretStore.open("aikagi-practice").put("session", "practice")
    assert SecretStore.open("aikagi").get("session") is None


def test_no_keyring_is_said(no_secret_service: None) -> None:
    with pytest.raises(Trouble) as caught:
        SecretStore.open("aikagi")
    assert caught.value.kind is troubles.KEYRING_MISSING


@pytest.mark.keyring
@pytest.mark.parametrize(("busy", "code"), [(3, ""), (BUS_TRIES, "keyring-slow")])
def test_a_bus_that_is_busy_is_asked_again(
    secret_service: object, monkeypatch: pytest.MonkeyPatch, busy: int, code: str
) -> None:
    entered = secretstorage.dbus_init
    asked: list[int] = []

    def slow() -> DBusConnection:
        asked.append(1)
        if len(asked) <= busy:
            raise TimeoutError("Did not authenticate in 1.0 seconds")
        return entered()

    monkeypatch.setattr(secretstorage, "dbus_init", slow)
    with pytest.raises(Trouble) if code else contextlib.nullcontext() as said:
        store = SecretStore.open("aikagi-test")
        store.put("x", "y")
        assert store.get("x") == "y"
    assert (said.value.kind.code if said else "") == code


@pytest.mark.keyring
def test_a_locked_keyring_is_said_and_nothing_hangs(locked_secret_service: object) -> None:
    with pytest.raises(Trouble) as caught:
        SecretStore.open("aikagi").probe()
    assert caught.value.kind in (troubles.KEYRING_LOCKED, troubles.KEYRING_MISSING)


def test_only_real_stores_are_used(secret_service: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")
    store = SecretStore.open("aikagi")
    assert type(store.backend).__module__ == "keyring.backends.SecretService"


def test_a_prompt_that_nobody_answers_has_an_end() -> None:
    never = threading.Event()
    with pytest.raises(Trouble) as caught:
        bounded(never.wait, limit=0.3)
    never.set()
    assert caught.value.kind is troubles.KEYRING_SLOW


def test_cancel_does_not_wait_for_a_prompt() -> None:
    never = threading.Event()
    token = Token()
    token.cancel()
    with pytest.raises(Cancelled):
        bounded(never.wait, token)
    never.set()


class Unanswered(WindowsLike):
    """Writes only when the prompt is answered, and tells when it has written and removed."""

    def __init__(self) -> None:
        super().__init__()
        self.answered, self.removed = threading.Event(), threading.Event()

    def set_password(self, service: str, username: str, password: str) -> None:
        self.answered.wait(30)
        super().set_password(service, username, password)

    def delete_password(self, service: str, username: str) -> None:
        super().delete_password(service, username)
        self.removed.set()


def test_a_prompt_that_is_answered_too_late_keeps_nothing() -> None:
    backend, token = Unanswered(), Token()
    store = SecretStore("aikagi", backend)
    token.cancel()
    with pytest.raises(Cancelled):
        store.put("session", "the root session", token)
    backend.answered.set()
    assert backend.removed.wait(10), "what was written late is removed"
    assert backend.entries == {}


def test_an_answer_at_the_last_moment_is_taken_back_too() -> None:
    taken_back = threading.Event()
    asked = Asked(lambda: None, taken_back.set)
    asked.run()
    asked.give_up()
    assert taken_back.wait(10)


def test_what_a_second_attempt_wrote_is_not_taken_back() -> None:
    backend, token, judged = Unanswered(), Token(), threading.Event()
    store = SecretStore("aikagi", backend)
    token.cancel()
    with pytest.raises(Cancelled):
        store.put("session", "first", token)
    held = backend.get_password

    def second_came_first(service: str, username: str) -> str | None:
        if threading.current_thread().name == "keyring" and backend.entries:
            backend.entries[service, username] = secretstore.WHOLE + "second"
            judged.set()
        return held(service, username)

    backend.get_password = second_came_first  # type: ignore[method-assign]
    backend.answered.set()
    assert judged.wait(10)
    for thread in threading.enumerate():
        if thread.name == "keyring":
            thread.join(10)
    assert backend.entries["aikagi/session", OWNER] == secretstore.WHOLE + "second"


def test_an_error_of_a_library_says_nothing_of_the_secret() -> None:
    def refuse() -> None:
        raise PasswordSetError("could not store hunter2")

    with pytest.raises(Trouble) as caught:
        bounded(refuse)
    assert "hunter2" not in str(caught.value)


def test_the_probe_notices_a_store_that_loses_entries(monkeypatch: pytest.MonkeyPatch) -> None:
    store = windows()
    forget: Callable[..., None] = lambda *_: None  # noqa: E731
    monkeypatch.setattr(WindowsLike, "set_password", forget)
    with pytest.raises(Trouble) as caught:
        store.probe()
    assert caught.value.kind is troubles.KEYRING_REFUSED


def test_repr_holds_no_secret() -> None:
    store = windows()
    store._put("session", "hunter2")
    assert "hunter2" not in repr(store)
    assert store.backend.get_password("aikagi/session", OWNER) == secretstore.WHOLE + "hunter2"
