"""The one place that touches the computer's own password store (the OS keyring).

Only the four real ones are used: Windows Credential Locker, macOS Keychain, Secret Service and
KWallet; keyring's own choice could be anything that a variable names. There is no fallback.

Each secret has a head entry. It holds the secret itself, or, where an entry is too small, the
names of its pieces: Windows keeps 1,280 characters an entry and one entry a service name
(https://github.com/jaraco/keyring/issues/355). New pieces are written before the head is
switched, and old ones dropped after, so a crash leaves the old secret or the new one, whole. The
names that pieces can have are few and fixed, so that `drop` finds those of a crash as well.
"""

from __future__ import annotations

import contextlib
import importlib
import logging
import secrets
import sys
from dataclasses import dataclass, field

from keyring.backend import KeyringBackend  # noqa: TC002  (a dataclass looks its types up)
from keyring.errors import KeyringError, PasswordDeleteError

from app.prompts import bounded
from app.troubles import KEYRING_MISSING, KEYRING_REFUSED, Trouble
from app.work import Token

log = logging.getLogger(__name__)

BACKENDS = {
    "win32": ("keyring.backends.Windows:WinVaultKeyring",),
    "darwin": ("keyring.backends.macOS:Keyring",),
    "linux": ("keyring.backends.SecretService:Keyring", "keyring.backends.kwallet:DBusKeyring"),
}
# What those stand on; keyring passes over it where it is missing. KWallet answers as a Secret
# Service too (since KDE Frameworks 5.97); its own way needs dbus-python, which isn't brought along.
BENEATH = {
    "win32": "win32ctypes.pywin32.win32cred",
    "darwin": "keyring.backends.macOS.api",
    "linux": "secretstorage",
}
OWNER = "aikagi"
PIECE = 1200 if sys.platform == "win32" else None
GENERATIONS = ("a", "b")
MOST_PIECES = 16  # of 1,200 characters; a session is about four
WHOLE, PIECES = "whole:", "pieces:"


def find_backend() -> KeyringBackend:
    """The best real password store of this computer.

    Raises `Trouble` (KEYRING_MISSING), and `TimeoutError` where it couldn't be found out in time.
    """
    found: list[KeyringBackend] = []
    why: Exception | None = None
    for name in BACKENDS.get(sys.platform, ()):
        module, _, cls = name.partition(":")
        try:
            backend = getattr(importlib.import_module(module), cls)
            if backend.priority > 0:
                found.append(backend())
        except TimeoutError:
            raise
        except (ImportError, RuntimeError, OSError, KeyringError) as error:
            why = why or error
    if not found:
        raise Trouble(KEYRING_MISSING) from why
    best = max(found, key=lambda backend: backend.priority)
    if hasattr(best, "persist"):
        best.persist = "local machine"  # keyring's own choice would roam with the Windows account
    return best


def import_backends() -> tuple[str, ...]:
    """Import this system's backends and what they stand on, without asking any; their names.

    keyring itself passes over what is missing, and would say "no password store" for it. Raises
    `ImportError`.
    """
    if sys.platform in BENEATH:
        importlib.import_module(BENEATH[sys.platform])
    names = BACKENDS.get(sys.platform, ())
    for name in names:
        module, _, cls = name.partition(":")
        getattr(importlib.import_module(module), cls)
    return names


def _is_locked(backend: KeyringBackend) -> bool:
    """Only the Secret Service can be asked without being opened; the others are open as a rule."""
    if type(backend).__module__ != "keyring.backends.SecretService":
        return False
    import secretstorage

    with contextlib.closing(secretstorage.dbus_init()) as connection:
        try:
            return bool(secretstorage.Collection(connection).is_locked())
        except secretstorage.exceptions.ItemNotFoundException:
            return True  # the first secret asks for a password for the new keyring


