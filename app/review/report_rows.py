"""IAM's credential report: everybody's password, keys and certificates in one list, the root's too.

AWS makes a new one every four hours at most, so it may be that old: what was given to somebody
since isn't in it. It knows neither SSH keys nor credentials for single services, and calls a key
that is switched off no key.
https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_getting-report.html
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from app.moments import zoned
from app.replies import odd
from app.review.identities import Holder
from app.troubles import TIMED_OUT, Trouble
from app.work import Token

ROOT = "<root_account>"
COMPLETE = "COMPLETE"
WAITS = (0.5, 1.0, 2.0, 4.0, 8.0, 8.0, 8.0)  # seconds between looks whether it is made
NOT_READY = ("ReportNotPresent", "ReportExpired", "ReportInProgress")


class Caller(Protocol):
    """What makes the calls: `Clients`."""

    def call(self, service: str, operation: str, **parameters: object) -> Any:
        """Make one call. Raises `Trouble`."""


@dataclass(frozen=True)
class KeyRow:
    """An access key as the report tells it: without its id."""

    active: bool
    made: datetime | None = None
    used: datetime | None = None
    used_by: str = ""  # a service's short name, such as "s3"


@dataclass(frozen=True)
class Row:
    """One user. `password` is whether there is one; `keys` are those that the report tells of."""

    user: str
    arn: str
    created: datetime | None
    password: bool = False
    password_changed: datetime | None = None
    password_used: datetime | None = None
    mfa: bool = False
    keys: tuple[KeyRow, ...] = ()
    certificates: int = 0  # those that are switched on

    @property
    def active_keys(self) -> tuple[KeyRow, ...]:
        """The keys that are switched on."""
        return tuple(key for key in self.keys if key.active)


@dataclass(frozen=True)
class Report:
    """The whole list, as it was when AWS made it."""

    made: datetime
    rows: Mapping[str, Row] = field(default_factory=dict, hash=False)

    @property
    def root(self) -> Row | None:
        """The root user's row."""
        return next((row for row in self.rows.values() if row.user == ROOT), None)

    def row_of(self, user: Holder) -> Row | None:
        """The row of that user; None where it was made, renamed or replaced after the report."""
        row = self.rows.get(user.arn)
        same = row is not None and row.created == user.created.replace(microsecond=0)
        return row if same else None


def read(caller: Caller, token: Token) -> Report:
    """The report, made anew where AWS finds it old enough. Waits for it, half a minute at most.

    Raises `Trouble` and `Cancelled`.
    """
    waits = iter(WAITS)
    while True:
        token.check()
        state = caller.call("iam", "generate_credential_report").get("State")
        if state == COMPLETE:
            try:
                return _parsed(caller.call("iam", "get_credential_report"))
            except Trouble as trouble:
                if trouble.aws_code not in NOT_READY:
                    raise
        pause = next(waits, None)
        if pause is None:
            raise Trouble(TIMED_OUT, detail="iam:GenerateCredentialReport")
        token.wait(pause)


def _parsed(reply: Mapping[str, Any]) -> Report:
    text = reply["Content"].decode("utf-8", "replace")
    lines = csv.DictReader(io.StringIO(text), restkey="", restval="")
    try:
        rows = [_row(found) for found in lines]
    except csv.Error:
        raise odd("credential report") from None  # noqa: EM101  (for support)
    return Report(reply["GeneratedTime"], {row.arn: row for row in rows})


def _row(found: Mapping[str, str]) -> Row:
    keys = [_key(found, number) for number in (1, 2)]
    return Row(
        user=found.get("user", ""),
        arn=found.get("arn", ""),
        created=_time(found.get("user_creation_time")),
        password=_yes(found.get("password_enabled")),
        password_changed=_time(found.get("password_last_changed")),
        password_used=_time(found.get("password_last_used")),
        mfa=_yes(found.get("mfa_active")),
        keys=tuple(key for key in keys if key.active or key.made),
        certificates=sum(_yes(found.get(f"cert_{number}_active")) for number in (1, 2)),
    )


def _key(found: Mapping[str, str], number: int) -> KeyRow:
    part = {name.removeprefix(f"access_key_{number}_"): value for name, value in found.items()}
    service = part.get("last_used_service", "")
    return KeyRow(
        active=_yes(part.get("active")),
        made=_time(part.get("last_rotated")),
        used=_time(part.get("last_used_date")),
        used_by="" if service == "N/A" else service,
    )


def _yes(value: str | None) -> bool:
    return (value or "").lower() == "true"


def _time(value: str | None) -> datetime | None:
    """A date; None for AWS's "N/A", "no_information" and "not_supported"."""
    return zoned(value)
