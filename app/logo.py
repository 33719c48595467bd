"""A vendor's logo: an SVG that somebody else drew, so it is looked over before it is drawn.

Only shapes are let through. Qt's SVG opens files that an `<image>` names
(https://doc.qt.io/qt-6/svgrendering.html), and a chain of `<use>` grows without bound: what could
reach outside, or never end, isn't a logo. No DTD, so no entity can hide anything.
"""

from __future__ import annotations

from pathlib import Path
from xml.parsers import expat

from app.messages import Message, msg

LARGEST = 200_000  # bytes
MOST_ELEMENTS = 5_000
DEEPEST = 50
SHAPES = frozenset(
    {
        *("svg", "g", "defs", "title", "desc", "metadata", "style", "switch", "symbol"),
        *("path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text", "tspan"),
        *("linearGradient", "radialGradient", "stop", "clipPath"),
    }
)


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


def _look_over(content: bytes) -> None:
    """Raises `_Unfit`, `ExpatError`, `ValueError`; `LookupError` for an unknown encoding."""
    open_elements: list[str] = []
    seen: list[str] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        tag = name.rpartition(":")[2]
        if not seen and tag != "svg":
            raise ValueError
        seen.append(tag)
        open_elements.append(tag)
        foreign = ":" in name and not name.startswith("svg:")  # a drawing program's own notes
        if (tag not in SHAPES and not foreign) or len(seen) > MOST_ELEMENTS:
            raise _Unfit(tag[:40])
        if len(open_elements) > DEEPEST:
            raise _Unfit(tag)
        for key, value in attributes.items():
            _look_at(key, value)

    def end(_name: str) -> None:
        open_elements.pop()

    def text(data: str) -> None:
        if "style" in open_elements:
            _look_at("style", data)

    def doctype(*_: object) -> None:
        what = "DOCTYPE"
        raise _Unfit(what)

    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler, parser.StartDoctypeDeclHandler = text, doctype
    parser.Parse(content, True)


def _look_at(key: str, value: str) -> None:
    """Raise `_Unfit` where an attribute or a style leads out of the drawing, or acts."""
    name = key.rpartition(":")[2].lower()
    squeezed = "".join(value.split()).lower().replace('"', "").replace("'", "")
    leads_out = name == "href" and not squeezed.startswith("#")
    links = squeezed.count("url(") != squeezed.count("url(#")
    if leads_out or links or "@import" in squeezed or "\\" in squeezed or name.startswith("on"):
        raise _Unfit(key[:40])
