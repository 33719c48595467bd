"""The manuals' pictures, into build/shots/manual-LANGUAGE/. `make pictures` puts them in place."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SHOTS = ROOT / "build" / "shots"


@pytest.mark.keyring
@pytest.mark.parametrize("language", ["ja", "en"])
def test_pictures_of_the_manual(language: str, tmp_path: Path, secret_service: object) -> None:
    folder = SHOTS / f"manual-{language}"
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*"):
        old.unlink()
    command = [sys.executable, "-m", "tests.shots.manualwalk", language, str(folder), str(tmp_path)]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "QT_SCALE_FACTOR": "1"}
    done = subprocess.run(command, cwd=ROOT, env=environment, check=False, timeout=300)
    assert done.returncode == 0
    assert (folder / "shown.json").exists()
