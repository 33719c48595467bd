"""An older version of a Debian package, to be upgraded."""

from __future__ import annotations

import re
import subprocess
import tempfile
from pathlib import Path

from tests.installers.deb.trees import REPOSITORY


def name_of(package: Path) -> str:
    """The name of the package in a file."""
    asked = ["dpkg-deb", "--field", str(package), "Package"]
    return subprocess.run(asked, capture_output=True, text=True, check=True).stdout.strip()


def older(package: Path) -> Path:
    """The same package as an older version, with a file that this one hasn't.

    In its program the modules lie elsewhere, as in any other build.
    """
    made = REPOSITORY / "build" / "trees" / f"older-{package.name}"
    if made.is_file() and made.stat().st_mtime > package.stat().st_mtime:
        return made
    with tempfile.TemporaryDirectory(dir=REPOSITORY / "build") as folder:
        root = Path(folder) / "root"
        subprocess.run(["dpkg-deb", "--raw-extract", str(package), str(root)], check=True)
        control = root / "DEBIAN" / "control"
        text = re.sub(r"(?m)^Version: .*$", "Version: 0.0.1", control.read_text(encoding="utf-8"))
        control.write_text(text, encoding="utf-8")
        home = root / "usr" / "lib" / name_of(package)
        (home / "_internal" / "only-in-the-older").touch()
        _move_modules(home / "aikagi", Path(folder))
        quick = ["dpkg-deb", "--root-owner-group", "-Znone", "--build", str(root), str(made)]
        subprocess.run(quick, check=True, stdout=subprocess.DEVNULL)
    return made


def _move_modules(executable: Path, folder: Path) -> None:
    """Put something before PyInstaller's archive, which is the program's section `pydata`."""
    archive, before = folder / "archive", folder / "before"
    before.write_bytes(b"an older build" * 4096)
    out = ["--dump-section", f"pydata={archive}", "--remove-section", "pydata"]
    for options in (
        out,
        ["--add-section", f"before={before}"],
        ["--add-section", f"pydata={archive}"],
    ):
        subprocess.run(["objcopy", *options, str(executable)], check=True)
