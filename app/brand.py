"""Whose build this is: where a vendor made the installer, its profile and logo are in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from app import logo, updateplace, vendorprofile
from app.settings import RESOURCES
from app.updateplace import Place

FOLDER = "brand"


@dataclass(frozen=True)
class Brand:
    """The vendor that made this installer; a `name` of "" means that none did.

    `updates` is where that vendor announces newer versions, whatever profile is in use later.
    """

    name: str = ""
    contact: str = ""
    logo: bytes = field(default=b"", repr=False)  # an SVG that has been looked over
    updates: Place | None = None


def read(resources: Path = RESOURCES) -> Brand:
    """What a branded build has in it. Never raises; what's wrong with a file isn't shown."""
    path = profile(resources)
    if path is None:
        return Brand()
    said, _problem = vendorprofile.load(path)
    updates = updateplace.of(said.updates_url, said.updates_key, said.name)
    return Brand(said.name, said.contact, logo.read(path.with_name("logo.svg")), updates)


def profile(resources: Path = RESOURCES) -> Path | None:
    """The profile that a branded build has in it: what `--vendor` is where nobody says it."""
    path = resources / FOLDER / "vendor.toml"
    return path if path.is_file() else None
