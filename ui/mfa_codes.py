"""The two codes that AWS asks for, one after the other, while a ring runs down.

No time limit is final: whoever would be hurried waits for the next code, which has its whole half
minute; and when both have run out, a button begins again with fresh ones, as often as it takes.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout

from app.mfa import PERIOD
from app.mfa_turns import FIRST, OVER, SECOND, WAIT, Turn, next_whole, turn
from ui import theme
from ui.announce import announce
from ui.console import quoted
from ui.ring import Ring
from ui.widgets import Button, Card, Text, Value, button, flow
from ui.words import _

if TYPE_CHECKING:
    from PySide6.QtGui import QHideEvent, QShowEvent

SECOND_MS = 1000
LOW = 10  # seconds: a screen reader is told once a turn that no more are left
Clock = Callable[[], float]


class MfaCodes(Card):
    """Says which code to type where, from `begin` until `stop`. `clock` gives seconds since 1970.

    The clock is asked anew each time, so that a test can have its own.
    """

    turned = Signal()  # another turn has come up: there may be more, or less, to see

    def __init__(self, clock: Clock) -> None:
        super().__init__("accent_soft", edge="accent")
        self._clock = clock
        self._secret, self._began = "", 0.0
        self.now = Turn(OVER)
        self.ring = Ring("mfa_ring", _("Time left"))
        self.what = Text(bold=True)
        self.codes = Value("mfa_codes", _("Code"))
        self.codes.setFont(theme.fixed_font(theme.DISPLAY))
        self.before = Value("mfa_code_before", _("Code"))
        self.before.setFont(theme.fixed_font(theme.DISPLAY))
        self.field, self.field_before = Text(), Text()
        self.only = Text(
            _("Type the codes only on AWS's own page. Tell them to nobody."), scale=theme.SMALL
        )
        self.then = Text(scale=theme.SMALL, tint="muted")
        self.again = button("codes_again", _("Too late? Start over with new codes"), self._again)
        self.fresh = button("codes_wait", _("Too slow? Take a fresh code 1"), self._wait)
        self._arrange()
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.tick)
        self.stop()

    def _arrange(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(theme.em(0.3))
        words.addWidget(self.what)
        words.addLayout(rows := QGridLayout())
        rows.setHorizontalSpacing(theme.em(0.8))
        rows.setColumnStretch(1, 1)
        pairs = ((self.field_before, self.before), (self.field, self.codes))
        for number, (label, value) in enumerate(pairs):  # in the order of AWS's own fields
            label.setWordWrap(False)
            rows.addWidget(label, number, 0)
            rows.addWidget(value, number, 1)
        words.addWidget(self.then)
        words.addWidget(self.only)
        beside = QHBoxLayout()
        beside.setSpacing(theme.em(0.9))
        beside.addLayout(self._clocked())
        beside.addLayout(words, 1)
        self.column.addLayout(beside)
        self.column.addLayout(flow(self.fresh, self.again))

    def _clocked(self) -> QVBoxLayout:
        """The ring, and below it what its number counts."""
        self.counts = Text(_("Seconds left"), scale=theme.SMALL, tint="muted")
        self.counts.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.counts.setWordWrap(False)
        made = QVBoxLayout()
        made.setSpacing(theme.em(0.1))
        made.addWidget(self.ring, 0, Qt.AlignmentFlag.AlignHCenter)
        made.addWidget(self.counts)
        made.addStretch(1)
        return made

    def begin(self, secret: str) -> None:
        """Begin with the code that runs now, or with the next if this one is about to go."""
        self._secret = secret
        self._again()
        self.show()

    def stop(self) -> None:
        """Forget the key and the codes."""
        self._timer.stop()
        self._secret, self.now = "", Turn(OVER)
        for value in (self.codes, self.before):
            value.clear()
            value.setAccessibleName(_("Code"))
        self.what.say("")
        self.hide()

    @property
    def running(self) -> bool:
        """Whether codes are shown, or are about to be, or have run out."""
        return bool(self._secret)

    def showEvent(self, event: QShowEvent) -> None:
        """Go on where time is by now."""
        super().showEvent(event)
        self.tick()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody sees it: nothing needs to be drawn every second."""
        self._timer.stop()
        super().hideEvent(event)

    def _again(self) -> None:
        self._begin_at(self._clock())

    def _wait(self) -> None:
        """Too little of this code is left for the customer: begin with the one that comes next."""
        self._begin_at(next_whole(self._clock()))

    def _begin_at(self, began: float) -> None:
        self._began = began
        self.now = Turn(OVER)
        self.tick()

    def tick(self) -> None:
        """Show what the time says. Calls itself at the next full second."""
        if not self._secret:
            return
        at = self._clock()
        was, self.now = self.now, turn(self._secret, self._began, at)
        self._show()
        if self.now.kind != was.kind:
            announce(self, " ".join(part for part in self._spoken() if part))
            self.turned.emit()
        elif self.now.kind in {FIRST, SECOND} and self.now.left <= LOW < was.left:
            announce(self, self.ring.accessibleDescription())
        if self.now.kind != OVER:
            self._timer.start(SECOND_MS - int(at % 1 * SECOND_MS))

    def _show(self) -> None:
        now = self.now
        self.ring.show_left(now.left, PERIOD)
        for part in (self.ring, self.counts):
            part.setVisible(now.kind != OVER)
        self.what.say(_what(now))
        self.then.say(_then(now))
        first, second = quoted("mfa_code_1"), quoted("mfa_code_2")
        _put(self.codes, now.code, second if now.kind == SECOND else first, self.field)
        _put(self.before, now.before, first, self.field_before)
        self.only.setVisible(bool(now.code))
        self.again.set_primary(now.kind == OVER)
        self._offer(self.fresh if now.kind == FIRST else self.again)

    def _offer(self, offered: Button) -> None:
        """Show one of the two buttons; the keyboard stays with whichever there is."""
        ways = (self.fresh, self.again)
        held = any(way.hasFocus() for way in ways)
        for way in ways:
            way.setVisible(way is offered)
        if held:
            offered.setFocus()

    def _spoken(self) -> tuple[str, ...]:
        return self.what.plain, self.now.code, self.ring.accessibleDescription(), self.then.plain


def _what(now: Turn) -> str:
    if now.kind == WAIT:
        return _("Please wait for the next code.")
    if now.kind == FIRST:
        return _("Type this into {field} in AWS").format(field=quoted("mfa_code_1"))
    if now.kind == SECOND:
        return _("Now type this into {field} in AWS").format(field=quoted("mfa_code_2"))
    return _("Both codes have run out.")


def _then(now: Turn) -> str:
    if now.kind == WAIT:
        return _("It comes here by itself. You then have half a minute to type it in AWS.")
    if now.kind == FIRST:
        return _(
            "Code 2 comes here by itself. If code 1 runs out while you type, start over as often "
            "as you like."
        )
    if now.kind == SECOND:
        return _("Then press {button} in AWS.").format(button=quoted("add_mfa"))
    return _(
        "If AWS took them, all is done. If not, start over, and type the two new codes in the "
        "place of the old ones."
    )


def _put(value: Value, code: str, field: str, label: Text) -> None:
    """Show `code`, in two halves, beside what AWS calls its `field`; nothing for no code."""
    value.setText(f"{code[:3]} {code[3:]}" if code else "")
    value.setAccessibleName(f"{field}: {code}" if code else _("Code"))
    label.say(field)
    for part in (value, label):
        part.setVisible(bool(code))
