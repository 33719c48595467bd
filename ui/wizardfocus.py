"""Where the keyboard goes in a wizard, so that Enter always carries on.

Qt hands the focus of a control that is hidden or disabled to the next one in the chain. After
work that is the row of the wizard's buttons, where Enter would go back, or close the wizard.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget, QWizard
from shiboken6 import isValid

from ui.button import Button
from ui.page import Page

if TYPE_CHECKING:
    from ui.wizard import JourneyWizard

WAKING = {QEvent.Type.EnabledChange, QEvent.Type.ShowToParent}
ONWARD = (QWizard.WizardButton.NextButton, QWizard.WizardButton.FinishButton)


class WizardFocus(QObject):
    """Gives the focus to what carries on: on arriving, when work is over, and when it is lost.

    A control that the customer went to keeps it.
    """

    def __init__(self, wizard: JourneyWizard) -> None:
        super().__init__(wizard)
        self._wizard = wizard
        self._held: QWidget | None = None  # had the focus when everything was last in order
        self._last = QApplication.focusWidget()  # had it before the one that has it now
        self._state = (False, False)  # at work, complete
        self._arriving = self._over = self._parked = False
        self._watched: tuple[QWidget, ...] = ()
        self._soon = QTimer(self)  # once what is happening now has come to its end
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._settle)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._moved)

    def arrive(self) -> None:
        """A page has come up."""
        self._arriving, self._over = True, False
        self._state = self._now()
        if self._wizard.focusWidget() is None:  # until it's decided, a key meets nothing
            self._wizard.currentPage().setFocus()
        self._soon.start()

    def changed(self) -> None:
        """The page has begun or ended work, or something has become known."""
        was, self._state = self._state, self._now()
        ended, completed = was[0] and not self._state[0], self._state[1] and not was[1]
        if ended or completed:
            self._over = True
            self._soon.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Something that may be worth the focus has appeared."""
        if event.type() in WAKING:
            self._soon.start()
        return super().eventFilter(watched, event)

    # --- deciding ----------------------------------------------------------------------------
    def _now(self) -> tuple[bool, bool]:
        page = self._wizard.currentPage()
        return (page.working, page.isComplete()) if isinstance(page, Page) else (False, False)

    def _moved(self) -> None:
        """Qt's signal would hand over the one before, too, which may be half gone."""
        old, now = self._last, QApplication.focusWidget()
        self._last = now
        if now is None or not self._wizard.isAncestorOf(now):
            return
        if old is not None and self._usable(old):
            self._held = now  # somebody went there: Qt leaves only what can't be used any more
        self._soon.start()

    def _settle(self) -> None:
        page = self._wizard.currentPage()
        if not isinstance(page, Page) or not self._wizard.isVisible():
            return
        focus = self._wizard.focusWidget()
        if self._must_move(page, focus):
            self._give(page)
        self._arriving = self._over = False
        self._held = self._wizard.focusWidget()

    def _must_move(self, page: Page, focus: QWidget | None) -> bool:
        if self._arriving:
            return True
        inside = focus is not None and focus is not page and page.isAncestorOf(focus)
        if inside and focus is not None and self._usable(focus):
            self._parked = False  # from here Tab may leave the page, and isn't fetched back
            return self._over and focus in page.to_press()  # it has been pressed
        lost = self._held is not None and not self._usable(self._held)
        return self._over or lost or self._parked

    def _usable(self, widget: QWidget) -> bool:
        return isValid(widget) and widget.isVisibleTo(self._wizard) and widget.isEnabled()

    def _give(self, page: Page) -> None:
        wanted = self._wanted(page)
        for widget in self._watched:
            if isValid(widget):
                widget.removeEventFilter(self)
        self._watched, self._parked = (), wanted is None
        if wanted is not None:
            wanted.setFocus()
            return
        # Nothing can be pressed yet: Enter shall do nothing, rather than close the wizard.
        self._watched = (*page.to_press(), *(self._wizard.button(b) for b in ONWARD))
        for widget in self._watched:
            widget.installEventFilter(self)
        page.setFocus()

    def _wanted(self, page: Page) -> QWidget | None:
        """What Enter should press, or where typing should go; None while there is nothing."""
        buttons = (self._wizard.button(b) for b in ONWARD)
        onward = tuple(
            b for b in buttons if page.isComplete() and isinstance(b, Button) and b.primary
        )
        first = page.first_focus() if self._arriving or not page.working else None
        pressed = page.to_press() if not page.working else ()
        order: tuple[QWidget | None, ...] = (page.message.again, *onward)
        order += (first, *pressed) if self._arriving else (*pressed, first)
        return next((w for w in order if w is not None and self._usable(w)), None)
