"""A keychain that holds the certificate for one build, and is deleted after it. Never run yet.

AIKAGI_MACOS_CERTIFICATE is the certificate with its key (.p12) in base64, and
AIKAGI_MACOS_CERTIFICATE_PASSWORD that file's password. Without them, the identity is looked for in
the keychains of whoever builds. Passwords go to `security` through its standard input, so that they
stand in no list of processes.
"""

from __future__ import annotations

import base64
import binascii
import os
import secrets
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from system import stop

CERTIFICATE = "AIKAGI_MACOS_CERTIFICATE"
PASSWORD = "AIKAGI_MACOS_CERTIFICATE_PASSWORD"  # noqa: S105  (a variable's name)
_SECONDS = "3600"


@contextmanager
def opened(environment: Mapping[str, str] = os.environ) -> Iterator[None]:
    """Lets codesign find the certificate while this lasts. Ends the program if it can't be read."""
    if not environment.get(CERTIFICATE):
        yield
        return
    before = searched()
    with tempfile.TemporaryDirectory() as folder:  # only its owner may look into it
        chain, file = Path(folder) / "build.keychain-db", Path(folder) / "certificate.p12"
        try:
            file.write_bytes(base64.b64decode(environment[CERTIFICATE], validate=False))
        except binascii.Error:
            stop(f"{CERTIFICATE} isn't base64.")
        try:
            told(script(chain, file, environment.get(PASSWORD, ""), secrets.token_hex(32)))
            file.unlink()
            quiet("security", "list-keychains", "-d", "user", "-s", str(chain), *before)
            yield
        finally:
            quiet("security", "list-keychains", "-d", "user", "-s", *before)
            quiet("security", "delete-keychain", str(chain))


def script(chain: Path, file: Path, password: str, own: str) -> str:
    """What `security -i` is told: make the keychain, and let codesign alone use what is put in."""
    lines = [
        ("create-keychain", "-p", own, str(chain)),
        ("set-keychain-settings", "-l", "-u", "-t", _SECONDS, str(chain)),
        ("unlock-keychain", "-p", own, str(chain)),
        ("import", str(file), "-k", str(chain), "-P", password, "-T", "/usr/bin/codesign"),
        ("set-key-partition-list", "-S", "apple-tool:,apple:", "-s", "-k", own, str(chain)),
    ]
    return "".join(" ".join(map(quoted, line)) + "\n" for line in lines)


def quoted(word: str) -> str:
    """A word as `security -i` reads it. Ends the program for one that would break the line."""
    if "\n" in word or "\r" in word:
        stop(f"{PASSWORD} has a line break in it.")
    return '"' + word.replace("\\", "\\\\").replace('"', '\\"') + '"'


def searched() -> list[str]:
    """The keychains that are searched now."""
    asked = ["security", "list-keychains", "-d", "user"]
    said = subprocess.run(asked, capture_output=True, text=True, check=True).stdout
    return [line.strip().strip('"') for line in said.splitlines() if line.strip()]


def told(lines: str) -> None:
    """Gives `security` its lines. Ends the program where it complains, without repeating them."""
    done = subprocess.run(
        ["security", "-i"], input=lines, capture_output=True, text=True, check=False
    )
    if done.returncode or "error" in done.stderr.lower():
        stop("The certificate couldn't be put into a keychain. Is its password right?")


def quiet(*command: str) -> None:
    """Runs a command whose output nobody needs. Raises CalledProcessError."""
    subprocess.run(command, capture_output=True, check=True)
