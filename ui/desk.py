"""What the windows share: settings, what is known, who is signed in, and the way to do work."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from app.facts import KEPT, SIGNED_OUT, Facts
from app.journey import begun_with
from app.records import Records
from app.settings import Settings
from app.troubles import KEYRING_KEPT, PRACTICE, Trouble
from app.work import Token
from ui import browser, handed, words
from ui.background import Background
from ui.idle import Idle
from ui.leftover import Leftover
from ui.once import Once
from ui.vendorchoice import VendorChoice

if TYPE_CHECKING:
    from app.practice import Practice
    from app.session import RootSession
    from app.vendorprofile import VendorProfile
    from ui.claim import Claim

log = logging.getLogger(__name__)
CLOSING_LIMIT_MS = 5000
WORK_SECONDS, SIGN_OUT_SECONDS = 10.0, 5.0  # at most, where the system ends the program


class Desk(QObject):
    """One run against one AWS: the real one, practice, or an endpoint."""

    facts_changed = Signal()
    session_changed = Signal()
    language_changed = Signal()
    switch_wanted = Signal(object)  # Settings of the run to go on with: practice, or the real one

    def __init__(self, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.settings = settings
        self.records = Records(settings.data_dir, settings.practice, settings.records_dir)
        self.claim: Claim | None = None  # this run's, on its records
        self.background = Background(self)
        self.session: RootSession | None = None
        self.root_account = ""  # whose root signed in last in this run, signed out since or not
        self.visitor = ""  # the ARN of who signed in last, root or not
        self.open_url: Callable[[str], bool] = browser.open_url
        self.trouble: Trouble | None = None  # what went wrong at the start, for home to show
        self.facts = self._load()
        self.vendor = VendorChoice(self)
        self._unsaved = False
        self._practice: Practice | None = None
        self.leftover = Leftover(self.records.home, self)
        self._ready = threading.Event()
        self.idle = Idle(self._idle_long_enough, self, lambda: self.background.busy)

    # --- what is known -----------------------------------------------------------------------
    def know(self, **changes: object) -> None:
        """Replace what is known, tell the windows, and keep what is to be kept."""
        before, self.facts = self.facts, self.facts.but(**changes)
        if self.facts == before:
            return
        if any(getattr(before, name) != getattr(self.facts, name) for name in KEPT):
            on_its_way, self._unsaved = self._unsaved, True
            if not on_its_way:
                self.background.run(self, self._save)
        self.facts_changed.emit()

    def tick(self, name: str, ticked: bool) -> None:
        """Note that the sub-step `name`, such as "account.3", is done or not."""
        others = tuple(t for t in self.facts.ticks if t != name)
        self.know(ticks=(*others, name) if ticked else others)

    @property
    def profile(self) -> VendorProfile:
        """The vendor's profile; without one, ours with nothing particular in it."""
        return self.vendor.profile

    def _load(self) -> Facts:
        try:
            return self.records.load_facts()
        except Trouble as trouble:
            self.trouble = trouble
            return Facts()

    def _save(self, _token: Token | None = None) -> None:
        self._unsaved = False
        try:
            self.records.save_facts(self.facts)
        except Trouble as trouble:
            log.warning("progress not kept: %s", trouble)

    # --- the language ------------------------------------------------------------------------
    def speak(self, language: str) -> None:
        """Change the language of everything, now and for the next start."""
        if language == words.language():
            return
        words.install(language)
        self.settings = replace(self.settings, language=language)
        self.background.run(self, lambda _: self.records.save_language(language))
        self.language_changed.emit()

    # --- who is signed in --------------------------------------------------------------------
    def begin(self, session: RootSession) -> None:
        """Go on with `session`; one that isn't root's has been dropped already."""
        self.session = session if session.identity.is_root else None
        self.visitor = session.identity.arn
        self.idle.watch(self.session is not None)
        account, is_root = session.identity.account, session.identity.is_root
        if is_root:
            self.root_account = account
            self.know(**begun_with(self.facts, account))
        self.know(account=account, is_root=is_root)
        handed.forget_delivered(self)
        self.session_changed.emit()

    def sign_out(self, done: Callable[[bool], None] = lambda _: None) -> None:
        """Drop the session here at once, and ask AWS to; `done` learns whether AWS confirmed."""
        session, self.session = self.session, None
        self.idle.watch(False)
        if session is not None:
            ended = session

            def end(token: Token) -> bool:
                return self.leftover.end(ended, token)

            def failed(trouble: Trouble) -> None:
                if trouble.kind is not KEYRING_KEPT:  # that one is said in its own words
                    done(False)

            self.background.ask(self, end, done, failed)
        self.know(**SIGNED_OUT)
        self.session_changed.emit()

    def _idle_long_enough(self) -> bool:
        """Nobody has touched the program for half an hour: sign out, unless it is at work."""
        if self.background.busy:
            return False
        log.info("signed out after half an hour without use")
        self.sign_out()
        return True

    # --- practice ----------------------------------------------------------------------------
    def open(self) -> None:
        """Begin what a run needs, once its window is shown."""
        self.background.run(self, self._start_log)
        if self.settings.practice and not self.settings.endpoint:
            self.background.ask(self, self._start_practice, self._practice_ready, self._no_practice)
        else:
            self.background.ask(self, self._forget_leftover)

    def _start_log(self, _token: Token) -> None:
        from app import log as logfile

        logfile.start(self.settings.data_dir)

    def settled(self, token: Token) -> Settings:
        """The settings with the practice AWS's address in them; waits for it.

        For the background only. Raises `Cancelled`, and the `Trouble` that stopped practice.
        """
        while not self._ready.wait(0.1):
            token.check()
        if self.settings.practice and not self.settings.endpoint and self.trouble:
            raise self.trouble
        return self.settings

    @property
    def practice(self) -> Practice | None:
        """The practice AWS of this run, if it is one and runs."""
        return self._practice

    def _start_practice(self, _token: Token) -> str:
        from app.practice import Practice

        self.leftover.forget(self.settings)
        practice = Practice()
        address = practice.start()
        self._practice = practice
        return str(address)

    def _practice_ready(self, address: str) -> None:
        self.settings = replace(self.settings, endpoint=address)
        self._ready.set()

    def _no_practice(self, trouble: Trouble) -> None:
        self.trouble = Trouble(PRACTICE, detail=str(trouble))  # else it would speak of a file
        self._ready.set()

    def _forget_leftover(self, _token: Token) -> None:
        self.leftover.forget(self.settings)
        self._ready.set()

    # --- the end -----------------------------------------------------------------------------
    def close(self, then: Callable[[], None]) -> None:
        """Sign out and stop everything, without keeping the window waiting; then call `then`."""
        self._leave()
        once = Once(lambda: self._closed(then))
        if (end := self._last()) is None:
            once()
            return
        QTimer.singleShot(CLOSING_LIMIT_MS, self, once)
        self.background.ask(self, end, lambda _: once(), lambda _: once())

    def end_now(self) -> None:
        """The system ends the program: work comes to its safe end, and the session goes. Blocks."""
        self.background.stop(WORK_SECONDS)
        self._leave()
        if (end := self._last()) is not None:
            thread = threading.Thread(target=end, args=(Token(),), daemon=True)
            thread.start()
            thread.join(SIGN_OUT_SECONDS)
        self._closed(lambda: None)

    def _leave(self) -> None:
        if self.claim is not None:
            self.claim.leave()
        if self._unsaved:
            self._save()

    def _last(self) -> Callable[[Token], None] | None:
        """What ends session and practice, which are nobody's any more; None if there is neither."""
        session, self.session = self.session, None
        practice, self._practice = self._practice, None
        self.idle.watch(False)

        def end(token: Token) -> None:
            if session is not None:
                with suppress(Trouble):  # the next start says so, if it is still there then
                    self.leftover.end(session, token)
            if practice is not None:
                practice.stop()

        return None if session is None and practice is None else end

    def _closed(self, then: Callable[[], None]) -> None:
        self.background.stop(limit=0.5)
        if self.claim is not None:
            self.claim.unlock()
        then()
