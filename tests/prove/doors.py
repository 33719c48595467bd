"""Everything that reads what somebody else wrote, each as a function of bytes.

What comes out of one has to be a value of ours or an error of ours, soon, in bounded memory, with
nothing written elsewhere and nothing of a secret in the error. Hypothesis, the coverage-guided
fuzzer (tests/prove/guided.py) and the tests all go through these.
"""

from __future__ import annotations

import base64
import contextlib
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from unittest import mock

from app import mfa, revoke_journal, signin, updatelist, updates, vendorprofile
from app.handoverfile import Handover, to_json
from app.mfa import SecretError
from app.recordfile import as_json
from app.records import Records, read_handover_file
from app.review import baseline, decisions
from app.settings import RESOURCES
from app.troubles import Trouble
from app.updateplace import Place
from app.work import Token

STATE = "6b1f1c1e-0000-4000-8000-000000000000"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
SECONDS = 5.0
PIECE, PIECES = 8, 3_000  # letters of a secret that mustn't be in an error; how many are looked at
WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
MOVES = {"os.rename": 1, "os.remove": 0, "os.mkdir": 0, "os.rmdir": 0, "os.symlink": 1}


@dataclass(frozen=True)
class Door:
    """`read` gets the bytes and a folder of its own; `seeds` are what it should understand."""

    name: str
    read: Callable[[bytes, Path], object]
    seeds: tuple[bytes, ...]
    secret: bool = False  # what comes in mustn't come out in an error


def _in_a_file(name: str, read: Callable[[Path, Path], object]) -> Callable[[bytes, Path], object]:
    def through(content: bytes, room: Path) -> object:
        path = room / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        return read(path, room)

    return through


def _records(read: Callable[[Records], object]) -> Callable[[Path, Path], object]:
    return lambda _path, room: read(Records(room, practice=False))


def _profile(path: Path, _room: Path) -> object:
    profile, problem = vendorprofile.load(path)
    if problem is not None:
        assert str(problem.message)
        assert problem.line >= 0
    assert vendorprofile.load(path)[0] == profile
    return profile


def _pasted(content: bytes, _room: Path) -> object:
    return signin.read_pasted(content.decode("utf-8", "surrogateescape"), STATE)


def _mfa_secret(content: bytes, _room: Path) -> object:
    secret = mfa.parse_secret(content.decode("utf-8", "surrogateescape"))
    mfa.qr(mfa.otpauth_uri(secret, "111122223333"))
    assert mfa.check(secret, mfa.codes(secret, 1.8e9)[0], 1.8e9)
    return mfa.groups(secret)


def _code(content: bytes, _room: Path) -> object:
    typed = content.decode("utf-8", "surrogateescape")
    return mfa.check(SECRET, typed, 1.8e9), mfa.clock_apart(SECRET, typed, 1.8e9)


def _update_list(content: bytes, _room: Path) -> object:
    with mock.patch("app.updates.fetching.whole", return_value=content):
        return updates.look(Place("https://example.test/latest.json"), "1.0.0", Token())


def _signature(content: bytes, _room: Path) -> object:
    cut = content.find(b"\0")
    key = content[: max(cut, 0)].decode("utf-8", "replace")
    return updatelist.is_genuine(b"list", content[cut + 1 :], key)


HANDOVER = Handover(state="made", account="111122223333", user_name="vendor-admin", vendor="V")
LIST = {
    "name": "aikagi",
    "version": "1.2.0",
    "date": "2027-01-31",
    "notes": {"en": "What is new", "ja": "新機能"},
    "files": [{"system": "linux", "name": "a.deb", "size": 9, "sha256": "0" * 64}],
}
PASTED = base64.b64encode(f"state={STATE}&code=the-code".encode())
LINK = f"otpauth://totp/a?secret={SECRET}&issuer=A".encode()
JOURNAL = revoke_journal.Journal("111122223333", "AIDAX", "v", "2026-11-28T00:00:00+00:00")


def _json(content: dict[str, object]) -> bytes:
    return as_json(content)


def _baseline(path: Path, _room: Path) -> object:
    return baseline.from_json(read_handover_file(path).baseline)


