"""Keeps the customer's own AWS settings away from moto.

moto and boto3 read ``AWS_*`` and ``MOTO_*`` variables and ``~/.aws/config``: a profile that
doesn't exist there would end a rehearsal, and an account number would move it elsewhere.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

PREFIXES = ("AWS_", "MOTO_")
# botocore reads these two files unless others are named.
NOWHERE = {"AWS_CONFIG_FILE": os.devnull, "AWS_SHARED_CREDENTIALS_FILE": os.devnull}


def ambient() -> dict[str, str]:
    """The variables that moto would listen to."""
    return {name: value for name, value in os.environ.items() if name.startswith(PREFIXES)}


@contextmanager
def nothing_ambient() -> Iterator[None]:
    """Hide those variables and files from this process, and bring them back afterwards."""
    hidden = ambient()
    for name in hidden:
        del os.environ[name]
    os.environ.update(NOWHERE)
    try:
        yield
    finally:
        for name in NOWHERE:
            os.environ.pop(name, None)
        os.environ.update(hidden)
