"""Newer versions: looked for when the customer presses it, shown, and fetched; never installed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app import updateplace
from ui import theme
from ui.announce import announce
from ui.busy import Busy
from ui.button import Button
from ui.updatefound import Fetched, Finding
from ui.widgets import Card, Text, button, flow, named
from ui.words import _, joined

if TYPE_CHECKING:
    from pathlib import Path

    from app.brand import Brand
    from app.buildinfo import BuildInfo
    from app.troubles import Trouble
    from app.updatelist import File, Found
    from app.updateplace import Place
    from app.updates import Progress
    from app.work import Token
    from ui.background import Errand
    from ui.desk import Desk


class UpdateCard(QWidget):
    """Who would be asked, the button that asks, what was found, and the way to its file."""

    failed = Signal(object)  # a Trouble, to be shown where this stands
    began = Signal()
    grown = Signal(object)  # the widget that is new here, or changed

    def __init__(
        self, desk: Desk, build: BuildInfo, brand: Brand, out: frozenset[str] | None
    ) -> None:
        super().__init__()
        self.desk, self._build, self._brand = desk, build, brand
        self._out = out  # the vendors that were shut out; None where that isn't known
        self._errand: Errand | None = None
        self._below: QWidget | None = None  # what was found, or fetched
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.em(0.5))
        self.card = Card()
        title = _("Newer versions")
        named(self.card, "updates", title)
        side, edge = theme.em(0.9), theme.em(0.5)
        self.card.column.setContentsMargins(side, edge, side, edge)
        self.card.column.setSpacing(theme.em(0.2))
        self.ask = button("update_look", _("Look for a newer version"), self.look)
        self.busy = Busy()
        self._column.addWidget(self.card)
        self._column.addWidget(self.busy)
        self._explain()

    @property
    def place(self) -> Place | None:
        """Where to ask; in practice nowhere, since nothing leaves this computer there."""
        if not self.desk.settings.real:
            return None
        return self._named(self._out)

    def _named(self, out: frozenset[str] | None) -> Place | None:
        return updateplace.named(self._build, self._brand, self.desk.profile, out)

    def _explain(self) -> None:
        said = self._said()
        self.card.column.addWidget(Text(joined(said), scale=theme.SMALL))
        self.card.setAccessibleDescription(joined(said))
        if self.place is None:
            self.ask.hide()
        self.card.column.addLayout(flow(self.ask))

    def _said(self) -> tuple[str, ...]:
        place = self.place
        if self.desk.settings.practice:
            return (_("In practice mode Aikagi doesn't look for newer versions."),)
        if not self.desk.settings.real:
            return (_("This run doesn't use the real AWS, so it looks for nothing elsewhere."),)
        if place is None:
            return self._nowhere()
        named_by = _("This installer names the place: {host}.")
        if place.vendor:
            named_by = _("The settings of {vendor} name the place: {host}.")
        trust = _("Whoever owns that place can put any program there. Do you trust them?")
        unsigned = _(
            "Aikagi can check that the file arrives whole, but not who made it: nothing there is "
            "signed."
        )
        return (
            _(
                "Aikagi looks for a newer version only when you press the button. It sends "
                "nothing about you."
            ),
            named_by.format(vendor=place.vendor, host=place.host),
            *((trust,) if place.vendor else ()),
            *(() if place.key else (unsigned,)),
        )

    def _nowhere(self) -> tuple[str, ...]:
        """Why nobody is asked."""
        ended = self._named(frozenset())
        if self._out is not None and ended is not None:
            gone = _(
                "The place for newer versions is {vendor}'s, who was shut out of your account. "
                "Aikagi doesn't ask there."
            )
            ask = _("Ask somebody else whom you trust whether there is a newer one.")
            return gone.format(vendor=ended.vendor), ask
        return (
            _("Aikagi never looks for newer versions by itself, and knows no place to ask."),
            _("Ask whoever gave you Aikagi whether there is a newer one."),
        )

    # --- looking -----------------------------------------------------------------------------
    def look(self) -> None:
        """Ask the place for its newest version."""
        place, ours = self.place, self._build.version
        if place is None or self._errand is not None:
            return
        where = place

        def work(token: Token) -> Found:
            from app import updates

            return updates.look(where, ours, token)

        self._show_below(None)  # of the look before
        self._begin(_("Asking {host} …").format(host=place.host))
        # A thread of its own: the worker may be waiting for AWS.
        run = self.desk.background.ask
        self._wait(run(self, work, self._found, self._failed, cancelled=self._over))

    def _found(self, found: Found) -> None:
        self._over()
        finding = Finding(found, self._build.version, self.desk)
        finding.wanted.connect(self.fetch)
        self._show_below(finding)
        announce(self, finding.spoken)

    # --- fetching ----------------------------------------------------------------------------
    def fetch(self, place: Place, file: File, folder: Path) -> None:
        """Fetch a file that was announced into `folder`."""
        if self._errand is not None:
            return

        def work(token: Token) -> Path:
            from app import updates

            return updates.download(place, file, folder, token)

        self._begin(_("Fetching {file} …").format(file=file.name))
        then = (self._fetched, self._failed, self._progress)
        self._wait(self.desk.background.ask(self, work, *then, cancelled=self._over))
        self.busy.step(0, 100)
        self.grown.emit(self.busy)

    def _progress(self, made: Progress) -> None:
        if self._errand is not None and not self._errand.cancelled:
            self.busy.step(made.done * 100 // made.total, 100)

    def _fetched(self, path: Path) -> None:
        self._over()
        signed = self.place is not None and bool(self.place.key)
        fetched = Fetched(path, self.desk, signed=signed)
        fetched.failed.connect(self.failed)
        self._show_below(fetched)
        announce(self, fetched.spoken)

    # --- both --------------------------------------------------------------------------------
    def stop(self) -> None:
        """Nobody waits any more: what is under way ends, and leaves nothing."""
        errand, self._errand = self._errand, None
        if errand is not None:
            errand.drop()

    def _begin(self, sentence: str) -> None:
        self.began.emit()
        self._let_press(False)
        self.busy.say(sentence)

    def _wait(self, errand: Errand) -> None:
        """The keyboard is at what ends it."""
        self._errand = errand
        self.busy.begin(self.busy.sentence.plain, errand.cancel)
        self.busy.stop.setFocus()

    def _over(self) -> None:
        waited = self.window().focusWidget() is self.busy.stop
        self._errand = None
        self._let_press(True)
        self.busy.end()
        if waited:
            self.ask.setFocus()

    def _let_press(self, possible: bool) -> None:
        """Nothing is looked for or fetched twice. What is to be read stays as it is."""
        self.ask.setEnabled(possible)
        for made in self._below.findChildren(Button) if self._below is not None else ():
            made.setEnabled(possible)

    def _failed(self, trouble: Trouble) -> None:
        self._over()
        self.failed.emit(trouble)

    def _show_below(self, widget: QWidget | None) -> None:
        """Show it, or nothing, in the place of what was there."""
        if self._below is not None:
            self._column.removeWidget(self._below)
            self._below.hide()
            self._below.deleteLater()
        self._below = widget
        if widget is not None:
            self._column.addWidget(widget)
            self.grown.emit(widget)
