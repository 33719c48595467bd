"""What of a sign-in the keyring may hold beyond its end: removed, or said that it wasn't."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.troubles import KEPT_OF_BEFORE, KEYRING_KEPT, KEYRING_MISSING, Trouble

if TYPE_CHECKING:
    from app.session import RootSession
    from app.settings import Settings
    from app.work import Token

log = logging.getLogger(__name__)


class Leftover(QObject):
    """A note on the disk that the keyring may hold a session, as long as it may.

    All but the signal is for the background.
    """

    kept = Signal(object)  # the Trouble of an entry that is still there, to be shown

    def __init__(self, home: Path, parent: QObject) -> None:
        super().__init__(parent)
        self._mark = home / "signed-in"

    def expect(self) -> None:
        """Note that the keyring may hold a session from now on."""
        self._mark.parent.mkdir(parents=True, exist_ok=True)
        self._mark.touch()

    def end(self, session: RootSession, token: Token) -> bool:
        """Sign out; returns whether AWS confirmed. Raises `Trouble` where the entry stays."""
        try:
            confirmed = session.sign_out(token)
        except Trouble as trouble:
            self.kept.emit(trouble)
            raise
        self._mark.unlink(missing_ok=True)
        return confirmed

    def forget(self, settings: Settings) -> None:
        """Remove the session of a run that was cut short.

        The keyring, which may ask the customer something, is left alone where no run was.
        """
        if not self._mark.exists():
            return
        from app.session import forget_leftover

        try:
            forget_leftover(settings)
            self._mark.unlink(missing_ok=True)
        except Trouble as trouble:
            log.warning("an old session may still be in the keyring: %s", trouble)
            if trouble.kind is not KEYRING_MISSING:  # what isn't there holds nothing
                self.kept.emit(Trouble(KEYRING_KEPT, detail=str(trouble)).saying(KEPT_OF_BEFORE))
