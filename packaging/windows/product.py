"""What a bundle is to Windows: its names, its version in numbers, its words in both languages."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path
from typing import NamedTuple

from bundlenote import slug

PROGRAM = "aikagi.exe"
# In `_internal`: layout.py writes there of which releases a CPython's halves are.
PUT_TOGETHER = "BUILD.txt"
PUBLISHER = "The Aikagi contributors"
# By language and character set, as in a version resource. Windows' task manager shows these as
# the program's name, so they're no more than that.
DESCRIPTIONS = {"041104b0": "Aikagi 合鍵", "040904b0": "Aikagi"}
# What the shortcuts say when they are pointed at.
COMMENT_JA = "ベンダーにAWSの権限を渡し、作業が終わったら取り消します"
COMMENT_EN = "Let a vendor into your AWS account, and shut the door again"


class NotABundleError(Exception):
    """The folder isn't a bundle for Windows; says what is missing."""


class Product(NamedTuple):
    """One build. `vendor` is the name in a vendor's own build, and "" in ours.

    `trial`: it was put together on another system (layout.py), with an older CPython. Its installer
    is for trying, so it hasn't the name of the one that customers get.
    """

    version: str
    vendor: str
    signed: bool
    trial: bool = False

    @property
    def key(self) -> str:
        """The name of its folder, of its entry in Windows' list of apps and of its installer.

        A vendor's build has its own, as on other systems: two vendors' don't replace each other.
        """
        return f"Aikagi-{slug(self.vendor)}" if self.vendor else "Aikagi"

    @property
    def title(self) -> str:
        """What the customer sees in the Start menu and in the list of apps."""
        return f"Aikagi ({self.vendor})" if self.vendor else "Aikagi"

    @property
    def link(self) -> str:
        """The name of its shortcuts: a file's, so without what Windows has in no file name."""
        return re.sub(r'[<>:"/\\|?*]', " ", self.title)

    @property
    def installer(self) -> str:
        """The installer's file name."""
        end = "setup-trial" if self.trial else "setup"
        return f"{self.key}-{self.version}-windows-x64-{end}.exe"


def numbers(version: str) -> tuple[int, int, int, int]:
    """The four numbers that Windows wants of a version: `0.2.0rc1` is 0, 2, 0, 0."""
    found = [int(part) for part in re.findall(r"\d+", re.split(r"[a-z+-]", version)[0])]
    one, two, three, four, *_ = [*found, 0, 0, 0, 0]
    return one, two, three, four


def read(bundle: Path) -> Product:
    """What the bundle says of itself. Raises `NotABundleError`."""
    resources = bundle / "_internal" / "resources"
    if not (bundle / PROGRAM).is_file():
        message = f"{bundle} is no bundle for Windows: {PROGRAM} isn't there"
        raise NotABundleError(message)
    try:
        told = json.loads((resources / "build.json").read_text(encoding="utf-8"))
        profile = resources / "brand" / "vendor.toml"
        name = ""
        if profile.is_file():
            name = str(tomllib.loads(profile.read_text(encoding="utf-8"))["name"])
        trial = (bundle / "_internal" / PUT_TOGETHER).is_file()
        named = " ".join(name.split())
        return Product(str(told["version"]), named, bool(told["signed"]), trial)
    except (OSError, ValueError, KeyError) as error:
        message = f"what {bundle} says of itself can't be used: {error}"
        raise NotABundleError(message) from error
