"""One act in a process of its own, killed with SIGKILL at one of its calls to AWS.

The process is forked from one that has everything loaded and nothing begun, since a start from
nothing takes longer than the act. It signs in by itself, as every start of the program does.
"""

from __future__ import annotations

import logging
import multiprocessing
import os
import signal
from collections.abc import Iterator
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerProcess

from app import handover
from tests.prove.bench import Bench
from tests.prove.runs import LATER, Place, hurried, run_of
from tests.prove.wire import Break, Call, Fault
from tests.support.signingin import sign_in

LONGEST = 60.0  # seconds for what takes three
PRELOADED = ["tests.prove.killbench", "app.review.closing", "moto.core", "pyzipper", "boto3"]
_processes = multiprocessing.get_context("forkserver")


def _in_a_process(name: str, what: str, place: Place, bus: str, with_parent: Connection) -> None:
    """Sign in, say so, wait for the word, and do it; what was told, goes back."""
    os.environ["DBUS_SESSION_BUS_ADDRESS"] = bus
    logging.disable()
    run = run_of(name)
    with hurried(LATER if what == "go_on" else 0.0):
        root = sign_in(place.settings)
        token = root._tokens["session"]
        keys = token["accessToken"]
        with_parent.send({token["refreshToken"], keys["secretAccessKey"], keys["sessionToken"]})
        with_parent.recv()
        told = run.act(place, root) if what == "act" else run.go_on(place, root)
        with_parent.send((told.done, str(told)))


@dataclass
class Started:
    """A process that does one thing."""

    process: ForkServerProcess
    line: Connection

    def ready(self) -> set[str]:
        """It is signed in; the secrets of its session, to be searched for."""
        found = self._hear()
        assert isinstance(found, set)
        return found

    def go(self) -> None:
        """It does it now."""
        self.line.send(None)

    def done(self) -> None:
        """It said that all is done."""
        said = self._hear()
        self.process.join(LONGEST)
        assert isinstance(said, tuple)
        assert said[0], f"after a new start: {said[1]}"

    def killed(self) -> bool:
        """Whether it was, once it has ended."""
        self.process.join(LONGEST)
        return self.process.exitcode == -signal.SIGKILL

    def _hear(self) -> object:
        assert self.line.poll(LONGEST), "it says nothing"
        return self.line.recv()


@dataclass
class KillBench(Bench):
    """The bench, with the act in another process."""

    victim: list[int] = field(default_factory=list)

    def kills(self) -> Iterator[Break]:
        """Every case: right before each call is sent, and right after AWS did it."""
        before = Fault("killed before the call", self._kill_before)
        after = Fault("killed after AWS did it", self._kill_after)
        for number in range(1, len(self.names) + 1):
            yield from (Break(before, number), Break(after, number))

    def _kill_before(self, _call: Call) -> None:
        os.kill(self.victim[-1], signal.SIGKILL)

    def _kill_after(self, call: Call) -> None:
        call.carry_out()
        os.kill(self.victim[-1], signal.SIGKILL)

    def _start(self, what: str) -> Started:
        ours, theirs = _processes.Pipe()
        _processes.set_forkserver_preload(PRELOADED)
        bus = os.environ["DBUS_SESSION_BUS_ADDRESS"]
        process = _processes.Process(
            target=_in_a_process, args=(self.run.name, what, self.place, bus, theirs)
        )
        process.start()
        self.victim.append(process.pid or 0)
        return Started(process, ours)

    def try_kill(self, kill: Break) -> None:
        """Kill it there, look at what is left; start again, finish, and see all."""
        self.ground.bring_back()
        self.wire.begin()
        begun = self._start("act")
        self.secrets |= begun.ready()
        self.wire.begin(kill)
        begun.go()
        killed = begun.killed()
        self.reached = self.wire.met
        assert killed == self.reached, "it ended by itself"
        self._is_safe()
        self.wire.begin()
        again = self._start("go_on")
        self.secrets |= again.ready()
        again.go()
        again.done()
        self._is_wished()
        assert all(one.user_id for one in self.place.handovers()), "whose record"

    def _is_safe(self) -> None:
        """Nothing lies open, and where something is half done, that is what a new start says."""
        self._no_secret_on_disk()
        unfinished = handover.unfinished(self.place.records)
        assert unfinished or not self._locked_out(), "a password that is in no package"
