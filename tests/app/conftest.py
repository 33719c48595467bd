"""A practice AWS, and a root session signed in to it through the real flow."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.practice import Practice
from app.records import Records
from app.session import RootSession
from app.settings import Settings
from tests.support.signingin import sign_in


@pytest.fixture
def practice() -> Iterator[Practice]:
    """A practice AWS that answers at its sign-in page without a person."""
    with Practice(fast=True) as running:
        yield running


@pytest.fixture
def settings(data_dir: Path, practice: Practice) -> Settings:
    """The settings of a run in practice mode."""
    return Settings(data_dir=data_dir, practice=True, endpoint=practice.address, language="en")


@pytest.fixture
def root(settings: Settings, secret_service: object) -> RootSession:
    """A signed-in root session, its token in a real keyring."""
    return sign_in(settings)


@pytest.fixture
def records(settings: Settings) -> Records:
    """The records of the run."""
    return Records(settings.data_dir, settings.practice)
