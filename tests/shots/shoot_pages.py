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
from tests.shots.abouting import SHOTS as SHOTS_OF_ABOUT
from tests.shots.reviewing import SHOTS as SHOTS_OF_REVIEW
from tests.shots.walkthrough import LETTERS

ROOT = Path(__file__).resolve().parents[2]
SHOTS = ROOT / "build" / "shots"
PAGES = {step.name for step in (*SETUP, *REVOKE)}
EXTRA = {
    "account-none",
    "account-steps",
    "account-waiting",
    "building-last_day",
    "building-rights_to_give",
    "home-waiting",
    "home-you_are_here",
    "recovery_sheet",
    "reissue",
    "root_mfa-second_code",
    "security_check-contacts",
    "security_check-trouble",
    "security_check-upgrade",
    "send_password-passphrase",
    "sign_in-guest",
    "sign_in-project_account",
    "sign_in-waiting",
    *SHOTS_OF_ABOUT,
    *SHOTS_OF_REVIEW,
}


@pytest.mark.keyring
@pytest.mark.parametrize("scale", ["1", "2"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["ja", "en"])
def test_shots(
    language: str, scheme: str, scale: str, tmp_path: Path, secret_service: object
) -> None:
    shoot(f"{language}-{scheme}-{scale}x", language, scheme, tmp_path, QT_SCALE_FACTOR=scale)


@pytest.mark.keyring
@pytest.mark.parametrize("language", ["ja", "en"])
def test_shots_with_letters_twice_as_large(
    language: str, tmp_path: Path, secret_service: object
) -> None:
    """In windows of the usual size, as where the system's own text is enlarged."""
    shoot(f"{language}-light-large", language, "light", tmp_path, **{LETTERS: "2"})


@pytest.mark.keyring
def test_shots_at_three_times_the_size(tmp_path: Path, secret_service: object) -> None:
    shoot("ja-light-3x", "ja", "light", tmp_path, QT_SCALE_FACTOR="3")


@pytest.mark.keyring
@pytest.mark.parametrize(
    ("language", "scheme"), [("ja", "dark-contrast"), ("en", "light-contrast")]
)
def test_shots_in_high_contrast(
    language: str, scheme: str, tmp_path: Path, secret_service: object
) -> None:
    shoot(f"{language}-{scheme}-1x", language, scheme, tmp_path)


@pytest.mark.keyring
def test_shots_in_a_language_that_is_longer(tmp_path: Path, secret_service: object) -> None:
    """Nobody speaks it: what is cut off, or can't be translated, is seen at once."""
    shoot("pseudo-light-1x", "pseudo", "light", tmp_path)


def shoot(name: str, language: str, scheme: str, data_dir: Path, **environ: str) -> None:
    """Take all pictures into the folder `name`, in a process of its own."""
    folder = SHOTS / name
    folder.mkdir(parents=True, exist_ok=True)
    for old in (*folder.glob("*.png"), *folder.glob("*.txt")):
        old.unlink()
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", **environ}
    command = [sys.executable, "-m", "tests.shots.walkthrough", language, scheme, folder, data_dir]
    done = subprocess.run(
        list(map(str, command)), cwd=ROOT, env=environment, check=False, timeout=300
    )
    assert done.returncode == 0
    taken = {path.stem for path in folder.glob("*.png")}
    assert {name.split("-", 2)[2] for name in taken if name[0] in "sr"} >= PAGES - {
        "revoke_progress"  # it is there only while AWS is asked
    }
    assert {name.removeprefix("extra-") for name in taken if name[0] == "e"} >= EXTRA
