"""What this very program is: its version, and what only its build knows.

The build leaves `resources/build.json` in the installed program. In a checkout there is none, and
that is said. An installed program whose note is gone or can't be read says so, and starts.
"""

from __future__ import annotations

import json
import platform
import re
import sys
import sysconfig
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from app import __version__, updateplace
from app.settings import RESOURCES
from app.updateplace import Place

NAME = "build.json"
LARGEST = 20_000  # bytes
INSTALLED, SOURCE, DAMAGED = "installed", "source", "damaged"
_LONGEST = 100  # characters of a value
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
# As sysconfig and platform name processors, and as we do.
_PROCESSORS = {"amd64": "x86_64", "x86-64": "x86_64", "aarch64": "arm64"}


@dataclass(frozen=True)
class BuildInfo:
    """`kind`: INSTALLED, SOURCE (run from a checkout) or DAMAGED (its note can't be read).

    `built` is a day, `system` what it was built for; both "" where nobody knows. `updates` is where
    this build says that newer versions are announced.
    """

    kind: str = SOURCE
    version: str = __version__
    commit: str = ""
    built: str = ""
    system: str = ""
    signed: bool = False
    updates: Place | None = None


def read(resources: Path = RESOURCES) -> BuildInfo:
    """What the build left in `resources`. Never raises."""
    try:
        with (resources / NAME).open("rb") as file:
            content = file.read(LARGEST + 1)
    except FileNotFoundError:
        # A checkout has none, an installed program always.
        return BuildInfo(DAMAGED if getattr(sys, "frozen", False) else SOURCE)
    except OSError:
        return BuildInfo(DAMAGED)
    try:
        return _understood(json.loads(content.decode())) if len(content) <= LARGEST else _damaged()
    except (ValueError, RecursionError):
        return _damaged()


def _damaged() -> BuildInfo:
    return BuildInfo(DAMAGED)


def _understood(said: object) -> BuildInfo:
    """Raises `ValueError` where it isn't what a build writes."""
    if not isinstance(said, dict):
        raise ValueError  # noqa: TRY004  (the file's fault, not the program's)
    texts = {name: _text(said, name) for name in ("version", "commit", "built", "system")}
    texts["built"] = texts["built"][:10]
    signed = said.get("signed", False)
    if not texts["version"] or not _DAY.fullmatch(texts["built"]) or not isinstance(signed, bool):
        raise ValueError
    return BuildInfo(INSTALLED, **texts, signed=signed, updates=_place(said.get("updates")))


def _text(said: Mapping[str, object], name: str) -> str:
    value = said.get(name, "")
    if not isinstance(value, str) or len(value) > _LONGEST or not value.isprintable():
        raise ValueError
    return value


def _place(said: object) -> Place | None:
    if said is None:
        return None
    place = updateplace.of(said.get("url"), said.get("key", "")) if isinstance(said, dict) else None
    if place is None:
        raise ValueError
    return place


def this_system() -> str:
    """What this program runs on, as lists of newer versions name it, such as "linux-x86_64"."""
    if sys.platform == "win32":  # of the program: a machine can run another one's as well
        name, processor = "windows", sysconfig.get_platform().removeprefix("win-")
    else:
        name = "macos" if sys.platform == "darwin" else sys.platform
        processor = platform.machine()
    processor = processor.lower()
    return f"{name}-{_PROCESSORS.get(processor, processor)}"


def facts(build: BuildInfo) -> str:
    """What whoever helps has to know, in English; nothing of the customer, and no secret."""
    signed = "signed" if build.signed else "unsigned"
    lines = (
        f"Aikagi {build.version} ({build.kind}, {signed})",
        f"commit: {build.commit or '-'}",
        f"built: {build.built or '-'} for {build.system or '-'}",
        f"running on: {platform.platform()} ({this_system()}), Python {platform.python_version()}",
    )
    return "\n".join(lines)
