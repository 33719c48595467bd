"""A practice AWS, and a root session signed in to it through the real flow."""

from __future__ import annotations

import threading
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from app import signin
from app.practice import Practice
from app.records import Records
from app.session import RootSession
from app.settings import Settings
from app.work import Token


@pytest.fixture
def practice() -> Iterator[Practice]:
    """A practice AWS that answers at its sign-in page without a person."""
    with Practice(fast=True) as running:
        yield running


@pytest.fixture
def settings(data_dir: Path, practice: Practice) -> Settings:
    """The settings of a run in practice mode."""
    return Settings(data_dir=data_dir, practice=True, endpoint=practice.address, language="en")


def sign_in(settings: Settings) -> RootSession:
    """Sign in as the app does; a thread follows the link as the browser would."""
    attempt = signin.start(settings, Token())
    browser = threading.Thread(target=lambda: urllib.request.urlopen(attempt.url).read())
    browser.start()
    try:
        return attempt.wait(Token())
    finally:
        browser.join()


@pytest.fixture
def root(settings: Settings, secret_service: object) -> RootSession:
    """A signed-in root session, its token in a real keyring."""
    return sign_in(settings)


@pytest.fixture
def records(settings: Settings) -> Records:
    """The records of the run."""
    return Records(settings.data_dir, settings.practice)
