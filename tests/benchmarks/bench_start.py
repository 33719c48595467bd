"""Process start to first painted window, beside a bare `QWizard` with one label."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

from tests.benchmarks.figures import in_turn, show, spread


def _until_painted(*arguments: str, env: dict[str, str], cache: Path) -> float:
    # Both sides start from compiled code, as what is installed does.
    env = {name: env[name] for name in env if name != "PYTHONDONTWRITEBYTECODE"}
    env["PYTHONPYCACHEPREFIX"] = str(cache)
    began = time.perf_counter()
    command = [sys.executable, "-m", "tests.benchmarks.first_paint", *arguments]
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=env) as process:
        assert process.stdout is not None
        line = process.stdout.readline()
        taken = time.perf_counter() - began
    assert line == b"painted\n"
    return taken


def test_first_paint(screen: dict[str, str], tmp_path: Path) -> None:
    cache, data = tmp_path / "compiled", tmp_path / "data"
    pair = in_turn(
        lambda: _until_painted("aikagi", str(data), env=screen, cache=cache),
        lambda: _until_painted("bare", env=screen, cache=cache),
    )
    show(
        "Process start to first painted window (aim: at most 1.5 times)",
        ("Aikagi", spread(pair.ours)),
        ("bare QWizard", spread(pair.theirs)),
        ("ratio", f"{pair.ratio:.2f}"),
    )
