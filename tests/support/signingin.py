"""Signing in as the app does, to a practice AWS whose page waits for nobody."""

from __future__ import annotations

import threading
from urllib.request import build_opener

from app import signin
from app.session import RootSession
from app.settings import Settings
from app.work import Token


def sign_in(settings: Settings) -> RootSession:
    """A root session; a thread follows the link as the browser would."""
    attempt = signin.start(settings, Token())
    opener = build_opener()  # by the system's proxies as they are now: `urlopen` remembers them
    browser = threading.Thread(target=lambda: opener.open(attempt.url, timeout=30).read())
    browser.start()
    try:
        return attempt.wait(Token())
    finally:
        browser.join()
