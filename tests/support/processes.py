"""Programs that a test starts, and that end with it."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

import pytest

_GRACE = 10.0  # seconds between asking a program to end and ending it


def program(*names: str) -> str:
    """The path of the first of some programs that is installed.

    Missing, it's a failure where CI runs, and a skip with the reason on a developer's computer
    that can't have it (Ubuntu has no Chromium outside of snap).
    """
    for name in names:
        if path := shutil.which(name):
            return path
    missing = f"{names[0]} isn't installed; `make test` installs it where it may"
    if os.environ.get("CI"):
        pytest.fail(missing)
    pytest.skip(missing)


@contextmanager
def started(
    command: Sequence[str],
    *,
    stdin: int = subprocess.DEVNULL,
    stdout: int = subprocess.DEVNULL,
    stderr: int = subprocess.DEVNULL,
    env: Mapping[str, str] | None = None,
    pass_fds: Sequence[int] = (),
) -> Iterator[subprocess.Popen[bytes]]:
    """A program that runs until the end of the block."""
    process = subprocess.Popen(
        command,
        stdin=stdin,
        stdout=stdout,
        stderr=stderr,
        env=env,
        pass_fds=pass_fds,
    )
    with process:
        try:
            yield process
        finally:
            process.terminate()
            try:
                process.wait(_GRACE)
            except subprocess.TimeoutExpired:
                process.kill()
