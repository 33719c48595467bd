"""Practice AWS: a pretend AWS on this computer, for rehearsals, demonstrations and tests.

One address on 127.0.0.1 answers AWS Sign-In, the vendor's sign-in page and the AWS APIs. It's
strict where AWS is strict: nothing is answered that wasn't signed with credentials it issued.
Importing this package is cheap; the server and moto are loaded when they are needed.
"""

from __future__ import annotations

import logging
import threading
from typing import TYPE_CHECKING, Self

from app.practice.state import State

if TYPE_CHECKING:
    import socket

    from werkzeug.serving import BaseWSGIServer

    from app.practice.server import Front

__all__ = ["Practice", "State"]

# Says what it has to say where somebody listens, and never on the terminal.
logging.getLogger(__name__).addHandler(logging.NullHandler())


class Practice:
    """One practice AWS. Every start begins with an empty account.

    Args:
        port: the port on 127.0.0.1; 0 takes a free one.
        root_mfa: whether the account summary says that the root user has MFA.
        root_keys: whether it says that the root user has access keys.
        fast: whether sign-in answers at once, without a person at its page.
    """

    def __init__(
        self,
        port: int = 0,
        *,
        root_mfa: bool = True,
        root_keys: bool = False,
        fast: bool = False,
    ) -> None:
        self.state = State(root_mfa=root_mfa, root_keys=root_keys, fast=fast)
        self._port = port
        self._listener: socket.socket | None = None
        self._server: BaseWSGIServer | None = None
        self._front: Front | None = None
        self._threads: tuple[threading.Thread, ...] = ()
        self._ended = threading.Event()

    @property
    def address(self) -> str:
        """Where it answers, such as ``http://127.0.0.1:40123``; empty when stopped."""
        if self._listener is None:
            return ""
        return f"http://127.0.0.1:{self._listener.getsockname()[1]}"

    def start(self) -> str:
        """Serve in a thread of its own; returns the address.

        The port is bound when this returns; moto is loaded meanwhile, and the first calls
        wait for it. Raises OSError when the port can't be bound.
        """
        from app.practice.server import answer_until, bind, serve

        if self._server is not None:
            return self.address
        self._listener = bind(self._port)
        self._server, self._front = serve(self._listener, self.state)
        self._ended = threading.Event()
        self._threads = (
            threading.Thread(
                target=answer_until, args=(self._ended, self._server), name="practice", daemon=True
            ),
            threading.Thread(target=self._front.api.prepare, name="practice-moto", daemon=True),
        )
        for thread in self._threads:
            thread.start()
        return self.address

    def stop(self) -> None:
        """Stop serving, within a second. What was in the account is gone."""
        from app.practice.server import wake

        if self._server is None or self._front is None or self._listener is None:
            return
        self._front.api.stopping.set()
        self.state.sign_out_everyone()
        self._ended.set()
        wake(self._listener)
        self._threads[0].join(5)  # it lets go of the listener first
        self._server.server_close()
        self._listener.close()
        for thread in self._threads:
            thread.join(5)
        self._server = self._front = self._listener = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_raised: object) -> None:
        self.stop()
