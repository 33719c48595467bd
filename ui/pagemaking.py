"""How a page comes by its widgets: bit by bit, ahead of time, or all at once as it comes up.

A page takes some moments to be made, which somebody who has pressed something would notice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtCore import QRect, QTimer
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWizard, QWizardPage

from app.journey import Step
from ui.desk import Desk
from ui.pageframe import Frame
from ui.putaway import put_away

BREATH_MS = 30  # before each part: what was asked for is painted first
COMES_UP_MS = 150  # a page that comes up is painted whole


class MakingAhead(QTimer):
    """Makes the pages of `wizard` between the customer's clicks, once it is told to begin."""

    def __init__(self, wizard: QWizard) -> None:
        super().__init__(wizard, singleShot=True)
        self._wizard = wizard
        self.timeout.connect(self._go_on)

    def begin(self) -> None:
        """Make what isn't made yet."""
        self.start(BREATH_MS)

    def give_way(self) -> None:
        """A page comes up."""
        if self.isActive():
            self.start(COMES_UP_MS)

    def _go_on(self) -> None:
        pages = map(self._wizard.page, self._wizard.pageIds())
        if any(isinstance(page, PageMaking) and page.prepare_part() for page in pages):
            self.start(BREATH_MS)


class PageMaking(QWizardPage):
    """A page that has a frame with `headline`, and in it what `build` adds.

    `sign_in_again`, which is for a subclass, is what the message's button does.
    """

    sign_in_again: Callable[[], None]

    def __init__(self, desk: Desk, step: Step) -> None:
        super().__init__()
        self.setObjectName(step.name)
        self.desk, self.step = desk, step
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._content: Frame | None = None
        self._parts: Iterator[None] | None = None
        self._half: Frame | None = None  # what will be the content, while it is being made

    def headline(self) -> str:
        """What the customer gets from this page, in one line."""
        raise NotImplementedError

    def build(self, column: QVBoxLayout) -> None:
        """Make the page's widgets and add them to `column`."""
        raise NotImplementedError

    def refresh(self) -> None:
        """Show what is known now."""

    def ahead(self) -> None:
        """Make what is only seen once the page has come up."""

    def prepare(self) -> bool:
        """Make the widgets. Returns whether all were made just now, by what is known now."""
        from_the_start = self._content is None and self._parts is None
        while self.prepare_part():
            pass
        return from_the_start

    def prepare_part(self) -> bool:
        """Make a part of the widgets. Returns whether there was one to make."""
        if self._content is not None:
            return False
        if self._parts is None:
            self._parts = self._make()
        self._content, self._half = self._half, None
        whole = going = False
        try:
            whole = next(self._parts, self) is self
            going = not whole
        finally:  # half a page is none, to whoever looks whether it has been made
            if not whole:
                self._half, self._content = self._content, None
            if not going:
                self._parts = None
        return True

    def unmake(self) -> bool:
        """Forget all that was made, whole or half. Returns whether it was whole."""
        old, half = self._content, self._half
        self._content = self._half = self._parts = None
        put_away(self._layout, old, half)
        return old is not None

    def _make(self) -> Iterator[None]:
        """Stops where the rest may wait."""
        headline = self.headline()
        frame = self._content = Frame(self.desk, headline, self.sign_in_again, self.step.name)
        frame.setParent(self)  # so that half a page goes with it
        self.area, self.message, self.busy = frame.area, frame.message, frame.busy
        self.show_place = frame.show_place
        yield
        self.build(frame.column)
        yield
        frame.finish()
        self._layout.addWidget(frame)
        frame.show()
        self.setAccessibleName(headline)
        yield
        self.refresh()
        yield
        self.ahead()
        for _round in range(2):  # bars that come or go with the first change it once more
            yield
            self._lay_out()

    def _lay_out(self) -> None:
        """Give everything the place that it will have: Qt does so only once the page comes up."""
        wizard: QWizard | None = self.wizard()  # None until the page stands in one
        shown = wizard and wizard.currentPage()
        if wizard and isinstance(shown, PageMaking) and not self.isVisible():
            self.resize(shown.size())
            wizard.grab(QRect(0, 0, 1, 1))  # sends what is put off until something is shown
