"""The vendor profile: a small TOML file in which a vendor says what it needs.

It is somebody else's file, so nothing in it is believed unchecked. A bad one is explained by its
line, and the customer goes on without it.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from app import delivery
from app.enddate import is_over, last_day
from app.handoverfile import Handover
from app.messages import Message, msg
from app.settings import LANGUAGES, RESOURCES
from app.vendorprofile_checks import ADMINISTRATOR, CHECKS, LONGEST, Check

DEFAULT = RESOURCES / "vendor.toml"
LARGEST = 100_000  # bytes
MOST_DOTS = 500  # in a line: each in a key makes a table, which takes tomllib longer each time
_POSITION = re.compile(r"\(at line (\d+), column \d+\)")


@dataclass(frozen=True)
class VendorProfile:
    """What a vendor asks for. `contract` is "A" (maintenance), "B" (handover) or "" (not said).

    `last_day` is YYYY-MM-DD or "". `documents` are what the vendor hands in before the handover.
    `updates_url` is where it announces newer versions of Aikagi, "" for nowhere; what is found
    there has to be signed by `updates_key`, where that isn't "" (see `app/updateplace.py`).
    """

    name: str = ""
    user_name: str = "vendor-admin"
    policy_arn: str = ADMINISTRATOR
    contact: str = ""
    contract: str = ""
    languages: tuple[str, ...] = LANGUAGES
    channels: tuple[str, ...] = delivery.USUAL
    require_mfa: bool = True
    change_password: bool = False
    rights_later: bool = False
    last_day: str = ""
    documents: tuple[str, ...] = ()
    updates_url: str = ""
    updates_key: str = ""


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


def as_toml(profile: VendorProfile) -> str:
    """The profile as a file that `load` reads.

    A checked text in quotation marks is the same in JSON and in TOML.
    """
    found = asdict(profile).items()
    return "".join(f"{name} = {json.dumps(value, ensure_ascii=False)}\n" for name, value in found)


def of_record(record: Handover) -> VendorProfile:
    """What a vendor asks for who was let in already: for one more of its people.

    What a profile couldn't say is left at its usual value, and so is a last day that is over.
    """
    ends = record.ends_at
    day = last_day(ends).isoformat() if ends and not is_over(ends, datetime.now(UTC)) else ""
    said: dict[str, object] = {
        "name": record.vendor,
        "user_name": record.user_name,
        "policy_arn": record.policy_arn,
        "contract": record.contract,
        "channels": record.channels,
        "require_mfa": record.require_mfa,
        "change_password": record.change_password,
        "rights_later": record.rights_later,
        "last_day": day,
        "documents": record.documents_asked,
    }
    good = {
        name: value
        for name, value in said.items()
        if CHECKS[name](list(value) if isinstance(value, tuple) else value, 0) is None
    }
    return VendorProfile(**good)  # type: ignore[arg-type]  # checked just above


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


def _loaded(text: str) -> dict[str, Any]:
    for number, line in enumerate(text.splitlines(), start=1):
        if line.count(".") > MOST_DOTS:
            dots = f"(at line {number}, column 1)"
            raise ValueError(dots)
    return tomllib.loads(text)


def _parse(text: str) -> VendorProfile:
    try:
        found = _loaded(text)
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


def _check(found: Mapping[str, object], text: str) -> None:
    """Raise `_Bad` for the first line that is wrong."""
    bad: list[Problem] = []
    for key, value in found.items():
        line = _line_of(key, text)
        message = CHECKS.get(key, _unknown(key))(value, line)
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
