"""Uses a program's windows as a screen reader does: over the accessibility bus (AT-SPI).

Nothing here knows Aikagi or Qt, and nothing but jeepney is imported, so that it can drive an
installed program in a system where only that is there. The program has to be told to answer
(`QT_LINUX_ACCESSIBILITY_ALWAYS_ON=1`), and `at-spi2-core` has to be installed. Controls are found
by their id, which is Qt's object name.
https://gnome.pages.gitlab.gnome.org/at-spi2-core/devel-docs/architecture.html
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from jeepney import DBusAddress, Message, MessageType, Properties, new_method_call
from jeepney.io.blocking import DBusConnection, open_dbus_connection

PATIENCE = 60.0  # seconds, for what takes one
LOOK = 0.05  # seconds between two looks at the windows
_SPI = "org.a11y.atspi."
_ACCESSIBLE = f"{_SPI}Accessible"
_ROOT = ("org.a11y.atspi.Registry", "/org/a11y/atspi/accessible/root")
_PRESSES = ("Press", "Toggle")
# Numbers of bits in the state of a thing: AtspiStateType.
# https://gnome.pages.gitlab.gnome.org/at-spi2-core/libatspi/enum.StateType.html
CHECKED, ENABLED, FOCUSED, VISIBLE = 4, 8, 12, 30

Where = tuple[str, str]  # whose it is on the bus, and its path there


class NotSeen(AssertionError):  # noqa: N818  (what was waited for didn't come)
    """Something didn't come to be in time; says what, and what stood in the windows instead."""


@dataclass(frozen=True)
class Thing:
    """A control, label or window, as it was when it was looked at."""

    where: Where
    id: str  # its object name; its class where it has none
    state: int

    def has(self, bit: int) -> bool:
        """Whether a bit of its state is set."""
        return bool(self.state >> bit & 1)


def accessibility_bus(session: str | None = None) -> DBusConnection:
    """A connection to the accessibility bus of a session, whose own address `session` is."""
    with open_dbus_connection(session or "SESSION") as connection:
        door = DBusAddress("/org/a11y/bus", "org.a11y.Bus", "org.a11y.Bus")
        address = connection.send_and_get_reply(new_method_call(door, "GetAddress")).body[0]
    return open_dbus_connection(address)


