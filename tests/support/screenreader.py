"""An accessibility bus for tests: what a screen reader would hear, and press, of a program."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from jeepney.io.blocking import DBusConnection

from tests.support.accessibility import Desktop, accessibility_bus
from tests.support.keyrings import wait_for_owner
from tests.support.processes import program, started


@pytest.fixture
def desktop(secret_service: DBusConnection, screen: dict[str, str]) -> Iterator[Desktop]:
    """Every window on the tests' screen, by the accessibility bus of the tests' session.

    A program needs QT_LINUX_ACCESSIBILITY_ALWAYS_ON=1 to speak on it.
    """
    launcher = program("/usr/libexec/at-spi-bus-launcher")
    environment = os.environ | {"DISPLAY": screen["DISPLAY"]}
    with started([launcher, "--launch-immediately"], env=environment):
        wait_for_owner(secret_service, "org.a11y.Bus")
        with accessibility_bus(os.environ["DBUS_SESSION_BUS_ADDRESS"]) as connection:
            yield Desktop(connection)
