"""What a review of every Region takes of this computer's memory."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.benchmarks.figures import show

MOST = 100.0  # MB that it may take at its height, beyond what the program has by then


@pytest.mark.timeout(1800)
def test_sweep(secret_service: object, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "app.practice", "--fast"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as practice:
        try:
            assert practice.stdout is not None
            endpoint = practice.stdout.readline().strip()
            done = subprocess.run(
                [sys.executable, "-m", "tests.benchmarks.sweep", str(tmp_path), endpoint],
                env=os.environ,
                capture_output=True,
                text=True,
                check=False,
            )
        finally:
            practice.terminate()
    assert done.returncode == 0, done.stderr[-2000:]
    found = json.loads(done.stdout.splitlines()[-1])
    more = found["peak"] - found["before"]
    show(
        f"A review of {found['regions']} Regions (aim: at most {MOST:.0f} MB more at its height)",
        ("before", f"{found['before']:.0f} MB"),
        ("at its height", f"{found['peak']:.0f} MB"),
        ("afterwards", f"{found['after']:.0f} MB"),
        ("time", f"{found['seconds']:.0f} s"),
    )
    assert more <= MOST