DOORS = (
    Door(
        "a vendor's profile",
        _in_a_file("vendor.toml", _profile),
        ((RESOURCES / "vendor.toml").read_bytes(), b'name = "A"\nlast_day = "2027-03-31"\n'),
    ),
    Door(
        "the progress that was kept",
        _in_a_file("progress.json", _records(Records.load_facts)),
        (_json({"region": "x", "account": "111122223333", "ticked": ["a"]}),),
    ),
    Door(
        "a record of a hand-over",
        _in_a_file(f"handovers/{HANDOVER.id}.json", _records(Records.handovers)),
        (_json(to_json(HANDOVER)),),
    ),
    Door(
        "a vendor record that was chosen",
        _in_a_file("handover.json", _baseline),
        (_json(to_json(HANDOVER)), _json({"format": "aikagi-handover", "id": "0" * 32})),
    ),
    Door(
        "the settings",
        _in_a_file("settings.json", _records(Records.language)),
        (_json({"language": "ja"}),),
    ),
    Door(
        "what a review decided",
        _in_a_file(
            "decisions/111122223333.json",
            _records(lambda r: r.kept_of("111122223333", decisions._decisions)),
        ),
        (_json({"format": decisions.FORMAT, "decisions": []}),),
    ),
    Door(
        "what was noted before a revocation",
        _in_a_file(
            "revocations/1-A.json", _records(lambda r: r.journal("1-A", revoke_journal.from_json))
        ),
        (_json(revoke_journal.to_json(JOURNAL)),),
    ),
    Door("a pasted sign-in", _pasted, (PASTED, PASTED + b"\n", b"state=a&code=b"), secret=True),
    Door("a pasted MFA secret", _mfa_secret, (SECRET.encode(), LINK, b"Ab 3 "), secret=True),
    Door("a typed code", _code, (b"123456", "１２３ ４５６".encode()), secret=True),
    Door("the list of newer versions", _update_list, (json.dumps(LIST).encode(),)),
    Door("a signature of it, and its key", _signature, (b"MFkwEwYHKoZIzj0CAQ==\x000E\x02\x01",)),
)


@dataclass
class Watch:
    """Sees what is written while it is `at` a room, anywhere else on the disk."""

    at: str = ""
    elsewhere: list[str] = field(default_factory=list)

    def start(self) -> Watch:
        """Once for the process: there is no way to end it."""
        sys.addaudithook(self._see)
        return self

    def _see(self, event: str, args: tuple[object, ...]) -> None:
        if not self.at:
            return
        if event == "open":
            path, mode, flags = args
            writes = isinstance(flags, int) and flags & WRITES
            if writes or (isinstance(mode, str) and set(mode) & set("wax+")):
                self._note(event, path)
        elif event in MOVES:
            self._note(event, args[MOVES[event]])
        elif event in {"subprocess.Popen", "os.system", "socket.connect"}:
            self.elsewhere.append(event)

    def _note(self, event: str, path: object) -> None:
        where = os.path.realpath(os.fsdecode(path)) if isinstance(path, str | bytes | Path) else "?"
        if not where.startswith((self.at, "/dev/null")) and where != "?":
            self.elsewhere.append(f"{event} {where}")


@contextlib.contextmanager
def room() -> Iterator[Path]:
    """A folder of one reading's own."""
    with tempfile.TemporaryDirectory(prefix="door-") as made:
        yield Path(os.path.realpath(made))


def through(door: Door, content: bytes, where: Path, watch: Watch) -> None:
    """Read the bytes; fails where anything but ours comes of it."""
    began, watch.at, watch.elsewhere[:] = time.thread_time(), str(where), []
    said = ""
    try:
        door.read(content, where)
    except (Trouble, SecretError) as error:
        said = f"{error!s} {error!r} {vars(error)}"
    finally:
        watch.at = ""
    assert time.thread_time() - began < SECONDS, "too slow"
    assert not watch.elsewhere, watch.elsewhere
    assert len(said) < 2_000, "an error that is a book"
    if door.secret:
        _nothing_of(content[:PIECES], said)


def _nothing_of(content: bytes, said: str) -> None:
    text = "".join(content.decode("utf-8", "ignore").split())
    for start in range(len(text) - PIECE + 1):
        piece = text[start : start + PIECE]
        assert piece not in said, "the error quotes what came in"
