"""The list of what was found, and below it how much of it lies out of sight."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui import theme
from ui.widgets import Text
from ui.words import _

if TYPE_CHECKING:
    from ui.rowlist import RowList


class Listed(QWidget):
    """`findings`, with a line below them while not all of them fit."""

    def __init__(self, findings: RowList) -> None:
        super().__init__()
        self._findings = findings
        self.foot = Text(tint="muted", scale=theme.SMALL)
        self.foot.setObjectName("findings_foot")
        self.foot.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.em(0.3))
        column.addWidget(findings, 1)
        column.addWidget(self.foot)
        bar = findings.verticalScrollBar()
        bar.valueChanged.connect(lambda _value: self._count())
        bar.rangeChanged.connect(lambda _low, _high: self._count())

    def _count(self) -> None:
        """Say how many rows lie below; at the end, that there are no more."""
        rows, below = self._findings, self._findings.below
        words = (
            _("{count} more below: scroll, or press the down arrow").format(count=below)
            if below
            else _("That is all of them: {count}").format(count=rows.count())
        )
        self.foot.say(words)
        self.foot.setVisible(rows.verticalScrollBar().maximum() > 0)
