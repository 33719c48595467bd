"""Seals a built program: `resources/files.json` has the SHA-256 of every other file in it.

    python packaging/seal.py BUNDLE

Whoever changes a bundle after that, a packer for instance, seals it again. macOS's own signature
covers every file, and a list of what signing changes afterwards would be wrong: there is none.
"""

from __future__ import annotations

import hashlib
import json
import os
import stat
import sys
from pathlib import Path

NAME = "files.json"


def resources(bundle: Path) -> Path:
    """The folder of the program's own files. Raises FileNotFoundError."""
    for folder in (bundle / "_internal" / "resources", bundle / "resources"):
        if folder.is_dir():
            return folder
    message = f"{bundle} is no built program: it has no resources"
    raise FileNotFoundError(message)


def seal(bundle: Path) -> Path:
    """Write the list, sorted, with paths from the folder that holds `resources`."""
    target = resources(bundle) / NAME
    target.unlink(missing_ok=True)
    start = target.parent.parent
    found = {
        Path(os.path.relpath(path, start)).as_posix(): _digest(path)
        for path in bundle.rglob("*")
        if path.is_file()
    }
    text = json.dumps(found, indent=0, sort_keys=True)
    target.write_text(text + "\n", encoding="utf-8", newline="\n")
    return target


def settle(bundle: Path, moment: int) -> None:
    """Give every file and folder the same date, and rights that don't hang on who built it."""
    for path in sorted((bundle, *bundle.rglob("*")), reverse=True):  # a folder after what is in it
        if not path.is_symlink():
            runs = path.is_dir() or path.stat().st_mode & stat.S_IXUSR
            path.chmod(0o755 if runs else 0o644)
        # Windows can't date a link itself, and has none.
        os.utime(path, (moment, moment), follow_symlinks=not path.is_symlink())


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


if __name__ == "__main__":
    print(seal(Path(sys.argv[1])))
