"""A person who can't see the windows, at a screen reader: hears, asks what is there, and acts.

She knows no object names and no places on the screen. What she has is what Orca gives her: what is
announced, what has the focus, and each thing's role, name, description and states.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from dataclasses import dataclass

from tests.support.accessibility import (
    _PRESSES,
    _ROOT,
    CHECKED,
    ENABLED,
    FOCUSED,
    VISIBLE,
    Desktop,
    NotSeen,
    Thing,
    Where,
    _call,
    _property,
)
from tests.support.hearing import ANNOUNCED, Listener

LOOK, LAZIEST = 0.1, 0.5  # seconds between two looks: each asks after everything
BUTTON, BOX, RADIO, FIELD = "push button", "check box", "radio button", "text"
LABELS = ("label", "heading")


@dataclass(frozen=True)
class Met:
    """A thing as a screen reader reads it out."""

    thing: Thing
    role: str
    name: str
    description: str

    def __str__(self) -> str:
        return f"{self.role} {self.name!r}"


class Blind:
    """Uses the window in front, by what is said of it alone."""

    def __init__(self, desktop: Desktop, ears: Listener) -> None:
        self.desktop, self.ears = desktop, ears
        self._since = 0  # what was heard before is over

    # --- asking what is there ----------------------------------------------------------------
    def front(self) -> list[Met]:
        """What is in the window in front: the one that came last, in the order of the tree."""
        windows = self._children(self.desktop._children([_ROOT]))[-1:]
        found: list[Met] = []
        level = [one.thing.where for one in windows]
        while level:
            met = self._children(level)
            found += met
            level = [one.thing.where for one in met]
        return found

    def _children(self, places: list[Where]) -> list[Met]:
        """What lies visibly in some things, one level down."""
        wheres = self.desktop._children(places)
        states = self.desktop._ask(_call(one, "GetState") for one in wheres)
        roles = self.desktop._ask(_call(one, "GetRoleName") for one in wheres)
        names = self.desktop._ask(_property(one, "Name") for one in wheres)
        more = self.desktop._ask(_property(one, "Description") for one in wheres)
        return [
            Met(Thing(where, "", state[0][0]), role[0], str(name[0][1]), str(said[0][1]))
            for where, state, role, name, said in zip(
                wheres, states, roles, names, more, strict=True
            )
            if state and role and name and said and state[0][0] >> VISIBLE & 1
        ]

    def meet(self, role: str, words: str, bit: int = ENABLED) -> Met:
        """Wait for the thing of that role whose name has `words` in it. Raises `NotSeen`.

        Two that can't be told apart are one too many.
        """
        met: list[Met] = []

        def there() -> bool:
            met[:] = [
                one
                for one in self.front()
                if one.role == role and re.search(words, one.name) and one.thing.has(bit)
            ]
            return bool(met)

        self._until(there, f"{role} {words!r}")
        names = [one.name for one in met]
        assert len(names) == len(set(names)), f"who can tell them apart? {names}"
        return met[0]

    def read(self, role: str, words: str) -> str:
        """What a field holds, or a label says under its name."""
        met = self.meet(role, words, VISIBLE)
        (text,) = self.desktop._ask([_call(met.thing.where, "GetText", 0, -1, of="Text", sig="ii")])
        return str(text[0]) if role == FIELD and text else met.description

    @property
    def focus(self) -> Met | None:
        """What has the keyboard, in the window in front."""
        return next((one for one in self.front() if one.thing.has(FOCUSED)), None)

    # --- hearing -----------------------------------------------------------------------------
    def hears(self, words: str = ".") -> str:
        """Wait until something with `words` in it was announced since the last act."""
        found: list[str] = []

        def said() -> bool:
            new = self.ears.since(self._since)
            found[:] = [one for one in new if re.search(words, one)]
            return bool(found)

        self._until(said, f"an announcement of {words!r}")
        return found[0]

    def arrives(self) -> str:
        """Wait until a page has said what it is, and the keyboard is somewhere on it.

        Returns what it said, which is also to be read in it.
        """
        headline: list[str] = []

        def arrived() -> bool:
            new = self.ears.since(self._since)
            front = self.front()
            labels = {one.name for one in front if one.role in LABELS}
            headline[:] = [one for one in new if one in labels]
            on = next((one for one in front if one.thing.has(FOCUSED)), None)
            return bool(headline) and on is not None and bool(on.name)

        self._until(arrived, "a page that says what it is, with the keyboard on it")
        return headline[0]

    def _until(self, true: Callable[[], bool], what: str) -> None:
        ends, pause = time.monotonic() + self.desktop.patience, LOOK
        while not true():
            if time.monotonic() > ends:
                there = "; ".join(str(one) for one in self.front() if one.name)
                heard = self.ears.since(self._since, ANNOUNCED)
                raise NotSeen(f"{what} didn't come. Heard: {heard}. There is: {there}")
            time.sleep(pause)
            pause = min(pause * 1.5, LAZIEST)  # what takes long isn't asked after so often

    # --- acting ------------------------------------------------------------------------------
    def press(self, words: str, role: str = BUTTON) -> None:
        """Press what is called so; what is heard from now on is what it did."""
        met = self.meet(role, words)
        self._since = len(self.ears.heard)
        actions = self.desktop._call(met.thing.where, "GetActions", of="Action")
        names = [action[0] for action in actions]
        chosen = next((names.index(press) for press in _PRESSES if press in names), None)
        assert chosen is not None, f"{met} can't be pressed: {names}"
        # Not waited for: a press that opens a dialog is answered when that is closed again.
        message = _call(met.thing.where, "DoAction", chosen, of="Action", sig="i")
        self.desktop._connection.send(message)

    def tick(self, words: str, role: str = BOX) -> None:
        """Tick a box, or choose an answer, and be told that it is."""
        if not self.meet(role, words).thing.has(CHECKED):
            self.press(words, role)
        self.meet(role, words, CHECKED)

    def write(self, words: str, text: str) -> None:
        """Put `text` into the field that is called so, and read it back."""
        met = self.meet(FIELD, words)
        self._since = len(self.ears.heard)
        self.desktop._call(met.thing.where, "GrabFocus", of="Component")
        self.desktop._call(met.thing.where, "SetTextContents", text, of="EditableText", sig="s")
        self._until(lambda: self.read(FIELD, words) == text, f"{text!r} in {words!r}")
