"""What a user had before a revocation changed it: names, numbers and switches, no secret.

Each part is on the disk before the first call that changes it. The deny comes first and must come
soon, so that what it changes is noted alone before it, and all the rest after it: by then the
user itself can't change anything any more. What was noted first is never overwritten.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from datetime import datetime
from typing import Any

from app.handoverfile import Damaged, is_date
from app.records import Records
from app.revoke_state import Credential
from app.troubles import Trouble

log = logging.getLogger(__name__)
FORMAT = "aikagi-before-revoking"
ELSEWHERE = "elsewhere"  # in `unread`: the revocation was begun before this was noted
_ID = re.compile(r"\w{1,128}", re.ASCII)  # what becomes a file's name


@dataclass(frozen=True)
class Journal:
    """What was so before. Times are AWS's, ISO 8601, "" for what hasn't happened.

    `whole`: all was noted, not only what the deny changes. `deny_document` is what an inline policy
    with our deny's name had said, "" for none. `had_password`: also where a revocation before this
    one took it, and nobody has set another since. `unread` are the fields that AWS didn't show.
    """

    account: str
    user_id: str
    user_name: str
    begun: str
    cut_off: str = ""  # when the deny was seen last
    whole: bool = False
    boundary: str = ""
    deny_attached: bool = False
    deny_document: str = ""
    had_password: bool = False
    keys: tuple[Credential, ...] = ()
    certificates: tuple[Credential, ...] = ()
    ssh_keys: tuple[Credential, ...] = ()
    service_credentials: tuple[Credential, ...] = ()
    groups: tuple[str, ...] = ()
    attached: tuple[str, ...] = ()
    inline: tuple[str, ...] = ()
    mfa: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()

    def cut_off_at(self) -> datetime | None:
        """When the deny was seen last."""
        return datetime.fromisoformat(self.cut_off) if self.cut_off else None


@dataclass
class Notebook:
    """The journal of one user, on the disk and at hand. A disk that is full stops nobody."""

    records: Records
    account: str
    user_id: str
    journal: Journal | None = field(init=False)
    lost: bool = False  # something couldn't be written
    kept: bool = False  # it couldn't be removed

    def __post_init__(self) -> None:
        name = self._name()
        self.journal = None
        try:
            self.journal = self.records.journal(name, from_json) if name else None
        except Trouble as trouble:
            log.warning("the journal of an earlier revocation: %s", trouble)
            self.lost = True

    def keep(self, journal: Journal) -> None:
        """Write it down; at hand it stays in any case."""
        self.journal, name = journal, self._name()
        self.lost = self.lost or not name
        try:
            if name:
                self.records.keep_journal(name, to_json(journal))
        except Trouble as trouble:
            log.warning("the journal of the revocation: %s", trouble)
            self.lost = True

    def cut_off(self, when: datetime) -> None:
        """The deny has been seen."""
        if self.journal is not None:
            self.keep(replace(self.journal, cut_off=stamp(when)))

    def still_open(self) -> None:
        """The deny isn't to be seen, whatever was seen earlier."""
        if self.journal is not None and self.journal.cut_off:
            self.keep(replace(self.journal, cut_off=""))

    def forget(self) -> None:
        """It isn't needed any more: all is as it was, or the user is gone.

        One that couldn't be removed does no harm: the next revocation of a user that is let in
        notes anew what it finds.
        """
        self.journal = None
        try:
            if self._name():
                self.records.drop_journal(self._name())
        except Trouble as trouble:
            log.warning("the journal, which isn't needed any more: %s", trouble)
            self.kept = True

    def _name(self) -> str:
        return file_name(self.account, self.user_id)


def file_name(account: str, user_id: str) -> str:
    """What a user's files are called; "" where these aren't AWS's numbers."""
    ids = (account, user_id)
    return "-".join(ids) if all(_ID.fullmatch(one) for one in ids) else ""


def stamp(when: datetime) -> str:
    """A time as a journal has it: ISO 8601, to the second."""
    return when.isoformat(timespec="seconds")


def to_json(journal: Journal) -> dict[str, object]:
    """As JSON's types."""
    return {"format": FORMAT, **asdict(journal)}


def from_json(found: Mapping[str, object]) -> Journal:
    """What `to_json` wrote. Raises `Damaged`."""
    if found.get("format") != FORMAT:
        raise Damaged(where="format")
    known: dict[str, Any] = {}
    for one in fields(Journal):
        if one.name in found:
            known[one.name] = _READERS[str(one.type)](one.name, found[one.name])
    try:
        journal = Journal(**known)
    except TypeError:
        raise Damaged(where="a field is missing") from None
    if not all(is_date(when) for when in (journal.begun, journal.cut_off)):
        raise Damaged(where="a date")
    return journal


def _one(kind: type) -> Callable[[str, object], object]:
    def read(name: str, value: object) -> object:
        if type(value) is not kind:
            raise Damaged(where=name)
        return value

    return read


def _texts(name: str, value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise Damaged(where=name)
    return tuple(value)


def _credentials(name: str, value: object) -> tuple[Credential, ...]:
    if not isinstance(value, list):
        raise Damaged(where=name)
    try:
        return tuple(Credential(str(one["id"]), one["active"] is True) for one in value)
    except (TypeError, KeyError):
        raise Damaged(where=name) from None


_READERS: Mapping[str, Callable[[str, object], object]] = {
    "str": _one(str),
    "bool": _one(bool),
    "tuple[str, ...]": _texts,
    "tuple[Credential, ...]": _credentials,
}
