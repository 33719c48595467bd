"""What a screen reader is told without asking: announcements, and where the focus goes.

It listens on the accessibility bus as Orca does: a listener says which events it wants, and the
programs send them as signals. Nothing is asked of the windows here: that is for
`tests/support/accessibility.py`.
https://gnome.pages.gitlab.gnome.org/at-spi2-core/devel-docs/architecture.html
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from jeepney import DBusAddress, MatchRule, Message, new_method_call
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import DBusConnection, Proxy

from tests.support.accessibility import Where, accessibility_bus

ANNOUNCED, FOCUSED = "announcement", "focused"
EVENTS = ("object:announcement", "object:state-changed:focused", "window:activate")
_EVENT = "org.a11y.atspi.Event.Object"
_REGISTRY = DBusAddress(
    "/org/a11y/atspi/registry", "org.a11y.atspi.Registry", "org.a11y.atspi.Registry"
)
_BEAT = 0.1  # seconds, after which a listener looks whether it shall end


@dataclass(frozen=True)
class Heard:
    """One event: of what kind, in what words, and of which thing."""

    kind: str
    words: str
    where: Where


class Listener:
    """All that was heard, in its order, from any program on the bus."""

    def __init__(self, connection: DBusConnection) -> None:
        self._connection = connection
        self.heard: list[Heard] = []
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._listen, daemon=True)

    def begin(self) -> None:
        """Listen from now on."""
        rule = MatchRule(type="signal", interface=_EVENT)
        Proxy(message_bus, self._connection).AddMatch(rule)
        for event in EVENTS:
            wanted = new_method_call(_REGISTRY, "RegisterEvent", "sass", (event, [], ""))
            self._connection.send_and_get_reply(wanted)
        self._thread.start()

    def end(self) -> None:
        """Listen no more."""
        self._over.set()
        self._thread.join()

    def since(self, number: int, kind: str = ANNOUNCED) -> list[str]:
        """The words of what was heard of that kind after the first `number` events."""
        return [one.words for one in self.heard[number:] if one.kind == kind]

    def _listen(self) -> None:
        while not self._over.is_set():
            try:
                self._note(self._connection.receive(timeout=_BEAT))
            except TimeoutError:
                continue

    def _note(self, message: Message) -> None:
        header = message.header.fields
        if len(message.body) < 4 or header.get(_INTERFACE) != _EVENT:
            return
        where = (str(header.get(_SENDER)), str(header.get(_PATH)))
        detail, on, _unused, (_type, value) = message.body[:4]
        if header.get(_MEMBER) == "Announcement":
            self.heard.append(Heard(ANNOUNCED, str(value), where))
        elif header.get(_MEMBER) == "StateChanged" and detail == "focused" and on:
            self.heard.append(Heard(FOCUSED, "", where))


_PATH, _INTERFACE, _MEMBER, _SENDER = 1, 2, 3, 7  # the fields of a message's header
# https://dbus.freedesktop.org/doc/dbus-specification.html#message-protocol-header-fields


@contextmanager
def listening(session: str) -> Iterator[Listener]:
    """A listener on the accessibility bus of a session, for the time of a `with`."""
    with accessibility_bus(session) as connection:
        listener = Listener(connection)
        listener.begin()
        try:
            yield listener
        finally:
            listener.end()
