"""The seal of an installed program: the hash of every file that the build put into it.

A build writes `resources/files.json` last of all; a checkout has none, and neither has macOS, whose
own signature seals. The seal finds what a disk, an update or an antivirus program broke. It's no
proof against whoever may write there: they could write the seal, too.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from app.settings import RESOURCES

NAME = "files.json"


@dataclass(frozen=True)
class Broken:
    """What isn't as it was built: paths from the folder that holds `app`, with `/`."""

    missing: tuple[str, ...]
    changed: tuple[str, ...]
    unread: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.missing or self.changed or self.unread)


def listed(resources: Path = RESOURCES) -> Mapping[str, str] | None:
    """Every sealed file and its SHA-256; None where this is no sealed build.

    Raises `ValueError` where the seal itself is damaged, `OSError` where it can't be read.
    """
    try:
        found = json.loads((resources / NAME).read_bytes())
    except FileNotFoundError:
        return None
    if not isinstance(found, dict) or not found:
        raise ValueError(NAME)
    if not all(isinstance(one, str) for one in found.values()):
        raise ValueError(NAME)
    return cast("Mapping[str, str]", found)


def broken(sealed: Mapping[str, str], resources: Path = RESOURCES) -> Broken:
    """Which of the `sealed` files are missing, changed, or can't be read."""
    missing, changed, unread = [], [], []
    for name, known in sealed.items():
        try:
            if _hash(resources.parent / name) != known:
                changed.append(name)
        except (FileNotFoundError, NotADirectoryError):
            missing.append(name)
        except OSError:
            unread.append(name)
    return Broken(tuple(missing), tuple(changed), tuple(unread))


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
