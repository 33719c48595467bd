"""One walk through Aikagi's acts on an account, step by step, each asked for first.

The acts are those of app/, called as the pages call them. What was made in the account is known at
any moment, so that it can be taken away again whenever the walk ends (`leaving.py`).
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from app.handoverfile import Handover
from app.plan import Plan, remaining
from app.records import Records
from app.revoke import CutOff
from app.session import RootSession
from app.settings import Settings
from app.troubles import Trouble
from app.work import Cancelled, Token
from live import points
from live.asking import Asker
from live.transcript import FAILED, REFUSED, SKIPPED, STOPPED, Transcript

VENDOR = "Aikagi trial"  # the tag by which a later walk finds what one that was killed left
USER = "aikagi-live-trial"


class Refused(Exception):  # noqa: N818  (an answer)
    """The person doesn't want this step."""


class NothingToDo(Exception):  # noqa: N818  (no error)
    """This step needs one before it that wasn't done."""


class LiveSettings(Settings):
    """The same, with entries of its own in the keyring: an Aikagi that runs beside keeps its."""

    @property
    def service(self) -> str:
        """The prefix of the entries."""
        return f"{super().service}/live"


@dataclass
class Walk:
    """Who walks, with what, and what there is by now."""

    asker: Asker
    settings: Settings
    records: Records
    transcript: Transcript
    folder: Path
    opens: Callable[[str], object]
    token: Token = field(default_factory=Token)
    alone: Session | None = None
    handover: Handover | None = None  # of the user that this walk made
    making: bool = False  # it has begun to
    budget: Plan = ()  # what takes the budget away again
    kept: bool = False  # the person wants the user to stay
    acted: float = 0.0  # when the last act began, by the monotonic clock
    block_seen: float = 0.0

    @property
    def session(self) -> RootSession:
        """The sign-in. Raises `NothingToDo` where there is none."""
        if self.alone is None:
            raise NothingToDo
        return self.alone

    def user(self) -> Handover:
        """The record of the vendor's user. Raises `NothingToDo` where there is none."""
        if self.handover is None:
            raise NothingToDo
        return self.handover

    def must_agree(self, name: str, text: str) -> None:
        """Ask before a change. Raises `Refused`."""
        if not self.asker.agrees(name, text):
            raise Refused

    def show(self, plan: Plan) -> None:
        """What is going to be done, as the page says it."""
        for action in remaining(plan):
            self.asker.say(f"  - {action.message}")

    def fresh(self) -> Token:
        """A token for the act that comes now; Ctrl-C cancels it. Raises `Cancelled` after one."""
        self.token.check()
        self.token = Token(self._hear)
        return self.token

    def _hear(self, report: object) -> None:
        if isinstance(report, CutOff) and not self.block_seen:
            self.block_seen = time.monotonic()

    def measure(self, name: str, value: float | str | bool) -> None:  # noqa: FBT001  (a figure)
        """A figure for the transcript: of this program's own making, never AWS's text."""
        self.transcript.figures[name] = value

    def know(self, *values: str) -> None:
        """These are somebody's own, and don't go into the transcript."""
        self.transcript.known.add(*values)


Session = RootSession
Act = Callable[[Walk], None]


def take(walk: Walk, name: str, act: Act) -> bool:
    """One step, and the questions after it; whether the walk may go on.

    Ctrl-C ends the walk. A trouble is said, and the person decides.
    """
    walk.asker.say(f"\n== {name.replace('_', ' ')}")
    with walk.transcript.step(name) as step:
        try:
            act(walk)
            walk.token.check()  # Ctrl-C may have come too late for the act to stop
            _ask_points(walk, name)
        except Refused:
            step.came = REFUSED
            walk.asker.say("Left out. Nothing was changed.")
        except NothingToDo:
            step.came = SKIPPED
            walk.asker.say("Left out: it needs a step that wasn't done.")
        except Trouble as trouble:
            step.came, step.code = FAILED, f"{trouble.kind.code} {trouble.aws_code}".strip()
            walk.asker.say(f"{trouble.kind.what} {trouble.kind.next} ({step.code})")
        except (Cancelled, KeyboardInterrupt, EOFError):
            step.came = STOPPED
            return False
    if walk.alone is None or walk.token.cancelled:
        return False
    return step.came != FAILED or walk.asker.agrees("go_on", "Go on with the next step?")


def _ask_points(walk: Walk, step: str) -> None:
    for point in points.read():
        if point.step == step:
            said = walk.asker.picks(point.id, point.asks, point.choices)
            if said in point.choices:
                walk.transcript.told[point.id] = said
