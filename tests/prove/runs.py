"""The seven things that the app does to an account, each as one object that can be cut short.

`prepare` runs beside the practice AWS; `act` and `go_on` may run in a process of their own, which
is told a `Place` and finds everything else in AWS, on the disk and in the keyring:

    python -m tests.prove.runs delete act DATA_DIR FOLDER ENDPOINT

`go_on` is what the program offers after a new start, pressed until nothing is left to do.
"""

from __future__ import annotations

import logging
import sys
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest

from app import budget, grant, handover
from app.clients import Clients
from app.grant import POWER_USER, Wish
from app.handoverfile import STANDING, Handover
from app.plan import apply
from app.practice import Practice
from app.records import Records
from app.session import RootSession
from app.settings import Settings
from app.troubles import Trouble
from app.work import Token
from tests.support.signingin import sign_in
from ui.prospect import survey

VENDOR = "hoshi"
WISH = Wish(
    user_name=VENDOR,
    vendor="Hoshi Works",
    policy_arn=POWER_USER,
    require_mfa=True,
    change_password=True,
    ends_at="2031-01-01T00:00:00+00:00",
)
DOLLARS, MAILBOX = 50, "soumu@example.jp"
PRESSES = 3  # after a new start, until all is done

# What waits for AWS, which is never late here. Nothing is decided by these but how long it takes.
HURRIED: dict[str, object] = {
    "app.plan.WAITS": (0.0,) * 7,
    "app.grant_look.LOOKS": (0.0,) * 4,
    "app.users.PAUSES": (0.0,) * 5,
    "app.revoke.PAUSES": (0.0,) * 3,
    "app.revoke_hold.HOLD_SECONDS": 0.02,
    "app.revoke_hold.HOLD_PAUSE": 0.01,
    "app.revoke_hold.HOLD_BOUND": 0.1,
    "ui.looker.PAUSES": (0.0,) * 3,
}


LATER = 600.0  # seconds: a new start is that long after what it goes on with


@contextmanager
def hurried(later: float = 0.0) -> Iterator[None]:
    """Nobody waits for what AWS takes its time for.

    Between any two looks at AWS's clock it goes on by a second: so each run makes the same calls,
    though what takes seconds there takes none here. `later`: by how much it is ahead to begin with.
    """
    looks = count()

    def now(clients: Clients) -> datetime:
        return datetime.now(UTC) + timedelta(seconds=clients.skew + later + next(looks))

    with pytest.MonkeyPatch.context() as patch:
        for name, value in HURRIED.items():
            patch.setattr(name, value)
        patch.setattr(Clients, "now", now)
        yield


@dataclass(frozen=True)
class Place:
    """Where the customer works: all that another process has to be told."""

    data_dir: Path
    folder: Path
    endpoint: str

    @property
    def settings(self) -> Settings:
        """A run in practice mode."""
        return Settings(
            data_dir=self.data_dir, practice=True, endpoint=self.endpoint, language="en"
        )

    @property
    def records(self) -> Records:
        """The records, read anew as a new start does."""
        return Records(self.data_dir, practice=True)

    def handovers(self) -> tuple[Handover, ...]:
        """All on record that stand."""
        return tuple(h for h in self.records.handovers() if h.state in STANDING)


@dataclass(frozen=True)
class Pressed:
    """A report: another button is pressed now."""


def _nobody(_: object) -> None:
    """Nobody listens."""


@dataclass(frozen=True)
class Told:
    """What the customer was told: that all is done, or what stood in the way.

    `shut_out` is what was said last of the vendor's access; None where nothing was said of it.
    """

    done: bool
    trouble: Trouble | None = None
    shut_out: bool | None = None


class Run(ABC):
    """One act, from the press on its button to its end."""

    name: str
    on_record = False  # what couldn't be taken back is on record, to be finished

    @abstractmethod
    def prepare(self, place: Place, root: RootSession, aws: Practice) -> None:
        """What is there before."""

    @abstractmethod
    def press(self, place: Place, root: RootSession, token: Token) -> bool:
        """The work behind the button; whether it says that all is done. Raises `Trouble`."""

    def finished(self, place: Place, root: RootSession) -> bool:
        """Whether a new start shows it as done, so that nobody presses again."""
        return False

    def act(
        self, place: Place, root: RootSession, hear: Callable[[object], None] = _nobody
    ) -> Told:
        """One press, and what came of it; `hear` is told what the page is, when it is."""
        heard: list[bool] = []

        def listen(report: object) -> None:
            hear(report)
            _listen(report, heard)

        try:
            done = self.press(place, root, Token(listen))
        except Trouble as trouble:
            return Told(False, trouble, heard[-1] if heard else None)
        return Told(done, None, heard[-1] if heard else None)

    def go_on(self, place: Place, root: RootSession) -> Told:
        """A new start: it is pressed again until nothing is left."""
        told = Told(False)
        for _ in range(PRESSES):
            if self.finished(place, root):
                return Told(True)
            told = self.act(place, root)
            if told.done:
                break
        return told


