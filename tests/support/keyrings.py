"""A real GNOME Keyring on a D-Bus of its own: unlocked, locked, or none at all.

The private bus knows no services to start, so nothing of the person's session is ever reached,
and a keyring that wants to ask someone for its password finds no one to ask.
"""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
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
def keyring_daemon(address: str, folder: Path) -> Iterator[DBusConnection]:
    """An empty, unlocked GNOME Keyring on a bus. Gives a connection to that bus."""
    command = [program("gnome-keyring-daemon"), "--foreground", "--unlock", "--components=secrets"]
    environment = os.environ | {
        "DBUS_SESSION_BUS_ADDRESS": address,
        "XDG_DATA_HOME": str(folder),
        "XDG_RUNTIME_DIR": str(folder),
    }
    with ExitStack() as stack:
        daemon = stack.enter_context(started(command, stdin=subprocess.PIPE, env=environment))
        assert daemon.stdin is not None
        daemon.stdin.write(b"tests")
        daemon.stdin.close()
        connection = stack.enter_context(open_dbus_connection(address))
        wait_for_owner(connection, SECRETS)
        yield connection


def wipe(connection: DBusConnection) -> None:
    """Deletes every entry of every collection; one may go by itself meanwhile."""
    for collection in secretstorage.get_all_collections(connection):
        try:
            for item in collection.get_all_items():
                item.delete()
        except ItemNotFoundException:
            wipe(connection)


@pytest.fixture(scope="session")
def _keyring() -> Iterator[tuple[str, DBusConnection]]:
    folder = short_folder()
    with private_bus(folder) as address, keyring_daemon(address, folder) as connection:
        yield address, connection


@pytest.fixture
def secret_service(
    _keyring: tuple[str, DBusConnection], monkeypatch: pytest.MonkeyPatch
) -> Iterator[DBusConnection]:
    """A real keyring, unlocked and empty, as this process's own. Gives a connection to its bus."""
    address, connection = _keyring
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
    wipe(connection)
    yield connection
    wipe(connection)


@pytest.fixture
def locked_secret_service(monkeypatch: pytest.MonkeyPatch) -> Iterator[DBusConnection]:
    """A real keyring that is locked, and whose owner isn't there to unlock it."""
    folder = short_folder()
    with private_bus(folder) as address, keyring_daemon(address, folder) as connection:
        for collection in secretstorage.get_all_collections(connection):
            collection.lock()
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
        yield connection


@pytest.fixture
def no_secret_service(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A session bus on which nobody keeps secrets."""
    with private_bus(short_folder()) as address:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
        yield
