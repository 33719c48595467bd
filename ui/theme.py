"""What everything looks like: colours for light and dark, sizes of type, and spacing.

Colours are tokens with at least 4.5:1 contrast against what they stand on; a test computes it.
Spacing is counted in `em`, the height of the system's own font, never in pixels.
"""

from __future__ import annotations

import sys
import weakref
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Protocol

import shiboken6
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication


@dataclass(frozen=True)
class Colours:
    """One scheme's tokens, as #rrggbb. `on_x` is for text that stands on `x`."""

    window: str
    surface: str
    sidebar: str
    text: str
    muted: str
    line: str
    outline: str
    accent: str
    accent_hover: str
    on_accent: str
    accent_soft: str
    good: str
    good_soft: str
    warn: str
    warn_soft: str
    bad: str
    bad_soft: str
    disabled: str


LIGHT = Colours(
    window="#ffffff",
    surface="#f6f8fa",
    sidebar="#f1f4f7",
    text="#17212b",
    muted="#52606d",
    line="#d9e0e6",
    outline="#7b8794",
    accent="#0b5cad",
    accent_hover="#094a8c",
    on_accent="#ffffff",
    accent_soft="#e6f0fa",
    good="#0f6b3c",
    good_soft="#e5f5ec",
    warn="#7a4a00",
    warn_soft="#fff3da",
    bad="#a81e1e",
    bad_soft="#fdecec",
    disabled="#8a949e",
)
DARK = Colours(
    window="#171b20",
    surface="#1f252c",
    sidebar="#12161a",
    text="#e9eef3",
    muted="#a9b5c1",
    line="#323b45",
    outline="#7d8a97",
    accent="#7cb8f5",
    accent_hover="#a3cdf8",
    on_accent="#0c1a28",
    accent_soft="#1b2c3f",
    good="#6fd39b",
    good_soft="#173025",
    warn="#f2c063",
    warn_soft="#372b14",
    bad="#ff9c94",
    bad_soft="#3b1d1d",
    disabled="#6b7580",
)

BODY, SMALL, LEAD, TITLE, DISPLAY = 1.0, 0.9, 1.15, 1.7, 2.2
LEAST_POINTS = 10.5
MOST_OF_SCREEN = 0.95
FURNISHED = "aikagi_furnished"


class _Now:
    """What was found when the program started, and what a test wants instead of the system."""

    points = LEAST_POINTS  # of the body's font
    forced: bool | None = None  # dark or light whatever the system says


_now = _Now()


class Tinted(Protocol):
    """A widget that holds a colour of its own."""

    def dress(self) -> None:
        """Take the colour of the scheme in use."""


_tinted: weakref.WeakSet[Any] = weakref.WeakSet()


def dark() -> bool:
    """Whether the system asks for dark windows now."""
    if _now.forced is not None:
        return _now.forced
    return QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark


def colours() -> Colours:
    """The tokens of the scheme in use."""
    return DARK if dark() else LIGHT


def colour(token: str) -> QColor:
    """The colour of `token` in the scheme in use."""
    return QColor(getattr(colours(), token))


def em(times: float = 1.0) -> int:
    """A length in device-independent pixels: `times` the height of the body's font."""
    return round(_line(_now.points) * times)


@lru_cache
def _line(_points: float) -> float:
    """The height of the body's font. Asked for hundreds of times a page."""
    return QFontMetricsF(font()).height()


def window_size(width: float, height: float) -> QSize:
    """A window's size in em, but never more than the screen has room for."""
    wanted = QSize(em(width), em(height))
    screens = QGuiApplication.screens()
    return wanted.boundedTo(screens[0].availableSize() * MOST_OF_SCREEN) if screens else wanted


def font(scale: float = BODY, *, bold: bool = False) -> QFont:
    """The application's font, `scale` times the body's size."""
    made = QFont(QApplication.font())
    made.setPointSizeF(_now.points * scale)
    made.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
    return made


def fixed_font(scale: float = BODY) -> QFont:
    """A font whose letters are of one width, for codes that are read out."""
    made = font(scale)
    made.setFamilies(["Cascadia Mono", "SF Mono", "Menlo", "Consolas", "DejaVu Sans Mono"])
    made.setStyleHint(QFont.StyleHint.Monospace)
    made.setFixedPitch(True)
    return made


def palette(tokens: Colours) -> QPalette:
    """Qt's palette made of `tokens`."""
    role, group = QPalette.ColorRole, QPalette.ColorGroup
    made = QPalette(QColor(tokens.surface), QColor(tokens.window))
    for which, token in (
        (role.Window, tokens.window),
        (role.WindowText, tokens.text),
        (role.Base, tokens.window),
        (role.AlternateBase, tokens.surface),
        (role.Text, tokens.text),
        (role.Button, tokens.surface),
        (role.ButtonText, tokens.text),
        (role.BrightText, tokens.bad),
        (role.Highlight, tokens.accent),
        (role.HighlightedText, tokens.on_accent),
        (role.Accent, tokens.accent),
        (role.Link, tokens.accent),
        (role.LinkVisited, tokens.accent),
        (role.PlaceholderText, tokens.muted),
        (role.ToolTipBase, tokens.surface),
        (role.ToolTipText, tokens.text),
        (role.Mid, tokens.line),
    ):
        made.setColor(which, QColor(token))
    for which in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(group.Disabled, which, QColor(tokens.disabled))
    made.setColor(group.Disabled, role.Highlight, QColor(tokens.line))
    made.setColor(group.Disabled, role.Accent, QColor(tokens.line))
    return made


def apply(app: QApplication) -> None:
    """Dress the application (it is in Fusion), and again when the system changes its scheme."""
    _now.points = max(app.font().pointSizeF() * 1.1, LEAST_POINTS)
    base = QFont(app.font())
    base.setFamilies([*_families(), *base.families()])
    base.setPointSizeF(_now.points)
    app.setFont(base)
    _line.cache_clear()
    app.setPalette(palette(colours()))
    app.styleHints().colorSchemeChanged.connect(lambda _: _dress(app))


def furnish(app: QApplication) -> None:
    """Give boxes, rings and frames our look. Apart from `apply`: the first window has none."""
    from ui.style import Style

    if app.property(FURNISHED) is None:
        app.setProperty(FURNISHED, True)
        app.setStyle(Style())
        _dress(app)


def tinted(widget: Tinted) -> None:
    """Have `widget` told whenever the colours change."""
    _tinted.add(widget)


def _dress(app: QApplication) -> None:
    app.setPalette(palette(colours()))
    for widget in tuple(_tinted):
        if shiboken6.isValid(widget):
            widget.dress()


def force(app: QApplication, dark: bool | None) -> None:
    """Be dark or light whatever the system says (None: as it says). For pictures and tests."""
    _now.forced = dark
    _dress(app)


def _families() -> list[str]:
    """Faces that hold Japanese and Latin letters of one design, where the system names none."""
    if sys.platform == "win32":
        return ["Segoe UI", "Yu Gothic UI", "Meiryo"]
    if sys.platform == "darwin":
        return []
    return ["Noto Sans CJK JP", "Noto Sans JP", "IPAexGothic"]
