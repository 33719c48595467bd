"""The room that the tests stand in: nothing of the person's own is in reach."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import keyring.backends.SecretService
import keyring.errors
import pytest
from jeepney.io.blocking import DBusConnection
from selenium import webdriver

from tests.support.network import is_here
from tests.support.room import HOME

Keyring = keyring.backends.SecretService.Keyring


def test_home_is_the_tests_own() -> None:
    assert Path.home() == HOME
    assert not [name for name in os.environ if name.startswith("AWS_")]


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.9.1", "::1", "localhost", "aws.invalid", ""])
def test_here(host: str) -> None:
    assert is_here(host)


@pytest.mark.parametrize("host", ["192.0.2.1", "10.0.0.1", "iam.amazonaws.com", b"example.com"])
def test_not_here(host: str | bytes) -> None:
    assert not is_here(host)


def test_the_way_out_is_shut(pytester: pytest.Pytester) -> None:
    pytester.makeconftest("from tests.conftest import clean_room")
    pytester.makepyfile(
        """
        import contextlib, socket

        def test_out():
            with contextlib.suppress(OSError):
                socket.create_connection(("192.0.2.1", 443), timeout=1)

        def test_name():
            with contextlib.suppress(OSError):
                socket.getaddrinfo("iam.amazonaws.com", 443)

        def test_here():
            server = socket.create_server(("127.0.0.1", 0))
            socket.create_connection(server.getsockname()).close()
            server.close()
        """
    )
    result = pytester.runpytest_inprocess("-p", "no:cacheprovider")
    result.assert_outcomes(passed=3, errors=2)


@pytest.mark.keyring
def test_secret_service_keeps(secret_service: DBusConnection) -> None:
    Keyring().set_password("aikagi", "name", "value")
    assert Keyring().get_password("aikagi", "name") == "value"


@pytest.mark.keyring
def test_secret_service_is_empty_each_time(secret_service: DBusConnection) -> None:
    assert Keyring().get_password("aikagi", "name") is None


@pytest.mark.keyring
def test_locked_secret_service_refuses(locked_secret_service: DBusConnection) -> None:
    with pytest.raises(keyring.errors.KeyringLocked):
        Keyring().set_password("aikagi", "name", "value")


@pytest.mark.keyring
def test_no_secret_service(no_secret_service: None) -> None:
    with pytest.raises(keyring.errors.KeyringError):
        Keyring().get_password("aikagi", "name")


def test_no_keyring_is_reached_unasked() -> None:
    with pytest.raises(OSError, match="No such file"):
        Keyring().get_password("aikagi", "name")


@pytest.mark.screen
def test_screen_shows_real_windows(screen: dict[str, str]) -> None:
    code = "from PySide6.QtWidgets import QApplication as A; a = A([]); print(a.platformName())"
    told = subprocess.run([sys.executable, "-c", code], env=screen, capture_output=True, check=True)
    assert told.stdout.strip() == b"xcb"


class _Page(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"<title>here</title>")

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Says nothing."""


@pytest.mark.browser
def test_chromium_opens_a_page_of_this_computer(chromium: webdriver.Chrome) -> None:
    with HTTPServer(("127.0.0.1", 0), _Page) as server:
        threading.Thread(target=server.serve_forever).start()
        chromium.get(f"http://127.0.0.1:{server.server_port}/")
        assert chromium.title == "here"
        server.shutdown()


def test_a_socket_of_this_computer_is_open() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection(server.getsockname()).close()
