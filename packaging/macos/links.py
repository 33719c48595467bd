"""Links among the files that are frozen, of which none may point to what was trimmed away.

A framework holds links to its own version, and PyInstaller adds one beside the program for each
library. macOS's check of a signature is strict about links that lead nowhere.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable

Entry = tuple[str, str, str]
LINK = "SYMLINK"


def live(files: Iterable[Entry], others: Iterable[Entry]) -> list[Entry]:
    """`others` without its links to what is in neither of the two.

    An entry is as PyInstaller has it: where it goes, where it's from (of a link, where it points
    to from its own place), and its kind.
    """
    kept = list(others)
    places = {
        place
        for path, _, kind in (*files, *kept)
        if kind != LINK
        for place in (path, *parents(path))
    }
    links = {
        path: posixpath.normpath(posixpath.join(posixpath.dirname(path), target))
        for path, target, kind in kept
        if kind == LINK
    }
    while new := {one for one, to in links.items() if one not in places and to in places}:
        places |= {place for one in new for place in through(one, links[one], places)}
    return [entry for entry in kept if entry[2] != LINK or entry[0] in places]


def parents(path: str) -> list[str]:
    """The folders over a path."""
    parts = path.split("/")
    return ["/".join(parts[:count]) for count in range(1, len(parts))]


def through(link: str, target: str, places: set[str]) -> list[str]:
    """What can be reached by way of a link, as paths that begin with it."""
    below = [place for place in places if place.startswith(f"{target}/")]
    return [link, *(link + place.removeprefix(target) for place in below)]
