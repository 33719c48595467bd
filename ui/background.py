"""The one place where work leaves the window's thread and comes back to it.

Work is a plain function of app/ that gets a `Token`, returns a value or raises, and never touches
a widget. `run` queues it on the one worker, so that the calls of a journey never overlap; `ask`
is for waiting for a person (the browser, a prompt of the keyring), each on a thread of its own.
All threads are daemons: nothing that hangs can keep the program from closing.
"""

from __future__ import annotations

import logging
import queue
import threading
import traceback
from collections.abc import Callable
from typing import Any, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from app.troubles import UNKNOWN, Trouble, from_error
from app.work import Cancelled, Token
from ui import crashes, garbage

log = logging.getLogger(__name__)
T = TypeVar("T")
SWEEP_MS = 100  # while work makes new objects all the time


class Errand(Token):
    """A piece of work under way. `cancel` asks it to stop; `drop` also forgets its answer."""

    dropped = False

    def drop(self) -> None:
        """Cancel, and never call back: whoever asked has gone on to something else."""
        self.dropped = True
        self.cancel()


def _nothing(*_: object) -> None:
    """The callback of someone who doesn't wish to know."""


class Background(QObject):
    """Carries out work and hands over its answer in the window's thread.

    An answer is dropped when its owner is destroyed or its errand was dropped. A cancelled errand
    that finished all the same is `done`: what was done must be known.
    """

    _arrived = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._queue: queue.SimpleQueue[Callable[[], None] | None] = queue.SimpleQueue()
        self._worker: threading.Thread | None = None
        self._errands: set[Errand] = set()
        self._change = threading.Condition()
        self._closed = False
        self._arrived.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        garbage.only_where_asked()
        self._sweeping = QTimer(self)
        self._sweeping.setInterval(SWEEP_MS)
        self._sweeping.timeout.connect(self._sweep)

    def run(
        self,
        owner: QObject,
        work: Callable[[Token], T],
        done: Callable[[T], None] = _nothing,
        failed: Callable[[Trouble], None] = _nothing,
        progress: Callable[[Any], None] = _nothing,
        *,
        cancelled: Callable[[], None] = _nothing,
    ) -> Errand:
        """Queue `work` on the worker; exactly one of done, failed, cancelled is called after it."""
        errand, job = self._errand(owner, work, done, failed, progress, cancelled)
        self._queue.put(job)
        if self._worker is None:
            self._worker = threading.Thread(target=self._serve, name="worker", daemon=True)
            self._worker.start()
        return errand

    def ask(
        self,
        owner: QObject,
        work: Callable[[Token], T],
        done: Callable[[T], None] = _nothing,
        failed: Callable[[Trouble], None] = _nothing,
        progress: Callable[[Any], None] = _nothing,
        *,
        cancelled: Callable[[], None] = _nothing,
    ) -> Errand:
        """The same on a thread of its own, for work that waits for a person."""
        errand, job = self._errand(owner, work, done, failed, progress, cancelled)
        threading.Thread(target=job, name="ask", daemon=True).start()
        return errand

    @property
    def busy(self) -> bool:
        """Whether any work is queued or under way."""
        return bool(self._errands)

    def stop(self, limit: float = 1.0) -> bool:
        """Cancel everything and wait at most `limit` seconds. Returns whether all has ended."""
        with self._change:
            self._closed = True
            for errand in tuple(self._errands):
                errand.drop()
            self._queue.put(None)
            return self._change.wait_for(lambda: not self._errands, timeout=limit)

    def _errand(
        self,
        owner: QObject,
        work: Callable[[Token], T],
        *callbacks: Callable[..., None],
    ) -> tuple[Errand, Callable[[], None]]:
        done, failed, progress, cancelled = callbacks

        def back(call: Callable[..., None], *values: object) -> None:
            with self._change:  # so that `stop` never leaves one behind that is about to speak
                if not self._closed and shiboken6.isValid(self):
                    self._arrived.emit((errand, owner, call, values))

        def job() -> None:
            answer: tuple[object, ...]
            try:
                errand.check()
                result = work(errand)
            except Cancelled:
                answer = (cancelled,)
            except Exception as error:  # noqa: BLE001  (the only one of the program)
                answer = (failed, _known(error))
            else:
                answer = (done, result)
            self._ended(errand)
            back(*answer)

        errand = Errand(lambda value: back(progress, value))
        with self._change:
            self._errands.add(errand)
        self._sweeping.start()
        return errand, job

    def _ended(self, errand: Errand) -> None:
        with self._change:
            self._errands.discard(errand)
            self._change.notify_all()

    def _sweep(self) -> None:
        garbage.collect()
        if not self._errands:
            self._sweeping.stop()

    def _serve(self) -> None:
        while (job := self._queue.get()) is not None:
            job()

    @Slot(object)
    def _deliver(
        self, message: tuple[Errand, QObject, Callable[..., None], tuple[object, ...]]
    ) -> None:
        errand, owner, call, values = message
        if shiboken6.isValid(owner) and not errand.dropped:
            call(*values)


def _known(error: Exception) -> Trouble:
    trouble = from_error(error)
    # An error's text may quote anything, a secret too: only its class and its place are kept.
    place = traceback.extract_tb(error.__traceback__)[-1]
    log.warning("%s: %s at %s:%s", trouble, type(error).__name__, place.name, place.lineno)
    if trouble.kind is UNKNOWN:  # told where it was asked for; its report the next time
        crashes.keep(error)
    return trouble
