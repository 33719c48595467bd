"""Our wordmark, in windows and on paper."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize

from ui import theme
from ui.button import named
from ui.drawing import ICONS, Drawing, source, tint
from ui.words import _

if TYPE_CHECKING:
    from ui.background import Background

WORDMARK = ICONS / "wordmark.svg"
RATIO = 570 / 128  # its width to its height


def wordmark_svg(token_colour: Callable[[str], str]) -> bytes:
    """The wordmark as SVG, each token in the colour (#rrggbb) that `token_colour` gives it.

    For paper: `wordmark_svg(lambda token: getattr(theme.LIGHT, token))`; it is `RATIO` wide.
    """
    return tint(source(WORDMARK), token_colour)


class Wordmark(Drawing):
    """The wordmark, `high` em high, drawn in the `background` where there is one."""

    def __init__(self, high: float, background: Background | None = None) -> None:
        height = theme.em(high)
        super().__init__(WORDMARK, QSize(round(height * RATIO), height), background)
        named(self, "wordmark", _("Aikagi"))
