"""Tells the customer of an unexpected error: that there is a report, and that it went nowhere."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, QUrl, Signal

from app import crashreport
from app.work import Token
from ui import crashes
from ui.words import _

if TYPE_CHECKING:
    from ui.home import Home
    from ui.message import MessagePanel
    from ui.page import Page


class CrashNote(QObject):
    """One message: about the last time, once; about this time, where the customer is."""

    written = Signal(str)  # the path of a report; on any thread

    def __init__(self, home: Home) -> None:
        super().__init__(home)
        self._home, self._desk = home, home.desk
        self._folder = home.desk.settings.records_dir / crashes.FOLDER
        self.written.connect(self._now, Qt.ConnectionType.QueuedConnection)

    def look(self) -> None:
        """Find out, in the background, whether there is something to say; listen from then on."""
        crashes.tell(self.written.emit)

        def find(_token: Token) -> Path | None:
            crashes.begin(self._folder)
            return crashreport.untold(self._folder)

        self._desk.background.run(self, find, self._found)

    def _found(self, path: Path | None) -> None:
        # The panel is made where it is first asked for: one that isn't there shows nothing.
        taken = "message" in vars(self._home.view) and self._home.view.message.isVisible()
        if path is not None and not taken:  # else it is said the next time
            what = _("The last time, Aikagi met an unexpected error.")
            self._show(self._home.view.message, path, what)

    def _now(self, path: str) -> None:
        restart = _("If something doesn't work now, close Aikagi and start it again.")
        page = self._page()
        panel = self._home.view.message if page is None else page.message
        self._show(panel, Path(path), _("Aikagi met an unexpected error."), restart)
        if page is not None:
            QTimer.singleShot(0, panel, partial(page.area.ensureWidgetVisible, panel))

    def _page(self) -> Page | None:
        """The page that the customer is on, if one is there to show a message."""
        from ui.page import Page  # there by now, if a wizard is

        wizard = self._home.windows.open
        page = wizard.currentPage() if wizard is not None and wizard.isVisible() else None
        return page if isinstance(page, Page) and hasattr(page, "message") else None

    def _show(self, panel: MessagePanel, path: Path, what: str, more: str = "") -> None:
        from ui.folders import folder_url, not_opened  # seldom: the window opens without it

        def read() -> None:
            if not self._desk.open_url(QUrl.fromLocalFile(str(path)).toString()):
                panel.show_note(*not_opened(path.parent))

        def find() -> None:
            if not self._desk.open_url(folder_url(str(path))):
                panel.show_note(*not_opened(path.parent))

        then = _(
            "It is noted in a file on this computer, without any secret. Nothing was sent. You can "
            "send the file to whoever helps you with Aikagi."
        )
        panel.show_report(what, f"{then} {more}".strip(), read, find)
        self._desk.facts_changed.emit()  # so that Tab comes by the two buttons where they stand
        self._desk.background.run(self, lambda _token: crashreport.tell(path))
