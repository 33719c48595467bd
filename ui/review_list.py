"""The list of what was found, and below it how much of it lies out of sight."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui import theme
from ui.linebreaks import DOT, parted
from ui.review_rows import UNKNOWN
from ui.widgets import Text
from ui.words import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent

    from ui.row import Row
    from ui.rowlist import RowList


class Listed(QWidget):
    """`findings`, with a line below them while not all of them fit."""

    def __init__(self, findings: RowList) -> None:
        super().__init__()
        self._findings = findings
        self.foot = Text(tint="muted", scale=theme.SMALL)
        self.foot.setObjectName("findings_foot")
        self.foot.hide()
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.em(0.4))
        column.addWidget(findings, 1)
        column.addWidget(self.foot)
        column.addStretch()  # what would be part of a row alone
        bar = findings.verticalScrollBar()
        bar.valueChanged.connect(lambda _value: self._count())
        # A turn later: this comes while Qt lays out, to which other words would be no news.
        bar.rangeChanged.connect(lambda _low, _high: QTimer.singleShot(0, self, self._count))

    def _count(self) -> None:
        """Say how many rows lie below, and above; at the end, that there are no more.

        Where not all are to be decided it says of which kind, as the sentence above the list
        counts: the figures can be added up.
        """
        every, below = self._findings.rows, self._findings.rows_below
        kinds = _kinds(below or every) if any(map(_kind, every)) else ""
        if not kinds:
            more = _("↓ {count} more below: scroll, or press the down arrow")
            words = more if below else _("That is all of them: {count}")
        else:
            more = _("↓ {count} more below: {kinds}")
            words = more if below else _("That is all of them: {count} · {kinds}")
        said = words.format(count=len(below or every), kinds=kinds)
        if below and self._findings.above:
            said += DOT + _("↑ {count} above").format(count=self._findings.above)
        self.foot.say(self._parted(said))
        self.foot.setVisible(self._findings.verticalScrollBar().maximum() > 0)
        self._end_at_row()

    def _parted(self, kinds: str) -> str:
        line = self.foot.fontMetrics()
        return parted(kinds, lambda some: line.horizontalAdvance(some) <= self.foot.width())

    def _end_at_row(self) -> None:
        """A row that is cut would look like a whole one, or has half of its letters."""
        below = self.foot.heightForWidth(self.width()) + self._column.spacing()
        if not self.foot.isHidden() and self.height() > below:
            self._findings.end_at_row(self.height() - below)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Other rows fit."""
        super().resizeEvent(event)
        QTimer.singleShot(0, self, self._count)


def _kind(row: Row) -> int:
    """0: to be decided; 1: unknown; 2: decided."""
    return 1 if row.value.startswith(UNKNOWN) else 2 if row.quiet else 0


def _kinds(rows: Sequence[Row]) -> str:
    """How many of each kind there are."""
    sentences = _("to decide: {count}"), _("not checked: {count}"), _("decided: {count}")
    counted = Counter(map(_kind, rows))
    return DOT.join(sentences[kind].format(count=counted[kind]) for kind in sorted(counted))
