"""The wizards that the home window opens: one at a time, since they share what is known."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from ui import crashes
from ui.ahead import Ahead

if TYPE_CHECKING:
    from PySide6.QtWidgets import QDialog, QWidget

    from app.handoverfile import Handover
    from ui.building import BuildingWindow
    from ui.desk import Desk
    from ui.wizard import JourneyWizard


class Windows(QObject):
    """Opens wizards over `home`, and tells when one was closed."""

    closed = Signal()
    reissued = Signal(object)  # the Handover of which there is a new package
    changed = Signal()  # records, in a window that stays open
    revoke_wanted = Signal(str)  # the UserId of whom to shut out
    another_wanted = Signal(object)  # the Handover of the vendor of whom it is another person

    def __init__(self, desk: Desk, home: QWidget) -> None:
        super().__init__(home)
        self._desk, self._home = desk, home
        self.ahead = Ahead(desk, home)
        self.open: JourneyWizard | None = None
        self.came_back = False  # until home has seen to it
        self._beside: dict[str, QDialog] = {}  # by object name: windows that share nothing
        if sys.platform == "darwin":
            from ui.macmenu import add_about

            add_about(home, self.about)

    def setup(self, at: str = "", begin: Callable[[], None] | None = None) -> None:
        """The wizard that lets a vendor in: where the customer left off, or at the page `at`.

        `begin` takes up another hand-over, once no wizard is open: one that is left still keeps
        what was said in it, of the hand-over before.
        """
        from ui.setup_wizard import SetupWizard

        def made() -> JourneyWizard:
            if begin is not None:
                begin()
            wizard = self.ahead.take(SetupWizard)
            if wizard is None:
                wizard = SetupWizard(self._desk, self._home)
            else:
                wizard.begin()
            if at:
                walk_to(wizard, at)
            return wizard

        self._show(made, None if at or begin else SetupWizard)

    def expect(self, *, anybody_in: bool) -> None:
        """While none is open, have the likely one ready; `anybody_in`: a vendor was let in."""
        if self.open is None:
            self.ahead.expect(anybody_in=anybody_in)

    def revoke(self, wanted: str = "", mode: str = "disable") -> None:
        """The wizard that shuts a vendor out; `wanted` is the UserId of the one to offer first."""
        from ui.revoke_wizard import RevokeWizard

        def made() -> JourneyWizard:
            wizard = self.ahead.take(RevokeWizard)
            if wizard is None:
                return RevokeWizard(self._desk, self._home, wanted=wanted, mode=mode)
            wizard.begin_with(wanted, mode)
            return wizard

        self._show(made)

    def review(self, wanted: str = "", name: str = "") -> None:
        """The wizard that looks for other ways in; `wanted` is the UserId of the vendor, if any."""
        from ui.review_wizard import ReviewWizard

        self._show(lambda: ReviewWizard(self._desk, self._home, wanted=wanted, name=name))

    def remind(self, page: str) -> None:
        """Whatever the home window's reminder leads to: a page of the set-up, or the review."""
        if page == "revoke_review":
            self.review()
        else:
            self.setup(page)

    def undo(self, handover: Handover) -> None:
        """The window that lets a vendor in again who was disabled."""
        from ui.undoing import UndoWindow

        def made() -> QDialog:
            window = UndoWindow(self._desk, handover, self._home)
            window.changed.connect(self.changed)
            window.reissue_wanted.connect(
                lambda record: self._go_on(window, lambda: self.reissue(record))
            )
            return window

        if (old := self._beside.get("undo")) is not None:
            old.close()
        self._show_beside("undo", made)

    def reissue(self, handover: Handover) -> None:
        """The wizard that makes a new password, file and passphrase."""
        from ui.reissue import ReissueWizard

        def made() -> JourneyWizard:
            wizard = ReissueWizard(self._desk, self._home, handover)
            wizard.reissued.connect(self.reissued)
            return wizard

        self._show(made)

    def bill(self) -> None:
        """Whom the customer pays, and where the invoices are."""
        from ui.bill import BillWindow

        self._show_beside("bill", lambda: BillWindow(self._desk, self._home))

    def about(self) -> None:
        """What this program is, its licences, and whether there's a newer one."""
        from ui.about import AboutWindow

        self._show_beside("about", lambda: AboutWindow(self._desk, self._home))

    def help(self) -> None:
        """The manual, from its beginning."""
        from ui.helpwindow import show_help

        show_help(self._desk, self._home)

    def listen_for_help(self) -> None:
        """From now on F1 opens the manual over the home window."""
        from ui.helpkey import add_key

        add_key(self._home, self.help)

    def building(self, handover: Handover) -> None:
        """What there is to see and to do while the vendor works."""
        from ui.building import BuildingWindow

        def made() -> QDialog:
            window = BuildingWindow(self._desk, handover, self._home)
            window.changed.connect(self.changed)
            window.revoke_wanted.connect(lambda: self._go_on(window, self._revoke(handover)))
            window.another_wanted.connect(lambda: self._go_on(window, self._another(window)))
            return window

        if (old := self._beside.get("building")) is not None:
            old.close()
        self._show_beside("building", made)

    def _revoke(self, handover: Handover) -> Callable[[], None]:
        return lambda: self.revoke_wanted.emit(handover.user_id)

    def _another(self, window: BuildingWindow) -> Callable[[], None]:
        return lambda: self.another_wanted.emit(window.handover)

    @staticmethod
    def _go_on(window: QDialog, then: Callable[[], None]) -> None:
        window.close()
        then()

    def _show_beside(self, name: str, make: Callable[[], QDialog]) -> None:
        """Show a window that doesn't change the journey; one that is open is brought to front."""
        window = self._beside.get(name)
        if window is None:
            window = self._beside[name] = make()
            window.finished.connect(lambda _result: self._beside.pop(name, None))
        window.show()
        window.raise_()
        window.activateWindow()

    def _show(
        self, make: Callable[[], JourneyWizard], same: type[JourneyWizard] | None = None
    ) -> None:
        """Show a new wizard; one of the kind `same` that is open already is brought to front."""
        if self.open is not None and same is not None and isinstance(self.open, same):
            self._raise(self.open)
        elif self.open is not None:
            self._raise(self.open)  # it may have something to ask before it goes
            self.open.leave(lambda: self._show(make))
        else:
            wizard = make()
            wizard.closed.connect(lambda: self._was_closed(wizard))
            wizard.currentIdChanged.connect(lambda _number: self._stands_at(wizard))
            self.open = wizard
            self._stands_at(wizard)
            self._raise(wizard)

    def _raise(self, wizard: JourneyWizard) -> None:
        wizard.show()
        wizard.raise_()
        wizard.activateWindow()

    def _stands_at(self, wizard: JourneyWizard) -> None:
        """Have an unexpected error's report name the page, and have what comes next made."""
        if wizard.currentId() >= 0:
            crashes.at(wizard.step.name)
            self.ahead.follow(wizard)

    def _was_closed(self, wizard: JourneyWizard) -> None:
        crashes.at("home")
        wizard.deleteLater()
        if self.open is wizard:
            self.open = None
        self._keep_undecided()
        self._come_home()
        self.closed.emit()

    def _come_home(self) -> None:
        """Else the browser comes to the front, where that was used last."""
        self._home.raise_()
        self._home.activateWindow()
        self.came_back = True  # and home gives the keyboard to what comes next

    def _keep_undecided(self) -> None:
        """The home window reminds of what a review found and nobody has decided on."""
        if self._desk.property("revocation") is None:
            return
        from ui import revocation

        shared = revocation.of(self._desk)
        tally = shared.reviewing.tally
        if tally is not None and shared.account == self._desk.facts.known_account:
            self._desk.know(ways_in=tally.to_do)


def walk_to(wizard: JourneyWizard, name: str) -> None:
    """Go to the step `name`, so that Back leads through the steps before it.

    The pages on the way don't come up: no one is there to read them.
    """
    quiet = wizard.blockSignals(True)
    wizard.restart()
    while wizard.step.name != name and wizard.nextId() >= 0:
        wizard.setCurrentId(wizard.nextId())
    wizard.blockSignals(quiet)
    wizard.currentIdChanged.emit(wizard.currentId())
