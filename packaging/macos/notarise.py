"""Has Apple look at what is signed, and fastens its answer to it. Never run yet.

AIKAGI_NOTARY_KEY is the text of an App Store Connect API key (.p8), AIKAGI_NOTARY_KEY_ID its
name and AIKAGI_NOTARY_ISSUER whose it is; the last two are no secrets.
https://developer.apple.com/documentation/security/customizing-the-notarization-workflow
"""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from system import run, say, stop

KEY, KEY_ID, ISSUER = "AIKAGI_NOTARY_KEY", "AIKAGI_NOTARY_KEY_ID", "AIKAGI_NOTARY_ISSUER"
_LONGEST = "45m"  # Apple takes some minutes, on bad days more


def wanted(environment: Mapping[str, str] = os.environ) -> bool:
    """Whether there is a key. Ends the program where only a part of it is there."""
    there = [name for name in (KEY, KEY_ID, ISSUER) if environment.get(name)]
    if there and len(there) < 3:
        stop(f"For notarising, {KEY}, {KEY_ID} and {ISSUER} are needed; only {there} are set.")
    return bool(there)


@contextmanager
def key_file(environment: Mapping[str, str]) -> Iterator[Path]:
    """The key as a file that only its owner may read, gone afterwards: notarytool wants a file."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "key.p8"
        path.touch(mode=0o600)
        path.write_text(environment[KEY], encoding="utf-8")
        yield path


def submission(file: Path, key: Path, environment: Mapping[str, str]) -> list[str]:
    """The command that sends a file to Apple and waits for the answer, as JSON."""
    command = ["xcrun", "notarytool", "submit", str(file), "--wait", "--timeout", _LONGEST]
    return [*command, "--output-format", "json", *account(key, environment)]


def account(key: Path, environment: Mapping[str, str]) -> list[str]:
    """Who asks, as notarytool's options."""
    names = ["--key-id", environment[KEY_ID], "--issuer", environment[ISSUER]]
    return ["--key", str(key), *names]


def notarise(file: Path, stapled: Path, environment: Mapping[str, str] = os.environ) -> None:
    """Has a zip or image looked at, and fastens the ticket to the app or image.

    Ends the program, with Apple's reasons, unless the answer is Accepted.
    """
    say(f"Apple looks at {file.name}; this can take some minutes")
    with key_file(environment) as key:
        asked = submission(file, key, environment)
        done = subprocess.run(asked, capture_output=True, text=True, check=False)
        answer = read(done.stdout)
        if answer.get("status") != "Accepted":
            run("xcrun", "notarytool", "log", answer.get("id", ""), *account(key, environment))
            stop(f"Apple's answer for {file.name}: {answer.get('status', 'none')}.")
    run("xcrun", "stapler", "staple", str(stapled))


def read(text: str) -> dict[str, str]:
    """The answer of notarytool, empty if that is no JSON."""
    try:
        found = json.loads(text)
    except json.JSONDecodeError:
        return {}
    return found if isinstance(found, dict) else {}
