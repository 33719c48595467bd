"""Every test starts in a clean room: its own home, no ambient AWS, this computer's loopback alone.

Set before anything else is imported, so that plain `pytest` and each xdist worker are alike. The
real things that a test may ask for are fixtures of tests/support: `secret_service`,
`locked_secret_service`, `no_secret_service`, `screen`, `desktop`, `chromium`.
"""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.support import room  # noqa: F401 - first: it moves this process to a home of its own
from tests.support.network import Guard

pytest_plugins = [
    "pytester",
    "tests.support.browser",
    "tests.support.crashed",
    "tests.support.downloads",
    "tests.support.keyrings",
    "tests.support.promises",
    "tests.support.screenreader",
    "tests.support.screens",
]

# How long an example takes is the machine's business, not the test's.
settings.register_profile("aikagi", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("aikagi")

_guard = Guard()
_tests = count(1)
SELDOM = 50  # tests: to go through all objects takes a third of a second


@pytest.fixture(autouse=True)
def clean_room() -> Iterator[None]:
    """Fails a test that reached for the network, or left something ambient behind."""
    _guard.reached.clear()
    home = os.environ["HOME"]
    yield
    if not gc.isenabled():  # the program collects by itself, but only the young, and where it runs
        gc.collect(1 if next(_tests) % SELDOM else 2)
    assert not _guard.reached, "a test may only talk to this computer"
    assert not [name for name in os.environ if name.startswith("AWS_")]
    assert os.environ["HOME"] == home


@pytest.fixture(autouse=True)
def _short_hold() -> Iterator[None]:
    """Nobody waits twenty seconds, in which nothing happens, to see that a block stays.

    A patch of its own: a test's own patches have to be undone before its room is looked over.
    """
    with pytest.MonkeyPatch.context() as patch:
        for name, seconds in (("SECONDS", 0.02), ("PAUSE", 0.01), ("BOUND", 0.1)):
            patch.setattr(f"app.revoke_hold.HOLD_{name}", seconds)
        yield


@pytest.fixture
def no_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    """AWS's slowness isn't waited for: practice has none."""
    monkeypatch.setattr("app.revoke.PAUSES", (0.0, 0.0, 0.0))


@pytest.fixture
def data_dir(tmp_path: Path) -> Path:
    """An empty data directory."""
    folder = tmp_path / "data"
    folder.mkdir()
    return folder
