"""A wizard that walks a journey. The journey decides the order; the pages don't know each other."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QWidget, QWizard

from app.facts import Facts
from app.journey import Journey, Step, after, before, left_open, place
from ui import theme
from ui.desk import Desk
from ui.page import Page
from ui.pagemaking import MakingAhead
from ui.sidebar import Sidebar
from ui.spacing import fill_box
from ui.stopping import Stopping
from ui.taborder import in_order
from ui.widgets import Button, named
from ui.wizardfocus import WizardFocus
from ui.words import _

if TYPE_CHECKING:
    from PySide6.QtGui import QCloseEvent, QResizeEvent, QShowEvent

B = QWizard.WizardButton
READ = (B.CancelButton, B.BackButton, B.NextButton, B.FinishButton)  # as they stand
NARROW_EM = 44.0


def page_class(name: str) -> type[Page]:
    """The page of the step `name`: class `SendFile` in ui/pages/send_file.py for "send_file"."""
    module = importlib.import_module(f"ui.pages.{name}")
    return cast("type[Page]", getattr(module, name.title().replace("_", "")))


class JourneyWizard(QWizard):
    """Shows the pages of `journey`, from where the customer left off.

    One that is made `ahead` of time waits for `begin`.
    """

    closed = Signal()
    keeps_place = False  # whether the next start comes back to the page that was open

    def __init__(
        self, desk: Desk, journey: Journey, name: str, parent: QWidget, *, ahead: bool = False
    ) -> None:
        super().__init__(parent)
        if isinstance(app := QApplication.instance(), QApplication):
            theme.furnish(app)
        self.setObjectName(name)
        self.desk, self.journey = desk, journey
        self.sidebar = Sidebar(self.title())  # first: on Windows the style resizes at once
        self.setWizardStyle(QWizard.WizardStyle.ModernStyle)
        self.setOption(QWizard.WizardOption.NoBackButtonOnStartPage)
        self.setModal(False)
        self.setSideWidget(self.sidebar)
        self.sidebar.placed.connect(lambda told: self._shown and self._shown.show_place(told))
        self._stopping = Stopping(self)
        self._making = MakingAhead(self)
        self._shown: Page | None = None
        self._focus = WizardFocus(self)
        self._buttons()
        for number, step in enumerate(journey):
            page = page_class(step.name)(desk, step)
            self.setPage(number, page)
            page.state_changed.connect(self._state_changed)
        self.currentIdChanged.connect(self._moved)
        desk.language_changed.connect(self._reworded)
        self.resize(theme.window_size(50, 32))
        if ahead:
            self._stand_ready()
        else:
            self.begin()
        self._renamed()
        self._making.begin()

    def _stand_ready(self) -> None:
        """Let its pages have the room that they will have; none of them has come up."""
        quiet = self.blockSignals(True)
        self.restart()
        self.blockSignals(quiet)
        self.sidebar.fill_parent()
        fill_box(self.currentPage().parentWidget())

    def begin(self) -> None:
        """Come to where the customer left off."""
        facts = self.desk.facts
        self._go_to(place(self.journey, facts) if facts != Facts() else self.journey[0])

    def give_way(self) -> None:
        """A page comes up, here or in another wizard: what is made ahead waits for it."""
        self._making.give_way()

    def title(self) -> str:
        """What the whole journey is called."""
        raise NotImplementedError

    # --- the order ---------------------------------------------------------------------------
    def nextId(self) -> int:
        """The page that Next leads to, or -1."""
        if self.currentId() < 0:
            return -1
        following = after(self.journey, self.step, self.desk.facts)
        return -1 if following is None else self.journey.index(following)

    @property
    def step(self) -> Step:
        """The step that is shown."""
        return self.journey[self.currentId()]

    def back(self) -> None:
        """Go back, unless an act or work stands in the way."""
        if self._may_go_back():
            super().back()

    def _may_go_back(self) -> bool:
        page = self._shown
        working = page is not None and page.working and not page.waiting
        return not working and before(self.journey, self.step, self.desk.facts) is not None

    def _go_to(self, step: Step) -> None:
        """Walk to `step`, so that Back leads through the steps before it."""
        moved = self.blockSignals(True)
        self.restart()
        while self.step != step and self.nextId() >= 0:
            self.setCurrentId(self.nextId())
        self.blockSignals(moved)
        self._moved()

    # --- what is shown -----------------------------------------------------------------------
    def showEvent(self, event: QShowEvent) -> None:
        """By now QWizard has laid itself out."""
        super().showEvent(event)
        self.sidebar.fill_parent()
        self._focus.arrive()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow window the page needs the room of the list at the side."""
        self.sidebar.give_way(event.size().width() < theme.em(NARROW_EM))
        super().resizeEvent(event)

    def _moved(self) -> None:
        page = self.currentPage()
        if page is self._shown or not isinstance(page, Page):
            return
        self.give_way()
        page.told_complete = page.isComplete()  # QWizard has just asked
        if self._shown is not None:
            self._shown.go()
        self._shown = page
        if self.keeps_place:
            self.desk.know(page=page.step.name)
        page.come()
        self._state_changed()
        self._focus.arrive()

    def _state_changed(self) -> None:
        if self.currentId() < 0:
            return
        self.button(B.BackButton).setEnabled(self._may_go_back())
        if self._shown is not None and self._shown.leads_on:
            self.button(B.NextButton).hide()
        facts = self.desk.facts
        done = frozenset(s.name for s in self.journey[: self.currentId()] if s.ready(facts))
        shown = tuple(s for s in self.journey if s.when(facts) or s == self.step)
        self.sidebar.show_place(self.step.name, shown, done, left_open(facts))
        in_order(*(self.button(which) for which in READ))
        self._focus.changed()

    def _buttons(self) -> None:
        for which, name in (
            (B.BackButton, "back"),
            (B.NextButton, "next"),
            (B.FinishButton, "done"),
            (B.CancelButton, "close"),
        ):
            self.setButton(which, Button(name, "", primary=which in {B.NextButton, B.FinishButton}))
        self.setButtonLayout(
            [B.CancelButton, B.Stretch, B.BackButton, B.NextButton, B.FinishButton]
        )

    def _reworded(self) -> None:
        """In another language: the page that is up has been made anew, the others follow."""
        self._renamed()
        self._making.begin()

    def _renamed(self) -> None:
        self.setWindowTitle(self.title())
        self.setAccessibleName(self.title())
        self.sidebar.rename(self.title())
        for which, text in (
            (B.BackButton, _("Back")),
            (B.NextButton, _("Next")),
            (B.FinishButton, _("Done")),
            (B.CancelButton, self.close_text()),
        ):
            self.setButtonText(which, text)
            named(self.button(which), self.button(which).objectName(), text)
        self._state_changed()

    def close_text(self) -> str:
        """What the button that leaves the wizard says."""
        return _("Continue later")

    # --- closing -----------------------------------------------------------------------------
    def closeEvent(self, event: QCloseEvent) -> None:
        """Close, unless work is under way: then ask."""
        event.ignore()
        self.reject()

    def reject(self) -> None:
        """Close for now. In the middle of changing the account, ask first."""
        self.leave(lambda: None)

    def leave(self, then: Callable[[], object]) -> None:
        """Close, and call `then` once closed; if the customer would rather stay, don't."""
        page = self._shown
        if page is not None and page.working and not page.waiting:
            self._stopping.ask(page, partial(self._end, then))
        else:
            self._end(then)

    def _end(self, then: Callable[[], object]) -> None:
        self.done(QWizard.DialogCode.Rejected)
        then()

    def done(self, result: int) -> None:
        """The wizard is over, or put aside."""
        if self._shown is not None:
            self._shown.go()
            self._shown = None
        super().done(result)
        self.closed.emit()
