"""Self-test: the practice AWS, and in it what the program is for, from the sign-in to the end."""

from __future__ import annotations

import csv
import io
import re
import threading
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.error import HTTPError
from urllib.parse import urlencode

from app import handover, package, revoke, signin
from app.grant import Wish
from app.practice import Practice
from app.records import Records
from app.revoke import Holding
from app.settings import Settings
from app.work import Token
from ui.selftest_memory import in_memory
from ui.selftest_parts import need

if TYPE_CHECKING:
    from app.session import RootSession

LINK_SECONDS = 30
# Whatever proxy is set up on this computer, 127.0.0.1 isn't behind it.
_open = urllib.request.build_opener(urllib.request.ProxyHandler({})).open


def practice(room: Path) -> Iterator[str]:
    """Sign in, let a vendor in, open its zip, see it get in, shut it out, see it stay out."""
    with in_memory(), Practice(fast=True) as aws:
        settings = Settings(room, practice=True, endpoint=aws.address, language="en")
        session = _signed_in(settings)
        need(session.identity.is_root, "the sign-in to the practice AWS isn't root's")
        records = Records(settings.data_dir, settings.practice)
        made = handover.create(session, Wish(), room, records, settings, Token())
        name, password = _unpacked(Path(made.zip_path), handover.passphrase(settings, made))
        need(_gets_in(aws, name, password), "the vendor can't sign in with what is in the zip")
        token = Token()
        # The watch over the block is left out: nobody works against it here.
        token.report = lambda said: token.cancel() if isinstance(said, Holding) else None
        outcome = revoke.carry_out(session, made.user_id, revoke.DISABLE, records, token, name)
        need(outcome.shut_out, "the vendor isn't shut out")
        need(not _gets_in(aws, name, password), "the vendor can still sign in after that")
        need(session.sign_out(Token()), "the practice AWS didn't confirm the sign-out")
    yield from ()


def _signed_in(settings: Settings) -> RootSession:
    """Sign in as root; a thread follows the link as a browser would."""
    attempt = signin.start(settings, Token())
    browser = threading.Thread(target=lambda: _open(attempt.url, timeout=LINK_SECONDS).read())
    browser.start()
    try:
        return attempt.wait(Token())
    finally:
        browser.join()


def _unpacked(path: Path, passphrase: str) -> tuple[str, str]:
    """The vendor's name and password, from the zip."""
    files = package.opened(path.read_bytes(), passphrase)
    row = next(csv.DictReader(io.StringIO(files[package.CREDENTIALS].decode())))
    return row["User name"], row["Password"]


def _gets_in(aws: Practice, name: str, password: str) -> bool:
    """Whether the vendor's sign-in page lets them in."""
    address = f"{aws.address}/console"
    with _open(address, timeout=LINK_SECONDS) as page:
        form = re.findall(r'name="form" value="([^"]+)"', page.read().decode())
    need(form, "the practice AWS's sign-in page has no form")
    said = {"form": form[0], "account": aws.state.account, "username": name, "mfa": ""}
    try:
        with _open(address, urlencode({**said, "password": password}).encode(), LINK_SECONDS):
            return True
    except HTTPError as refused:
        refused.close()
        return False
