"""The vendor profile: a small TOML file in which a vendor says what it needs.

It is somebody else's file, so nothing in it is believed unchecked. A bad one is explained by its
line, and the customer goes on without it.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path

from app import delivery
from app.messages import Message, msg
from app.settings import LANGUAGES, RESOURCES

DEFAULT = RESOURCES / "vendor.toml"
LARGEST = 100_000  # bytes
LONGEST = 200  # characters of a text
MOST = 50  # documents
YEARS = range(2000, 9000)  # a later day can't be reckoned with in every time zone
CONTRACTS = ("A", "B", "")
# https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
_USER_NAME = re.compile(r"[A-Za-z0-9_+=,.@-]{1,64}")
# https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-arns
_POLICY_ARN = re.compile(r"arn:aws(-[a-z]+)*:iam::(aws|\d{12}):policy/[A-Za-z0-9_+=,.@/-]{1,512}")
_POSITION = re.compile(r"\(at line (\d+), column \d+\)")


@dataclass(frozen=True)
class VendorProfile:
    """What a vendor asks for. `contract` is "A" (maintenance), "B" (handover) or "" (not said).

    `last_day` is YYYY-MM-DD or "". `documents` are what the vendor hands in before the handover.
    """

    name: str = ""
    user_name: str = "vendor-admin"
    policy_arn: str = "arn:aws:iam::aws:policy/AdministratorAccess"
    contact: str = ""
    contract: str = ""
    languages: tuple[str, ...] = LANGUAGES
    channels: tuple[str, ...] = delivery.USUAL
    require_mfa: bool = True
    change_password: bool = False
    rights_later: bool = False
    last_day: str = ""
    documents: tuple[str, ...] = ()


@dataclass(frozen=True)
class Problem:
    """Why a profile isn't used. `line` counts from 1; 0 if the file couldn't be read at all."""

    line: int
    message: Message


class _Bad(ValueError):  # noqa: N818  (what it is)
    """A profile's problem on its way out."""

    def __init__(self, *, line: int, message: Message) -> None:
        super().__init__(str(message))
        self.problem = Problem(line, message)


def load(path: Path | None) -> tuple[VendorProfile, Problem | None]:
    """The profile in `path`, or Aikagi's own if there is no path or if the file is bad.

    Never raises: what is wrong with the file is the second value.
    """
    try:
        return _parse(_read(path or DEFAULT)), None
    except _Bad as bad:
        return VendorProfile(), bad.problem


def _read(path: Path) -> str:
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
    except OSError:
        unreadable = msg("The vendor profile {file} can't be read.", file=path.name)
        raise _Bad(line=0, message=unreadable) from None
    if len(content) > LARGEST:
        large = msg("{file} is too large for a vendor profile.", file=path.name)
        raise _Bad(line=0, message=large)
    try:
        return content.decode("utf-8-sig")  # Notepad's mark at the beginning is no mistake
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        encoding = msg("Line {line}: save the file with the encoding UTF-8.", line=line)
        raise _Bad(line=line, message=encoding) from None


def _parse(text: str) -> VendorProfile:
    try:
        found = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        position = _POSITION.search(str(error))
        line = int(position[1]) if position else text.rstrip().count("\n") + 1
        syntax = msg(
            'Line {line} isn\'t valid TOML. A setting looks like this: name = "Example Inc."',
            line=line,
        )
        raise _Bad(line=line, message=syntax) from None
    _check(found, text)
    return VendorProfile(
        **{k: tuple(v) if isinstance(v, list) else v for k, v in found.items()}  # type: ignore[arg-type]
    )


Check = Callable[[object, int], Message | None]


def _check(found: Mapping[str, object], text: str) -> None:
    """Raise `_Bad` for the first line that is wrong."""
    bad: list[Problem] = []
    for key, value in found.items():
        line = _line_of(key, text)
        message = _CHECKS.get(key, _unknown(key))(value, line)
        if message:
            bad.append(Problem(line, message))
    if bad:
        first = min(bad, key=lambda problem: problem.line)
        raise _Bad(line=first.line, message=first.message)


def _line_of(key: str, text: str) -> int:
    """The line where `key` is set, be it plain, quoted, dotted or a table's."""
    name = re.escape(key)
    found = re.search(rf"^[ \t]*\[*[ \t]*[\"']?{name}[\"']?[ \t]*[=.\]]", text, re.MULTILINE)
    return text.count("\n", 0, found.start()) + 1 if found else 1


def _unknown(key: str) -> Check:
    known = ", ".join(f.name for f in fields(VendorProfile))
    return lambda _, line: msg(
        "Line {line}: a vendor profile has no setting “{key}”. It has: {known}.",
        line=line,
        key=key[:LONGEST],
        known=known,
    )


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
        example=VendorProfile.policy_arn,
    )


def _contract(value: object, line: int) -> Message | None:
    if isinstance(value, str) and value in CONTRACTS:
        return None
    return msg(
        'Line {line}: this must be "A" (maintenance), "B" (handover) or "" (not decided).',
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


def _some_of(known: tuple[str, ...], value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(item in known for item in value)


def _known(line: int, known: tuple[str, ...]) -> dict[str, object]:
    return {"line": line, "known": ", ".join(known)}


_CHECKS: Mapping[str, Check] = {
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
}
