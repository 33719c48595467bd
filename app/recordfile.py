"""One file of the data directory: read, written whole or not at all, set aside where damaged.

Each says which layout it has. What a newer version of Aikagi wrote in a layout that this one
doesn't know is neither read nor written over.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from app.handoverfile import Damaged
from app.troubles import RECORD_NEWER, Trouble, troubled

ONLY_OWNER = 0o700
# What an older version would misread makes this one more; what it can pass over doesn't.
LAYOUT = 1
LARGEST = 4_000_000  # bytes; a chosen file that is larger isn't ours


class Newer(Exception):  # noqa: N818  (not an error of the file)
    """The file has a layout that only a newer version of Aikagi knows."""


def read(path: Path) -> Mapping[str, object]:
    """The JSON object in `path`, without its layout. Raises `Newer`, `Damaged` and `OSError`."""
    with path.open("rb") as file:
        content = file.read(LARGEST + 1)
    if len(content) > LARGEST:
        raise Damaged(where="too large")
    try:
        found = json.loads(content)
    except (ValueError, RecursionError):  # UnicodeDecodeError is a ValueError, too
        raise Damaged(where="no JSON") from None
    if not isinstance(found, dict):
        raise Damaged(where="no object")
    layout = found.pop("layout", LAYOUT)
    if type(layout) is not int or layout < 1:
        raise Damaged(where="layout")
    if layout > LAYOUT:
        raise Newer
    return found


def save(path: Path, content: Mapping[str, object]) -> tuple[Path, ...]:
    """Put `content` in the place of what is there. Returns where that was set aside, if damaged.

    What is there and can't be read stays: it may be a newer version's. Raises `Trouble`:
    RECORD_NEWER among others.
    """
    aside: tuple[Path, ...] = ()
    with troubled():
        make_folder(path.parent)
        try:
            read(path)
        except Newer:
            raise Trouble(RECORD_NEWER, detail=path.name) from None
        except FileNotFoundError:
            pass
        except (Damaged, IsADirectoryError):
            aside = set_aside(path)
    write(path, as_json(content))
    return aside


def save_text(path: Path, text: str) -> None:
    """The same for a file that isn't JSON and has no layout. Raises `Trouble`."""
    with troubled():
        make_folder(path.parent)
    write(path, text.encode())


def write(path: Path, content: bytes) -> None:
    """The same, whatever is there, into a folder that is. Raises `Trouble`."""
    from app.newfile import NewFile  # here: nothing is written before the first window is shown

    with NewFile.open(path.parent) as new:
        new.write(content)
        new.replace(path)


def as_json(content: Mapping[str, object]) -> bytes:
    """What `read` reads."""
    whole = {"layout": LAYOUT, **content}
    return (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode()


def make_folder(folder: Path) -> None:
    """Make the folder and those above it, for this person's eyes alone."""
    if not folder.is_dir():
        make_folder(folder.parent)
        folder.mkdir(mode=ONLY_OWNER, exist_ok=True)


def set_aside(path: Path) -> tuple[Path, ...]:
    """Move a damaged file out of the way, over no other. Returns where to. Raises `OSError`."""
    number = 1
    aside = path.with_name(f"{path.name}.damaged")
    while aside.exists():
        number += 1
        aside = path.with_name(f"{path.name}.{number}.damaged")
    try:
        return (path.replace(aside),)
    except FileNotFoundError:  # another run of Aikagi was faster
        return ()
