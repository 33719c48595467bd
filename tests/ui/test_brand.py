"""Our icon, wordmark and illustrations: there, distinct, and tinted for every scheme."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app import logo as vendors
from app.journey import REVOKE, SETUP, Step
from ui import brandmark, drawing, logo, theme
from ui import heading as heading_em
from ui.desk import Desk
from ui.heading import Heading
from ui.logo import drawn
from ui.theme import DARK, DARK_CONTRAST, LIGHT, LIGHT_CONTRAST, Colours

SIZES = (16, 24, 32, 48, 256)
SCHEMES = {
    "light": LIGHT,
    "dark": DARK,
    "light contrast": LIGHT_CONTRAST,
    "dark contrast": DARK_CONTRAST,
}
TINTED = [brandmark.WORDMARK, *sorted(drawing.ILLUSTRATIONS.glob("*.svg"))]


@pytest.fixture(params=[(False, False), (True, False), (False, True), (True, True)])
def scheme(request: pytest.FixtureRequest, dressed: QApplication) -> Iterator[Colours]:
    dark, contrast = request.param
    theme.force(dressed, dark, contrast=contrast)
    yield theme.colours()
    theme.force(dressed, None)


def inks(image: QImage) -> set[str]:
    """The colours of all pixels that aren't see-through."""
    places = ((x, y) for x in range(image.width()) for y in range(image.height()))
    seen = (image.pixelColor(x, y) for x, y in places)
    return {colour.name() for colour in seen if colour.alpha() > 250}


@pytest.mark.parametrize("size", SIZES)
def test_the_icon_has_a_key_and_its_spare_in_every_size(dressed: object, size: int) -> None:
    image = drawn((drawing.ICONS / "aikagi.svg").read_bytes(), QSize(size, size))
    assert image.size() == QSize(size, size)
    assert {"#0f62b8", "#ffffff", "#9dd0ff"} <= inks(image)


def test_at_16_pixels_the_keys_are_sharp(dressed: object) -> None:
    """Their stems, two pixels wide, have no blurred pixel beside them."""
    image = drawn((drawing.ICONS / "aikagi.svg").read_bytes(), QSize(16, 16))
    tile, key, spare = "#0f62b8", "#ffffff", "#9dd0ff"
    below_the_rings = [image.pixelColor(x, 8).name() for x in range(1, 15)]
    assert below_the_rings == [*[tile] * 2, key, key, *[tile] * 5, spare, spare, *[tile] * 3]


def test_the_wordmark_is_drawn_in_the_schemes_colours(scheme: Colours) -> None:
    image = drawn(brandmark.wordmark_svg(drawing.of_scheme), QSize(1140, 256))
    assert image.size() == QSize(1140, 256)
    assert {scheme.text, scheme.accent, scheme.spare, scheme.muted} <= inks(image)
    assert image.width() / image.height() == pytest.approx(brandmark.RATIO, abs=0.01)


@pytest.mark.parametrize("path", TINTED, ids=lambda path: path.stem)
def test_drawings_name_their_colours_by_token_alone(path: Path) -> None:
    svg = path.read_text(encoding="utf-8")
    for token, fallback in drawing.TOKEN.findall(svg):
        assert getattr(LIGHT, token) == fallback, token
    rest = drawing.TOKEN.sub("", svg)
    assert not re.findall(r"#[0-9a-f]{3,8}|currentColor|style=|<text", rest)


@pytest.mark.parametrize("path", TINTED, ids=lambda path: path.stem)
def test_drawings_are_as_plain_as_a_vendors_logo(path: Path) -> None:
    """No filter, no picture, no address: shapes that are drawn in no time."""
    assert vendors.read(path)


def test_the_wordmark_comes_after_the_first_paint(dressed: object, qtbot: QtBot) -> None:
    mark = brandmark.Wordmark(2.0)
    qtbot.addWidget(mark)
    before = drawing._image.cache_info().misses
    mark.grab()
    assert drawing._image.cache_info().misses == before
    qtbot.wait(1)
    assert theme.LIGHT.text in inks(mark.grab().toImage())


def test_the_first_windows_wordmark_is_drawn_beside_its_thread(
    desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first SVG of all has Qt load its reader, which the window mustn't wait for."""
    threads = []
    usual = logo.drawn

    def watched(content: bytes, most: QSize) -> QImage:
        threads.append(threading.current_thread())
        return usual(content, most)

    monkeypatch.setattr(logo, "drawn", watched)
    drawing._image.cache_clear()
    mark = brandmark.Wordmark(2.0, desk.background)
    qtbot.addWidget(mark)
    mark.show()
    qtbot.waitUntil(lambda: theme.LIGHT.text in inks(mark.grab().toImage()))
    assert threads
    assert threading.main_thread() not in threads


@pytest.mark.parametrize("step", [*SETUP, *REVOKE], ids=lambda step: step.name)
def test_each_step_has_an_illustration(scheme: Colours, step: Step) -> None:
    image = drawn(tint(step.name), QSize(84, 70))
    assert {scheme.art_line, scheme.art_cool} <= inks(image)


def test_no_two_illustrations_are_alike(dressed: object) -> None:
    images = [
        drawn(tint(path.stem), QSize(48, 40)) for path in drawing.ILLUSTRATIONS.glob("*.svg")
    ]  # kept: bits() doesn't keep its image
    assert len({bytes(image.bits()) for image in images}) == len(images) > 1


def tint(name: str) -> bytes:
    svg = (drawing.ILLUSTRATIONS / f"{name}.svg").read_text(encoding="utf-8")
    return drawing.tint(svg, drawing.of_scheme)


def test_the_illustration_goes_where_the_window_is_narrow(dressed: object, qtbot: QtBot) -> None:
    heading = Heading("Sign in to AWS", "sign_in")
    qtbot.addWidget(heading)
    heading.show()
    seen = []
    for wide in (heading_em.NARROW_EM + 1, heading_em.NARROW_EM - 1):
        heading.resize(theme.em(wide), theme.em(heading_em.HIGH_EM))
        qtbot.wait(20)
        seen.append(theme.LIGHT.art_cool in inks(heading.grab().toImage()))
    assert seen == [True, False]


def test_a_screen_reader_passes_the_illustration_over(dressed: object, qtbot: QtBot) -> None:
    heading = Heading("Sign in to AWS", "sign_in")
    qtbot.addWidget(heading)
    assert [child.objectName() for child in heading.findChildren(QWidget)] == ["headline"]
    assert heading.focusPolicy() == Qt.FocusPolicy.NoFocus


def test_each_scheme_draws_it_once(dressed: QApplication) -> None:
    path = drawing.ILLUSTRATIONS / "welcome.svg"
    drawing._image.cache_clear()
    for dark in (False, True, False, True):
        theme.force(dressed, dark)
        drawing.image(path, QSize(60, 50), 1.0)
    theme.force(dressed, None)
    assert drawing._image.cache_info().misses == 2
