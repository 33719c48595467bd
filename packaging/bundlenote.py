"""What a built program says of itself, for every system's packer: its build, and whose it is."""

from __future__ import annotations

import hashlib
import json
import re
import tomllib
import unicodedata
from dataclasses import dataclass
from pathlib import Path

BUILD, PROFILE = "build.json", "brand/vendor.toml"


class Unreadable(Exception):  # noqa: N818  (it says what can't be read)
    """The program's note or its vendor's profile can't be used; says which and why."""


@dataclass(frozen=True)
class BundleNote:
    """`vendor` is the name in a vendor's own build, and "" in ours; `built` is a day, or ""."""

    version: str
    built: str
    signed: bool
    system: str
    vendor: str


def read(resources: Path) -> BundleNote:
    """The note in a program's `resources`. Raises `Unreadable`."""
    try:
        told = json.loads((resources / BUILD).read_text(encoding="utf-8"))
        return BundleNote(
            version=str(told["version"]),
            built=str(told.get("built", ""))[:10],
            signed=bool(told.get("signed", False)),
            system=str(told.get("system", "")),
            vendor=vendor(resources),
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        message = f"{resources / BUILD} can't be used: {error}"
        raise Unreadable(message) from error


def vendor(resources: Path) -> str:
    """The name in a vendor's own build, "" in ours. Raises `Unreadable` for one without a name."""
    profile = resources / PROFILE
    if not profile.is_file():
        return ""
    try:
        name = str(tomllib.loads(profile.read_text(encoding="utf-8")).get("name", ""))
    except (OSError, ValueError) as error:
        message = f"{profile} can't be used: {error}"
        raise Unreadable(message) from error
    if not name.strip():
        message = f"{profile} names no vendor"
        raise Unreadable(message)
    return " ".join(name.split())


def slug(vendor: str) -> str:
    """A name for packages and files out of a vendor's name, which may be Japanese.

    What is Latin in it; where that is too little to tell vendors apart, a part of its digest.
    """
    latin = unicodedata.normalize("NFKC", vendor).lower()
    found = re.sub(r"[^a-z0-9]+", "-", latin).strip("-")[:30].strip("-")
    if found and latin.isascii():
        return found
    digest = hashlib.sha256(vendor.encode()).hexdigest()[:8]
    return f"{found}-{digest}" if found else digest
