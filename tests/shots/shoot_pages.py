"""Pictures of every page in both languages and schemes, at scale 1 and 2, into build/shots/.

`make shots` runs it. It is a test as well: a page that can't be drawn fails.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SHOTS = ROOT / "build" / "shots"


@pytest.mark.parametrize("scale", ["1", "2"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["ja", "en"])
def test_shots(language: str, scheme: str, scale: str, tmp_path: Path) -> None:
    folder = SHOTS / f"{language}-{scheme}-{scale}x"
    folder.mkdir(parents=True, exist_ok=True)
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "QT_SCALE_FACTOR": scale}
    command = [sys.executable, "-m", "tests.shots.scenes", language, scheme, folder, tmp_path]
    done = subprocess.run(
        list(map(str, command)), cwd=ROOT, env=environment, check=False, timeout=300
    )
    assert done.returncode == 0
    assert len(list(folder.glob("*.png"))) >= 10
