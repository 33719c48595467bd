"""Runs a piece of Python where the disk is really full or really read-only, and real crashes.

A mount of its own in a namespace of its own: works for root and for everyone whom the kernel
allows user namespaces. Where it doesn't, the test says that it was skipped.
"""

from __future__ import annotations

import os
import subprocess
import sys
import textwrap
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
_MOUNT = 'mount -t tmpfs -o "$1" tmpfs "$2" && cd "$3" && shift 3 && exec "$@"'


@cache
def can_mount() -> bool:
    """Whether this machine lets us mount a disk that nobody else sees."""
    test = ["unshare", "-rm", "mount", "-t", "tmpfs", "tmpfs", "/mnt"]
    try:
        return subprocess.run(test, capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        return False


def python(script: str, *arguments: object) -> str:
    """Run `script` in a process of its own and return what it printed; it must succeed."""
    return _run([sys.executable, "-c", textwrap.dedent(script), *map(str, arguments)])


def python_on_disk(script: str, folder: Path, options: str) -> str:
    """The same with a new disk mounted at `folder`, which is the script's first argument."""
    if not can_mount():
        pytest.skip("this machine allows no mount namespace")
    program = [sys.executable, "-c", textwrap.dedent(script), str(folder)]
    return _run(
        ["unshare", "-rm", "sh", "-c", _MOUNT, "sh", options, str(folder), str(ROOT), *program]
    )


def _run(command: list[str]) -> str:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, env=environment, cwd=ROOT, timeout=100
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout
