"""The design system: sizes of type, spacing, states, colours, and whether anything may move.

- Type: `BODY` is the system's own size. `SMALL` is for what may be passed over, `LEAD` heads a
  card, `TITLE` is a page's headline, `DISPLAY` is for what is read out, such as a code.
- Spacing: `TIGHT` within a thing, `NEAR` between things that belong together, `GAP` between the
  parts of a page, `SIDE` to a window's edge. Counted in `em`, the height of the body's font.
- Colours are roles (ui/colours.py): light, dark, and each in high contrast, as the system asks.
- States (`STATES`) have a sign and words as well as a colour: nothing depends on colour alone.
- One primary button a page: the one that carries on. See `ui/button.py`.
- What can be pressed is at least `TARGET` high and wide (WCAG 2.2, 2.5.8).
- What moves asks `motion` first, and says the same in words.
"""

from __future__ import annotations

import sys
import weakref
from functools import lru_cache
from typing import Any, Protocol

import shiboken6
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from ui import winsystem
from ui.colours import DARK, DARK_CONTRAST, LIGHT, LIGHT_CONTRAST, Colours

__all__ = ["DARK", "DARK_CONTRAST", "LIGHT", "LIGHT_CONTRAST", "Colours"]

BODY, SMALL, LEAD, TITLE, DISPLAY = 1.0, 0.9, 1.15, 1.6, 2.2
TIGHT, NEAR, GAP, SIDE = 0.25, 0.5, 0.75, 2.0
TARGET = 24  # device-independent pixels
ROUND = 0.3  # the corners of what can be pressed, in em
# What a state is drawn with, and on what ground: at work; all right; recommended or still open;
# failed or must be done; not looked at yet.
STATES = {
    "busy": ("accent", "accent_soft"),
    "good": ("good", "good_soft"),
    "warn": ("warn", "warn_soft"),
    "bad": ("bad", "bad_soft"),
    "none": ("outline", "surface"),
}
LEAST_POINTS = 10.5
MOST_OF_SCREEN = 0.95
FURNISHED = "aikagi_furnished"


class _Now:
    """What was found when the program started, and what a test wants instead of the system."""

    points = LEAST_POINTS  # of the body's font
    forced: bool | None = None  # dark or light whatever the system says
    contrast: bool | None = None  # high contrast or not, whatever the system says
    told: bool | None = None  # of high contrast, by the system; it tells of a change itself
    moving: bool | None = None  # whether things may move, whatever the system says


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


def high_contrast() -> bool:
    """Whether the system asks for high contrast now."""
    if _now.contrast is not None:
        return _now.contrast
    return _asked() if _now.told is None else _now.told


def _asked() -> bool:
    hints = QGuiApplication.styleHints()  # held: PySide lets go of what is in it with it
    return hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast


def motion() -> bool:
    """Whether the system lets windows move things. Where it can't be asked, they may.

    Qt knows it of desktops that tell its theme; Windows is asked itself.
    """
    if _now.moving is not None:
        return _now.moving
    if winsystem.IS:
        return winsystem.animates()
    from PySide6.QtWidgets import QStyle  # here: its enums take long, and the first window has none

    return QApplication.style().styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration) > 0


def colours() -> Colours:
    """The roles' colours in the scheme in use."""
    if high_contrast():
        return DARK_CONTRAST if dark() else LIGHT_CONTRAST
    return DARK if dark() else LIGHT


def colour(token: str) -> QColor:
    """The colour of `token` in the scheme in use."""
    return QColor(getattr(colours(), token))


def em(times: float = 1.0) -> int:
    """A length in device-independent pixels: `times` the height of the body's font."""
    return round(_line(_now.points) * times)


def target(times: float) -> int:
    """A height or width of what can be pressed: `em`, but never less than `TARGET`."""
    return max(em(times), TARGET)


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
    hints = app.styleHints()
    hints.colorSchemeChanged.connect(lambda _: _dress(app))
    hints.accessibility().contrastPreferenceChanged.connect(lambda told: _told(app, told))
    _now.told = _asked()  # asking anew for each colour would take longer than the rest


def _told(app: QApplication, preference: Qt.ContrastPreference) -> None:
    _now.told = preference == Qt.ContrastPreference.HighContrast
    _dress(app)


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


def force(app: QApplication, dark: bool | None, *, contrast: bool | None = None) -> None:
    """Be dark or light, and of high contrast or not, whatever the system says (None: as it says).

    For pictures and tests.
    """
    _now.forced, _now.contrast = dark, contrast
    _dress(app)


def force_motion(moving: bool | None) -> None:
    """Let things move, or not, whatever the system says (None: as it says). For tests."""
    _now.moving = moving


def _families() -> list[str]:
    """Faces that hold Japanese and Latin letters of one design, where the system names none."""
    if sys.platform == "win32":
        return ["Segoe UI", "Yu Gothic UI", "Meiryo"]
    if sys.platform == "darwin":
        return []
    return ["Noto Sans CJK JP", "Noto Sans JP", "IPAexGothic"]
