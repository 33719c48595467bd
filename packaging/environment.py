"""The Python environment that an installer is frozen from: what its lock holds, no more."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import prepare
from system import run, say

LOCK = "requirements-installer.lock"
STAMP = "installed-from"


def make(root: Path, folder: Path) -> Path:
    """The environment's Python, its packages installed from the lock in `root`.

    What is there already from the same lock and Python is kept. Ends the program, and says why,
    where no fitting Python or package is found.
    """
    python = folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    stamp = folder / STAMP
    wanted = hashlib.sha256((root / LOCK).read_bytes()).hexdigest() + f" {sys.version}\n"
    if python.exists() and stamp.is_file() and stamp.read_text(encoding="utf-8") == wanted:
        return python
    say(f"installing the Python packages of {LOCK}")
    run(prepare.find_python(), "-m", "venv", "--clear", str(folder))
    pip = (str(python), "-m", "pip", "--disable-pip-version-check", "install", "--quiet")
    # Wheels alone: what a source needs to be built has no hash in the lock.
    how = ("--no-compile", "--require-hashes", "--only-binary=:all:")
    run(*pip, *how, "-r", str(root / LOCK))
    stamp.write_text(wanted, encoding="utf-8")
    return python


def site(python: Path) -> Path:
    """Its folder of packages. Raises CalledProcessError."""
    asked = [str(python), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"]
    told = subprocess.run(asked, capture_output=True, text=True, check=True, env=clean())
    return Path(told.stdout.strip())


def clean() -> dict[str, str]:
    """This process's environment without what would change what a Python finds or writes."""
    return {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
