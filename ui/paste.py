"""The second way to finish a sign-in: paste the code that the browser shows."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui import theme
from ui.widgets import Text, button, field, row
from ui.words import _


class PasteBox(QWidget):
    """A button that opens AWS's page with a code, and then a line to paste the code into."""

    def __init__(self, on_open: Callable[[], None], on_paste: Callable[[str], None]) -> None:
        super().__init__()
        self._on_open, self._on_paste = on_open, on_paste
        self.opener = button("paste_open", _("Paste a code instead"), self.open)
        self._how = Text(
            _("If the browser can't come back to Aikagi: sign in, copy the code shown, paste it.")
        )
        label, self.line = field("paste_code", _("The code from the browser"))
        self.use = button("paste_use", _("Use this code"), self._press)
        self.line.returnPressed.connect(self._press)
        self.line.textChanged.connect(lambda text: self.use.setEnabled(bool(text.strip())))
        self._parts: tuple[QWidget, ...] = (self._how, label, self.line, self.use)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.em(0.4))
        column.addLayout(row(self.opener))
        for part in self._parts[:-1]:
            column.addWidget(part)
        column.addLayout(row(self.use))
        self.clear()

    @property
    def is_open(self) -> bool:
        """Whether the line to paste into is there."""
        return not self.line.isHidden()

    def open(self) -> None:
        """Show the line, and open the page that shows the code."""
        for part in self._parts:
            part.show()
        self.opener.hide()
        self.line.setFocus()
        self._on_open()

    def suggest(self) -> None:
        """Make this way the one to go next. Nothing opens until it is pressed."""
        self.opener.set_primary(True)
        self._how.show()

    def clear(self) -> None:
        """Forget what was pasted, and hide the line."""
        self.opener.set_primary(False)
        self.line.setText("")  # unlike clear(), which could be undone
        self.use.setEnabled(False)
        for part in self._parts:
            part.hide()
        self.opener.show()

    def _press(self) -> None:
        if self.line.text().strip():
            self._on_paste(self.line.text())
