"""Process start to first painted window from source: beside a bare `QWizard`, and beside Vorta.

Vorta has an environment of its own: `python -m venv DIR && DIR/bin/pip install vorta`, and then
AIKAGI_VORTA=DIR/bin/vorta make bench ARGS="-k start".
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

from tests.benchmarks.figures import Pair, in_turn, show, spread, times
from tests.benchmarks.on_screen import Screen, until_painted
from tests.benchmarks.rows import measured, not_here

VORTA = os.environ.get("AIKAGI_VORTA", "")


def _compiled(env: dict[str, str], cache: Path) -> dict[str, str]:
    """Both sides start from compiled code, as what is installed does."""
    kept = {name: env[name] for name in env if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "PYTHONPYCACHEPREFIX": str(cache)}


def _until_told(*arguments: str, env: dict[str, str], work: list[float]) -> float:
    """Seconds until it says that it is painted; what it says of the processor goes to `work`."""
    began = time.perf_counter()
    command = [sys.executable, "-m", "tests.benchmarks.first_paint", *arguments]
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=env, text=True) as process:
        assert process.stdout is not None
        line = process.stdout.readline().split()
        taken = time.perf_counter() - began
    assert line[0] == "painted"
    work.append(float(line[1]))
    return taken


def test_start_beside_bare(screen: dict[str, str], tmp_path: Path) -> None:
    env, data = _compiled(screen, tmp_path / "compiled"), tmp_path / "data"
    ours: list[float] = []
    bare: list[float] = []
    pair = in_turn(
        lambda: _until_told("aikagi", str(data), env=env, work=ours),
        lambda: _until_told("bare", env=env, work=bare),
        runs=21,
    )
    work = Pair(tuple(ours), tuple(bare))
    show(
        "Process start to first painted window",
        ("Aikagi", spread(pair.ours)),
        ("bare QWizard", spread(pair.theirs)),
        ("Aikagi, the processor's time", spread(work.ours)),
        ("bare QWizard, the processor's time", spread(work.theirs)),
    )
    measured("start_source", f"{times(pair)}; CPU {times(work)}", pair.ratio <= 1.3)


def test_start_beside_vorta(screen: dict[str, str], tmp_path: Path) -> None:
    if not VORTA:
        not_here("AIKAGI_VORTA names no Vorta", "start_peer")
    seen = Screen(screen["DISPLAY"])
    env = _compiled(screen, tmp_path / "compiled") | {"HOME": str(tmp_path / "home")}
    ours: list[str | Path] = [
        sys.executable,
        "-m",
        "ui",
        "--lang",
        "ja",
        "--data-dir",
        tmp_path / "data",
    ]
    pair = in_turn(
        lambda: until_painted(seen, ours, env), lambda: until_painted(seen, [VORTA], env)
    )
    show(
        "Process start to first painted window, as the screen shows it",
        ("Aikagi", spread(pair.ours)),
        ("Vorta", spread(pair.theirs)),
    )
    measured("start_peer", times(pair), pair.ratio < 1)
