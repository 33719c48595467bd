"""Whose build this is: where a vendor made the installer, its profile and logo are in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from app import logo, vendorprofile
from app.settings import RESOURCES

FOLDER = "brand"


@dataclass(frozen=True)
class Brand:
    """The vendor that made this installer; a `name` of "" means that none did."""

    name: str = ""
    contact: str = ""
    logo: bytes = field(default=b"", repr=False)  # an SVG that has been looked over


def read(resources: Path = RESOURCES) -> Brand:
    """What a branded build has in it. Never raises; what's wrong with a file isn't shown."""
    folder = resources / FOLDER
    if not (folder / "vendor.toml").is_file():
        return Brand()
    profile, _problem = vendorprofile.load(folder / "vendor.toml")
    return Brand(profile.name, profile.contact, logo.read(folder / "logo.svg"))
