"""A real keyring behind a bus that breaks: between the app and GNOME Keyring stands a go-between.

It owns the name that the app asks for, on a bus of its own, and passes every message on to the
real keyring, encrypted as it is. At the call that a test names something goes wrong, as it would:
the keyring is really locked there, really emptied, or nobody answers to its name any more.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from typing import Any

import secretstorage
from jeepney import (
    DBusAddress,
    Header,
    HeaderFields,
    MatchRule,
    Message,
    MessageType,
    message_bus,
    new_method_call,
    new_method_return,
    new_signal,
)
from jeepney.io.blocking import DBusConnection, Proxy, open_dbus_connection
from secretstorage.dhcrypto import Session
from secretstorage.util import format_secret, open_session

from tests.support.keyrings import SECRETS, private_bus, short_folder

OBJECTS = "/org/freedesktop/secrets"
OWN_PROMPT = f"{OBJECTS}/prompt/person"
PROMPT = DBusAddress(OWN_PROMPT, interface="org.freedesktop.Secret.Prompt")
UNLOCKING = DBusAddress(
    OBJECTS, SECRETS, "org.gnome.keyring.InternalUnsupportedGuiltRiddenInterface"
)
LONG = 20.0

Fault = Callable[["GoBetween", Message], bool]
"""What goes wrong at a call. Whether the call is passed on all the same."""


class GoBetween:
    """Passes messages on, counts the calls, and breaks the one that it is told to.

    `real` is a connection to the keyring's own bus, for the tests.
    """

    def __init__(self, address: str, real: DBusConnection, upstream: DBusConnection) -> None:
        self.address, self.real, self._up = address, real, upstream
        self._here = open_dbus_connection(address, auth_timeout=LONG)
        self._sending = threading.Lock()
        self._waiting: dict[int, Message] = {}
        self.calls: list[str] = []
        self.held: list[Message] = []  # calls that wait for an answer
        self.delay = threading.Event()  # never set: what a slow keyring waits for
        self.slow = 0.0
        self.person = "cancels"  # or "types", or "away": what comes of a prompt
        self._break: tuple[int, Fault] | None = None
        self._owned = self._left_open = False
        self.come()
        rule = MatchRule(type="signal", interface=PROMPT.interface)
        self._send(self._up, message_bus.AddMatch(rule))
        for work in (self._serve, self._return):
            threading.Thread(target=work, name="between", daemon=True).start()

    # --- what a test does --------------------------------------------------------------------
    def break_at(self, number: int, fault: Fault) -> None:
        """Let `fault` happen at that call from now on, the first being 0."""
        self.calls.clear()
        self._break = number, fault

    def mend(self) -> None:
        """Everything is well again; what was lost stays so."""
        self._break, self.slow, self.person = None, 0.0, "cancels"
        self.calls.clear()
        self.unlock()
        if not self._owned:
            self.come()
        if self._left_open:  # the prompt is answered after all, when nobody waits any more
            self._left_open = False
            self.answer(new_signal(PROMPT, "Completed", "bv", (False, ("ao", []))))
        while self.held:
            self._pass_on(self.held.pop())

    def come(self) -> None:
        """Answer to the keyring's name."""
        self._owned = True
        self._send(self._here, message_bus.RequestName(SECRETS))

    def leave(self) -> None:
        """Nobody answers to it any more."""
        self._owned = False
        self._send(self._here, message_bus.ReleaseName(SECRETS))

    @property
    def locked(self) -> bool:
        """Whether the real keyring is."""
        return bool(secretstorage.Collection(self.real).is_locked())

    def lock(self) -> None:
        """Lock the real keyring."""
        for collection in secretstorage.get_all_collections(self.real):
            collection.lock()

    def unlock(self) -> None:
        """Unlock it, as its owner's password does."""
        collection = secretstorage.Collection(self.real)
        if collection.is_locked():
            plain: Session = open_session(self.real)
            secret = format_secret(plain, b"tests", "text/plain")
            where = Proxy(_Unlocking(), self.real)
            (path,) = _default(self.real)
            where.unlock(path, secret)
            assert not collection.is_locked()

    def entries(self) -> list[str]:
        """The services of what the keyring holds, in order."""
        items = secretstorage.Collection(self.real).get_all_items()
        return sorted(item.get_attributes().get("service", "?") for item in items)

    # --- the app's side ----------------------------------------------------------------------
    def _serve(self) -> None:
        with suppress(OSError, ValueError):
            while True:
                message = self._here.receive()
                if message.header.message_type is MessageType.method_call:
                    self._asked(message)

    def _asked(self, call: Message) -> None:
        fields = call.header.fields
        number = len(self.calls)
        self.calls.append(str(fields[HeaderFields.member]))
        if self.slow:
            self.delay.wait(self.slow)
        if self._break and self._break[0] == number and not self._break[1](self, call):
            return
        if fields[HeaderFields.path] == OWN_PROMPT:
            self._prompt(call)
        elif fields[HeaderFields.member] == "Unlock" and self.locked:
            self.answer(new_method_return(call, "aoo", ([], OWN_PROMPT)))
        else:
            self._pass_on(call)

    def _prompt(self, call: Message) -> None:
        self.answer(new_method_return(call))
        if self.person == "away":
            self._left_open = True
            return
        if self.person == "types":
            self.unlock()
        signal = new_signal(PROMPT, "Completed", "bv", (self.person == "cancels", ("ao", [])))
        self.answer(signal)

    def answer(self, message: Message) -> None:
        """Say something to the app."""
        self._send(self._here, message)

    # --- the keyring's side ------------------------------------------------------------------
    def _pass_on(self, call: Message) -> None:
        fields = dict(call.header.fields)
        fields[HeaderFields.destination] = SECRETS
        serial = next(self._up.outgoing_serial)
        self._waiting[serial] = call
        self._send(self._up, _like(call, fields), serial)

    def _return(self) -> None:
        with suppress(OSError, ValueError):
            while True:
                message = self._up.receive()
                fields = dict(message.header.fields)
                call = self._waiting.pop(fields.get(HeaderFields.reply_serial, -1), None)
                if call is not None:
                    fields[HeaderFields.destination] = call.header.fields[HeaderFields.sender]
                    fields[HeaderFields.reply_serial] = call.header.serial
                    self.answer(_like(message, fields))
                elif fields.get(HeaderFields.interface) == PROMPT.interface:
                    fields.pop(HeaderFields.destination, None)
                    self.answer(_like(message, fields))

    def _send(self, to: DBusConnection, message: Message, serial: int | None = None) -> None:
        with self._sending:
            to.send(message, serial)

    def close(self) -> None:
        """Hang up."""
        for connection in (self._here, self._up):
            with suppress(OSError):
                connection.sock.shutdown(2)


