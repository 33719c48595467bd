"""Contrast, computed as WCAG 2.2 says: https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPalette
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QPushButton,
    QRadioButton,
    QStyle,
    QStyleOptionButton,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from ui import focusring, theme
from ui.bigchoice import BigChoice
from ui.button import Button
from ui.fold import Head
from ui.helpbutton import HelpButton
from ui.quietbutton import QuietButton
from ui.stephead import StepHead
from ui.style import Style
from ui.theme import DARK, DARK_CONTRAST, LIGHT, LIGHT_CONTRAST, Colours

UI = Path(theme.__file__).parent
READ_ON = [
    *((ink, ground) for ink in ("text", "muted") for ground in ("window", "surface", "sidebar")),
    *((s, ground) for s in ("good", "warn", "bad") for ground in ("window", "surface")),
    *((s, f"{s}_soft") for s in ("good", "warn", "bad")),
    *(("text", f"{s}_soft") for s in ("good", "warn", "bad", "accent")),
    *(("muted", f"{s}_soft") for s in ("good", "warn", "bad", "accent")),
    ("on_accent", "accent"),
    ("on_accent", "accent_hover"),
    ("accent", "window"),
    ("accent", "surface"),
]
READ_ON += [
    ("on_accent", "accent_pressed"),
    ("text", "art_cool"),
    *(("disabled", ground) for ground in ("window", "surface", "sidebar")),
]
SEEN_ON = [
    *((line, ground) for line in ("outline", "accent") for ground in ("window", "surface")),
    ("accent", "sidebar"),
    ("accent", "accent_soft"),
    ("accent_hover", "window"),
    ("accent_pressed", "window"),
    ("accent_pressed", "accent_soft"),
    ("outline", "sidebar"),
    *(("art_line", ground) for ground in ("window", "art_cool", "art_warm")),
    *(("spare", ground) for ground in ("window", "sidebar")),
]
SCHEMES = {
    "light": LIGHT,
    "dark": DARK,
    "light contrast": LIGHT_CONTRAST,
    "dark contrast": DARK_CONTRAST,
}
schemes = pytest.mark.parametrize("scheme", SCHEMES.values(), ids=list(SCHEMES))


def luminance(colour: str) -> float:
    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    red, green, blue = (linear(int(colour[i : i + 2], 16) / 255) for i in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_the_formula() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@schemes
@pytest.mark.parametrize(("ink", "ground"), READ_ON)
def test_text_can_be_read(scheme: Colours, ink: str, ground: str) -> None:
    least = 7.0 if scheme.outlined else 4.5
    assert contrast(getattr(scheme, ink), getattr(scheme, ground)) >= least


@schemes
@pytest.mark.parametrize(("line", "ground"), SEEN_ON)
def test_controls_can_be_seen(scheme: Colours, line: str, ground: str) -> None:
    least = 7.0 if scheme.outlined else 3.0
    assert contrast(getattr(scheme, line), getattr(scheme, ground)) >= least


@schemes
def test_no_role_is_left_out(scheme: Colours) -> None:
    """Each stands in one of the pairs above, except lines that only part what is apart anyway."""
    roles = {f.name for f in fields(scheme)} - {"outlined", "line"}
    assert roles == {role for pair in (*READ_ON, *SEEN_ON) for role in pair}


@schemes
def test_in_high_contrast_cards_have_an_edge(scheme: Colours) -> None:
    """Else they have a ground of their own: one of the two tells them from the window."""
    assert scheme.outlined == (scheme.surface == scheme.window)
    if scheme.outlined:
        assert contrast(scheme.line, scheme.window) >= 7.0


def test_every_role_of_qts_palette_can_be_read() -> None:
    role = QPalette.ColorRole
    for scheme in SCHEMES.values():
        made = theme.palette(scheme)
        for ink, ground in (
            (role.WindowText, role.Window),
            (role.Text, role.Base),
            (role.Text, role.AlternateBase),
            (role.ButtonText, role.Button),
            (role.HighlightedText, role.Highlight),
            (role.ToolTipText, role.ToolTipBase),
            (role.PlaceholderText, role.Base),
            (role.Link, role.Window),
        ):
            assert contrast(made.color(ink).name(), made.color(ground).name()) >= 4.5, ink


def test_follows_the_scheme(dressed: QApplication) -> None:
    try:
        for dark, scheme in ((True, DARK), (False, LIGHT)):
            theme.force(dressed, dark)
            assert dressed.palette().color(QPalette.ColorRole.Window) == QColor(scheme.window)
            assert theme.colour("text") == QColor(scheme.text)
            assert not theme.high_contrast()
        for dark, scheme in ((True, DARK_CONTRAST), (False, LIGHT_CONTRAST)):
            theme.force(dressed, dark, contrast=True)
            assert dressed.palette().color(QPalette.ColorRole.Window) == QColor(scheme.window)
            assert theme.high_contrast()
    finally:
        theme.force(dressed, None)


def test_follows_the_systems_wish_for_high_contrast(dressed: QApplication) -> None:
    hints = dressed.styleHints()
    told = hints.accessibility().contrastPreferenceChanged
    seen = []
    for wish in (Qt.ContrastPreference.HighContrast, Qt.ContrastPreference.NoPreference):
        told.emit(wish)
        window = dressed.palette().color(QPalette.ColorRole.WindowText).name()
        seen.append((theme.high_contrast(), window))
    assert seen == [(True, LIGHT_CONTRAST.text), (False, LIGHT.text)]


def test_no_style_sheets_and_no_pixel_sizes() -> None:
    banned = {"setStyleSheet", "setPixelSize"}
    for path in UI.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Attribute):
                assert node.attr not in banned, path
        pixels = re.findall(
            r"set(?:Fixed|Minimum|Maximum)(?:Width|Height|Size)\(\d{2,}", path.read_text()
        )
        assert not pixels, path


@pytest.mark.parametrize("kind", [QCheckBox, QRadioButton])
def test_the_focus_has_a_ring(
    dressed: QApplication, qtbot: QtBot, kind: type[QCheckBox | QRadioButton]
) -> None:
    host = QWidget()
    qtbot.addWidget(host)
    QVBoxLayout(host).addWidget(made := kind())
    host.show()
    option = QStyleOptionButton()
    style, element = Style(), QStyle.PrimitiveElement.PE_IndicatorCheckBox
    drawn = []
    for state in (QStyle.StateFlag.State_Enabled, QStyle.StateFlag.State_HasFocus):
        option.state = QStyle.StateFlag.State_Enabled | QStyle.StateFlag.State_Off | state
        option.rect = QRect(0, 0, theme.em(1.2), theme.em(1.2))
        picture = QImage(option.rect.size(), QImage.Format.Format_ARGB32)
        picture.fill(theme.colour("window"))
        with QPainter(picture) as painter:
            style.drawPrimitive(element, option, painter, made)
        drawn.append(picture.pixelColor(theme.em(0.6), 0).lightness())
    without, with_ring = drawn
    assert abs(with_ring - without) > 60


RINGED: dict[str, Callable[[], QWidget]] = {
    "button": lambda: Button("one", "One"),
    "quiet button": lambda: QuietButton("one", "One"),
    "big choice": lambda: BigChoice("one", "One", "Is chosen.", "real", lambda: None),
    "what is this": lambda: HelpButton("One"),
    "fold": Head,
    "step": lambda: StepHead("one", "One"),
}


@pytest.mark.parametrize("kind", RINGED)
def test_the_ring_is_the_same_around_whatever_has_the_keyboard(
    dressed: QApplication, qtbot: QtBot, kind: str
) -> None:
    host, other, made = QWidget(), QPushButton("Other"), RINGED[kind]()
    qtbot.addWidget(host)
    column = QVBoxLayout(host)
    for widget in (other, made):
        column.addWidget(widget)
    host.resize(theme.em(20), theme.em(12))
    host.show()
    host.activateWindow()
    edges = []
    for where in (other, made):
        where.setFocus()
        qtbot.waitUntil(where.hasFocus)
        picture = made.grab().toImage()
        middle, line = picture.height() // 2, round(focusring.width())
        edges.append([picture.pixelColor(x, middle).name() for x in range(line)])
    without, with_ring = edges
    text = theme.colour("text").name()
    assert set(with_ring) == {text}
    assert text not in without
