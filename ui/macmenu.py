"""On a Mac, “About” is in the application's menu; elsewhere there is no menu bar."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenuBar, QWidget

from ui.button import named
from ui.words import _


def add_about(window: QWidget, open_about: Callable[[], None]) -> QMenuBar:
    """Give `window` the entry; Qt moves it to where a Mac has it.

    https://doc.qt.io/qt-6/qmenubar.html#qmenubar-as-a-global-menu-bar
    """
    bar = QMenuBar(window)
    named(bar, "menu_bar", _("Menu"))
    about = QAction(_("About Aikagi"), bar)
    about.setObjectName("about_action")
    about.setMenuRole(QAction.MenuRole.AboutRole)
    about.triggered.connect(lambda _checked: open_about())
    bar.addMenu(_("Aikagi")).addAction(about)
    return bar