class _Unlocking:
    """What GNOME Keyring is told by the desktop's log-in."""

    interface = UNLOCKING.interface

    def unlock(self, path: str, secret: tuple[Any, ...]) -> Message:
        return new_method_call(UNLOCKING, "UnlockWithMasterPassword", "o(oayays)", (path, secret))


def _default(real: DBusConnection) -> tuple[str]:
    service = DBusAddress(OBJECTS, SECRETS, "org.freedesktop.Secret.Service")
    reply = real.send_and_get_reply(new_method_call(service, "ReadAlias", "s", ("default",)))
    return (str(reply.body[0]),)


def _like(message: Message, fields: dict[HeaderFields, Any]) -> Message:
    """The same message, to be sent on by somebody else."""
    old = message.header
    fields = {name: value for name, value in fields.items() if name != HeaderFields.sender}
    header = Header(old.endianness, old.message_type, old.flags, 1, -1, -1, fields)
    return Message(header, message.body)


@contextmanager
def between(real: DBusConnection, address: str) -> Iterator[GoBetween]:
    """A go-between on a bus of its own, to the keyring on the bus of `address`."""
    with ExitStack() as stack:
        here = stack.enter_context(private_bus(short_folder()))
        upstream = stack.enter_context(open_dbus_connection(address, auth_timeout=LONG))
        made = GoBetween(here, real, upstream)
        stack.callback(made.close)
        yield made
