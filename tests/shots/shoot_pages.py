"""Pictures of every page in both languages and schemes, at scale 1 and 2, into build/shots/.

`make shots` runs it. It is a test as well: a page that can't be drawn fails.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from app.journey import REVOKE, SETUP
from tests.shots.reviewing import SHOTS as SHOTS_OF_REVIEW

ROOT = Path(__file__).resolve().parents[2]
SHOTS = ROOT / "build" / "shots"
PAGES = {step.name for step in (*SETUP, *REVOKE)}
EXTRA = {
    "sign_in-waiting",
    "security_check-trouble",
    "send_password-passphrase",
    "reissue",
    *SHOTS_OF_REVIEW,
}


@pytest.mark.keyring
@pytest.mark.parametrize("scale", ["1", "2"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["ja", "en"])
def test_shots(
    language: str, scheme: str, scale: str, tmp_path: Path, secret_service: object
) -> None:
    folder = SHOTS / f"{language}-{scheme}-{scale}x"
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.png"):
        old.unlink()
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "QT_SCALE_FACTOR": scale}
    command = [sys.executable, "-m", "tests.shots.walkthrough", language, scheme, folder, tmp_path]
    done = subprocess.run(
        list(map(str, command)), cwd=ROOT, env=environment, check=False, timeout=300
    )
    assert done.returncode == 0
    taken = {path.stem for path in folder.glob("*.png")}
    assert {name.split("-", 2)[2] for name in taken if name[0] in "sr"} >= PAGES - {
        "revoke_progress"  # it is there only while AWS is asked
    }
    assert {name.removeprefix("extra-") for name in taken if name[0] == "e"} >= EXTRA
