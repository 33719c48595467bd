"""What a paper of ours is made of: blocks of text in a few styles, from top to bottom.

Data alone. `ui/paperflow.py` breaks it into pages, `ui/paperdraw.py` draws them.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Style:
    """How a block is set: points, millimetres, and in em a line's height (`leading`).

    `tint` is a token of ui/theme.py's light scheme: paper is white whatever the windows are.
    """

    points: float
    bold: bool = False
    before: float = 0.0
    indent: float = 0.0
    right: float = 0.0
    tint: str = "text"
    leading: float = 1.5


STYLES = {
    "sign": Style(8),
    "gap": Style(3),
    "title": Style(21, bold=True, before=4, leading=1.35),
    "when": Style(9, before=1.5, tint="muted"),
    "says": Style(10.5, before=1, indent=11, right=5),
    "notice": Style(12, bold=True, before=1, indent=11, right=5),
    "heading": Style(13, bold=True, before=9, leading=1.4),
    "text": Style(10, before=2.5),
    "entry": Style(10, before=2.6, indent=7),
    "head": Style(10.5, bold=True, before=3.2, indent=7),
    "what": Style(9.5, before=0.8, indent=7),
    "under": Style(9, before=0.8, indent=7, tint="muted"),
    "cell": Style(10, before=2.2),
    "small": Style(8.5, before=0.6, tint="muted", leading=1.4),
}


@dataclass(frozen=True)
class Block:
    """A paragraph, or a row of a table where it has something `beside` it.

    `hint` stands small below; `mark` is drawn before it (`ui/papermarks.py`, or a number); `rule`
    is a hairline above. With `keep` it is on the page of what comes after it; `fresh` begins a
    page. Neighbours of one `panel` share a frame, which has that mark.
    """

    style: str
    text: str
    beside: str | None = None
    hint: str = ""
    mark: str = ""
    rule: bool = False
    keep: bool = False
    fresh: bool = False
    panel: str = ""


@dataclass(frozen=True)
class Paper:
    """All of it, what stands at the foot of every page, and the language that it begins in."""

    blocks: tuple[Block, ...]
    foot: str = ""
    language: str = "en"
