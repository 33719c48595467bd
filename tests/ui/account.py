"""A practice account with a vendor in it, and a desk whose customer is signed in to it as root."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import urlopen

from pyotp import TOTP
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app import handover
from app.grant import ADMINISTRATOR, Wish
from app.practice import Practice
from app.records import Handover
from app.settings import Settings
from app.work import Token
from tests.support.signingin import sign_in as sign_in  # noqa: PLC0414  (used from here, too)
from ui import words
from ui.desk import Desk

LONG_MS = 30_000
PASSWORD = "Correct-horse-battery-1"
SSH_KEY = (
    "ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAQC7sIzRcP9GZ8wGzGcQq9xUTAqs1CZFvKg8KpTiIzN5d3QJ0A9d1S2b"
    "q7y0wF6mE5mR1xk0cQm9wQ0pQvT8XoQyJpNz0Uq3m9cYcUqZyq3bG7qJ8C1kq9x8a0r5C7y8GdRrJvZ0dM0Y5s4q8t1y"
    "user@host"
)
ALLOW_ALL = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}'


def browse(url: str) -> bool:
    """Stands in for the customer's browser: `desk.open_url`."""
    threading.Thread(target=lambda: urlopen(url, timeout=30).read(), daemon=True).start()
    return True


@contextmanager
def run(data_dir: Path, practice: Practice, *, signed_in: bool = True) -> Iterator[Desk]:
    """A desk against `practice`."""
    words.install("en")
    settings = Settings(data_dir, practice=True, endpoint=practice.address, language="en")
    desk = Desk(settings)
    desk.open_url = browse
    desk.open()
    if signed_in:
        desk.begin(sign_in(settings))
    yield desk
    desk.sign_out()
    assert desk.background.stop(limit=30)
    desk.deleteLater()


def iam(desk: Desk, operation: str, **parameters: Any) -> Any:
    """One IAM call as root."""
    assert desk.session is not None
    return desk.session.clients.call("iam", operation, **parameters)


def let_in(desk: Desk, folder: Path, vendor: str = "Hoshi Works") -> Handover:
    """A hand-over as the set-up wizard makes it."""
    assert desk.session is not None
    wish = Wish(user_name="vendor-admin", policy_arn=ADMINISTRATOR, require_mfa=False)
    wish = Wish(wish.user_name, wish.policy_arn, wish.require_mfa, vendor)
    return handover.create(desk.session, wish, folder, desk.records, desk.settings, Token())


def by_hand(desk: Desk, name: str = "vendor-admin") -> str:
    """A user as the written procedure has it made in the console. Returns its UserId."""
    user = iam(desk, "create_user", UserName=name)["User"]
    iam(desk, "create_login_profile", UserName=name, Password=PASSWORD)
    iam(desk, "attach_user_policy", UserName=name, PolicyArn=ADMINISTRATOR)
    return str(user["UserId"])


def furnish(desk: Desk, name: str = "vendor-admin") -> TOTP:
    """Give the user all that a user can have. Returns its authenticator app."""
    for _ in range(2):
        iam(desk, "create_access_key", UserName=name)
    iam(desk, "create_group", GroupName="builders")
    iam(desk, "add_user_to_group", UserName=name, GroupName="builders")
    device = iam(desk, "create_virtual_mfa_device", VirtualMFADeviceName=name)
    serial = device["VirtualMFADevice"]["SerialNumber"]
    app = TOTP(device["VirtualMFADevice"]["Base32StringSeed"].decode())
    now = int(time.time())
    codes = {"AuthenticationCode1": app.at(now - 30), "AuthenticationCode2": app.at(now)}
    iam(desk, "enable_mfa_device", UserName=name, SerialNumber=serial, **codes)
    iam(desk, "upload_ssh_public_key", UserName=name, SSHPublicKeyBody=SSH_KEY)
    service = "codecommit.amazonaws.com"
    iam(desk, "create_service_specific_credential", UserName=name, ServiceName=service)
    iam(desk, "put_user_policy", UserName=name, PolicyName="own", PolicyDocument=ALLOW_ALL)
    more = "arn:aws:iam::aws:policy/ReadOnlyAccess"
    iam(desk, "attach_user_policy", UserName=name, PolicyArn=more)
    return app


def vendor_signs_in(
    practice: Practice, name: str, password: str = PASSWORD, app: TOTP | None = None
) -> int:
    """The HTTP status of the vendor's sign-in page for these credentials."""
    with urlopen(f"{practice.address}/console", timeout=30) as page:
        form = re.search(r'name="form" value="([^"]+)"', page.read().decode())
    assert form is not None
    fields = {"form": form[1], "account": practice.state.account, "username": name}
    code = app.now() if app else ""
    body = urlencode({**fields, "password": password, "mfa": code}).encode()
    try:
        with urlopen(f"{practice.address}/console", data=body, timeout=30) as answer:
            return int(answer.status)
    except HTTPError as refused:
        return refused.code


def press(widget: QWidget, name: str) -> None:
    """Press the button `name`, which must be there to be pressed."""
    found = widget.findChild(QPushButton, name)
    assert found is not None, name
    assert found.isVisibleTo(widget), name
    assert found.isEnabled(), name
    found.click()


def text_of(widget: QWidget, name: str) -> str:
    """What the label `name` says."""
    found = widget.findChild(QLabel, name)
    assert found is not None, name
    return found.text()


def wait(qtbot: QtBot, until: Any) -> None:
    """Wait until that is so."""
    qtbot.waitUntil(until, timeout=LONG_MS)
