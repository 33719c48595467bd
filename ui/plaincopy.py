"""What is copied out of our sentences is as it reads: a search wouldn't find it with joiners."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.linebreaks import JOINER

if TYPE_CHECKING:
    from PySide6.QtGui import QClipboard


def keep_plain(clipboard: QClipboard) -> None:
    """From now on what this program copies has no word joiners (see `ui/linebreaks.py`)."""

    def look() -> None:
        if clipboard.ownsClipboard() and JOINER in (text := clipboard.text()):
            clipboard.setText(text.replace(JOINER, "").replace("\N{EN SPACE}", " "))

    clipboard.dataChanged.connect(look)
