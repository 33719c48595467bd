"""A logo is shapes: nothing in it reaches outside, and what could is refused before it is drawn."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app import brand, logo
from app.brand import Brand
from app.settings import RESOURCES
from app.updateplace import Place

GOOD = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><circle r="4" cx="4" cy="4"/></svg>'
)
INKSCAPE = """\
<?xml version="1.0" encoding="UTF-8"?>
<svg:svg xmlns:svg="http://www.w3.org/2000/svg" xmlns:sodipodi="x" xmlns:xlink="y">
  <sodipodi:namedview pagecolor="#fff"/>
  <svg:defs><svg:linearGradient id="a"/>
    <svg:linearGradient id="b" xlink:href="#a"/></svg:defs>
  <svg:path style="fill:url(#b);stroke:none" d="M0 0"/>
</svg:svg>
"""


# As drawing programs write it: the DTD is named, and never fetched.
DRAWN = b"""<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "https://example.com/svg11.dtd">
<svg xmlns:xlink="l"><defs><linearGradient id="a"/></defs>
<linearGradient xlink:href="#a" overflow="visible"/></svg>"""


def svg(inside: str) -> bytes:
    return f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="l">{inside}</svg>'.encode()


DASHLESS = svg('<g style="fill:red;stroke-dasharray:none"/><g stroke-dasharray="none"/>')


@pytest.mark.parametrize(
    "good", [GOOD, INKSCAPE.encode(), svg("<style>a{fill:#fff}</style>"), DASHLESS, DRAWN]
)
def test_shapes_are_a_logo(good: bytes) -> None:
    assert logo.problem(good) is None


def test_our_own_icon_would_be_one() -> None:
    assert logo.read(RESOURCES / "icons" / "aikagi.svg")


@pytest.mark.parametrize(
    "bad",
    [
        svg('<image href="file:///etc/passwd"/>'),
        svg('<image xlink:href="https://example.com/x.png"/>'),
        svg("<script>1</script>"),
        svg("<foreignObject/>"),
        svg('<x:image xmlns:x="http://www.w3.org/2000/svg"/>'),
        svg('<x:other xmlns:x="another"/>'),
        svg('<use href="other.svg#a"/>'),
        svg('<g id="a"/><use href="#a"/>'),
        svg('<x:use xmlns:x="another" href="#a"/>'),
        svg('<x:marker xmlns:x="http://www.w3.org/2000/svg"/>'),
        svg('<x:marker xmlns:x="another"/>'),
        svg('<animate attributeName="x"/>'),
        svg('<rect stroke-dasharray="0.01"/>'),
        svg('<rect style="stroke-dasharray: 0.01"/>'),
        svg('<rect style="stroke-dasharray:none 0.01"/>'),
        svg('<rect style="stroke-dasharray:none;stroke-dasharray:0.01"/>'),
        svg("<style>a{stroke-dash<!-- -->array:1}</style>"),
        svg("<style>a{fill:u<!-- -->rl(x.svg#a)}</style>"),
        svg("<style>@keyframes a{}</style>"),
        svg("<?xml-stylesheet type='text/css' href='x.css'?>"),
        svg('<image href="data:image/png;base64,PHN2Zz4="/>'),  # it may be an SVG all the same
        svg('<a href="https://example.com"><rect/></a>'),
        svg('<filter id="a"/>'),
        svg('<rect fill="url(https://example.com/x.svg#a)"/>'),
        svg('<rect fill="url( &quot;x.svg#a&quot; )"/>'),
        svg('<rect style="fill:u\\72l(x.svg)"/>'),
        svg('<linearGradient xlink:href="other.svg#a"/>'),
        svg("<style>@import 'x.css';</style>"),
        svg("<style>a{fill:url(x.svg#a)}</style>"),
        svg('<rect onload="x()"/>'),
        b'<!DOCTYPE svg [<!ENTITY a "aaaa">]><svg>&a;</svg>',
    ],
)
def test_what_is_more_than_shapes_is_refused(bad: bytes) -> None:
    assert "only shapes and text" in str(logo.problem(bad))


@pytest.mark.parametrize(
    "bad",
    [
        svg(f'<path d="{"v9-9" * 8_000}"/>'),
        svg(f'<polyline points="{"9 9 " * 4_000}"/>' * 2),
        svg(f'<rect class="{"a " * 600}"/>'),
        svg(f"<style>{'a{}' * 2_000}</style>"),
        svg(f"<text>{'a' * 150}<tspan>{'a' * 150}</tspan></text>"),
        svg("<g>" * 21 + "</g>" * 21),
        svg("<g/>" * 301),
    ],
)
def test_what_would_take_long_to_draw_is_refused(bad: bytes) -> None:
    assert "too much in it" in str(logo.problem(bad))


@pytest.mark.parametrize(
    "bad",
    [
        b"",
        b"text",
        b"<html/>",
        b"<svg>",
        svg("<x:rect/>"),
        b"\x89PNG\r\n",
        b'<?xml version="1.0" encoding="x"?><svg/>',
    ],
)
def test_what_is_no_svg_is_said(bad: bytes) -> None:
    assert "isn't an SVG" in str(logo.problem(bad))


def test_a_large_one_is_refused() -> None:
    assert "too large" in str(logo.problem(b" " * (logo.LARGEST + 1)))


@given(st.binary(max_size=60) | st.text(max_size=60).map(lambda t: svg(t)[:90]))
def test_any_bytes_are_looked_over_or_refused(content: bytes) -> None:
    logo.problem(content)


def test_a_build_without_a_brand_has_none(tmp_path: Path) -> None:
    assert brand.read(tmp_path) == Brand()


def test_a_branded_build_tells_whose_it_is(tmp_path: Path) -> None:
    folder = tmp_path / "brand"
    folder.mkdir()
    (folder / "vendor.toml").write_text('name = "Hoshi Works"\ncontact = "03-0000-0000"\n')
    assert brand.read(tmp_path) == Brand("Hoshi Works", "03-0000-0000")
    url = "https://www.example.com/latest.json"
    (folder / "vendor.toml").write_text(f'name = "Hoshi Works"\nupdates_url = "{url}"\n')
    assert brand.read(tmp_path).updates == Place(url, "", "Hoshi Works")
    assert brand.profile(tmp_path) == folder / "vendor.toml"
    (folder / "logo.svg").write_bytes(GOOD)
    assert brand.read(tmp_path).logo == GOOD
    (folder / "logo.svg").write_bytes(svg('<image href="x.png"/>'))
    assert brand.read(tmp_path).logo == b""
    (folder / "vendor.toml").write_text("name = ")
    assert brand.read(tmp_path).name == ""
