"""A vendor's logo: an SVG that somebody else drew, so it is looked over before it is drawn.

Only shapes are let through. Qt's SVG opens files that an `<image>` names
(https://doc.qt.io/qt-6/svgrendering.html), and each `<use>` of a `<use>` can double a drawing: what
could reach outside, or never end, isn't a logo. A DTD may be named, as drawing programs do, and is
never fetched; it may define nothing, so no entity can hide anything.
"""

from __future__ import annotations

from pathlib import Path
from xml.parsers import expat

from app.messages import Message, msg

LARGEST = 200_000  # bytes
MOST_ELEMENTS = 5_000
MOST_USES = 16
DEEPEST = 50
SHAPES = frozenset(
    {
        *("svg", "g", "defs", "title", "desc", "metadata", "style", "switch", "symbol"),
        *("path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text", "tspan"),
        *("linearGradient", "radialGradient", "stop", "clipPath", "use"),
    }
)
# Whatever stands before the colon: a file can call SVG's own names by any prefix.
NEVER = frozenset({"image", "script", "foreignObject", "filter", "pattern", "mask", "video"})


class _Unfit(ValueError):  # noqa: N818  (what it is)
    """The drawing has something in it that a logo has no need of."""


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
    except _Unfit as unfit:
        return msg("The logo may hold shapes and text alone, not “{what}”.", what=str(unfit))
    except (expat.ExpatError, LookupError, ValueError):
        return msg("The logo isn't an SVG file.")
    return None


class _Look:
    """Goes through a drawing, and raises at the first thing that has no place in it."""

    def __init__(self) -> None:
        self._open: list[str] = []
        self._seen = self._uses = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins. Raises `_Unfit`; `ValueError` for no SVG at all."""
        tag = name.rpartition(":")[2]
        if not self._seen and tag != "svg":
            raise ValueError
        self._open.append(tag)
        self._seen += 1
        self._uses += tag == "use"
        foreign = ":" in name and tag not in NEVER  # a drawing program's own notes
        many = self._seen > MOST_ELEMENTS or self._uses > MOST_USES or len(self._open) > DEEPEST
        if many or not (tag in SHAPES or foreign):
            raise _Unfit(tag[:40])
        for key, value in attributes.items():
            _look_at(key, value)

    def end(self, _name: str) -> None:
        """An element ends."""
        self._open.pop()

    def text(self, data: str) -> None:
        """Words between elements. Raises `_Unfit`."""
        if "style" in self._open:
            _look_at("style", data)

    def doctype(self, _name: str, _system: object, _public: object, defines: int) -> None:
        """A DTD is named. Raises `_Unfit` where it defines something."""
        if defines:
            what = "DOCTYPE"
            raise _Unfit(what)


def _look_over(content: bytes) -> None:
    """Raises `_Unfit`, `ExpatError`, `ValueError`; `LookupError` for an unknown encoding."""
    look, parser = _Look(), expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = look.start, look.end
    parser.CharacterDataHandler, parser.StartDoctypeDeclHandler = look.text, look.doctype
    parser.Parse(content, True)


def _look_at(key: str, value: str) -> None:
    """Raise `_Unfit` where an attribute or a style leads out of the drawing, or acts."""
    name = key.rpartition(":")[2].lower()
    squeezed = "".join(value.split()).lower().replace('"', "").replace("'", "")
    leads_out = name == "href" and not squeezed.startswith("#")
    links = squeezed.count("url(") != squeezed.count("url(#")
    if leads_out or links or "@import" in squeezed or "\\" in squeezed or name.startswith("on"):
        raise _Unfit(key[:40])
