"""A practice AWS in a process of its own, so that neither its memory nor its work is Aikagi's.

python -m tests.benchmarks.far_aws SECONDS     says its address; each reply is so much late
"""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from app.practice import Practice


@contextmanager
def far_aws(late: float = 0.0) -> Iterator[str]:
    """Its address, while it runs."""
    command = [sys.executable, "-m", "tests.benchmarks.far_aws", str(late)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            yield process.stdout.readline().strip()
        finally:
            process.terminate()


if __name__ == "__main__":
    with Practice(fast=True) as practice:
        practice.state.delay = float(sys.argv[1])
        print(practice.address, flush=True)
        threading.Event().wait()
