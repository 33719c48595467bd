"""The checks that are all right, in one line that can be opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui import theme
from ui.fold import Fold
from ui.words import _

if TYPE_CHECKING:
    from PySide6.QtWidgets import QVBoxLayout

    from ui.checkrow import CheckRow


class GoodChecks(Fold):
    """Holds their rows. Where there are no others it stands open: that is good to see."""

    def __init__(self) -> None:
        super().__init__("checks_good", "", self._keep)
        self.set_open(True)
        self.take((), alone=False)

    def _keep(self, below: QVBoxLayout) -> None:
        self._rows = below
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(theme.em(0.25))

    def take(self, rows: tuple[CheckRow, ...], *, alone: bool) -> None:
        """Hold `rows`; `alone`: there are no others."""
        for row in rows:
            self._rows.addWidget(row)
        count = len(rows)
        words = _("One check is all right") if count == 1 else _("{count} checks are all right")
        self.head.setText(f"✓ {words.format(count=count)}")
        self.head.setAccessibleName(words.format(count=count))
        self.head.updateGeometry()
        self.set_open(alone)
        self.head.setVisible(not alone)
        self.setVisible(count > 0)
