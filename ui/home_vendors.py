"""The upper part of the home window: who has been let in, and when AWS was asked last."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui import theme
from ui.widgets import Text
from ui.words import _


class Vendors(QWidget):
    """A title, and room for the list, which many starts don't need."""

    def __init__(self) -> None:
        super().__init__()
        title = Text(_("Your vendors"), scale=theme.LEAD, bold=True)
        title.setWordWrap(False)
        self.checked = Text(scale=theme.SMALL, tint="muted")
        self.checked.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        head = QHBoxLayout()
        head.setSpacing(theme.em(0.8))
        head.addWidget(title)
        head.addWidget(self.checked, 1)
        head.addStretch()
        self.place = QVBoxLayout()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.em(0.4))
        column.addLayout(head)
        column.addLayout(self.place)
