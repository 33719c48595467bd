"""A page: one step of a journey. Subclasses say what is on it; everything else is here.

A subclass has `headline` and `build`, and where it needs them `refresh` (after every change of
`self.facts`), `enter`, `leave`, `first_focus`. It speaks by `self.desk.know`, works by `self.work`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QTimer, Signal

from app.facts import Facts
from app.journey import Step
from app.troubles import NOT_SIGNED_IN, Trouble
from app.work import Token
from ui.announce import announce
from ui.background import Errand
from ui.button import Button
from ui.desk import Desk
from ui.openaws import open_aws
from ui.pagemaking import PageMaking
from ui.strip import told

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

T = TypeVar("T")


class Page(PageMaking):
    """A step's page. Its object name is the step's name."""

    state_changed = Signal()  # working or not: the wizard's buttons depend on it
    leads_on = False  # by buttons of its own: the wizard shows no Next beside them

    def __init__(self, desk: Desk, step: Step) -> None:
        super().__init__(desk, step)
        self.errand: Errand | None = None
        self.main_button: Button | None = None  # primary until Next is the one to press
        self._up = False  # the wizard shows it
        self.told_complete: bool | None = None  # what QWizard was told last; None: nothing yet
        self.waiting = False  # the errand waits for a person and may be dropped at any time
        desk.facts_changed.connect(self._facts_changed)
        desk.language_changed.connect(self._rebuild)

    def enter(self) -> None:
        """The page has come up."""

    def leave(self) -> None:
        """The page is being left. What it was working on has been stopped already."""

    def first_focus(self) -> QWidget | None:
        """The control that gets the keyboard first, unless the page is complete already."""
        return None

    def to_press(self) -> tuple[QWidget, ...]:
        """What carries the page on until Next does, and again after a trouble; the best first."""
        return () if self.main_button is None else (self.main_button,)

    @property
    def facts(self) -> Facts:
        """What is known now."""
        return self.desk.facts

    def work(  # noqa: PLR0913  (named, and all but two may be left out)
        self,
        function: Callable[[Token], T],
        done: Callable[[T], None],
        *,
        saying: str = "",
        progress: Callable[[Any], None] = lambda _: None,
        failed: Callable[[Trouble], None] | None = None,
        cancelled: Callable[[], None] = lambda: None,
        cancellable: bool = True,
        waiting: bool = False,
    ) -> Errand:
        """Do `function` in the background while the page shows `saying`, a bar and Cancel.

        `waiting`: it waits for a person, so it gets its own thread, and leaving the page or
        closing the window just stops it. Without `failed` a trouble is shown on the page.
        """
        self.clear_message()
        start = self.desk.background.ask if waiting else self.desk.background.run

        def over(call: Callable[..., None]) -> Callable[..., None]:
            def now(*values: object) -> None:
                self._work_over()
                call(*values)
                self._arrange()

            return now

        fail = over(failed or self.show_trouble)
        self.errand = start(self, function, over(done), fail, progress, cancelled=over(cancelled))
        self.waiting = waiting
        self.busy.begin(saying, self.errand.cancel if cancellable else None)
        self._changed()
        return self.errand

    @property
    def working(self) -> bool:
        """Whether this page's work is under way."""
        return self.errand is not None

    def _work_over(self) -> None:
        self.errand, self.waiting = None, False
        self.busy.end()
        self._changed()

    def show_trouble(self, trouble: Trouble) -> None:
        """Show what went wrong, on this page."""
        self.message.show_trouble(trouble)
        self._reveal(self.message)

    def show_note(self, what: str, then: str = "", *, state: str = "warn") -> None:
        """Show a note on this page: "good", "warn" or "bad"."""
        self.message.show_note(what, then, state=state)
        self._reveal(self.message)

    def clear_message(self) -> None:
        """Take the message away: Next may have waited for what it asks."""
        self.message.hide()
        self._changed()

    def announce(self, text: str) -> None:
        """Have a screen reader say `text`."""
        announce(self, text)

    def ask_to_sign_in(self) -> None:
        """Say that this needs a sign-in, with the button for it."""
        self.show_trouble(Trouble(NOT_SIGNED_IN))

    def sign_in_again(self) -> None:
        """The session ended in the middle: sign in here, and stay on this page."""
        from ui.signin_panel import SignInWindow

        SignInWindow.over(self.desk, self, self.expected_account(), self.signed_in_again)

    def expected_account(self) -> str:
        """Whose root is to sign in again: no other account in the middle of a journey."""
        return self.desk.root_account

    def signed_in_again(self) -> None:
        """There is a session again. A page that can carry on by itself does so here."""
        self.clear_message()

    def open_aws(self, url: str) -> None:
        """Open a page of the real AWS, except in practice, where it is only named."""
        if open_aws(self.desk, url, self.message):
            self._reveal(self.message)

    # --- the wizard's side -------------------------------------------------------------------
    def come(self) -> None:
        """The wizard shows this page."""
        made = self.prepare()
        self._up = True  # from now on it follows: before it was made there was nothing to refresh
        if not made:
            self.refresh()
        self.enter()
        self._changed()
        self._arrange()
        self.announce(self.headline())
        self.announce(told(self.desk, self.step.name))

    def go(self) -> None:
        """The wizard leaves this page."""
        self._up = False
        if self.errand:
            self.errand.cancel()
        self.leave()

    def isComplete(self) -> bool:
        """Whether Next is enabled: as the journey says, and never in the middle of work."""
        return not self.working and self.step.ready(self.facts)

    def initializePage(self) -> None:
        """Nothing: `come` does it, in whichever direction the page is reached."""

    def cleanupPage(self) -> None:
        """Nothing: Back never forgets what was said."""

    def _facts_changed(self) -> None:
        """Only the page that is up follows every keystroke: the others refresh as they come."""
        if self._up:
            self.refresh()
            self._changed()
            self._arrange()

    def _arrange(self) -> None:
        """Put what stands on the page now in the order in which Tab goes."""
        if content := self._content:
            content.arrange()

    def _changed(self) -> None:
        if self.main_button is not None:
            self.main_button.set_primary(not self.isComplete())
        if (complete := self.isComplete()) != self.told_complete:
            self.told_complete = complete
            self.completeChanged.emit()  # QWizard paints the whole window anew each time
        self.state_changed.emit()

    def _reveal(self, widget: QWidget) -> None:
        QTimer.singleShot(0, widget, lambda: self.area.ensureWidgetVisible(widget))

    def _rebuild(self) -> None:
        """In another language: at once where somebody sees it."""
        self.main_button = self.told_complete = None
        if self.unmake() and self.isVisible():
            self.come()
