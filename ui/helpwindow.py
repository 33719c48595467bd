"""The manual beside the windows: its sections in a list, a search, and the text of one of them.

It reads this program's own files. It goes along with the language.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QBoxLayout, QDialog, QLabel, QVBoxLayout, QWidget

from app import manual
from app.manual import Section
from app.troubles import BROWSER, Trouble
from ui import theme, words
from ui.announced import Announced
from ui.helplist import HelpList
from ui.helptext import HelpText
from ui.message import MessagePanel
from ui.putaway import put_away
from ui.spacing import UNLIMITED
from ui.widgets import button, field, named, row
from ui.words import _

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from ui.desk import Desk

NAME = "help_window"
# Windows that another section tells of.
SAME = {"sign_in_window": "sign_in", "licences": "about_window"}
SIDE_EM, NARROW_EM, LOW_EM = 14.0, 36.0, 9.0


class HelpWindow(QDialog):
    """Non-modal: what it explains can be used beside it."""

    def __init__(self, desk: Desk, parent: QWidget | None, anchor: str = manual.START) -> None:
        super().__init__(parent)
        self.desk = desk
        self.sections: tuple[Section, ...] = ()
        self._found = Announced(self)
        self._anchor = anchor
        self._whole = QVBoxLayout(self)
        self._whole.setContentsMargins(0, 0, 0, 0)
        self._body: QWidget | None = None
        self._rebuild()
        self.resize(theme.window_size(48, 36))
        desk.language_changed.connect(self._rebuild)
        self.finished.connect(self.deleteLater)

    # --- what is shown -----------------------------------------------------------------------
    def open_at(self, anchor: str) -> None:
        """Show the section `anchor`; where there is none of that name, the first."""
        found = next((one for one in self.sections if one.anchor == anchor), self.sections[0])
        if self.search.text() or self.list.count() != len(self.sections):
            with QSignalBlocker(self.search):
                self.search.clear()
            self.list.fill(self.sections, found.anchor)
            self._found.forget()
            self.nothing.hide()
        with QSignalBlocker(self.list):
            self.list.choose(found.anchor)
        self._show(found.anchor)
        self.text.setFocus()

    def _show(self, anchor: str) -> None:
        found = next((one for one in self.sections if one.anchor == anchor), None)
        if found is not None:
            self._anchor = anchor
            self.text.show_section(found, self.search.text())

    def _search(self, wanted: str) -> None:
        """List the sections that tell of `wanted`, and show one of them."""
        found = [one for one in self.sections if one.tells_of(wanted)]
        self.list.fill(found, self._anchor)
        self.nothing.setVisible(not found)
        if found:
            self._show(self.list.chosen)
        told = _("Sections found: {count}").format(count=len(found))
        self._found.say((told if found else self.nothing.text()) if wanted.strip() else "")

    # --- its parts ---------------------------------------------------------------------------
    def _rebuild(self) -> None:
        """Make everything, again where the language changed."""
        put_away(self._whole, self._body)
        named(self, NAME, _("How to use Aikagi"))
        self.setWindowTitle(_("How to use Aikagi"))
        self.sections = _read()
        self._body = QWidget()
        column = QVBoxLayout(self._body)
        pad = theme.em(0.8)
        column.setContentsMargins(pad, pad, pad, pad)
        self.message = MessagePanel(lambda: None)
        self.beside = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self.beside.setSpacing(pad)
        self.text = HelpText()
        self.beside.addWidget(self._side())
        self.text.section_wanted.connect(self.open_at)
        self.text.link_wanted.connect(self._open_link)
        self.beside.addWidget(self.text, 1)
        column.addWidget(self.message)
        column.addLayout(self.beside, 1)
        column.addLayout(row(button("help_close", _("Close"), self.reject)))
        self._whole.addWidget(self._body)
        self.list.fill(self.sections, self._anchor)
        self._fit(self.width())
        self.open_at(self._anchor)

    def _side(self) -> QWidget:
        self.side = QWidget()
        column = QVBoxLayout(self.side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.em(0.4))
        label, self.search = field("help_search", _("Search the manual"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._search)
        self.search.returnPressed.connect(self.text.setFocus)
        self.nothing = QLabel(_("Nothing was found. Try another word."))
        self.nothing.setWordWrap(True)
        named(self.nothing, "help_nothing")
        self.nothing.hide()
        self.list = HelpList(_("Sections of the manual"))
        self.list.chosen_changed.connect(self._show)
        self.list.entered_text.connect(self.text.setFocus)
        for widget in (label, self.search, self.nothing):
            column.addWidget(widget)
        column.addWidget(self.list, 1)
        return self.side

    def _open_link(self, url: str) -> None:
        """A page outside, in the customer's own browser."""
        self.message.hide()
        if not self.desk.open_url(url):
            self.message.show_trouble(Trouble(BROWSER), link=url)

    # --- its size ----------------------------------------------------------------------------
    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow window the list stands above the text."""
        super().resizeEvent(event)
        self._fit(event.size().width())

    def _fit(self, width: int) -> None:
        narrow = width < theme.em(NARROW_EM)
        way = QBoxLayout.Direction
        self.beside.setDirection(way.TopToBottom if narrow else way.LeftToRight)
        self.side.setMaximumWidth(UNLIMITED if narrow else theme.em(SIDE_EM))
        self.side.setMaximumHeight(theme.em(LOW_EM) if narrow else UNLIMITED)


def show_help(desk: Desk, page: QWidget) -> None:
    """Open the manual over the window of `page`; one that is open there is brought to front.

    It shows the section of the nearest widget around `page` that has one.
    """
    over = page.window()
    direct = Qt.FindChildOption.FindDirectChildrenOnly
    window = over.findChild(HelpWindow, NAME, direct) or HelpWindow(desk, over)
    window.open_at(anchor_of(page, {one.anchor for one in window.sections}))
    window.show()
    window.raise_()
    window.activateWindow()


def anchor_of(page: QWidget, known: set[str]) -> str:
    """Which of the anchors `known` is the name of `page`, or of what it stands on."""
    here: QWidget | None = page
    while here is not None:
        name = SAME.get(here.objectName(), here.objectName())
        if name in known:
            return name
        here = here.parentWidget()
    return manual.START


def _read() -> tuple[Section, ...]:
    """The customer's manual in the language spoken, or one section that says that it's gone."""
    try:
        found = manual.sections(manual.CUSTOMER, words.language())
    except OSError:
        found = ()
    gone = _("The manual is missing or damaged. Install Aikagi again, from whoever gave it to you.")
    return found or (Section(manual.START, _("How to use Aikagi"), gone),)
