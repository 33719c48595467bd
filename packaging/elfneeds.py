"""Which shared libraries a frozen program carries on Linux: what something in it asks for.

PyInstaller gathers whatever any plugin asked for, also one that is left out afterwards. This goes
through them once more, from the program's own modules and plugins down (DT_NEEDED).
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath

# dest, source and kind, as PyInstaller lists files.
Entry = tuple[str, str, str]

# Every desktop has these, of one piece with its graphics driver, its fonts and its session. Older
# ones of ours in their place break the driver or fail to find what they talk to.
# https://github.com/AppImageCommunity/pkg2appimage/blob/master/excludelist
OF_THE_SYSTEM = frozenset(
    {
        *("libX11", "libX11-xcb", "libXau", "libXdmcp", "libxcb", "libEGL", "libGL", "libGLX"),
        *("libGLdispatch", "libdrm", "libgbm", "libwayland-client", "libwayland-cursor"),
        *("libexpat", "libfontconfig", "libfreetype", "libharfbuzz", "libpng16", "libz"),
        *("libglib-2", "libgthread-2", "libdbus-1", "libsystemd", "libcups"),
        *("libstdc++", "libgcc_s"),
    }
)
_NEEDED = re.compile(r"\(NEEDED\).*\[(.+)\]")
_FILE = re.compile(r"^File: (.+)$")


def needed(sources: Iterable[str]) -> dict[str, set[str]]:
    """What each ELF file asks for, by the names in it. FileNotFoundError without binutils."""
    asked = sorted(set(sources))
    command = ["readelf", "--dynamic", "--wide", *asked, "/dev/null"]  # two names: it says "File:"
    told = subprocess.run(command, capture_output=True, text=True, check=False).stdout
    found: dict[str, set[str]] = {source: set() for source in asked}
    current = ""
    for line in told.splitlines():
        if begins := _FILE.match(line):
            current = begins[1]
        elif names := _NEEDED.search(line):
            found[current].add(names[1])
    return found


def is_library(dest: str) -> bool:
    """Whether it is there only for others: no module that Python imports, no plugin."""
    path = PurePosixPath(dest)
    inside = len(path.parts) == 1 or path.parent.name in {"lib", "PySide6", "shiboken6"}
    return inside and path.name.startswith("lib") and ".so" in path.name


def closure(roots: Iterable[str], libraries: Mapping[str, set[str]]) -> set[str]:
    """The names that are reached from `roots`, through libraries that are there."""
    reached: set[str] = set()
    waiting = list(roots)
    while waiting:
        name = waiting.pop()
        if name not in reached:
            reached.add(name)
            waiting += libraries.get(name, ())
    return reached


def keep(entries: list[Entry]) -> list[Entry]:
    """The entries that the program needs, without what each desktop has.

    Links are dropped: every library is found by the path that is written in who needs it.
    """
    real = [entry for entry in entries if entry[2] != "SYMLINK"]
    asks = needed(source for _, source, _ in real)
    by_name = {PurePosixPath(dest).name: asks[source] for dest, source, _ in real}
    by_name = {
        name: wanted
        for name, wanted in by_name.items()
        if name.partition(".")[0] not in OF_THE_SYSTEM
    }
    roots = {
        name
        for dest, source, _ in real
        if not is_library(dest) or PurePosixPath(dest).name.startswith("libpython")
        for name in (PurePosixPath(dest).name, *asks[source])
    }
    reached = closure(roots, by_name)
    return [
        entry
        for entry in real
        if PurePosixPath(entry[0]).name in reached
        and PurePosixPath(entry[0]).name.partition(".")[0] not in OF_THE_SYSTEM
    ]
