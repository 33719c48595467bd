"""On a Windows machine: builds, signs, verifies and tries what a customer installs.

    python packaging/windows/release.py [--vendor FILE] [--logo FILE]

Needs Python (3.13 is advised: 3.11 has had no repairs for Windows since 3.11.9), NSIS 3 and, to
sign, the Windows SDK and the variables that sign.py names. The installer is then installed silently
for the person who runs this, tests itself, and is removed again; so run it where no Aikagi is
installed, such as a hosted machine. This has not been run on Windows yet.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

if __name__ == "__main__":
    sys.path[0] = str(Path(__file__).resolve().parent.parent)

import signing
from system import say, stop
from windows import product, sign

ROOT = Path(__file__).resolve().parents[2]
BUNDLE = ROOT / "build" / "bundle" / "aikagi"
GONE_SECONDS = 60.0  # the uninstaller goes on as a copy of itself


def run(*command: str | Path) -> None:
    """Run a step. Raises SystemExit where it fails."""
    if subprocess.run([str(word) for word in command], check=False).returncode:
        stop(f"This didn't work: {Path(command[0]).name} {' '.join(map(str, command[1:]))}")


def try_out(setup: Path, made: product.Product) -> None:
    """Install, self-test and remove. Raises SystemExit where one of them fails."""
    place = Path(os.environ["LOCALAPPDATA"]) / "Programs" / made.key
    if place.exists():
        stop(f"{place} is there already, and isn't touched.")
    say("the installer is tried: install, self-test, uninstall")
    run(setup, "/S")
    run(place / product.PROGRAM, "--self-test")
    run(place / "uninstall.exe", "/S")
    end = time.monotonic() + GONE_SECONDS
    while place.exists() and time.monotonic() < end:
        time.sleep(1)
    if place.exists():
        stop(f"The uninstaller left {place}.")


def main(arguments: list[str]) -> None:
    """Do what the module's docstring says."""
    if os.name != "nt":
        stop("This runs on Windows. Elsewhere: make installer-windows, make test-windows.")
    run(sys.executable, ROOT / "packaging" / "build.py", "--only", "windows", *arguments)
    made = product.read(BUNDLE)
    setup = ROOT / "dist" / made.installer
    if signing.will_be():
        sign.verify(BUNDLE / product.PROGRAM, setup)
    try_out(setup, made)
    if not signing.will_be():
        print(signing.loud())


if __name__ == "__main__":
    main(sys.argv[1:])
