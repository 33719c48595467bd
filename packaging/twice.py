"""Builds the committed source twice and compares: every byte, date and right has to be the same.

    python packaging/twice.py [OPTION ...]          the options go to build.py

Each build starts from a clone in a folder of its own, with an environment of its own, and the
second one with another time zone, language, seed and umask: what a build took from where it was
made shows as a difference.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import stat
import subprocess
import sys
from pathlib import Path

from system import run, say, stop

ROOT = Path(__file__).resolve().parent.parent
WORK = ROOT / "build" / "twice"
OTHERWISE = {"TZ": "Asia/Tokyo", "LC_ALL": "C", "PYTHONHASHSEED": "7"}
MOST = 30  # differences that are shown


def entries(folder: Path) -> dict[str, tuple[int, int, str]]:
    """Each file's rights, date and digest, each link's target, by its path in `folder`."""
    found = {}
    for path in folder.rglob("*"):
        seen = path.lstat()
        if path.is_symlink():
            said = str(path.readlink())
        elif path.is_dir():
            said = "folder"
        else:
            said = hashlib.sha256(path.read_bytes()).hexdigest()
        found[path.relative_to(folder).as_posix()] = (
            stat.S_IMODE(seen.st_mode),
            int(seen.st_mtime),
            said,
        )
    return found


def differences(one: Path, other: Path) -> list[str]:
    """What differs between two folders, a line each."""
    first, second = entries(one), entries(other)
    lines = [f"only in {one}: {name}" for name in sorted(first.keys() - second.keys())]
    lines += [f"only in {other}: {name}" for name in sorted(second.keys() - first.keys())]
    for name in sorted(first.keys() & second.keys()):
        parts = zip(("rights", "date", "bytes"), first[name], second[name], strict=True)
        if differ := [what for what, a, b in parts if a != b]:
            lines.append(f"{name}: {' and '.join(differ)}")
    return lines


def clone(name: str) -> Path:
    """A clone of the project in a folder named `name`. Ends the program where it fails."""
    folder = WORK / name
    shutil.rmtree(folder, ignore_errors=True)
    run("git", "clone", "--quiet", "--no-hardlinks", str(ROOT), str(folder))
    return folder


def build(clone: Path, otherwise: dict[str, str], options: list[str]) -> None:
    """Build in a clone. Ends the program where it fails."""
    say(f"building in {clone}")
    command = [sys.executable, "packaging/build.py", *options]
    mask = 0o077 if otherwise else 0o022
    done = subprocess.run(
        command, cwd=clone, env={**os.environ, **otherwise}, umask=mask, check=False
    )
    if done.returncode:
        stop(f"The build in {clone} failed.")


def main(options: list[str]) -> None:
    """Does what the module's docstring says."""
    one, other = clone("one"), clone("another-folder")  # both now, of the same commit
    build(one, {}, options)
    build(other, OTHERWISE, options)
    found = []
    for folder in ("build/bundle", "dist"):
        if (one / folder).exists():
            found += differences(one / folder, other / folder)
    if found:
        stop(f"{len(found)} differences:", *found[:MOST])
    say("both builds are the same, byte for byte")


if __name__ == "__main__":
    main(sys.argv[1:])
