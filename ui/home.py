"""The home window: how things stand, and what can be done."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui import theme
from ui.desk import Desk
from ui.runwindow import RunWindow
from ui.strip import Strip
from ui.widgets import Text, button, named, row
from ui.words import _


class Home(RunWindow):
    """The first window."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._wizard: QWidget | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._content: QWidget | None = None
        self.resize(theme.em(46), theme.em(30))
        desk.language_changed.connect(self._build)
        self._build()

    def _build(self) -> None:
        named(self, "home", _("Aikagi"))
        self.setWindowTitle(_("Aikagi"))
        if self._content is not None:
            self._content.deleteLater()
        self._content = QWidget()
        column = QVBoxLayout(self._content)
        column.setContentsMargins(0, 0, 0, 0)
        if not self.desk.settings.real:
            column.addWidget(Strip(self.desk, "practice_banner"))
        inside = QVBoxLayout()
        side = theme.em(2)
        inside.setContentsMargins(side, side, side, side)
        inside.setSpacing(theme.em())
        inside.addWidget(Text(_("Aikagi"), scale=theme.DISPLAY, bold=True))
        inside.addLayout(
            row(button("start_setup", _("Let a vendor in"), self.start_setup, primary=True))
        )
        inside.addStretch(1)
        column.addLayout(inside)
        self._column.addWidget(self._content)

    def start_setup(self) -> None:
        """Open the wizard, or bring it to the front."""
        from ui.setup_wizard import SetupWizard

        if self._wizard is None:
            wizard = SetupWizard(self.desk, self)
            wizard.closed.connect(self._wizard_closed)
            self._wizard = wizard
        self._wizard.show()
        self._wizard.raise_()

    def _wizard_closed(self) -> None:
        if self._wizard is not None:
            self._wizard.deleteLater()
            self._wizard = None
