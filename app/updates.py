"""Looking for a newer version, when the customer presses that, and fetching its file.

Nothing here happens by itself, and nothing is ever installed or started. What is fetched is proven
before it is used: the list by its signature where the place has a key, the file by the list's
SHA-256 before it gets its name. An older version is never offered.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urljoin

from app import buildinfo, fetching, marking, troubles, updatelist
from app.fetching import Limits
from app.newfile import NewFile
from app.troubles import Trouble, troubled
from app.updatelist import NEWER, OLDER, SAME, File, Found
from app.updateplace import Place
from app.work import Token

LIST = Limits(updatelist.LARGEST, stall=10.0, total=20.0)
SIGNATURE = Limits(1_000, stall=10.0, total=20.0)
STALL_SECONDS = 30.0
# Less than the half hour after which nobody's session is dropped: it isn't while work goes on.
FILE_SECONDS = 25 * 60.0
NAMES_TRIED = 99
_CHUNK = 1024 * 1024


@dataclass(frozen=True)
class Progress:
    """Of a download: `done` of `total` bytes."""

    done: int
    total: int


def look(where: Place, ours: str, token: Token, system: str = "") -> Found:
    """Ask `where` for the newest version; `ours` is this one's. Raises `Cancelled`, `Trouble`."""
    content = fetching.whole(where.url, LIST, token)
    if where.key:
        _prove(where, content, token)
    try:
        release = updatelist.read(content)
    except ValueError:
        raise _trouble(troubles.UPDATE_GARBLED, where) from None
    theirs, mine = updatelist.parts(release.version), updatelist.parts(ours)
    state = NEWER if theirs > mine else OLDER if theirs < mine else SAME
    files = release.for_system(system or buildinfo.this_system()) if state == NEWER else ()
    return Found(state, release, files, where)


def _prove(where: Place, content: bytes, token: Token) -> None:
    """Raise `Trouble` unless the list is signed by its place's key."""
    try:
        signature = fetching.whole(f"{where.url}.sig", SIGNATURE, token)
    except Trouble as trouble:
        missing = (troubles.UPDATE_REFUSED, troubles.UPDATE_TOO_LARGE)
        if trouble.kind not in missing:
            raise
        signature = b""
    if not updatelist.is_genuine(content, signature, where.key):
        kind = troubles.UPDATE_SIGNATURE
        if content.lstrip()[:1] == b"<":  # a page, such as a guest Wi-Fi's own
            kind = troubles.UPDATE_GARBLED
        raise _trouble(kind, where)


def download(where: Place, file: File, folder: Path, token: Token) -> Path:
    """Fetch `file` into `folder`, and give it its name once it has proven to be the right one.

    Reports `Progress`. Returns its path. Raises `Cancelled`, and `Trouble`: nothing is left then.
    """
    url = urljoin(where.url, file.name)
    try:
        with NewFile.open(folder) as new:
            _fill(new, url, file, token)
            if new.size() != file.size or _digest(new.path, token) != file.sha256:
                raise _trouble(troubles.UPDATE_CHECKSUM, where)
            marking.from_outside(new.path, where.url)
            _let_it_be_opened(new.path, file.name)
            return new.place(_names(file.name))
    except Trouble as trouble:
        raise trouble.saying(troubles.NOTHING_FETCHED) from None


def _fill(new: NewFile, url: str, file: File, token: Token) -> None:
    done, told = 0, -1
    limits = Limits(file.size, STALL_SECONDS, FILE_SECONDS)
    try:
        for piece in fetching.fetch(url, limits, token):
            new.add(piece)
            done += len(piece)
            if (percent := done * 100 // file.size) != told:
                told = percent
                token.report(Progress(done, file.size))
    except Trouble as trouble:
        if trouble.kind is troubles.UPDATE_TOO_LARGE:  # longer than announced: another file
            raise Trouble(troubles.UPDATE_CHECKSUM, detail=trouble.detail) from None
        raise
    new.finish()


def _digest(path: Path, token: Token) -> str:
    """Of what the disk holds."""
    found = hashlib.sha256()
    with troubled(), path.open("rb") as written:
        while content := written.read(_CHUNK):
            token.check()
            found.update(content)
    return found.hexdigest()


def _let_it_be_opened(path: Path, name: str) -> None:
    """It is known to be the right one: the system's installer may read it, an AppImage be run.

    A disk that keeps no such rights has none to be given.
    """
    with suppress(OSError):
        path.chmod(0o755 if name.endswith(".AppImage") else 0o644)


def _names(name: str) -> Iterator[str]:
    yield name
    stem, dot, suffix = name.rpartition(".")
    for number in range(2, NAMES_TRIED):
        yield f"{stem}-{number}.{suffix}" if dot else f"{name}-{number}"


def _trouble(kind: troubles.Kind, where: Place) -> Trouble:
    return Trouble(kind, values={"host": where.host}).saying(troubles.NOTHING_FETCHED)
