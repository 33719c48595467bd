"""What a frozen bundle is: its version, its day, and whose it is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import bundlenote
from bundlenote import slug

INTERNAL = "_internal"
RESOURCES = f"{INTERNAL}/resources"
PROGRAM = "aikagi"
# PEP 440's beginnings of what comes before a release: dpkg sorts what follows a tilde first.
# https://www.debian.org/doc/debian-policy/ch-controlfields.html#version
_BEFORE_RELEASE = re.compile(r"[.]?(a|b|rc|dev)(?=\d)")


class NotABundle(Exception):  # noqa: N818  (it says what the folder isn't)
    """The folder isn't a bundle that `packaging/build.py` made; says what is missing."""


@dataclass(frozen=True)
class Product:
    """One build. `vendor` is the name in a branded build's profile, and "" in ours."""

    version: str
    built: date
    vendor: str

    @property
    def name(self) -> str:
        """What the package, its folder and its command are called.

        A vendor's build has a name of its own: a customer with two vendors can have both, and
        neither replaces the other's profile. Their records are one list all the same, since they
        lie with the customer, and only one of them runs at a time.
        """
        return f"{PROGRAM}-{slug(self.vendor)}" if self.vendor else PROGRAM

    @property
    def debian_version(self) -> str:
        """The version as dpkg sorts it."""
        return _BEFORE_RELEASE.sub(r"~\1", self.version)

    @property
    def epoch(self) -> int:
        """The day of the build in seconds since 1970, for every file's date."""
        return int(datetime.fromisoformat(f"{self.built.isoformat()}T00:00:00+00:00").timestamp())


def read(bundle: Path) -> Product:
    """What the bundle says of itself. Raises `NotABundle`."""
    resources = bundle / RESOURCES
    if not (bundle / PROGRAM).is_file() or not resources.is_dir():
        message = f"{bundle} is no bundle: {PROGRAM} and {RESOURCES} aren't both there"
        raise NotABundle(message)
    try:
        note = bundlenote.read(resources)
        return Product(note.version, date.fromisoformat(note.built), note.vendor)
    except (bundlenote.Unreadable, ValueError) as error:
        message = f"what {bundle} says of itself can't be used: {error}"
        raise NotABundle(message) from error
