"""A vendor's own build: its profile and its logo, looked at before anything is built."""

from __future__ import annotations

import re
import shutil
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

sys.path.append(str(Path(__file__).resolve().parent.parent))  # a script's own folder comes first

from app import vendorprofile

FOLDER = "brand"
LARGEST = 200_000  # bytes of a logo
_SVG = "{http://www.w3.org/2000/svg}"
# What a picture is made of needs none of these, and a program that shows it might obey them.
_ACTIVE = frozenset({"script", "foreignObject", "iframe", "audio", "video", "handler", "listener"})
_INSIDE = re.compile(r"#|data:image/(png|jpeg);base64,", re.IGNORECASE)
_REFERENCE = re.compile(
    r"@import|url\(\s*['\"]?(?!#|data:image/(?:png|jpeg);base64,)", re.IGNORECASE
)


class Unfit(Exception):  # noqa: N818  (what the file is)
    """A profile or a logo that no build is made with; says why, in plain words."""


def check(profile: Path | None, logo: Path | None) -> None:
    """Raise `Unfit` unless both can be built in. None stands for a file that wasn't given."""
    if profile is None:
        if logo is not None:
            message = f"{logo.name}: a logo goes with its vendor's profile; give --vendor as well."
            raise Unfit(message)
        return
    found, problem = vendorprofile.load(profile)
    if problem:
        message = f"{profile.name}: {problem.message}"
        raise Unfit(message)
    if not found.name:
        message = f'{profile.name}: it names no vendor. Add a line such as name = "Example Inc."'
        raise Unfit(message)
    if logo is not None:
        _check_logo(logo)


def put(profile: Path | None, logo: Path | None, resources: Path) -> None:
    """Copy what `check` let pass into the program's `resources`; nothing where nothing is given."""
    folder = resources / FOLDER
    for source, name in ((profile, "vendor.toml"), (logo, "logo.svg")):
        if source is not None:
            folder.mkdir(exist_ok=True)
            shutil.copyfile(source, folder / name)


def _check_logo(logo: Path) -> None:
    try:
        content = logo.read_bytes()
    except OSError as error:
        message = f"{logo.name}: it can't be read ({error.strerror})."
        raise Unfit(message) from None
    if len(content) > LARGEST:
        message = f"{logo.name}: it is larger than {LARGEST // 1000} KB."
        raise Unfit(message)
    try:
        text = content.decode("utf-8-sig")  # in another encoding, the next lines would see nothing
        if "<!ENTITY" in text.upper():
            message = f"{logo.name}: it defines entities of its own, which a picture doesn't need."
            raise Unfit(message)
        if "<?xml-stylesheet" in text.lower():
            message = f"{logo.name}: it takes something from outside, in <?xml-stylesheet>."
            raise Unfit(message)
        root = ET.fromstring(content)  # noqa: S314  (entities are ruled out above)
    except (UnicodeDecodeError, ET.ParseError) as error:
        message = f"{logo.name}: it isn't an SVG picture, or not in UTF-8 ({error})."
        raise Unfit(message) from None
    if root.tag != f"{_SVG}svg":
        message = f"{logo.name}: it isn't an SVG picture: it begins with <{root.tag}>."
        raise Unfit(message)
    if why := next(filter(None, map(_fault, root.iter())), ""):
        message = f"{logo.name}: {why}"
        raise Unfit(message)


def _fault(element: ET.Element) -> str:
    """What is wrong with one element of a logo; "" if nothing is."""
    name = str(element.tag).rpartition("}")[2]
    if name in _ACTIVE:
        return f"it has a <{name}>. A logo is a picture and nothing else."
    for key, value in element.attrib.items():
        plain = key.rpartition("}")[2].lower()
        if plain.startswith("on"):
            return f"it has “{plain}” on <{name}>. A logo is a picture and nothing else."
        if plain in {"href", "src"} and not _INSIDE.match(value.strip()):
            return f"it takes something from outside: {value[:80]}"
        if _REFERENCE.search(value):
            return f"it takes something from outside, in “{plain}” on <{name}>."
    if element.text and name == "style" and _REFERENCE.search(element.text):
        return "it takes something from outside, in its <style>."
    return ""
