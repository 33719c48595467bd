"""The encrypted zip for the vendor: the sign-in details, and a note on what to do with them.

WinZip AES-256 in its AE-2 form (https://www.winzip.com/en/support/aes-encryption/), which 7-Zip
and Keka open. AE-2 leaves out each member's checksum, which would give away a short file.
The zip is made in memory: the disk only ever sees it encrypted.
"""

from __future__ import annotations

import csv
import io
import os
import re
import struct
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any, Self

from app.newfile import NewFile
from app.settings import RESOURCES
from app.troubles import ZIP_DAMAGED, Trouble, troubled

CREDENTIALS = "credentials.csv"
README = "README.txt"
# The file that the console offers for a new console user has these three columns.
HEADER = ("User name", "Password", "Console sign-in URL")
ROOM = 64 * 1024  # bytes taken at the start; a zip has some 6 KiB
NAMES_TRIED = 999
AE2, AES_256 = 2, 3
BOM = "\ufeff"
_MARK = re.compile(r"\[(?P<no>not )?(?P<name>[a-z_]+)\] ?")
# What pyzipper raises, beside its own error, for one wrong bit somewhere in a zip.
_UNREADABLE = (RuntimeError, ValueError, KeyError, EOFError, OSError, zlib.error, struct.error)


@dataclass(frozen=True)
class Credentials:
    """What the vendor signs in with. `url` is the account's console sign-in page."""

    user_name: str
    password: str = field(repr=False)
    url: str


@dataclass(frozen=True)
class Conditions:
    """What the vendor is told that it will meet. `ends`: the day from which nothing works any more.

    It can set MFA up at once (`mfa_now`), once it has its rights (`mfa_later`), or not by itself,
    and is told to where it can. The README's lines that begin with one of the names in brackets
    are for those who meet it, those that begin with `[not …]` for the others.
    """

    require_mfa: bool = False
    mfa_now: bool = True
    mfa_later: bool = False
    change_password: bool = False
    rights_later: bool = False
    ends: str = ""

    @property
    def mfa(self) -> bool:
        """Whether it is told to set MFA up."""
        return self.mfa_now or self.mfa_later


class PackageFile:
    """The zip in the making: its place on the disk is taken before anything else is done.

    Use it in a `with`, or call `discard`: what wasn't finished is removed.
    """

    def __init__(self, new: NewFile, stem: str, account: str) -> None:
        self._new = new
        self._stem = stem
        self._account = account

    @classmethod
    def open(
        cls, folder: Path, account: str, user_name: str, *, today: date | None = None
    ) -> PackageFile:
        """Take a place in `folder` for the zip of `user_name`, room on the disk included.

        Raises `Trouble`: FOLDER_GONE, FOLDER_READ_ONLY, DISK_FULL, FILE_TROUBLE.
        """
        return cls(NewFile.open(folder, room=ROOM), stem(user_name, today), account)

    def write(
        self,
        credentials: Credentials,
        passphrase: str,
        conditions: Conditions = Conditions(),
    ) -> Path:
        """`seal`, then `place`; returns the zip's path. After a `Trouble` no file is left."""
        try:
            self.seal(credentials, passphrase, conditions)
            return self.place()
        finally:
            self.discard()

    def seal(
        self,
        credentials: Credentials,
        passphrase: str,
        conditions: Conditions = Conditions(),
    ) -> None:
        """Write the zip beside its name, and open it again with the passphrase.

        `conditions` are what the README tells the vendor to expect. Raises `Trouble`: DISK_FULL,
        ZIP_DAMAGED and the like.
        """
        values = {
            "user_name": credentials.user_name,
            "account": self._account,
            "url": credentials.url,
            "date": datetime.now().astimezone().date().isoformat(),
        }
        members = {
            CREDENTIALS: credentials_csv(credentials),
            README: readme(values, conditions),
        }
        self._new.write(_sealed(members, passphrase))
        _prove(self._new.read(), members, passphrase)

    def target(self) -> Path:
        """Where `place` will put it, unless somebody is quicker."""
        paths = (self._new.path.with_name(name) for name in _names(self._stem))
        return next((path for path in paths if not os.path.lexists(path)), self._new.path)

    def place(self) -> Path:
        """Give the sealed zip its name, over no other file. Returns its path; raises `Trouble`."""
        return self._new.place(_names(self._stem))

    def discard(self) -> None:
        """Give the place back, if the zip wasn't finished. Safe any number of times."""
        self._new.discard()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_raised: object) -> None:
        self.discard()


