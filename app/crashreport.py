"""What is kept of an error that nobody expected: a file for the customer to read, and to send.

It names places in the program and kinds of errors. An error's own text, its arguments and every
variable are left out: they may quote anything, a secret too. Nobody is sent anything.
"""

from __future__ import annotations

import errno
import platform
import re
import sys
import traceback
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import app
from app import recordfile
from app.troubles import Trouble

BOX = "running.txt"  # what a run says of itself while it lasts, for when it can't any more
TOLD = "told"  # holds the name of the newest report that the customer was told of
PATTERN = "crash-*.txt"
KEPT = 10
CHAIN = 8  # errors that led to one another
FRAMES = 60  # of each; an endless recursion has a thousand
PAGE = "page "
START = "-----"

ABOUT = """\
Aikagi met an error that it didn't expect. This file says where in the program that was.
It holds no password, passphrase, key or account, and Aikagi has sent it to nobody.
You can send it to whoever helps you with Aikagi.

Aikagiで、予期しないエラーが起きました。このファイルには、プログラムのどこで起きたかだけが書かれています。
パスワード、パスフレーズ、キー、アカウントは含まれていません。Aikagiはどこにも送信していません。
Aikagiについて相談するときに、相手に送ることができます。
"""

# What Python's faulthandler and Qt write at the very end. Of any other line nothing is kept.
_LAST_WORDS = re.compile(
    r"(Fatal Python error: [\w :]+|Windows fatal exception: [\w ]+|Qt: [\w:~]+"
    r"|(Current thread|Thread) 0x[0-9a-f]+.*\(most recent call first\):"
    r'|  File "[^"]+", line \d+ in [\w<>.]+|  <no Python frame>|  \.\.\.'
    r"|Extension modules: [\w., ()]+)"
)
_ENDS = re.compile(r"Fatal|Windows fatal|Qt:")
# Windows' own libraries raise these among themselves, and go on.
_GOES_ON = re.compile(r"Windows fatal exception: code 0x8")
_FILE = re.compile(r'(?<=File ")[^"]+(?=")')


def scene(qt: str) -> str:
    """On what it happened."""
    # Not `platform.platform()`: it starts another program to be told the processor's name.
    python = f"Python {platform.python_version()}, Qt {qt}"
    system = f"{platform.system()} {platform.release()} {platform.machine()}"
    return f"Aikagi {app.__version__}\n{system}, {python}\n"


def place(filename: str) -> str:
    """A source file's name without the folders in which this computer keeps it."""
    path = Path(filename)
    for folder in sorted(filter(None, sys.path), key=len, reverse=True):
        if path.is_absolute() and path.is_relative_to(folder):
            return path.relative_to(folder).as_posix()
    return path.name


def trace(error: BaseException) -> str:
    """What led to `error`, the first first: kinds of errors, files, lines and functions alone."""
    return "\n".join("\n".join(_one(each)) for each in reversed(tuple(_chain(error)))) + "\n"


def kind(error: BaseException) -> str:
    """An error's class; of our own troubles the code, of the system's their name."""
    cls = type(error)
    name = f"{cls.__module__}.{cls.__qualname__}"
    if isinstance(error, Trouble):
        return f"{name}: {error.kind.code}"
    if isinstance(error, OSError) and (error.errno or 0) in errno.errorcode:
        return f"{name}: {errno.errorcode[error.errno or 0]}"
    return name


def _chain(error: BaseException) -> Iterator[BaseException]:
    following: BaseException | None = error
    seen: list[int] = []
    while following is not None and id(following) not in seen and len(seen) < CHAIN:
        seen.append(id(following))
        yield following
        following = following.__cause__ or following.__context__


def _one(error: BaseException) -> Iterator[str]:
    yield kind(error)
    frames = tuple(traceback.walk_tb(error.__traceback__))
    for frame, line in frames[: FRAMES // 2] + frames[FRAMES // 2 :][-FRAMES // 2 :]:
        code = frame.f_code
        yield f'  File "{place(code.co_filename)}", line {line} in {code.co_qualname}'


def save(folder: Path, *parts: str) -> Path | None:
    """Write a report; None where that can't be, which is no trouble beside the one it is about.

    A part of one is none: the customer isn't told of a file that says nothing.
    """
    now = datetime.now(UTC)
    stem = f"crash-{now:%Y%m%d-%H%M%S-%f}"
    path = folder / f"{stem}.txt"
    try:
        recordfile.make_folder(folder)
        path.touch(mode=0o600, exist_ok=False)
        path.write_text("\n".join((ABOUT, f"{now:%Y-%m-%d %H:%M:%S} UTC", *parts)), "utf-8")
    except OSError:
        with suppress(OSError):
            path.unlink(missing_ok=True)
        return None
    with suppress(OSError):  # there are some too many then
        for old in sorted(folder.glob(PATTERN))[:-KEPT]:
            old.unlink(missing_ok=True)
    return path


def untold(folder: Path) -> Path | None:
    """The newest report, where the customer hasn't been told of it."""
    newest = max(folder.glob(PATTERN), default=None)
    return newest if newest is not None and newest.name > _told(folder) else None


def tell(path: Path) -> None:
    """The customer was told of this report, and of those before it. Raises `OSError`."""
    if path.name > _told(path.parent):  # two may come to be told at once
        (path.parent / TOLD).write_text(path.name, "utf-8")


def _told(folder: Path) -> str:
    """The name of the newest report that was told; "" where none was, or the note is damaged."""
    try:
        return (folder / TOLD).read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        return ""


def recover(folder: Path) -> Path | None:
    """Make a report of what a run left that ended in the middle of a word; None where it said none.

    A run that was ended from outside, or by a power cut, left nothing but its pages.
    Raises `OSError` where what it left can't be removed: it would be told again each time.
    """
    box = folder / BOX
    try:
        said = box.read_text("utf-8", errors="replace")
    except OSError:
        return None
    box.unlink(missing_ok=True)
    head, _, tail = said.partition(f"{START}\n")
    lines = tail.splitlines()
    pages = [line.removeprefix(PAGE) for line in lines if re.fullmatch(rf"{PAGE}[a-z_]+", line)]
    last = [line for line in lines if _LAST_WORDS.fullmatch(line)]
    if not any(_ENDS.match(line) and not _GOES_ON.match(line) for line in last):
        return None
    words = "\n".join(_FILE.sub(lambda found: place(found[0]), line) for line in last)
    return save(folder, head, f"{PAGE}{pages[-1] if pages else '-'}", f"{words}\n")
