"""The record of one hand-over: who was let in, when, and what has become of it. No secret.

The same fields, as JSON, are the file that the customer keeps for a later review.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from datetime import UTC, datetime

from app.moments import zoned

FORMAT = "aikagi-handover"
STATES = ("making", "made", "revoking", "disabled", "deleted", "undone", "reissuing")
STANDING = frozenset({"made", "reissuing", "revoking", "disabled"})  # its user was let in whole
LET_IN = frozenset({"made", "reissuing"})
SHUT_OUT = frozenset({"revoking", "disabled", "deleted"})  # or on its way there
ID = re.compile(r"[0-9a-f]{32}")
DATES = (
    "user_created",
    "started",
    "made_at",
    "file_sent_at",
    "password_sent_at",
    "last_used",
    "revoked_at",
    "ends_at",
    "rights_given_at",
)
# Moments of other years can't be reckoned with everywhere: Windows' own calendar ends with 3000.
YEARS = range(2000, 3000)
_ACCOUNT = re.compile(r"(\d{12})?")


class Damaged(ValueError):  # noqa: N818  (what it is)
    """The content isn't a record of ours. Its text names the field at fault, never its value."""

    def __init__(self, *, where: str) -> None:
        super().__init__(where)


def now() -> str:
    """This moment as the records write it: ISO 8601, UTC, seconds."""
    return written(datetime.now(UTC))


def written(when: datetime) -> str:
    """A moment as the records write it, for those that are AWS's and not this computer's."""
    return when.astimezone(UTC).isoformat(timespec="seconds")


def new_id() -> str:
    """An id that no other record has."""
    import secrets  # here, as what follows isn't needed before the first window is shown

    return secrets.token_hex(16)


@dataclass(frozen=True)
class Handover:
    """One hand-over. Dates are ISO 8601 in UTC, "" for what hasn't happened.

    `state` is one of `STATES`; "revoking" was begun and isn't complete, and has a `revoked_at` only
    where the deny was seen. `extra` holds what a newer version of Aikagi wrote, so that saving
    doesn't lose it.
    """

    id: str = field(default_factory=new_id)
    state: str = "making"
    account: str = ""
    user_name: str = ""
    user_id: str = ""
    user_created: str = ""
    vendor: str = ""
    policy_arn: str = ""
    require_mfa: bool = False
    started: str = field(default_factory=now)
    made_at: str = ""
    zip_path: str = ""
    half_zip: str = ""  # while the act isn't finished: where its zip is, or is about to be
    file_channel: str = ""
    file_sent_at: str = ""
    password_channel: str = ""
    password_sent_at: str = ""
    last_used: str = ""  # the vendor's last sign-in that was seen
    revoked_at: str = ""
    contract: str = ""
    app_version: str = ""
    existed: bool = False  # the user was there before: taking back can't bring it as it was
    change_password: bool = False  # the vendor has to, at the first sign-in
    rights_later: bool = False  # the rights come only once the vendor has signed in
    rights_given_at: str = ""  # when they were then given
    ends_at: str = ""  # from then on everything is denied to the user
    missing: tuple[str, ...] = ()  # what the last look didn't find as kept here, by field name
    rights_seen: tuple[str, ...] = ()  # where that is `policy_arn`: the ARNs that it found instead
    end_seen: bool = False  # the last look was after `ends_at`, and the deny was there
    documents: tuple[str, ...] = ()  # names of those that the vendor has delivered
    documents_asked: tuple[str, ...] = ()  # names of those it said it would; none: the usual ones
    channels: tuple[str, ...] = ()  # ids of those it can receive by; none: not said
    needs_reissue: bool = False  # let in again after it was shut out, but without a password
    elsewhere: bool = False  # let in from another computer: what was sent isn't known here
    issue: int = 1  # counts the packages: a re-issued one has a passphrase of its own
    # Who was in the account then, as `app.review.baseline` writes it; {} where it wasn't taken.
    baseline: Mapping[str, object] = field(default_factory=dict, repr=False, compare=False)
    version: int = 1
    extra: Mapping[str, object] = field(
        default_factory=dict, repr=False, compare=False, metadata={"inner": True}
    )


def by_hand(handover: Handover) -> bool:
    """Whether the user wasn't let in with Aikagi: only its shutting out is on record."""
    return handover.elsewhere and not handover.made_at


_FIELDS = {f.name: f.type for f in fields(Handover) if not f.metadata}
_TYPES: dict[object, type] = {"str": str, "bool": bool, "int": int, "Mapping[str, object]": dict}
_TEXTS = "tuple[str, ...]"


def to_json(handover: Handover) -> dict[str, object]:
    """The record as JSON's types, with what a newer version wrote."""
    known = asdict(handover)
    extra = known.pop("extra")
    return {"format": FORMAT, **extra, **known}


def from_json(found: Mapping[str, object]) -> Handover:
    """The record that `to_json` wrote, or another version's. Raises `Damaged`."""
    if found.get("format") != FORMAT:
        raise Damaged(where="format")
    for name, kind in _FIELDS.items():
        if name in found and not _fits(found[name], kind):
            raise Damaged(where=name)
    known = {name: _as_kept(found[name]) for name in _FIELDS if name in found}
    extra = {k: v for k, v in found.items() if k not in _FIELDS and k != "format"}
    handover = Handover(**known, extra=extra)  # type: ignore[arg-type]  # types checked above
    _check(handover, found)
    return handover


def _fits(value: object, kind: object) -> bool:
    if kind == _TEXTS:
        return isinstance(value, list | tuple) and all(isinstance(item, str) for item in value)
    return type(value) is _TYPES[kind]


def _as_kept(value: object) -> object:
    return tuple(value) if isinstance(value, list) else value


def _check(handover: Handover, found: Mapping[str, object]) -> None:
    """What becomes a file name or a choice must be one of ours."""
    if "id" not in found or not ID.fullmatch(handover.id):
        raise Damaged(where="id")
    if handover.state not in STATES:
        raise Damaged(where="state")
    if not _ACCOUNT.fullmatch(handover.account):
        raise Damaged(where="account")
    for name in DATES:
        if not is_date(getattr(handover, name)):
            raise Damaged(where=name)


def is_date(text: str) -> bool:
    """Whether it is "", or a moment with its time zone: another can't be compared with now."""
    if not text:
        return True
    found = zoned(text)
    return found is not None and found.year in YEARS
