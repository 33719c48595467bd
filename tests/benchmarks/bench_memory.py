"""Memory at the end of a journey, beside a bare window and the same clients made by boto3."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.benchmarks.far_aws import far_aws
from tests.benchmarks.figures import show
from tests.benchmarks.rows import measured

RUNS = 3


def _asked(env: dict[str, str], *arguments: str) -> Any:
    command = [sys.executable, "-m", "tests.benchmarks.memory", *arguments]
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stdout.splitlines()[-1])


def test_memory(screen: dict[str, str], secret_service: object, tmp_path: Path) -> None:
    # `screen` was made before this keyring was.
    env = screen | {"DBUS_SESSION_BUS_ADDRESS": os.environ["DBUS_SESSION_BUS_ADDRESS"]}
    ours, bare, services = [], [], []
    for number in range(RUNS):
        folder = tmp_path / str(number)
        folder.mkdir()
        with far_aws() as endpoint:
            found = _asked(env, "journey", str(folder), endpoint)
        services = found["services"]
        ours.append(found["memory"])
        bare.append(_asked(env, "bare", *services)["memory"])
    mine, theirs = statistics.median(ours), statistics.median(bare)
    show(f"Memory, {len(services)} clients", ("Aikagi", f"{mine:.0f}"), ("bare", f"{theirs:.0f}"))
    figure = f"{mine / theirs:.2f} × ({mine:,.0f} / {theirs:,.0f} MB)"
    measured("memory", figure, mine <= 1.2 * theirs)
