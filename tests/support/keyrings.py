"""A real GNOME Keyring on a D-Bus of its own: unlocked, locked, or none at all.

The private bus knows no services to start, so nothing of the person's session is ever reached,
and a keyring that wants to ask someone for its password finds no one to ask.
"""

from __future__ import annotations

import os
import subprocess
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import pytest
import secretstorage
from jeepney import MatchRule, message_bus
from jeepney.io.blocking import DBusConnection, Proxy, open_dbus_connection
from secretstorage.exceptions import ItemNotFoundException

from tests.support import room
from tests.support.processes import program, started

SECRETS = "org.freedesktop.secrets"
_WAIT = 20.0  # seconds, for programs that take a tenth of one
_BUS = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-BUS Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:dir={folder}</listen>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/>
  </policy>
</busconfig>
"""


def short_folder() -> Path:
    """A new folder with a short path: a socket's name holds 108 characters."""
    return Path(tempfile.mkdtemp(dir=room.HOME))


@contextmanager
def private_bus(folder: Path) -> Iterator[str]:
    """A D-Bus session bus with nobody on it. Gives its address."""
    config = folder / "bus.conf"
    config.write_text(_BUS.format(folder=folder), encoding="utf-8")
    command = [program("dbus-daemon"), f"--config-file={config}", "--nofork", "--print-address"]
    with started(command, stdout=subprocess.PIPE) as daemon:
        assert daemon.stdout is not None
        yield daemon.stdout.readline().decode().strip()


@dataclass(frozen=True)
class Keyring:
    """A GNOME Keyring that runs on a private bus."""

    address: str
    connection: DBusConnection
    daemon: subprocess.Popen[bytes]
    folder: Path

    def ended(self) -> str:
        """Why it runs no more: its exit status and its last words; empty while it runs."""
        if self.daemon.poll() is None:
            return ""
        said = (self.folder / "said").read_text(errors="replace")[-2000:]
        return f"gnome-keyring-daemon ended with {self.daemon.returncode}: {said}"

    def aborted(self) -> str:
        """The same, and waited for where it is about to end: its name goes before its process."""
        with open_dbus_connection(self.address, auth_timeout=_WAIT) as connection:
            there = Proxy(message_bus, connection).NameHasOwner(SECRETS)[0]
        if not there:
            with suppress(subprocess.TimeoutExpired):
                self.daemon.wait(_WAIT)
        return self.ended()


def wait_for_owner(connection: DBusConnection, name: str) -> None:
    """Waits until someone on the bus answers to the name."""
    bus = Proxy(message_bus, connection)
    rule = MatchRule(type="signal", member="NameOwnerChanged", sender="org.freedesktop.DBus")
    rule.add_arg_condition(0, name)
    with connection.filter(rule) as arrivals:
        bus.AddMatch(rule)
        if not bus.NameHasOwner(name)[0]:
            connection.recv_until_filtered(arrivals, timeout=_WAIT)


@contextmanager
def keyring_daemon(address: str, folder: Path) -> Iterator[Keyring]:
    """An empty, unlocked GNOME Keyring on a bus."""
    command = [program("gnome-keyring-daemon"), "--foreground", "--unlock", "--components=secrets"]
    environment = os.environ | {
        "DBUS_SESSION_BUS_ADDRESS": address,
        "XDG_DATA_HOME": str(folder),
        "XDG_RUNTIME_DIR": str(folder),
    }
    with ExitStack() as stack:
        said = stack.enter_context((folder / "said").open("wb"))
        daemon = stack.enter_context(
            started(command, stdin=subprocess.PIPE, stderr=said.fileno(), env=environment)
        )
        assert daemon.stdin is not None
        daemon.stdin.write(b"tests")
        daemon.stdin.close()
        connection = stack.enter_context(open_dbus_connection(address, auth_timeout=_WAIT))
        wait_for_owner(connection, SECRETS)
        yield Keyring(address, connection, daemon, folder)


def wipe(connection: DBusConnection) -> None:
    """Deletes every entry of every collection; one may go by itself meanwhile."""
    for collection in secretstorage.get_all_collections(connection):
        try:
            for item in collection.get_all_items():
                item.delete()
        except ItemNotFoundException:
            wipe(connection)


class KeyringAborted(Exception):  # noqa: N818  (not an error of the test)
    """The keyring ended by itself while a test ran."""


class Keyrings:
    """One keyring for many tests, and another one after it if it ends by itself."""

    def __init__(self) -> None:
        self._stack = ExitStack()
        self._one: Keyring | None = None

    def one(self) -> Keyring:
        """A keyring that runs: the one of the test before where it still does."""
        if why := self.ended():
            warnings.warn(why, stacklevel=2)
            self.close()
        if self._one is None:
            folder = short_folder()
            address = self._stack.enter_context(private_bus(folder))
            self._one = self._stack.enter_context(keyring_daemon(address, folder))
        return self._one

    def ended(self) -> str:
        """Why the keyring runs no more; empty where it does, or was never wanted."""
        return self._one.ended() if self._one is not None else ""

    def aborted(self) -> str:
        """Why the keyring runs no more, or is just ending."""
        return self._one.aborted() if self._one is not None else ""

    def close(self) -> None:
        """End it."""
        self._one = None
        self._stack.close()


@pytest.fixture(scope="session")
def _keyrings() -> Iterator[Keyrings]:
    keyrings = Keyrings()
    yield keyrings
    keyrings.close()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_setup(item: pytest.Function) -> Iterator[None]:
    """Tells a fixture that failed from one under which the keyring itself aborted."""
    with _told_apart(item):
        return (yield)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Function) -> Iterator[None]:
    """Tells a test that failed from one under which the keyring itself aborted."""
    with _told_apart(item):
        return (yield)


@contextmanager
def _told_apart(item: pytest.Function) -> Iterator[None]:
    """Raises `KeyringAborted`, after which a test is run again (`--only-rerun`).

    GNOME Keyring 42 to 50 aborts at times where two connections come and go together.
    https://gitlab.gnome.org/GNOME/gnome-keyring/-/work_items/196
    """
    try:
        yield
    except Exception as error:
        keyrings = item.funcargs.get("_keyrings")
        if isinstance(keyrings, Keyrings) and (why := keyrings.aborted()):
            raise KeyringAborted(why) from error
        raise


@pytest.fixture
def secret_service(
    _keyrings: Keyrings, monkeypatch: pytest.MonkeyPatch
) -> Iterator[DBusConnection]:
    """A real keyring, unlocked and empty, as this process's own. Gives a connection to its bus."""
    keyring = _keyrings.one()
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", keyring.address)
    wipe(keyring.connection)
    yield keyring.connection
    if not keyring.ended():
        wipe(keyring.connection)


@pytest.fixture
def locked_secret_service(monkeypatch: pytest.MonkeyPatch) -> Iterator[DBusConnection]:
    """A real keyring that is locked, and whose owner isn't there to unlock it."""
    folder = short_folder()
    with private_bus(folder) as address, keyring_daemon(address, folder) as keyring:
        for collection in secretstorage.get_all_collections(keyring.connection):
            collection.lock()
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
        yield keyring.connection


@pytest.fixture
def no_secret_service(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A session bus on which nobody keeps secrets."""
    with private_bus(short_folder()) as address:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
        yield
