"""Asks before the blocking is stopped while the vendor can still get in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox

from ui.widgets import named
from ui.words import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget


def ask_to_stop(parent: QWidget, stop: Callable[[], None]) -> QMessageBox:
    """Show the question over `parent`, while the work goes on; Enter and Escape let it go on."""
    box = QMessageBox(parent)
    box.setTextFormat(Qt.TextFormat.PlainText)
    named(box, "stop_blocking", _("Stop the blocking?"))
    box.setWindowTitle(_("Stop the blocking?"))
    box.setIcon(QMessageBox.Icon.Warning)
    box.setText(_("The vendor may still get in. Stop all the same?"))
    stay = box.addButton(_("Keep going"), QMessageBox.ButtonRole.RejectRole)
    stay.setObjectName("keep_blocking")
    leave = box.addButton(_("Stop"), QMessageBox.ButtonRole.DestructiveRole)
    leave.setObjectName("stop_all_the_same")
    box.setDefaultButton(stay)
    box.setEscapeButton(stay)
    leave.clicked.connect(stop)
    box.finished.connect(box.deleteLater)
    box.setModal(True)
    box.show()
    return box
