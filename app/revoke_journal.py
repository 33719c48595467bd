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

from app import users
from app.clients import Clients
from app.denial import DENY_ALL_ARN, DENY_POLICY_NAME
from app.grant_look import inline_document
from app.handoverfile import Damaged, is_date
from app.records import Records
from app.revoke_look import stops
from app.revoke_parts import attached_to, says_deny
from app.revoke_state import Credential, State
from app.revoke_steps import SORTS, held
from app.troubles import Trouble
from app.users import UserSeen
from app.work import Token

log = logging.getLogger(__name__)
FORMAT = "aikagi-before-revoking"
ELSEWHERE = "elsewhere"  # in `unread`: the revocation was begun before this was noted
_ID = re.compile(r"\w{1,128}", re.ASCII)  # what becomes a file's name


@dataclass(frozen=True)
class Journal:
    """What was so before. Times are AWS's, ISO 8601, "" for what hasn't happened.

    `whole`: all was noted, not only what the deny changes. `deny_document` is what an inline policy
    with our deny's name had said, "" for none. `unread` are the fields that AWS didn't show.
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


def before_the_deny(clients: Clients, account: str, user: UserSeen) -> Journal:
    """What the deny is going to change. Raises `Trouble` where no more can be asked.

    It is read by the name; where that goes from one user to another all the time, it isn't known.
    No wait in between: the deny is to come soon.
    """

    def noted(now: UserSeen) -> Journal:
        return _noted(clients, account, now)

    try:
        found = users.steady(clients, user.user_id, Token(), noted, user.name, (0.0, 0.0))
    except Trouble as trouble:
        if stops(trouble):
            raise
        log.warning("noting what was before: %s", trouble)
        found = None
    return found or Journal(
        account=account,
        user_id=user.user_id,
        user_name=user.name,
        begun=_written(clients.now()),
        boundary=user.boundary,
        unread=("deny_attached", "deny_document"),
    )


def _noted(clients: Clients, account: str, user: UserSeen) -> Journal:
    unread: list[str] = []

    def read(name: str, look: Callable[[], Any], otherwise: object) -> Any:
        try:
            return look()
        except Trouble as trouble:
            if stops(trouble):
                raise
            log.warning("noting %s: %s", name, trouble)
            unread.append(name)
            return otherwise

    attached = read("deny_attached", lambda: attached_to(clients, user.name), ())
    said = read(
        "deny_document", lambda: inline_document(clients, user.name, DENY_POLICY_NAME), None
    )
    journal = Journal(
        account=account,
        user_id=user.user_id,
        user_name=user.name,
        begun=_written(clients.now()),
        boundary=user.boundary,
        deny_attached=DENY_ALL_ARN in attached,
        deny_document=said or "",
        unread=tuple(unread),
    )
    return _begun_elsewhere(journal) if says_deny(said) else journal


def _begun_elsewhere(journal: Journal) -> Journal:
    """Our own deny is there already: what was so before it, another computer knows at best."""
    covered = journal.boundary == DENY_ALL_ARN  # a limit that it had before was replaced by it
    return replace(
        journal,
        deny_document="",
        deny_attached=False,
        boundary="" if covered else journal.boundary,
        unread=(*journal.unread, ELSEWHERE, *(("boundary",) if covered else ())),
    )


def with_the_rest(journal: Journal, state: State) -> Journal:
    """With all that the first look after the deny shows; nothing of it is changed yet."""
    ours = DENY_ALL_ARN if not journal.deny_attached else ""
    own = DENY_POLICY_NAME if not journal.deny_document else ""
    credentials: dict[str, Any] = {sort.field: held(state, sort) for sort in SORTS}
    return replace(
        journal,
        whole=True,
        had_password=state.has_password,
        **credentials,
        groups=state.groups,
        attached=tuple(arn for arn in state.attached if arn != ours),
        inline=tuple(policy for policy in state.inline if policy != own),
        mfa=state.mfa,
        unread=(*journal.unread, *(u.field for u in state.unread)),
    )


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
            self.keep(replace(self.journal, cut_off=_written(when)))

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


def _written(when: datetime) -> str:
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
