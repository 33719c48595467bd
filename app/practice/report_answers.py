"""IAM: the credential report, made anew every four hours at most, as AWS makes it.

https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_getting-report.html
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from moto.iam.exceptions import IAMException

from app.practice.account import Account
from app.practice.iam_backend import ROOT_BORN
from app.practice.iam_user import PracticeUser

if TYPE_CHECKING:
    from app.practice.api import Asked

LASTS = 4 * 3600.0  # seconds
_KEY = ("active", "last_rotated", "last_used_date", "last_used_region", "last_used_service")
COLUMNS = (
    *("user", "arn", "user_creation_time", "password_enabled", "password_last_used"),
    *("password_last_changed", "password_next_rotation", "mfa_active"),
    *(f"access_key_1_{part}" for part in _KEY),
    *(f"access_key_2_{part}" for part in _KEY),
    *("cert_1_active", "cert_1_last_rotated", "cert_2_active", "cert_2_last_rotated"),
)
NO_KEY = ("false", *("N/A",) * 4)
NO_CERTIFICATE = ("false", "N/A")


class NotPresent(IAMException):
    """Nobody has asked for a report yet."""

    code = "ReportNotPresent"


class Expired(IAMException):
    """The last report is too old to be given."""

    code = "ReportExpired"


@dataclass(frozen=True)
class Made:
    """A report: its text, and when it was made by sign-in's clock."""

    text: str
    at: float

    def age(self, now: float) -> float:
        """Seconds since it was made."""
        return now - self.at


def generate(account: Account, _asked: Asked) -> dict[str, Any]:
    """GenerateCredentialReport. Moto says COMPLETE only when asked twice, and never caches."""
    if account.report is not None and account.report.age(_now(account)) < LASTS:
        return {"State": "COMPLETE"}
    known = account.report is not None
    account.report = Made(_written(account), _now(account))
    text = "has expired" if known else "exists"
    return {
        "State": "STARTED",
        "Description": f"No report {text}. Starting a new report generation task",
    }


def get(account: Account, _asked: Asked) -> dict[str, Any]:
    """GetCredentialReport, with the date at which it was made."""
    made, now = account.report, _now(account)
    if made is None:
        raise NotPresent("No report exists. Please request a new one.")  # noqa: EM101
    if made.age(now) >= LASTS:
        raise Expired("The report has expired. Please request a new one.")  # noqa: EM101
    born = datetime.fromtimestamp(int(account.state.real_now() - made.age(now)), UTC)
    content = made.text.encode()
    return {"Content": content, "ReportFormat": "text/csv", "GeneratedTime": born}


def _now(account: Account) -> float:
    return account.state.now() + account.state.report_age


def _written(account: Account) -> str:
    rows = [COLUMNS, _root(account), *(_row(user) for user in account.iam.everyone())]
    return "\n".join(",".join(row) for row in rows)


def _root(account: Account) -> tuple[str, ...]:
    state = account.state
    born = _time(ROOT_BORN)
    key = ("true", born, *("N/A",) * 3) if state.root_keys and state.root_keys_active else NO_KEY
    certificate = ("true", born) if state.root_certificate else NO_CERTIFICATE
    used = _time(state.root_used) if state.root_used else "no_information"
    return (
        *("<root_account>", f"arn:aws:iam::{state.account}:root", born),
        *("true", used, born, "not_supported", _said(state.root_mfa)),
        *(*key, *NO_KEY, *certificate, *NO_CERTIFICATE),
    )


def _row(user: PracticeUser) -> tuple[str, ...]:
    password = ("false", "N/A", "N/A", "N/A")
    if user.password:
        last: datetime | None = user.password_last_used
        used = _time(last) if last else "no_information"
        password = ("true", used, _time(user.password_changed), "N/A")
    keys = [_key(key) for key in user.access_keys]
    certificates = [
        (_said(one.status == "Active"), _time(one.upload_date))
        for one in user.signing_certificates.values()
    ]
    first, second = [*keys, NO_KEY, NO_KEY][:2]
    one, two = [*certificates, NO_CERTIFICATE, NO_CERTIFICATE][:2]
    mfa = _said(bool(user.mfa_devices))
    return (
        *(user.name, user.arn, _time(user.create_date)),
        *(*password, mfa, *first, *second, *one, *two),
    )


def _key(key: Any) -> tuple[str, ...]:
    used = ("N/A", "N/A", "N/A")
    if key.last_used is not None:
        used = (_time(key.last_used.timestamp), key.last_used.region, key.last_used.service)
    return (_said(key.status == "Active"), _time(key.create_date), *used)


def _time(when: datetime) -> str:
    return when.strftime("%Y-%m-%dT%H:%M:%S+00:00")


def _said(yes: bool) -> str:  # noqa: FBT001
    return "true" if yes else "false"


TABLE = {
    "iam:GenerateCredentialReport": generate,
    "iam:GetCredentialReport": get,
}
