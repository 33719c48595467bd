"""The manuals that come with the program, as sections that can be opened one by one.

They are Markdown below `resources/manual/LANGUAGE/`. A section begins with an anchor on a line of
its own and a heading below it:

    <a id="budget"></a>

    ## A monthly alert

The anchor of a section about a page is the page's object name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from app.settings import RESOURCES

CUSTOMER, VENDOR = "customer", "vendor"
MANUALS = (CUSTOMER, VENDOR)
START = "start"  # the section with which each manual begins
_SECTION = re.compile(r'^<a id="([\w-]+)"></a>\n+(#{1,2}) (.+)$', re.MULTILINE)


@dataclass(frozen=True)
class Section:
    """What stands under one heading: `text` is Markdown, without the heading."""

    anchor: str
    title: str
    text: str

    def tells_of(self, wanted: str) -> bool:
        """Whether every word of `wanted` is in it, in capitals or not."""
        whole = f"{self.title}\n{self.text}".casefold()
        return all(word in whole for word in wanted.casefold().split())


def file(name: str, language: str, resources: Path = RESOURCES) -> Path:
    """Where the manual `name` is in that language."""
    return resources / "manual" / language / f"{name}.md"


def pictures(resources: Path = RESOURCES) -> Path:
    """The folder of the manuals' pictures."""
    return resources / "manual" / "pictures"


def sections(name: str, language: str, resources: Path = RESOURCES) -> tuple[Section, ...]:
    """The sections of a manual, in its order. Raises `OSError` where its file can't be read."""
    whole = file(name, language, resources).read_text(encoding="utf-8")
    starts = list(_SECTION.finditer(whole))
    ends = [*(found.start() for found in starts[1:]), len(whole)]
    return tuple(
        Section(found[1], found[3].strip(), whole[found.end() : end].strip())
        for found, end in zip(starts, ends, strict=True)
    )
