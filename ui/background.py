"""The one place where work leaves the window's thread and comes back to it.

Work is a plain function of app/ that gets a `Token`, returns a value or raises, and never touches
a widget. `run` queues it on the one worker, so that the calls of a journey never overlap; `ask`
is for waiting for a person (the browser, a prompt of the keyring) and for what mustn't hold up the
worker, each on a thread of its own.
All threads are daemons: nothing that hangs can keep the program from closing.
"""

from __future__ import annotations

import logging
import queue
import threading
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar
from weakref import WeakSet

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


@dataclass(frozen=True)
class _Asked:
    """What was asked for, and whom to tell: kept, and let go, in the window's thread alone."""

    owner: QObject
    work: Callable[[Token], Any]
    done: Callable[..., None]
    failed: Callable[..., None]
    progress: Callable[..., None]
    cancelled: Callable[[], None]


def _nothing(*_: object) -> None:
    """The callback of someone who doesn't wish to know."""


class Background(QObject):
    """Carries out work and hands over its answer in the window's thread.

    An answer is dropped when its owner is destroyed or its errand was dropped. A cancelled errand
    that finished all the same is `done`: what was done must be known.

    Work and callbacks hold widgets. A thread that let go of one last would end it there, beside
    the window's thread that uses it: https://doc.qt.io/qt-6/threads-qobject.html. So a thread
    knows its errand and looks up the work; they are let go of where the answer arrives.
    """

    _arrived = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._queue: queue.SimpleQueue[Errand | None] = queue.SimpleQueue()
        self._worker: threading.Thread | None = None
        self._threads: WeakSet[threading.Thread] = WeakSet()
        self._asked: dict[Errand, _Asked] = {}
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
        errand = self._errand(_Asked(owner, work, done, failed, progress, cancelled))
        self._queue.put(errand)
        if self._worker is None:
            self._worker = self._thread("worker", self._serve)
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
        errand = self._errand(_Asked(owner, work, done, failed, progress, cancelled))
        self._thread("ask", self._carry_out, errand)
        return errand

    @property
    def busy(self) -> bool:
        """Whether any work is queued or under way."""
        return bool(self._errands)

    def stop(self, limit: float = 1.0) -> bool:
        """Cancel everything and wait at most `limit` seconds. Returns whether all has ended."""
        until = time.monotonic() + limit
        with self._change:
            self._closed = True
            for errand in tuple(self._asked):  # those, too, whose answer is on its way
                errand.drop()
            self._queue.put(None)
            ended = self._change.wait_for(lambda: not self._errands, timeout=limit)
        for thread in tuple(self._threads):  # each still knows this object
            thread.join(max(0.0, until - time.monotonic()))
        return ended

    def _thread(self, name: str, work: Callable[..., None], *of: Errand) -> threading.Thread:
        thread = threading.Thread(target=work, args=of, name=name, daemon=True)
        self._threads.add(thread)
        thread.start()
        return thread

    def _errand(self, asked: _Asked) -> Errand:
        errand = Errand()
        errand.report = lambda value: self._tell(errand, "progress", value)
        self._asked[errand] = asked
        with self._change:
            self._errands.add(errand)
        self._sweeping.start()
        return errand

    # --- in the threads ----------------------------------------------------------------------
    def _serve(self) -> None:
        while (errand := self._queue.get()) is not None:
            self._carry_out(errand)

    def _carry_out(self, errand: Errand) -> None:
        how, *values = self._answer(errand)
        with self._change:
            self._errands.discard(errand)
            self._change.notify_all()
        self._tell(errand, how, *values)

    def _answer(self, errand: Errand) -> tuple[Any, ...]:
        """Which callback there is to call, and with what. Once it is back, no frame has `work`."""
        try:
            errand.check()
            return "done", self._asked[errand].work(errand)
        except Cancelled:
            return ("cancelled",)
        except Exception as error:  # noqa: BLE001  (the only one of the program)
            return "failed", _known(error)

    def _tell(self, errand: Errand, how: str, *values: object) -> None:
        with self._change:  # so that `stop` never leaves one behind that is about to speak
            if not self._closed and shiboken6.isValid(self):
                self._arrived.emit((errand, how, values))

    # --- in the window's thread --------------------------------------------------------------
    def _sweep(self) -> None:
        garbage.collect()
        if not self._errands:
            self._sweeping.stop()

    @Slot(object)
    def _deliver(self, message: tuple[Errand, str, tuple[object, ...]]) -> None:
        errand, how, values = message
        late = how == "progress"  # work may have threads of its own, which report after its end
        asked = self._asked.get(errand) if late else self._asked.pop(errand)
        if asked is not None and shiboken6.isValid(asked.owner) and not errand.dropped:
            getattr(asked, how)(*values)


def _known(error: Exception) -> Trouble:
    trouble = from_error(error)
    # An error's text may quote anything, a secret too: only its class and its place are kept.
    place = traceback.extract_tb(error.__traceback__)[-1]
    log.warning("%s: %s at %s:%s", trouble, type(error).__name__, place.name, place.lineno)
    if trouble.kind is UNKNOWN:  # told where it was asked for; its report the next time
        crashes.keep(error)
    trouble.__cause__ = trouble.__context__ = None  # their frames have what the work has
    return trouble.with_traceback(None)
