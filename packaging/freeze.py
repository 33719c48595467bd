"""Freezes the program with PyInstaller, the same bytes each time."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import environment
from system import say, stop

SPEC = "packaging/aikagi.spec"


def freeze(root: Path, python: Path, target: Path, moment: int) -> None:
    """Make the folder `target` from the project in `root` with the environment's `python`.

    What freezing needs besides lies next to it, and is made anew each time: PyInstaller keeps what
    it found before, also where that was of another time. Ends the program, and says why, where it
    fails.
    """
    work = target.parent.parent / "freeze"
    shutil.rmtree(work, ignore_errors=True)
    shutil.rmtree(target, ignore_errors=True)
    work.mkdir(parents=True)
    fixed = {
        "SOURCE_DATE_EPOCH": str(moment),
        "PYTHONHASHSEED": "0",  # the order in which sets are written into compiled code
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYINSTALLER_CONFIG_DIR": str(work / "cache"),
        "LC_ALL": "C.UTF-8",
        "TZ": "UTC",
    }
    say("freezing the program")
    command = [str(python), "-m", "PyInstaller", "--noconfirm", "--log-level=WARN"]
    command += ["--distpath", str(target.parent), "--workpath", str(work), str(root / SPEC)]
    log = work / "log.txt"
    with log.open("w", encoding="utf-8") as out:
        done = subprocess.run(
            command,
            cwd=root,
            env={**environment.clean(), **fixed},
            stdout=out,
            stderr=subprocess.STDOUT,
            check=False,
        )
    if done.returncode:
        told = log.read_text(encoding="utf-8", errors="replace").splitlines()[-20:]
        stop("PyInstaller couldn't freeze the program:", *told)
