"""One check: how it stands by a sign, a word and a colour, what that means, and what to do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui import theme
from ui.againbutton import AgainButton
from ui.beside import Beside
from ui.pair import held
from ui.plaintext import tip
from ui.shortline import Line
from ui.widgets import Button, Card, Mark, Text, flow, named
from ui.words import _

# The sign and colour of each state of `app.checks.Outcome`; "" stands for not looked at yet.
SIGNS = {"good": "good", "must": "bad", "advised": "warn", "unknown": "unknown", "": "none"}
BESIDE_EM = 26.0  # with less room the buttons stand below the words
HEAD_EM = 18.0  # and so does what stands at the right of the heading


def state_word(state: str, check: str = "") -> str:
    """The word for a state of `check`."""
    if state == "advised" and check == "account_plan":
        return _("Has a deadline")  # AWS closes a free account then: that is no matter of taste
    return {
        "good": _("Good"),
        "must": _("Must be done"),
        "advised": _("Recommended"),
        "unknown": _("Not known"),
    }.get(state, _("Not checked yet"))


@dataclass(frozen=True)
class Offer:
    """A button of a row: its object name, its words, and what it does."""

    name: str
    text: str
    press: Callable[[], None]


class CheckRow(Card):
    """A check's outcome. Never by colour alone: the sign differs, and so does the word."""

    def __init__(self, name: str, title: str, on_again: Callable[[], None]) -> None:
        super().__init__()
        self.title, self._name = title, name
        named(self, f"check_{name}", title)
        self._mark = Mark()
        self._heading = Line(title)
        self.word = Line()
        self.word.setWordWrap(False)
        self.again = AgainButton(f"recheck_{name}", title, on_again)
        self.advice = Text(scale=theme.SMALL)
        self.action = _Offered(f"check_{name}_action")
        self.more = _Offered(f"check_{name}_more")
        self._below: QWidget | None = None
        self._said: tuple[str, str, str] | None = None
        self._beside = Beside(self.advice, BESIDE_EM, 1.0)
        self._beside.add(self.action)
        self.column.setSpacing(theme.em(0.2))
        self.column.addLayout(self._first_line())
        self.column.addWidget(self._beside)
        self.column.addLayout(flow(self.more))
        self.say("", "", "")

    def _first_line(self) -> QHBoxLayout:
        """What it is and how it stands; the word and the button go below where there's no room."""
        tail, line = QHBoxLayout(), QHBoxLayout()
        tail.setSpacing(theme.em(0.6))
        line.setSpacing(theme.em(0.6))
        for part in (self.word, self.again):
            tail.addWidget(part)
        words = Beside(self._heading, HEAD_EM, 0.6)
        words.add(held(tail))
        words.level()
        line.addWidget(self._mark)
        line.addWidget(words, 1)
        return line

    def say(self, state: str, found: str, advice: str) -> None:
        """Show the outcome: a state of `SIGNS`, what was found, and what that means.

        What is good takes a single line; its advice is for who asks.
        """
        if self._said == (state, found, advice):
            return
        self._said = (state, found, advice)
        sign, word = SIGNS[state], state_word(state, self._name)
        heading = _("{what}: {found}").format(what=self.title, found=found)
        self._heading.say(heading if found else self.title)
        self._heading.setFont(theme.font(bold=state in {"must", "advised"}))
        self.advice.say(advice)
        self.advice.setVisible(bool(advice) and state != "good")
        self._fold_away()
        self.setToolTip(tip(advice) if state == "good" else "")
        edged = sign in {"good", "warn", "bad"}
        self.tint(f"{sign}_soft" if edged else "surface", sign if edged else "")
        self._pad(compact=state in {"good", ""})
        self._say_word(sign, word)
        self.setAccessibleName(f"{self._heading.plain}. {word}.")
        self.setAccessibleDescription(advice)

    def look_on(self) -> None:
        """Say that it is being looked at; what was found before stays meanwhile."""
        self._said = None
        word = _("Looking …")
        self._say_word("none", word)
        self.setAccessibleName(f"{self.title}. {word}")

    def offer(self, action: Offer | None, more: Offer | None = None) -> None:
        """Show what can be done about it, and where else to turn."""
        self.action.offer(action)
        self.more.offer(more)
        self._fold_away()

    def set_main(self, main: bool) -> None:
        """Whether its action is the one to press next."""
        self.action.set_primary(main)

    def set_usable(self, usable: bool) -> None:
        """Whether its buttons can be pressed."""
        for pressed in (self.again, self.action, self.more):
            pressed.setEnabled(usable)

    def hold(self, widget: QWidget | None) -> None:
        """Show `widget` below, in the place of the one before."""
        if self._below is not None:
            self.column.removeWidget(self._below)
            self._below.setParent(None)
            self._below.deleteLater()
        self._below = widget
        if widget is not None:
            self.column.addWidget(widget)
            widget.show()

    def _fold_away(self) -> None:
        """An empty line takes no room."""
        self._beside.setHidden(self.advice.isHidden() and self.action.isHidden())

    def _say_word(self, sign: str, word: str) -> None:
        self._mark.show_state(sign)
        self.word.say(word)
        self.word.colour(sign if sign in {"good", "warn", "bad"} else "muted")

    def _pad(self, *, compact: bool) -> None:
        side, height = theme.em(0.9), theme.em(0.15 if compact else 0.4)
        self.column.setContentsMargins(side, height, side, height)


class _Offered(Button):
    """A button whose words and meaning change; hidden while there is nothing to offer."""

    def __init__(self, name: str) -> None:
        super().__init__(name, "")
        self._unused = name
        self._press: Callable[[], None] = lambda: None
        self.clicked.connect(lambda _checked: self._press())
        self.offer(None)

    def offer(self, offer: Offer | None) -> None:
        """Be this."""
        if offer is None:
            named(self, self._unused, self._unused)
        else:
            named(self, offer.name, offer.text)
            self.setText(offer.text)
            self._press = offer.press
            self.updateGeometry()
        self.setVisible(offer is not None)
