"""A screen in memory, for tests that want real windows."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from tests.support.processes import program, started


@pytest.fixture(scope="session")
def screen() -> Iterator[dict[str, str]]:
    """An X server of its own. Gives the environment for a child process with windows on it."""
    reading, writing = os.pipe()
    command = [program("Xvfb"), "-displayfd", str(writing), "-screen", "0", "1600x1200x24"]
    with started([*command, "-nolisten", "tcp", "-noreset"], pass_fds=[writing]):
        os.close(writing)
        with os.fdopen(reading, encoding="ascii") as answer:
            display = answer.readline().strip()
        yield os.environ | {"DISPLAY": f":{display}", "QT_QPA_PLATFORM": "xcb"}
