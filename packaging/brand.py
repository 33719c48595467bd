"""A vendor's own build, and where newer ones are announced: looked at before anything is built.

The program's own eyes look: what it wouldn't show isn't built in.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

sys.path.insert(1, str(Path(__file__).resolve().parent.parent))  # this very source

from app import logo, updateplace, vendorprofile

FOLDER = "brand"


class Unfit(Exception):  # noqa: N818  (what the file is)
    """A profile or a logo that no build is made with; says why, in plain words."""


def check(profile: Path | None, drawing: Path | None) -> None:
    """Raise `Unfit` unless both can be built in. None stands for a file that wasn't given."""
    if profile is None:
        if drawing is not None:
            message = (
                f"{drawing.name}: a logo goes with its vendor's profile; give --vendor as well."
            )
            raise Unfit(message)
        return
    found, problem = vendorprofile.load(profile)
    if problem:
        message = f"{profile.name}: {problem.message}"
        raise Unfit(message)
    if not found.name:
        message = f'{profile.name}: it names no vendor. Add a line such as name = "Example Inc."'
        raise Unfit(message)
    if drawing is not None:
        _check_logo(drawing)


def updates(url: str, key: Path | None) -> dict[str, str] | None:
    """Where newer versions are announced, as build.json says it; None where nowhere is given.

    `key` is the file with the public key. Raises `Unfit` unless the program would ask there.
    """
    if not url:
        if key is not None:
            message = f"{key.name}: a key goes with an address; give --updates-url as well."
            raise Unfit(message)
        return None
    try:
        text = key.read_text(encoding="utf-8") if key is not None else ""
    except (OSError, ValueError):
        message = f"{key}: it can't be read."
        raise Unfit(message) from None
    if updateplace.of(url, text) is None or (key is not None and not text):
        message = f"{url}: it isn't an https address, or the key isn't one on P-256 (PEM)."
        raise Unfit(message)
    return {"url": url, "key": text}


def put(profile: Path | None, drawing: Path | None, resources: Path) -> None:
    """Copy what `check` let pass into the program's `resources`; nothing where nothing is given."""
    folder = resources / FOLDER
    for source, name in ((profile, "vendor.toml"), (drawing, "logo.svg")):
        if source is not None:
            folder.mkdir(exist_ok=True)
            shutil.copyfile(source, folder / name)


def _check_logo(file: Path) -> None:
    try:
        problem = logo.problem(file.read_bytes())
    except OSError as error:
        message = f"{file.name}: it can't be read ({error.strerror})."
        raise Unfit(message) from None
    if problem:
        message = f"{file.name}: {problem}"
        raise Unfit(message)
