"""`resources/build.json`: what only a build knows of the program, which its About window shows."""

from __future__ import annotations

import json
import os
import platform
import re
import subprocess
import sys
import time
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import signing

NAME = "build.json"
# Where a build takes what it packs.
BUILT_FROM = (
    *("app", "ui", "resources", "packaging", "pyproject.toml"),
    *("requirements.lock", "requirements-installer.lock"),
)
_SYSTEMS = {"win32": "windows", "darwin": "macos"}
# As lists of newer versions name processors (app/buildinfo.py).
_PROCESSORS = {"amd64": "x86_64", "aarch64": "arm64"}


def epoch(root: Path) -> int:
    """The build's moment: SOURCE_DATE_EPOCH, else the commit's, else now.

    https://reproducible-builds.org/specs/source-date-epoch/
    """
    said = os.environ.get("SOURCE_DATE_EPOCH") or git(root, "log", "-1", "--format=%ct")
    return int(said) if said else int(time.time())


def git(root: Path, *asked: str) -> str:
    """What git says of the project in `root`; "" where there is no git, or no checkout."""
    if not (root / ".git").exists():  # or git would tell of a checkout around it
        return ""
    try:
        told = subprocess.run(
            ["git", *asked], cwd=root, capture_output=True, text=True, check=False
        )
    except OSError:
        return ""
    return told.stdout.strip() if told.returncode == 0 else ""


def commit(root: Path) -> str:
    """The commit that is built, with a mark where what is built from isn't just that.

    A file that git doesn't know counts too, where the build looks.
    """
    found = git(root, "rev-parse", "HEAD")
    changed = git(root, "status", "--porcelain", "--untracked-files=normal", "--", *BUILT_FROM)
    return f"{found} and changes" if found and changed else found


def version(root: Path) -> str:
    """The program's version, read from its source. Raises ValueError where it isn't there."""
    source = (root / "app" / "__init__.py").read_text(encoding="utf-8")
    found = re.search(r'^__version__ = "([^"]+)"', source, re.MULTILINE)
    if not found:
        message = "app/__init__.py says no version"
        raise ValueError(message)
    return found[1]


def system() -> str:
    """What is built for, such as linux-x86_64: this very computer's system."""
    processor = platform.machine().lower()
    name = _SYSTEMS.get(sys.platform, sys.platform)
    return f"{name}-{_PROCESSORS.get(processor, processor)}"


def write(
    root: Path, resources: Path, moment: int, updates: Mapping[str, str] | None = None
) -> None:
    """Write the note into the program's `resources`.

    `updates`: the "url" where newer versions are announced, and the "key" of that list's signature.
    """
    note: dict[str, object] = {
        "version": version(root),
        "commit": commit(root),
        "built": datetime.fromtimestamp(moment, UTC).date().isoformat(),
        "signed": signing.will_be(),
        "system": system(),
    }
    if updates:
        note["updates"] = dict(updates)
    (resources / NAME).write_text(json.dumps(note, indent=1) + "\n", encoding="utf-8")
