"""A vendor's logo: an SVG that somebody else drew, so it is looked over before it is drawn.

Only shapes are let through, few and short ones. Qt's SVG opens files that an `<image>` names
(https://doc.qt.io/qt-6/svgrendering.html), each `<use>` of a `<use>` can double a drawing, and a
dash can be as short as one likes: what could reach outside, or never end, isn't a logo. Qt goes by
an element's name alone, whatever its namespace (`QSvgHandler` of QtSvg), so we do too. A DTD may be
named, as drawing programs do, and is never fetched; it may define nothing, so no entity can hide
anything.
"""

from __future__ import annotations

import re
from pathlib import Path
from xml.parsers import expat

from app.messages import Message, msg

LARGEST = 200_000  # bytes
MOST_ELEMENTS = 300
DEEPEST = 20
LONGEST_OUTLINES = 30_000  # characters of all paths, polylines and polygons
LONGEST_VALUE = 1_000  # characters of any other attribute
LONGEST_STYLE = 5_000  # characters of all style sheets, whose rules are tried on every element
LONGEST_TEXT = 200
SHAPES = frozenset(
    {
        *("svg", "g", "defs", "title", "desc", "metadata", "style"),
        *("path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text", "tspan"),
        *("linearGradient", "radialGradient", "stop", "clipPath"),
    }
)
# What drawing programs write for themselves, and Qt has no element of that name.
NOTES = frozenset(
    {
        *("namedview", "page", "grid", "guide", "perspective", "path-effect"),
        *("RDF", "Work", "Agent", "Bag", "Seq", "Alt", "li", "License", "license"),
        *("format", "type", "creator", "contributor", "publisher", "rights", "date", "subject"),
        *("description", "language", "identifier", "source", "relation", "coverage"),
        *("permits", "requires", "prohibits"),
    }
)
OUTLINES = frozenset({"d", "points"})
_DASHES = re.compile(r"dasharray(?!:none(?:[;}!]|$))")


class _Unfit(ValueError):  # noqa: N818  (what it is)
    """The drawing has something in it that a logo has no need of."""


class _Rich(_Unfit):
    """There is more of it than a logo needs."""


def read(path: Path) -> bytes:
    """The logo at `path`, or b"" where there is none, or one that isn't shown."""
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
    except OSError:
        return b""
    return b"" if problem(content) else content


def problem(content: bytes) -> Message | None:
    """Why a logo isn't used, or None."""
    if len(content) > LARGEST:
        return msg("The logo is too large: {most} bytes at most.", most=LARGEST)
    try:
        _look_over(content)
    except _Rich as rich:
        return msg("The logo has too much in it (“{what}”). Simplify it.", what=str(rich))
    except _Unfit as unfit:
        return msg("The logo may hold only shapes and text, not “{what}”.", what=str(unfit))
    except (expat.ExpatError, LookupError, ValueError):
        return msg("The logo isn't an SVG file.")
    return None


class _Look:
    """Goes through a drawing, and raises at the first thing that has no place in it."""

    def __init__(self) -> None:
        self._open: list[str] = []
        self._seen = 0
        self._style = ""
        self._room = {
            "outlines": LONGEST_OUTLINES,
            "style": LONGEST_STYLE,
            "text": LONGEST_TEXT,
        }

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins. Raises `_Unfit`; `ValueError` for no SVG at all."""
        tag = _local(name)
        if not self._seen and tag != "svg":
            raise ValueError
        self._open.append(tag)
        self._seen += 1
        if tag not in SHAPES | NOTES:
            raise _Unfit(tag[:40])
        if self._seen > MOST_ELEMENTS or len(self._open) > DEEPEST:
            raise _Rich(tag)
        for key, value in attributes.items():
            self._attribute(_local(key), value)

    def _attribute(self, name: str, value: str) -> None:
        if name in OUTLINES:
            self._take("outlines", len(value), name)
        elif len(value) > LONGEST_VALUE:
            raise _Rich(name[:40])
        _look_at(name, value)

    def _take(self, what: str, much: int, name: str) -> None:
        """Of what there may be so much in the whole drawing. Raises `_Rich`."""
        self._room[what] -= much
        if self._room[what] < 0:
            raise _Rich(name)

    def end(self, _name: str) -> None:
        """An element ends."""
        self._open.pop()

    def text(self, data: str) -> None:
        """Words between elements. Raises `_Unfit`."""
        if "style" in self._open:
            self._take("style", len(data), "style")
            self._style += data  # a comment can part what belongs together
            _look_at("style", self._style)
        elif "text" in self._open:
            self._take("text", len(data), "text")

    def doctype(self, _name: str, _system: object, _public: object, defines: int) -> None:
        """A DTD is named. Raises `_Unfit` where it defines something."""
        if defines:
            what = "DOCTYPE"
            raise _Unfit(what)

    def instruction(self, target: str, _data: str) -> None:
        """As `<?xml-stylesheet …?>`, whose file Qt would open. Raises `_Unfit`."""
        raise _Unfit(target[:40])


def _look_over(content: bytes) -> None:
    """Raises `_Unfit`, `ExpatError`, `ValueError`; `LookupError` for an unknown encoding."""
    look, parser = _Look(), expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = look.start, look.end
    parser.CharacterDataHandler, parser.StartDoctypeDeclHandler = look.text, look.doctype
    parser.ProcessingInstructionHandler = look.instruction
    parser.Parse(content, True)


def _local(name: str) -> str:
    """A name without its namespace, which the parser puts before it, or its prefix."""
    return name.rpartition(" ")[2].rpartition(":")[2]


def _look_at(key: str, value: str) -> None:
    """Raise `_Unfit` where an attribute or a style leads out of the drawing, or acts."""
    name = key.lower()
    squeezed = "".join(value.split()).lower().replace('"', "").replace("'", "")
    leads_out = name == "href" and not squeezed.startswith("#")
    links = squeezed.count("url(") != squeezed.count("url(#")
    acts = name.startswith("on") or (name == "style" and "@" in squeezed)
    dashes = (name == "stroke-dasharray" and squeezed != "none") or _DASHES.search(squeezed)
    if leads_out or links or acts or dashes or "\\" in squeezed:
        raise _Unfit(key[:40])
