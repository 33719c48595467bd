"""How often the program wakes the processor while nobody does anything.

Each time that one of its threads goes to sleep it has been awake: the kernel counts that.
"""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

from tests.benchmarks.figures import show
from tests.benchmarks.rows import measured

# Qt itself looks three times, within 70 seconds of the start, whether its caches have grown old.
SETTLE, SECONDS = 90.0, 60.0


def _sleeps(process: int) -> dict[str, int]:
    """How often each thread has gone to sleep so far, by its number and name."""
    found = {}
    for task in Path(f"/proc/{process}/task").iterdir():
        lines = (task / "status").read_text(encoding="utf-8").splitlines()
        fields = dict(line.split(":\t", 1) for line in lines if ":\t" in line)
        found[f"{task.name} {fields['Name']}"] = int(fields["voluntary_ctxt_switches"])
    return found


def _wakes(which: str, screen: dict[str, str], folder: Path) -> dict[str, int]:
    command = [sys.executable, "-m", "tests.benchmarks.idle", which, str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=screen) as process:
        try:
            assert process.stdout is not None
            assert process.stdout.readline() == b"there\n"
            time.sleep(SETTLE)
            before = _sleeps(process.pid)
            time.sleep(SECONDS)
            after = _sleeps(process.pid)
        finally:
            process.terminate()
    return {name: count - before.get(name, 0) for name, count in after.items()}


def test_idle(screen: dict[str, str], tmp_path: Path) -> None:
    for row, which in (("idle_home", "home"), ("idle_wizard", "welcome")):
        found = _wakes(which, screen, tmp_path / which)
        rows = [(name, str(count)) for name, count in found.items() if count]
        show(f"Wake-ups in a minute, idle, {which}", *rows, ("all", str(sum(found.values()))))
        measured(row, str(sum(found.values())), sum(found.values()) == 0)
