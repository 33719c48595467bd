"""MFA for the root user in AWS's console, step by step, each with a drawing of the screen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSizePolicy, QToolButton

from ui import theme
from ui.beside import Beside
from ui.console import both, label, quoted
from ui.sketch import Part, Sketch
from ui.widgets import Card, Tick, named
from ui.words import _

DEVICE = "Root-MFA"
BESIDE_EM = 28.0  # with less room the drawing stands below the words


@dataclass(frozen=True)
class Step:
    """What to do, what to watch for, and the screen on which it is done."""

    text: str
    detail: str
    screen: str
    parts: tuple[Part, ...] = field(repr=False)


def steps() -> tuple[Step, ...]:
    """The way through the console, in the interface's language.

    https://docs.aws.amazon.com/IAM/latest/UserGuide/enable-virt-mfa-for-root.html
    """
    return (_menu(), _assign(), _device(), _codes())


def _menu() -> Step:
    return Step(
        _("At the top right, press your account's name, and choose {label}").format(
            label=both("security_credentials")
        ),
        _("The button above leads straight there. Sign in as the root user if AWS asks."),
        _("AWS console"),
        (
            Part("menu", _("Top right"), _("Your account's name"), mark=1),
            Part("text", label("security_credentials"), mark=2),
        ),
    )


def _assign() -> Step:
    return Step(
        _("In the section {section}, press {button}").format(
            section=quoted("mfa_section"), button=both("assign_mfa")
        ),
        _("If the section already lists a device, MFA is set up and nothing is left to do here."),
        label("security_credentials"),
        (Part("text", label("mfa_section")), Part("button", label("assign_mfa"), mark=1)),
    )


def _device() -> Step:
    return Step(
        _("Enter a name, choose {choice}, and press {button}").format(
            choice=both("authenticator_app"), button=quoted("next")
        ),
        _("The name is as you like, such as {name}: letters and digits, no spaces.").format(
            name=DEVICE
        ),
        label("assign_mfa"),
        (
            Part("field", label("device_name"), DEVICE, mark=1),
            Part("choice", label("passkey")),
            Part("chosen", label("authenticator_app"), mark=2),
            Part("choice", label("hardware_token")),
            Part("button", label("next"), mark=3),
        ),
    )


def _codes() -> Step:
    return Step(
        _("Scan the QR code with the app, type two codes in a row, and press {button}").format(
            button=both("add_mfa")
        ),
        _(
            "Press {show}. Type the app's code into {first}, wait up to 30 seconds until the app "
            "shows another, and type that into {second}."
        ).format(show=quoted("show_qr"), first=quoted("mfa_code_1"), second=quoted("mfa_code_2")),
        label("authenticator_app"),
        (
            Part("qr", label("show_qr"), mark=1),
            Part("code", label("mfa_code_1"), mark=2),
            Part("code", label("mfa_code_2"), mark=3),
            Part("button", label("add_mfa"), mark=4),
        ),
    )


class StepRow(Beside):
    """A step to tick off, with its drawing."""

    def __init__(self, number: int, step: Step, on_change: Callable[[bool], None]) -> None:
        self._name, self._step = f"mfa_step_{number}", step
        text = f"{number}. {step.text}"
        self.tick = Tick(self._name, text, step.detail, on_change=on_change)
        self.sketch: Sketch | None = None  # made when it is first to be seen
        super().__init__(self.tick, BESIDE_EM)

    def show_screen(self, *, shown: bool) -> None:
        """Show the drawing, or put it away."""
        if self.sketch is None and shown:
            self.sketch = Sketch(f"{self._name}_screen", self._step.screen, self._step.parts)
            self.add(self.sketch)
        if self.sketch is not None:
            self.sketch.setVisible(shown)


class StepList(Card):
    """The steps; the next one to do shows its drawing, and all do when that is asked for."""

    def __init__(self, on_change: Callable[[int, bool], None]) -> None:
        super().__init__()
        self.column.setSpacing(theme.em(0.7))
        self.rows = [
            StepRow(number, step, partial(on_change, number))
            for number, step in enumerate(steps(), 1)
        ]
        self._ticked: tuple[bool, ...] = ()
        self.all = QToolButton()
        named(self.all, "mfa_all_screens", _("Show all the screens"))
        self.all.setText(_("Show all the screens"))
        self.all.setCheckable(True)
        self.all.setAutoRaise(True)
        self.all.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.all.setMinimumHeight(theme.em(1.6))
        self.all.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.all.toggled.connect(self._draw)
        for one in self.rows:
            self.column.addWidget(one)
        self.column.addWidget(self.all)

    def show_ticked(self, ticked: tuple[bool, ...]) -> None:
        """Show which steps are done."""
        self._ticked = ticked
        for one, on in zip(self.rows, ticked, strict=True):
            one.tick.set_ticked(on)
        self._draw()

    def _draw(self) -> None:
        every = self.all.isChecked()
        self.all.setArrowType(Qt.ArrowType.DownArrow if every else Qt.ArrowType.RightArrow)
        following = self._ticked.index(False) if False in self._ticked else None
        for number, one in enumerate(self.rows):
            one.show_screen(shown=every or number == following)
