"""What each setting of a vendor profile may be, and what is said of one that isn't so."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date

from app import delivery, updateplace
from app.handoverfile import YEARS
from app.messages import Message, msg
from app.settings import LANGUAGES

LONGEST = 200  # characters of a text
MOST = 50  # documents
CONTRACTS = ("A", "B", "")
ADMINISTRATOR = "arn:aws:iam::aws:policy/AdministratorAccess"
# https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
_USER_NAME = re.compile(r"[A-Za-z0-9_+=,.@-]{1,64}")
# https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-arns
_POLICY_ARN = re.compile(r"arn:aws(-[a-z]+)*:iam::(aws|\d{12}):policy/[A-Za-z0-9_+=,.@/-]{1,512}")

# Of a value and its line: what is wrong with it, or None.
Check = Callable[[object, int], Message | None]


def _text(value: object, line: int) -> Message | None:
    if not isinstance(value, str):
        return msg('Line {line}: this must be a text in quotation marks ("…").', line=line)
    if len(value) > LONGEST or not value.isprintable():
        return msg(
            "Line {line}: this must be one line of {most} characters at most.", **_most(line)
        )
    return None


def _most(line: int) -> dict[str, object]:
    return {"line": line, "most": LONGEST}


def _user_name(value: object, line: int) -> Message | None:
    if isinstance(value, str) and _USER_NAME.fullmatch(value):
        return None
    return msg(
        "Line {line}: a user name in AWS has 1 to 64 letters, digits and + = , . @ _ - without "
        "spaces.",
        line=line,
    )


def _policy_arn(value: object, line: int) -> Message | None:
    if isinstance(value, str) and _POLICY_ARN.fullmatch(value):
        return None
    return msg(
        "Line {line}: this must be the ARN of a policy (its full name in AWS), such as {example}.",
        line=line,
        example=ADMINISTRATOR,
    )


def _contract(value: object, line: int) -> Message | None:
    if isinstance(value, str) and value in CONTRACTS:
        return None
    return msg(
        'Line {line}: this must be "A" (maintenance), "B" (take over the system) or "" '
        "(not decided).",
        line=line,
    )


def _languages(value: object, line: int) -> Message | None:
    if _some_of(LANGUAGES, value):
        return None
    return msg("Line {line}: choose from these languages: {known}.", **_known(line, LANGUAGES))


def _channels(value: object, line: int) -> Message | None:
    if not isinstance(value, list) or not _some_of(delivery.IDS, value):
        return msg(
            "Line {line}: choose from these channels: {known}.", **_known(line, delivery.IDS)
        )
    if not delivery.enough(value):
        return msg(
            "Line {line}: the file and its passphrase need two different ways. Add a channel, for "
            'example "phone".',
            line=line,
        )
    return None


def _yes_or_no(value: object, line: int) -> Message | None:
    if isinstance(value, bool):
        return None
    return msg("Line {line}: this must be true or false, without quotation marks.", line=line)


def _last_day(value: object, line: int) -> Message | None:
    if value == "" or (isinstance(value, str) and _is_day(value)):
        return None
    return msg(
        'Line {line}: this must be a day such as "2027-03-31", or "" for none, in quotation marks.',
        line=line,
    )


def _is_day(text: str) -> bool:
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return False
    return found.isoformat() == text and found.year in YEARS


def _documents(value: object, line: int) -> Message | None:
    good = (
        isinstance(value, list) and len(value) <= MOST and len(set(map(str, value))) == len(value)
    )
    if good and all(item and _text(item, line) is None for item in value):  # type: ignore[attr-defined]
        return None
    return msg(
        'Line {line}: this must be a list of names, each once: ["Network diagram", "Accounts"].',
        line=line,
    )


def _updates_url(value: object, line: int) -> Message | None:
    if value == "" or updateplace.is_address(value):
        return None
    return msg(
        "Line {line}: this must be the https address of a list of versions, such as {example}, or "
        '"" for none.',
        line=line,
        example="https://www.example.com/aikagi/latest.json",
    )


def _updates_key(value: object, line: int) -> Message | None:
    if value == "" or updateplace.is_key(value):
        return None
    return msg(
        "Line {line}: this must be the text of a public key on the curve P-256, as openssl writes "
        'it, or "" for none.',
        line=line,
    )


def _some_of(known: tuple[str, ...], value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(item in known for item in value)


def _known(line: int, known: tuple[str, ...]) -> dict[str, object]:
    return {"line": line, "known": ", ".join(known)}


CHECKS: Mapping[str, Check] = {
    "name": _text,
    "user_name": _user_name,
    "policy_arn": _policy_arn,
    "contact": _text,
    "contract": _contract,
    "languages": _languages,
    "channels": _channels,
    "require_mfa": _yes_or_no,
    "change_password": _yes_or_no,
    "rights_later": _yes_or_no,
    "last_day": _last_day,
    "documents": _documents,
    "updates_url": _updates_url,
    "updates_key": _updates_key,
}