def _listen(report: object, heard: list[bool]) -> None:
    """What is said of the vendor's access."""
    from app.revoke import CutOff, Open, Outcome

    if isinstance(report, CutOff | Open):
        heard.append(isinstance(report, CutOff))
    elif isinstance(report, Outcome):
        heard.append(report.shut_out)


def check_now(place: Place, root: RootSession) -> None:
    """“Check now” on the home window."""
    for one in place.handovers():
        handover.check(root, one, place.records, Token())


class Create(Run):
    """The vendor's user and its zip; what was cut short is finished."""

    name = "create"
    on_record = True

    def prepare(self, place: Place, root: RootSession, aws: Practice) -> None:
        """An account with a user of the customer's own."""
        root.clients.call("iam", "create_user", UserName="our-own")

    def press(self, place: Place, root: RootSession, token: Token) -> bool:
        """Look, plan, and make user and zip as planned."""
        records = place.records
        seen = survey(root, records, VENDOR, (place.folder,), token)
        assert seen.found is not None
        shown = grant.plan(WISH, seen.found)
        handover.create(root, WISH, place.folder, records, place.settings, token, shown=shown)
        return True

    def finished(self, place: Place, root: RootSession) -> bool:
        """It is on record as made; then “Check now” is all that there is to do."""
        made = any(one.state == "made" for one in place.handovers())
        if made:
            check_now(place, root)
        return made


class TakeBack(Create):
    """The same, but what was cut short is taken back, where that is offered, and made anew."""

    name = "create, taken back"

    def go_on(self, place: Place, root: RootSession) -> Told:
        """“Undo”, then the button again."""
        for half in handover.unfinished(place.records):
            handover.take_back(root, half, place.records, place.settings, Token())
            left = root.clients.pages("iam", "list_users", "Users")
            assert [one["UserName"] for one in left] == ["our-own"], "taken back"
        return super().go_on(place, root)


class Reissue(Run):
    """A new password, a new zip and a new passphrase."""

    name = "re-issue"
    on_record = True

    def prepare(self, place: Place, root: RootSession, aws: Practice) -> None:
        """A vendor who was let in."""
        Create().prepare(place, root, aws)
        assert Create().act(place, root).done

    def press(self, place: Place, root: RootSession, token: Token) -> bool:
        """From the home window."""
        (one,) = place.handovers()
        handover.reissue(root, one, place.folder, place.records, place.settings, token)
        return True

    def finished(self, place: Place, root: RootSession) -> bool:
        """The record counts the packages."""
        done = any(one.state == "made" and one.issue > 1 for one in place.handovers())
        if done:
            check_now(place, root)
        return done


class Budget(Run):
    """A monthly alert."""

    name = "budget"

    def prepare(self, place: Place, root: RootSession, aws: Practice) -> None:
        """Nothing."""

    def press(self, place: Place, root: RootSession, token: Token) -> bool:
        """Look which there are, plan, make it."""
        account = root.identity.account
        present = tuple(seen.name for seen in budget.look(root.clients, account, token))
        if budget.NAME not in present:
            apply(budget.plan(account, DOLLARS, MAILBOX, present), root.clients, token)
        return True


def every_run() -> tuple[Run, ...]:
    """All of them."""
    from tests.prove.runs_review import CloseFindings
    from tests.prove.runs_shut import ShutOut

    shut = (ShutOut("reduce"), ShutOut("disable"), ShutOut("delete"))
    return (Create(), TakeBack(), Reissue(), Budget(), *shut, CloseFindings())


def run_of(name: str) -> Run:
    """The one of that name."""
    return next(run for run in every_run() if run.name == name)


def main(argv: list[str]) -> int:
    """One press, or going on, in this process: 0 where it says that all is done."""
    name, what, data_dir, folder, endpoint = argv
    logging.disable()
    place = Place(Path(data_dir), Path(folder), endpoint)
    run = run_of(name)
    presses: dict[str, Callable[[Place, RootSession], Told]] = {"act": run.act, "go_on": run.go_on}
    with hurried(LATER if what == "go_on" else 0.0):
        told = presses[what](place, sign_in(place.settings))
    return 0 if told.done else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