class Desktop:
    """Every window that speaks on an accessibility bus, and the hands to use them."""

    def __init__(self, connection: DBusConnection) -> None:
        self._connection = connection
        self.patience = PATIENCE

    # --- asking ------------------------------------------------------------------------------
    def _ask(self, messages: Iterable[Message]) -> list[tuple[Any, ...] | None]:
        """The replies to many questions, asked at once; None for each that was refused."""
        serials = []
        for message in messages:
            serials.append(next(self._connection.outgoing_serial))
            self._connection.send(message, serial=serials[-1])
        waiting, answers = set(serials), {}
        while waiting:
            reply = self._connection.receive(timeout=PATIENCE)
            to = reply.header.fields.get(_REPLY_TO)
            if to in waiting:
                waiting.discard(to)
                good = reply.header.message_type is MessageType.method_return
                answers[to] = reply.body if good else None
        return [answers[serial] for serial in serials]

    def _call(self, where: Where, method: str, *body: Any, of: str = "", sig: str = "") -> Any:
        message = _call(where, method, *body, of=of, sig=sig)
        (answer,) = self._ask([message])
        if answer is None:
            what = f"{where} refused {method}"
            raise LookupError(what)
        return answer[0] if answer else None

    # --- looking -----------------------------------------------------------------------------
    def everything(self) -> Iterator[Thing]:
        """All that is visible, windows first; what is hidden hides all that lies in it."""
        level = self._children([_ROOT])
        level = self._children(level)  # a program itself has no state: go on to its windows
        while level:
            states = self._ask(_call(one, "GetState") for one in level)
            ids = self._ask(_property(one, "AccessibleId") for one in level)
            seen = [
                Thing(where, str(name[0][1]).rpartition(".")[2], state[0][0])
                for where, state, name in zip(level, states, ids, strict=True)
                if state and name
            ]
            seen = [one for one in seen if one.has(VISIBLE)]
            yield from seen
            level = self._children([one.where for one in seen])

    def _children(self, places: list[Where]) -> list[Where]:
        answers = self._ask(_call(place, "GetChildren") for place in places)
        return [(name, path) for answer in answers if answer for name, path in answer[0]]

    def find(self, name: str) -> Thing | None:
        """The visible thing of that id, if there is one."""
        return next((one for one in self.everything() if one.id == name), None)

    def name(self, thing: Thing) -> str:
        """What a screen reader would call it: its accessible name."""
        (answer,) = self._ask([_property(thing.where, "Name")])
        return str(answer[0][1]) if answer else ""

    def role(self, thing: Thing) -> str:
        """What kind of thing it is, such as "push button"."""
        return str(self._call(thing.where, "GetRoleName"))

    def read(self, name: str) -> str:
        """The text of a field, else its description, else its name: what a screen reader says."""
        where = self.see(name).where
        text, *others = self._ask(
            [
                _call(where, "GetText", 0, -1, of="Text", sig="ii"),
                _property(where, "Description"),
                _property(where, "Name"),
            ]
        )
        said = [text[0]] if text else []
        said += [other[0][1] for other in others if other]
        return next((str(words) for words in said if words), "")

    # --- waiting -----------------------------------------------------------------------------
    def until(self, true: Callable[[], bool], what: str = "") -> None:
        """Wait until something is so. Raises `NotSeen`."""
        ends = time.monotonic() + self.patience
        while not true():
            if time.monotonic() > ends:
                raise NotSeen(f"{what or true} didn't come. There is: {self.told()}")
            time.sleep(LOOK)

    def see(self, name: str, bit: int = VISIBLE) -> Thing:
        """Wait until the thing is visible, and a bit of its state is set. Raises `NotSeen`."""
        found: list[Thing] = []

        def there() -> bool:
            thing = self.find(name)
            found[:] = [thing] if thing is not None and thing.has(bit) else []
            return bool(found)

        self.until(there, name)
        return found[0]

    def gone(self, name: str) -> None:
        """Wait until nothing of that id is visible. Raises `NotSeen`."""
        self.until(lambda: self.find(name) is None, f"the end of {name}")

    def told(self) -> str:
        """All that is visible, by id and name: for the message of a failure."""
        return "; ".join(f"{one.id}={self.name(one)!r}" for one in self.everything())

    # --- doing -------------------------------------------------------------------------------
    def press(self, name: str) -> None:
        """Wait until the button or box can be pressed, and press it."""
        thing = self.see(name, ENABLED)
        actions = self._call(thing.where, "GetActions", of="Action")
        names = [action[0] for action in actions]
        chosen = next((names.index(press) for press in _PRESSES if press in names), None)
        if chosen is None:
            what = f"{name} can't be pressed: {names}"
            raise LookupError(what)
        # Not waited for: a press that opens a dialog is answered when that is closed again.
        self._connection.send(_call(thing.where, "DoAction", chosen, of="Action", sig="i"))

    def tick(self, name: str) -> None:
        """Tick a box that isn't ticked yet, and see it ticked."""
        if not self.see(name, ENABLED).has(CHECKED):
            self.press(name)
        self.see(name, CHECKED)

    def type(self, name: str, text: str) -> None:
        """Put `text` in the place of what stands in a field."""
        thing = self.see(name, ENABLED)
        self._call(thing.where, "GrabFocus", of="Component")
        self._call(thing.where, "SetTextContents", text, of="EditableText", sig="s")


_REPLY_TO = 5  # the header field that says what a message answers
# https://dbus.freedesktop.org/doc/dbus-specification.html#message-protocol-header-fields


def _call(where: Where, method: str, *body: Any, of: str = "", sig: str = "") -> Message:
    interface = f"{_SPI}{of}" if of else _ACCESSIBLE
    return new_method_call(DBusAddress(where[1], where[0], interface), method, sig or None, body)


def _property(where: Where, name: str) -> Message:
    return Properties(DBusAddress(where[1], where[0], _ACCESSIBLE)).get(name)


def session_address() -> str:
    """The address of this process's session bus; "" where there is none."""
    return os.environ.get("DBUS_SESSION_BUS_ADDRESS", "")
