"""KeePassXC as the keyring: a database that is open, on a bus of its own, in a window nobody sees.

`make prove` installs it, `make test` doesn't; where it is missing its tests say so.
"""

from __future__ import annotations

import base64
import os
import subprocess
import time
import uuid
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import secretstorage
from jeepney.io.blocking import DBusConnection, open_dbus_connection
from secretstorage.util import add_match_rules

from tests.support.keyrings import SECRETS, private_bus, short_folder, wait_for_owner
from tests.support.processes import program, started

PASSWORD = "tests"
WAIT = 20.0
# The group that it shows as a Secret Service is named in the database:
# https://github.com/keepassxreboot/keepassxc/blob/develop/src/fdosecrets/FdoSecretsSettings.cpp
DATABASE = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<KeePassFile>
  <Meta><Generator>tests</Generator><DatabaseName>tests</DatabaseName><CustomData><Item>
    <Key>FDO_SECRETS_EXPOSED_GROUP</Key><Value>{{{plain}}}</Value>
  </Item></CustomData></Meta>
  <Root><Group><UUID>{coded}</UUID><Name>Root</Name></Group></Root>
</KeePassFile>
"""
SETTINGS = """[General]
ConfigVersion=2
UpdateCheckMessageShown=true
SingleInstance=false
[FdoSecrets]
Enabled=true
ConfirmAccessItem=false
ConfirmDeleteItem=false
NoConfirmDeleteItem=true
ShowNotification=false
[GUI]
CheckForUpdates=false
[Security]
LockDatabaseIdle=false
"""


def make_database(folder: Path) -> Path:
    """An empty database whose entries are to be reached."""
    group = uuid.uuid4()
    coded = base64.b64encode(group.bytes).decode()
    text, made = folder / "tests.xml", folder / "tests.kdbx"
    text.write_text(DATABASE.format(plain=group, coded=coded), encoding="utf-8")
    command = [program("keepassxc-cli"), "import", "-p", str(text), str(made)]
    twice = f"{PASSWORD}\n{PASSWORD}\n".encode()
    subprocess.run(command, input=twice, check=True, capture_output=True, timeout=WAIT)
    return made


@contextmanager
def keepassxc() -> Iterator[tuple[str, DBusConnection]]:
    """Its bus's address, and a connection to that."""
    folder = short_folder()
    database = make_database(folder)
    settings = folder / "keepassxc.ini"
    settings.write_text(SETTINGS, encoding="utf-8")
    own = ["--config", str(settings), "--localconfig", str(folder / "local.ini")]
    command = [program("keepassxc"), *own, "--pw-stdin", str(database)]
    with ExitStack() as stack:
        address = stack.enter_context(private_bus(folder))
        shown = {"QT_QPA_PLATFORM": "offscreen", "DBUS_SESSION_BUS_ADDRESS": address}
        shown["XDG_RUNTIME_DIR"] = str(folder)
        environment = os.environ | shown
        running = started(command, stdin=subprocess.PIPE, env=environment)
        stdin = stack.enter_context(running).stdin
        assert stdin is not None
        stdin.write(f"{PASSWORD}\n".encode())
        stdin.close()
        connection = stack.enter_context(open_dbus_connection(address, auth_timeout=WAIT))
        add_match_rules(connection)  # deleting an entry is answered by a signal
        wait_for_owner(connection, SECRETS)
        _wait_until_open(connection)
        yield address, connection


def _wait_until_open(connection: DBusConnection) -> None:
    end = time.monotonic() + WAIT
    while time.monotonic() < end:
        found = list(secretstorage.get_all_collections(connection))
        if found and not found[0].is_locked():
            return
        time.sleep(0.05)
    raise TimeoutError("KeePassXC didn't open its database")
