"""Asking the Aikagi that is open already, on the same records, to come to the front.

It listens at a place that this person alone can reach: a socket in the folder that the system has
for a person's running programs, or on Windows two named events. Nothing else can be asked there.
No Qt here: a second start that was heard ends before it loads any.
"""

from __future__ import annotations

import os
import re
import stat
from pathlib import Path

from ui import winsystem

ASKED = re.compile(rb"come forward(?: ([!-~]{1,200}))?\n")  # with what lets it, on Wayland
COMING, CLOSING = b"coming\n", b"closing\n"
LONGEST = 256  # bytes of a question
TOKEN = "XDG_ACTIVATION_TOKEN"  # noqa: S105  (the variable's name)
ANSWER_SECONDS = 2.0
CLOSING_SECONDS = 8.0  # a window that closes signs out first; see `ui.desk`


def name_of(records: Path) -> str:
    """A name for the run on these records, the same for whoever writes the folder otherwise."""
    from hashlib import sha256  # here: not needed where nothing runs

    return sha256(os.fsencode(os.path.realpath(records))).hexdigest()[:20]


def folder() -> Path:
    """Where the sockets are. It need not exist. Raises `OSError` where there is no such place."""
    if running := os.environ.get("XDG_RUNTIME_DIR"):
        return Path(running) / "aikagi"
    from tempfile import gettempdir

    return Path(gettempdir()) / f"aikagi-{os.getuid()}"


def is_private(place: Path) -> bool:
    """Whether it is a folder of this person's that nobody else may go into."""
    try:
        found = place.lstat()
    except OSError:
        return False
    mine = found.st_uid == os.getuid()
    return stat.S_ISDIR(found.st_mode) and mine and not found.st_mode & 0o077


def ask(records: Path, token: str = "") -> bool:
    """Ask the run on these records to come to the front; whether it does.

    `token` is what the desktop gave this start, so that another window may come forward in its
    place. Takes two seconds at most; where that run is just closing, until it has closed.
    """
    if winsystem.IS:
        return winsystem.ring(name_of(records), ANSWER_SECONDS)
    said = f"come forward {token}" if token else "come forward"
    question = said.encode(errors="surrogateescape") + b"\n"
    try:
        if not is_private(folder()):
            return False
        import socket

        with socket.socket(socket.AF_UNIX) as call:
            call.settimeout(ANSWER_SECONDS)
            call.connect(str(folder() / name_of(records)))
            call.sendall(question if ASKED.fullmatch(question) else b"come forward\n")
            answer = call.recv(LONGEST)
            if answer == CLOSING:
                call.settimeout(CLOSING_SECONDS)
                call.recv(LONGEST)  # nothing comes, but its end
            return answer == COMING
    except OSError:  # nobody is there, or it doesn't answer
        return False
