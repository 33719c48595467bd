"""The window about this program: what it is, whether it's signed, newer versions, licences.

Opening it reads this program's own files and asks nobody anything.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QTimer
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from app.settings import RESOURCES
from app.troubles import Trouble
from ui import theme
from ui.aboutcards import LOGO_EM, FactsCard, VendorCard, head, signature
from ui.fold import Fold
from ui.logo import box, drawn
from ui.pageframe import Frame
from ui.pair import held
from ui.putaway import put_away
from ui.sides import TWO_COLUMNS_EM, Sides
from ui.spacing import tight
from ui.updatecard import UpdateCard
from ui.widgets import Text, button, flow, named, stacked
from ui.words import _

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtGui import QImage

    from app.brand import Brand
    from app.buildinfo import BuildInfo
    from app.work import Token
    from ui.desk import Desk
    from ui.licences import LicencesWindow

SETTLE_MS = 50  # until what is new has been laid out


@dataclass(frozen=True)
class Known:
    """What was read of this program."""

    build: BuildInfo
    brand: Brand
    out: frozenset[str] | None  # the vendors that were shut out; None where that isn't known


class AboutWindow(QDialog):
    """First what this program is; beside it, what is done at the customer's press alone."""

    def __init__(self, desk: Desk, parent: QWidget, resources: Path = RESOURCES) -> None:
        super().__init__(parent)
        self.desk, self._resources = desk, resources
        self._whole = QVBoxLayout(self)
        self._whole.setContentsMargins(0, 0, 0, 0)
        self._body: Frame | None = None
        self.known: Known | None = None  # until it was read
        self._vendor: VendorCard | None = None
        self._logo: QImage | None = None  # until it was drawn
        self.updates: UpdateCard | None = None
        self.licences: LicencesWindow | None = None
        self.resize(theme.window_size(TWO_COLUMNS_EM, 37))
        desk.language_changed.connect(self._rebuild)
        self.finished.connect(self._finished)
        self._rebuild()
        # A thread of its own: the worker may be waiting for AWS.
        desk.background.ask(self, self._read, self._show, self._show_trouble)

    def _read(self, _token: Token) -> Known:
        from app import brand, buildinfo, updateplace

        out: frozenset[str] | None = None
        with suppress(Trouble):  # home tells of it
            out = updateplace.shut_out(self.desk.records.handovers())
        return Known(buildinfo.read(self._resources), brand.read(self._resources), out)

    def _show(self, known: Known) -> None:
        self.known = known
        self._rebuild()
        if logo := known.brand.logo:
            most = box(*LOGO_EM, self.devicePixelRatioF())
            # Apart, because nobody knows how long it takes; the window says the rest meanwhile.
            self.desk.background.ask(self, lambda _token: drawn(logo, most), self._show_logo)

    def _show_logo(self, image: QImage) -> None:
        self._logo = image
        if self._vendor is not None:
            self._vendor.show_logo(image)

    def _rebuild(self) -> None:
        """Make everything, again where the language changed."""
        put_away(self._whole, self._body)
        self._stop()
        title = _("About Aikagi")
        named(self, "about_window", title)
        self.setWindowTitle(title)
        frame = self._body = Frame(self.desk, title, lambda: None)
        self.area, self.message, self._column = frame.area, frame.message, frame.column
        tight(frame.column)
        frame.widen(TWO_COLUMNS_EM)
        if self.known is not None:
            self._fill(frame.column, self.known)
        frame.end_with(button("about_close", _("Close"), self.reject))
        frame.finish()
        self._whole.addWidget(frame)
        self._arrange()

    def _fill(self, column: QVBoxLayout, known: Known) -> None:
        self._vendor = None
        what = [head(known.build), signature(known.build)]
        if known.brand.name:
            self._vendor = VendorCard(known.brand)
            what.append(self._vendor)
            if self._logo is not None:
                self._vendor.show_logo(self._logo)
        self.updates = UpdateCard(self.desk, known.build, known.brand, known.out)
        self.updates.failed.connect(self._show_trouble)
        self.updates.began.connect(self.message.hide)
        self.updates.grown.connect(self._grown)
        # The message near what is pressed, not above everything.
        pressed = (self.updates, self.message, self._more(known.build))
        columns = (held(stacked(*widgets, gap=0.5)) for widgets in (what, pressed))
        column.addWidget(Sides(*columns, even=False))

    def _more(self, build: BuildInfo) -> Fold:
        """What whoever helps the customer asks for."""

        def fill(below: QVBoxLayout) -> None:
            below.addWidget(FactsCard(build))
            below.addWidget(
                Text(
                    _(
                        "Aikagi is free software under the Apache License 2.0. In it are parts "
                        "made by others, each under a licence of its own."
                    )
                )
            )
            press = button("about_licences", _("Licences and parts …"), self.open_licences)
            below.addLayout(flow(press))

        made = Fold("open_facts", _("This build, and the licences of its parts"), fill)
        made.opened.connect(lambda: self._grown(made))
        return made

    def open_licences(self) -> None:
        """The list of the parts and their licences; one that is open is brought to front."""
        from ui.licences import LicencesWindow

        window = self.licences
        if window is None:
            window = self.licences = LicencesWindow(self.desk, self, self._resources)
            window.finished.connect(self._licences_closed)
        window.show()
        window.raise_()
        window.activateWindow()

    def _licences_closed(self) -> None:
        self.licences = None

    def _grown(self, widget: QWidget) -> None:
        """More is shown, or less: Tab goes through it, and it is brought into view."""
        self._arrange()
        self._bring(widget)

    def _arrange(self) -> None:
        if self._body is not None:
            self._body.arrange()

    def _show_trouble(self, trouble: Trouble) -> None:
        self.message.show_trouble(trouble)
        self._bring(self.message)

    def _bring(self, widget: QWidget) -> None:
        """Bring what is new into view, once it has its place: its top, if it's a tall one."""

        def bring() -> None:
            inside = self.area.widget()
            if inside is None or not inside.isAncestorOf(widget):
                return
            top = widget.mapTo(inside, QPoint(0, 0)).y()
            room = self.area.viewport().height()
            bar = self.area.verticalScrollBar()
            last = top + min(widget.height(), room) + theme.em() - room
            bar.setValue(min(max(bar.value(), last), max(0, top - theme.em())))

        QTimer.singleShot(SETTLE_MS, widget, bring)

    def _stop(self) -> None:
        updates, self.updates = self.updates, None
        if updates is not None:
            updates.stop()

    def _finished(self) -> None:
        self._stop()
        self.deleteLater()
