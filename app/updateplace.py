"""Where newer versions are announced, as a build or a vendor's profile names it.

An https address of a small JSON file, and the public key that its signature is checked with. The
key is ECDSA on P-256, because what the installer carries anyhow (awscrt) checks that and can't
check Ed25519, and because `openssl` makes and uses it on every system:
https://docs.openssl.org/master/man1/openssl-dgst/
"""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from app.handoverfile import LET_IN, SHUT_OUT

if TYPE_CHECKING:
    from collections.abc import Iterable

    from app.brand import Brand
    from app.buildinfo import BuildInfo
    from app.handoverfile import Handover
    from app.vendorprofile import VendorProfile

DAMAGED = "damaged"  # as `app.buildinfo` says it, which imports this
LONGEST = 500  # characters of an address
LONGEST_KEY = 500
# SubjectPublicKeyInfo of a point on P-256 that isn't compressed, up to its coordinates:
# https://www.rfc-editor.org/rfc/rfc5480#section-2
_P256 = bytes.fromhex("3059301306072a8648ce3d020106082a8648ce3d03010703420004")
_COORDINATES = 64


@dataclass(frozen=True)
class Place:
    """The list's address and the key of its signature, "" for none.

    `vendor` is whose profile names it, "" where the build does.
    """

    url: str
    key: str = ""
    vendor: str = ""

    @property
    def host(self) -> str:
        """Who is asked, as it is shown to the customer."""
        return host(self.url)


def host(url: str) -> str:
    """The host of a good address, with its port where that isn't the usual one."""
    parts = urlsplit(url)
    return f"{parts.hostname}:{parts.port}" if parts.port else str(parts.hostname)


def is_address(value: object) -> bool:
    """Whether a value can be the address of the list: https, a host, a path, nothing secret."""
    if not isinstance(value, str) or not 0 < len(value) <= LONGEST:
        return False
    if not (value.isascii() and value.isprintable()) or " " in value or "\\" in value:
        return False
    try:
        parts = urlsplit(value)
        port = parts.port
    except ValueError:
        return False
    plain = not (parts.username or parts.password or parts.query or parts.fragment)
    file = not parts.path.endswith("/") and "/" in parts.path
    return parts.scheme == "https" and bool(parts.hostname) and port != 0 and plain and file


def der(key: str) -> bytes:
    """The bytes of a public key that is written as in a PEM file, with or without its frame.

    Raises `ValueError` for anything but a key on P-256.
    """
    lines = [line.strip() for line in key.splitlines()]
    body = "".join(line for line in lines if not line.startswith("-----"))
    try:
        found = base64.b64decode(body.encode("ascii"), validate=True)
    except (UnicodeEncodeError, binascii.Error):
        found = b""
    if len(found) != len(_P256) + _COORDINATES or not found.startswith(_P256):
        message = "not a public key on P-256"
        raise ValueError(message)
    return found


def is_key(value: object) -> bool:
    """Whether a value can be the public key."""
    if not isinstance(value, str) or len(value) > LONGEST_KEY:
        return False
    try:
        der(value)
    except ValueError:
        return False
    return True


def of(url: object, key: object, vendor: str = "") -> Place | None:
    """The place that a build or a profile names; None where it names none, or none that's sound.

    A key that is there and unsound is no place either: without it, less would be checked.
    """
    if not is_address(url) or not (key == "" or is_key(key)):
        return None
    return Place(str(url), str(key), vendor)


def shut_out(handovers: Iterable[Handover]) -> frozenset[str]:
    """The vendors whose hand-over was ended, or is being, and who have no other that stands."""
    found = tuple(handovers)
    standing = {one.vendor for one in found if one.state in LET_IN}
    return frozenset(one.vendor for one in found if one.state in SHUT_OUT) - standing


def named(
    build: BuildInfo, brand: Brand, profile: VendorProfile, out: frozenset[str] | None
) -> Place | None:
    """Where newer versions are announced.

    As this build says, else the vendor that made the installer, else the vendor's profile in use.
    Never a vendor's who was shut `out` (None: nobody knows who was): whoever owns the place can put
    any program there. None where a damaged build can't say whose it is: nobody steps in for it.
    """
    if build.kind == DAMAGED:
        return None
    if build.updates is not None:
        return build.updates
    place, whose = brand.updates, brand.name
    if place is None:
        whose = profile.name
        place = of(profile.updates_url, profile.updates_key, whose or profile.contact or "?")
    return None if out is None or whose in out else place
