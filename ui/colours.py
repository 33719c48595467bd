"""The colours of the four schemes: light and dark, and each of them in high contrast.

A widget asks `theme.colour` for a role, and never for a colour. tests/ui/test_theme.py computes
the contrast of every pair of roles that stand on one another: 4.5:1 for text and 3:1 for outlines,
icons and drawings, 7:1 for both in high contrast (WCAG 2.2, 1.4.3, 1.4.6 and 1.4.11).
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Colours:
    """One scheme's roles, as #rrggbb. `on_x` is for text that stands on `x`."""

    # Grounds: the window's, a card's, and that of the list of steps and the head of a window.
    window: str
    surface: str
    sidebar: str
    # Text, and text that may be passed over.
    text: str
    muted: str
    # Lines that part things; and the edge of whatever can be pressed or filled in.
    line: str
    outline: str
    # The one thing to press; the same under the mouse; what is chosen, or pointed at.
    accent: str
    accent_hover: str
    accent_pressed: str
    on_accent: str
    accent_soft: str
    # States, each with a ground: all right; still open; failed. See `theme.STATES`.
    good: str
    good_soft: str
    warn: str
    warn_soft: str
    bad: str
    bad_soft: str
    # The words of what can't be pressed now: calm, but they can be read.
    disabled: str
    # Our drawings: the lines, two tints, and the second key of the wordmark.
    art_line: str
    art_cool: str
    art_warm: str
    spare: str
    outlined: bool = False  # whether cards have an edge: their ground is the window's


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
    accent_pressed="#073a6e",
    on_accent="#ffffff",
    accent_soft="#e6f0fa",
    good="#0f6b3c",
    good_soft="#e5f5ec",
    warn="#7a4a00",
    warn_soft="#fff3da",
    bad="#a81e1e",
    bad_soft="#fdecec",
    disabled="#626d78",
    art_line="#1f5486",
    art_cool="#d3e6f8",
    art_warm="#fbe2b0",
    spare="#3d8bd9",
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
    accent_pressed="#c4dffb",
    on_accent="#0c1a28",
    accent_soft="#1b2c3f",
    good="#6fd39b",
    good_soft="#173025",
    warn="#f2c063",
    warn_soft="#372b14",
    bad="#ff9c94",
    bad_soft="#3b1d1d",
    disabled="#909ca8",
    art_line="#a5cdf5",
    art_cool="#24405c",
    art_warm="#66511f",
    spare="#4f93d6",
)
LIGHT_CONTRAST = Colours(
    window="#ffffff",
    surface="#ffffff",
    sidebar="#ffffff",
    text="#000000",
    muted="#000000",
    line="#000000",
    outline="#000000",
    accent="#00307a",
    accent_hover="#000000",
    accent_pressed="#000000",
    on_accent="#ffffff",
    accent_soft="#e3edff",
    good="#004521",
    good_soft="#ffffff",
    warn="#5a3200",
    warn_soft="#ffffff",
    bad="#820000",
    bad_soft="#ffffff",
    disabled="#4a4a4a",
    art_line="#000000",
    art_cool="#ffffff",
    art_warm="#ffffff",
    spare="#00307a",
    outlined=True,
)
DARK_CONTRAST = Colours(
    window="#000000",
    surface="#000000",
    sidebar="#000000",
    text="#ffffff",
    muted="#ffffff",
    line="#ffffff",
    outline="#ffffff",
    accent="#9fd4ff",
    accent_hover="#ffffff",
    accent_pressed="#ffffff",
    on_accent="#000000",
    accent_soft="#00264d",
    good="#7dffab",
    good_soft="#000000",
    warn="#ffdd66",
    warn_soft="#000000",
    bad="#ffb8b0",
    bad_soft="#000000",
    disabled="#b5b5b5",
    art_line="#ffffff",
    art_cool="#000000",
    art_warm="#000000",
    spare="#9fd4ff",
    outlined=True,
)