@dataclass
class SecretStore:
    """The entries of one service (`aikagi`, or `aikagi-practice`) in the OS keyring.

    `piece` is how many characters an entry holds, None where any secret fits. All methods may wait
    for a prompt, two minutes at most, and raise `Trouble`.
    """

    service: str
    backend: KeyringBackend = field(repr=False)
    piece: int | None = PIECE

    @classmethod
    def open(cls, service: str, token: Token | None = None) -> SecretStore:
        """This computer's store."""
        return cls(service, bounded(find_backend, token))

    def asks(self) -> bool:
        """Whether opening it would ask the customer for a password, as far as can be told."""
        return bounded(lambda: _is_locked(self.backend))

    def probe(self, token: Token | None = None) -> None:
        """Write, read and delete an entry. Unlocks the store, or says why it can't be used."""
        proof = secrets.token_hex(8)

        def check() -> bool:
            self._put("probe", proof)
            found = self._get("probe")
            self._drop("probe")
            return found == proof

        if not bounded(check, token):
            raise Trouble(KEYRING_REFUSED, detail="probe")

    def put(
        self, name: str, secret: str, token: Token | None = None, limit: float | None = None
    ) -> None:
        """Keep `secret` under `name`, in the place of what was there.

        Where this gives up waiting, after `limit` seconds perhaps, a keyring that writes it later
        has it removed again.
        """

        def take_back() -> None:
            if self._get(name) == secret:  # and not what a later `put` wrote
                self._drop(name)

        bounded(lambda: self._put(name, secret), token, limit, take_back)

    def get(self, name: str, token: Token | None = None) -> str | None:
        """The secret under `name`, or None."""
        return bounded(lambda: self._get(name), token)

    def drop(self, name: str, token: Token | None = None) -> None:
        """Remove `name` and its pieces. Nothing there is fine; one that stays is a `Trouble`."""
        bounded(lambda: self._drop(name), token)

    def _put(self, name: str, secret: str) -> None:
        kept: list[str] = []
        if self.piece is None or len(secret) + len(WHOLE) <= self.piece:
            self._set(name, WHOLE + secret)
        else:
            kept = self._put_pieces(name, secret, self.piece)
        try:
            self._sweep([piece for piece in self._possible(name) if piece not in kept])
        except (KeyringError, Trouble) as error:  # the new secret is in; `drop` tries again
            log.warning("old pieces stay in the keyring: %s", type(error).__name__)

    def _put_pieces(self, name: str, secret: str, size: int) -> list[str]:
        parts = [secret[i : i + size] for i in range(0, len(secret), size)]
        if len(parts) > MOST_PIECES:
            raise Trouble(KEYRING_REFUSED, detail="too long")
        head = self._read(name) or ""
        new = "b" if head.startswith(f"{PIECES}a:") else "a"
        names = self._names(name, f"{PIECES}{new}:{len(parts)}")
        try:
            for piece, part in zip(names, parts, strict=True):
                self._set(piece, part)
            self._set(name, f"{PIECES}{new}:{len(parts)}")
        except BaseException:
            with contextlib.suppress(KeyringError, Trouble):
                self._sweep(names)
            raise
        return names

    def _get(self, name: str) -> str | None:
        head = self._read(name)
        if head is None:
            return None
        if head.startswith(WHOLE):
            return head.removeprefix(WHOLE)
        parts = [self._read(piece) for piece in self._names(name, head)]
        return None if None in parts else "".join(part or "" for part in parts)

    def _drop(self, name: str) -> None:
        self._sweep([*self._possible(name), name])

    def _possible(self, name: str) -> list[str]:
        """Every piece that there can be, also of a write that was cut short."""
        if self.piece is None:
            return []
        heads = [f"{PIECES}{generation}:{MOST_PIECES}" for generation in GENERATIONS]
        return [piece for head in heads for piece in self._names(name, head)]

    @staticmethod
    def _names(name: str, head: str) -> list[str]:
        if not head.startswith(PIECES):
            return []
        generation, _, count = head.removeprefix(PIECES).partition(":")
        return [f"{name}/{generation}/{number}" for number in range(int(count))]

    def _sweep(self, names: list[str]) -> None:
        stayed = [name for name in names if not self._removed(name)]
        if stayed:
            raise Trouble(KEYRING_REFUSED, detail="delete")

    def _removed(self, name: str) -> bool:
        """Delete an entry, and find out whether it is gone: a refusal raises what "none" does."""
        try:
            self.backend.delete_password(f"{self.service}/{name}", OWNER)
        except PasswordDeleteError:
            return self._read(name) is None
        return True

    def _read(self, name: str) -> str | None:
        return self.backend.get_password(f"{self.service}/{name}", OWNER)

    def _set(self, name: str, value: str) -> None:
        self.backend.set_password(f"{self.service}/{name}", OWNER, value)