def save_copy(path: Path, to_folder: Path) -> Path:
    """Copy a finished zip into another folder, over nothing. Returns the copy's path.

    Raises `Trouble`.
    """
    with troubled():
        content = path.read_bytes()
    with NewFile.open(to_folder, room=len(content)) as new:
        new.write(content)
        return new.place(_names(re.sub(r"(-\d{8})-\d+$", r"\1", path.stem)))


def stem(user_name: str, today: date | None = None) -> str:
    """The zip's name without `.zip`: the user and the day, and nothing that invites thieves."""
    day = today or datetime.now().astimezone().date()
    return f"aikagi-{user_name}-{day:%Y%m%d}"


def _names(name: str) -> Iterator[str]:
    yield f"{name}.zip"
    yield from (f"{name}-{number}.zip" for number in range(2, NAMES_TRIED))


def credentials_csv(credentials: Credentials) -> bytes:
    """The CSV as the console gives it: one row, CRLF, quotes where needed.

    Without a byte order mark: user names, our passwords and sign-in URLs are ASCII, so no reader
    needs one, while a script that asks for the column `User name` would stumble over it.
    """
    text = io.StringIO(newline="")
    row = (credentials.user_name, credentials.password, credentials.url)
    csv.writer(text, lineterminator="\r\n").writerows((HEADER, row))
    return text.getvalue().encode()


def readme(values: Mapping[str, str], conditions: Conditions) -> bytes:
    """The note for the vendor, Japanese and English. The mark and CRLF are for Notepad."""
    parts = (
        (RESOURCES / "package" / f"README.{language}.txt").read_text(encoding="utf-8")
        for language in ("ja", "en")
    )
    known = {**values, "ends": conditions.ends}
    text = "\n\n".join(_for(conditions, part).strip().format_map(known) for part in parts)
    return (BOM + text + "\n").replace("\n", "\r\n").encode()


def _for(conditions: Conditions, text: str) -> str:
    """The lines of `text` that concern a vendor under these `conditions`."""
    lines = ((_MARK.match(line), line) for line in text.splitlines())
    kept = (
        line[mark.end() :] if mark else line
        for mark, line in lines
        if mark is None or bool(getattr(conditions, mark["name"])) is not bool(mark["no"])
    )
    return "\n".join(kept)


def _sealed(members: Mapping[str, bytes], passphrase: str) -> bytes:
    """The zip's bytes."""
    from pyzipper import WZ_AES, ZIP_DEFLATED, AESZipFile

    content = io.BytesIO()
    aes = {"nbits": 256, "force_wz_aes_version": AE2}
    with AESZipFile(
        content, "w", compression=ZIP_DEFLATED, encryption=WZ_AES, encryption_kwargs=aes
    ) as sealed:
        sealed.setpassword(passphrase.encode())
        for name, member in members.items():
            sealed.writestr(name, member)
    return content.getvalue()


def _prove(content: bytes, members: Mapping[str, bytes], passphrase: str) -> None:
    """Check that the passphrase opens `content`, and that it is what went in. Raises `Trouble`."""
    if opened(content, passphrase) != members:
        raise Trouble(ZIP_DAMAGED, detail="contents")


def opened(content: bytes, passphrase: str) -> dict[str, bytes]:
    """The files in a zip of ours. Raises `Trouble` (ZIP_DAMAGED), also for another passphrase."""
    from pyzipper import AESZipFile, BadZipFile

    try:
        with AESZipFile(io.BytesIO(content)) as sealed:
            sealed.setpassword(passphrase.encode())
            found = {name: sealed.read(name) for name in sealed.namelist()}
            strong = all(map(_is_strong, sealed.infolist()))
    except (BadZipFile, *_UNREADABLE) as error:
        raise Trouble(ZIP_DAMAGED, detail=type(error).__name__) from None
    if not strong:
        raise Trouble(ZIP_DAMAGED, detail="contents")
    return found


def _is_strong(member: Any) -> bool:
    return bool(member.wz_aes_version == AE2 and member.wz_aes_strength == AES_256)
