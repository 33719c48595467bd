"""A help with the root user's password: AWS's rules, one to take, how long it would stand.

Nothing is kept: what is in the field is gone as soon as the field can't be seen any more.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QLabel, QLineEdit

from app import rootpassword
from app.rootpassword import Strength
from ui import theme
from ui.announce import announce
from ui.clipboard import SecretClipboard
from ui.clipboardclock import ClipboardClock
from ui.secretline import SecretLine
from ui.widgets import Card, Mark, Text, button, field, flow, headed, named
from ui.words import _, say

if TYPE_CHECKING:
    from PySide6.QtGui import QHideEvent

    from app.work import Token
    from ui.background import Errand
    from ui.desk import Desk

PAUSE_MS = 250  # of typing, before it is judged


class RootPasswordBox(Card):
    """A field with dots, what AWS wants of it, and a button that makes one."""

    def __init__(self, desk: Desk) -> None:
        super().__init__("window")
        named(self, "root_password_box", _("Help with the password"))
        self._desk, self._clipboard = desk, SecretClipboard(desk)  # it has to be cleared later
        self._errand: Errand | None = None
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._judge)
        label = self._field()
        self.make = button("make_root_password", _("Make a strong one"), self._make)
        self.show_it = button("show_root_password", _("Show"), self._toggle)
        self.copy = button("copy_root_password", _("Copy"), self._copy)
        self.countdown = ClipboardClock(
            self._clipboard, self.copy, "root_password_countdown", "keep_root_password"
        )
        self._sign = Mark()
        self.verdict = Text(scale=theme.SMALL)
        self.verdict.setObjectName("root_password_strength")
        self.column.addWidget(label)
        self.column.addWidget(self.line)
        self.column.addLayout(flow(self.make, self.show_it, self.copy))
        self.column.addWidget(self.countdown)
        self._rules()
        self.column.addLayout(headed(self._sign, self.verdict))
        self._advice()
        self._typed()

    def _field(self) -> QLabel:
        label, self.line = field(
            "root_password",
            _("Test a password, or make one"),
            line=SecretLine(self._copy),
        )
        self.line.setEchoMode(QLineEdit.EchoMode.Password)
        self.line.setFont(theme.fixed_font())
        self.line.setMaxLength(rootpassword.LONGEST * 2)
        hints = Qt.InputMethodHint
        self.line.setInputMethodHints(hints.ImhSensitiveData | hints.ImhNoPredictiveText)
        self.line.textChanged.connect(lambda _text: self._typed())
        return label

    def _rules(self) -> None:
        self._marks: dict[str, tuple[Mark, Text]] = {}
        for rule in rootpassword.rules(""):
            mark, text = Mark(), Text(say(rule.words), scale=theme.SMALL)
            text.setObjectName(f"root_password_{rule.name}")
            self._marks[rule.name] = mark, text
            self.column.addLayout(headed(mark, text))

    def _advice(self) -> None:
        self.odd = Text(
            _("There are characters in it that not every keyboard has: full-width ones, say."),
            scale=theme.SMALL,
            tint="warn",
        )
        self.column.addWidget(self.odd)
        self.column.addWidget(
            Text(
                _(
                    "Aikagi forgets it when you leave this step. Keep it in a password manager, or "
                    "on paper in the company's safe."
                ),
                scale=theme.SMALL,
                tint="muted",
            )
        )

    # --- what the customer does --------------------------------------------------------------
    def _make(self) -> None:
        self.line.setText(rootpassword.make())
        announce(self, _("A strong password has been made. It can be copied or shown."))

    def _copy(self) -> None:
        self._clipboard.copy(self.line.text())
        self.countdown.copied()

    def _toggle(self) -> None:
        self._show(self.line.echoMode() == QLineEdit.EchoMode.Password)

    def _show(self, shown: bool) -> None:
        mode = QLineEdit.EchoMode
        self.line.setEchoMode(mode.Normal if shown else mode.Password)
        text = _("Hide") if shown else _("Show")
        self.show_it.setText(text)
        self.show_it.setAccessibleName(text)

    def wipe(self) -> None:
        """Forget it. The clipboard has a clock of its own."""
        self.line.setText("")  # unlike clear(), which could be undone
        self._show(False)

    def hideEvent(self, event: QHideEvent) -> None:
        """The step was closed, or its page or window; a window made small doesn't count."""
        if not event.spontaneous():
            self.wipe()
        super().hideEvent(event)

    # --- what is shown -----------------------------------------------------------------------
    def _typed(self) -> None:
        password = self.line.text()
        told = []
        for rule in rootpassword.rules(password):
            mark, text = self._marks[rule.name]
            mark.show_state("good" if rule.kept else "bad" if password else "none")
            state = _("kept") if rule.kept else _("not yet")
            text.setAccessibleName(f"{text.plain}: {state}")
            told.append(text.accessibleName())
        self.line.setAccessibleDescription(". ".join(told))
        self.odd.setVisible(not rootpassword.typed_anywhere(password))
        for pressed in (self.copy, self.show_it):
            pressed.setEnabled(bool(password))
        self._stop_judging()
        self._judged(None)
        if password:
            self._pause.start()

    # --- how long it would stand -------------------------------------------------------------
    def _stop_judging(self) -> None:
        self._pause.stop()
        errand, self._errand = self._errand, None
        if errand is not None:
            errand.drop()

    def _judge(self) -> None:
        password = self.line.text()

        def judge(_token: Token) -> Strength | None:
            return rootpassword.strength(password)

        self._errand = self._desk.background.ask(self, judge, self._judged)

    def _judged(self, found: Strength | None) -> None:
        self._sign.show_state(found.state if found else "none")
        text = say(found.words) if found else _("How long it would stand against guessing")
        self.verdict.say(text)
        if found:
            announce(self.line, text)
