"""Questions to the keyring, which may ask the customer in turn: waited for, but not for ever."""

from __future__ import annotations

import contextlib
import logging
import queue
import threading
from collections.abc import Callable, Iterator
from typing import Generic, TypeVar

from app.troubles import KEYRING_LOCKED, KEYRING_REFUSED, KEYRING_SLOW, Trouble, from_error
from app.work import Token

log = logging.getLogger(__name__)
T = TypeVar("T")

# Long enough for a person to find the prompt and type a password, short enough to be told.
PROMPT_SECONDS = 120.0
# What is asked in the middle of something else, which has to go on.
RENEWAL_SECONDS = 10.0

# One question at a time: GNOME Keyring can abort, and close itself for every program, where two
# connections come and go together. https://gitlab.gnome.org/GNOME/gnome-keyring/-/work_items/196
# Not for ever: one whose prompt nobody answers doesn't hold up the next.
_TURN = threading.Lock()
TURN_SECONDS = 2.0  # a keyring that doesn't have to ask answers in some milliseconds

# jeepney gives the bus one second to let us in (`open_dbus_connection`'s `auth_timeout`), which a
# busy computer may need for itself. Nothing has been asked by then, so it is asked again.
BUS_TRIES = 20

# https://specifications.freedesktop.org/secret-service/latest/errors.html
IS_LOCKED = "org.freedesktop.Secret.Error.IsLocked"


@contextlib.contextmanager
def _turn() -> Iterator[None]:
    held = _TURN.acquire(timeout=TURN_SECONDS)
    try:
        yield
    finally:
        if held:
            _TURN.release()


def _nothing() -> None:
    """Take nothing back."""


def bounded(
    call: Callable[[], T],
    token: Token | None = None,
    limit: float | None = None,
    take_back: Callable[[], object] = _nothing,
) -> T:
    """Run `call`, which may wait for a prompt, and give up after `limit` seconds or on cancel.

    Two minutes, where no `limit` is said. A prompt that nobody answers can't be taken back, so
    its thread is left behind; it is a daemon and doesn't keep the program from closing. Should it
    be answered after all, `take_back` runs.
    Raises `Trouble` and `Cancelled`.
    """
    asked = Asked(call, take_back)
    threading.Thread(target=asked.run, name="keyring", daemon=True).start()
    try:
        value, error = asked.wait(token, PROMPT_SECONDS if limit is None else limit)
    except BaseException:
        asked.give_up()
        raise
    if error is not None:
        raise _trouble(error)
    return value  # type: ignore[return-value]  # T may be None itself


class Asked(Generic[T]):
    """One question to the keyring, and what becomes of its answer where nobody waits any more."""

    def __init__(self, call: Callable[[], T], take_back: Callable[[], object]) -> None:
        self._call = call
        self._take_back = take_back
        self._answers: queue.SimpleQueue[tuple[T | None, BaseException | None]]
        self._answers = queue.SimpleQueue()
        self._lock = threading.Lock()
        self._given_up = False

    def run(self) -> None:
        """Ask, and hand over the answer, or what was raised."""
        with _turn():
            answer = self._answer()
        with self._lock:
            self._answers.put(answer)
            late = self._given_up
        if late:
            self._undo()

    def _answer(self) -> tuple[T | None, BaseException | None]:
        tried = 0
        while True:
            tried += 1
            try:
                return self._call(), None
            except TimeoutError as error:
                if tried == BUS_TRIES or self._given_up:
                    return None, error
            except BaseException as error:  # noqa: BLE001  (handed to the caller's thread)
                return None, error

    def wait(self, token: Token | None, limit: float) -> tuple[T | None, BaseException | None]:
        waited = 0.0
        while waited < limit:
            if token:
                token.check()
            with contextlib.suppress(queue.Empty):
                return self._answers.get(timeout=0.2)
            waited += 0.2
        raise Trouble(KEYRING_SLOW)

    def give_up(self) -> None:
        with self._lock:
            self._given_up = True
            answered = not self._answers.empty()
        if answered:  # between the last look and now
            threading.Thread(target=self._undo, name="keyring", daemon=True).start()

    def _undo(self) -> None:
        undoing = Asked(self._take_back, _nothing)
        undoing.run()
        _, error = undoing.wait(None, PROMPT_SECONDS)
        if error is not None:
            log.warning("a late entry stays in the keyring: %s", type(error).__name__)


def _trouble(error: BaseException) -> Trouble:
    """D-Bus libraries raise their own errors; whatever it is, the store refused."""
    if isinstance(error, TimeoutError):
        return Trouble(KEYRING_SLOW)
    if getattr(error, "name", "") == IS_LOCKED:  # between the look and the call
        return Trouble(KEYRING_LOCKED, detail=type(error).__name__)
    known = from_error(error)
    if known.kind.code == "unknown" or isinstance(error, OSError):
        return Trouble(KEYRING_REFUSED, detail=type(error).__name__)
    return known
