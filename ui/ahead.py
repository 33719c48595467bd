"""The wizard that is most likely next, made while nobody waits for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QTimer

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ui.desk import Desk
    from ui.wizard import JourneyWizard

    W = TypeVar("W", bound=JourneyWizard)

LET_IN = "send_file"  # the first page on which there is somebody to shut out
READS_MS = 300  # what has just come up is shown first


class Ahead:
    """Keeps one wizard that has not begun, and so knows and says nothing yet."""

    def __init__(self, desk: Desk, home: QWidget) -> None:
        self._desk, self._home = desk, home
        self._begun, self._anybody_in = False, False
        self._ready: JourneyWizard | None = None

    def begin(self) -> None:
        """From now on there is time for it."""
        self._begun = True
        self.expect(anybody_in=self._anybody_in)

    def expect(self, *, anybody_in: bool) -> None:
        """Where a vendor was let in, one is shut out next; else one is let in."""
        self._anybody_in = anybody_in
        if not self._begun:
            return
        from ui.revoke_wizard import RevokeWizard
        from ui.setup_wizard import SetupWizard

        kind = RevokeWizard if anybody_in else SetupWizard
        if type(self._ready) is not kind:
            if self._ready is not None:
                self._ready.deleteLater()
            self._ready = kind(self._desk, self._home, ahead=True)

    def follow(self, wizard: JourneyWizard) -> None:
        """`wizard` has come to another page: once it has let somebody in, home has that one out."""
        if self._ready is not None:
            self._ready.give_way()
        if wizard.step.name == LET_IN:
            QTimer.singleShot(READS_MS, wizard, lambda: self.expect(anybody_in=True))

    def take(self, kind: type[W]) -> W | None:
        """The wizard, to begin and to show, if it is one of that kind."""
        ready = self._ready
        if not isinstance(ready, kind):
            return None
        self._ready = None
        return ready
