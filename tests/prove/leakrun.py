"""Runs the customer's way as a program of its own, traced, and gathers what it left behind."""

from __future__ import annotations

import base64
import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from app.practice import Practice
from tests.installers import walk
from tests.prove import trace

ROOT = Path(__file__).resolve().parents[2]
BROWSER = Path(walk.__file__).with_name("browser.py")
SEED = "JBSWY3DPEHPK3PXPKRSXG5BAONSWK3TEMVZGK5BAONSWK3BAORUGKIDTMVSWI2LO"
# A core is allowed to be as large as it likes: whether there is one is the program's doing.
CORES = ("sh", "-c", 'ulimit -S -c "$(ulimit -H -c)" && exec "$@"', "sh")
HOMES = {
    "HOME": "home",
    "XDG_CACHE_HOME": "home/.cache",
    "XDG_CONFIG_HOME": "home/.config",
    "XDG_DATA_HOME": "home/.local/share",
    "XDG_STATE_HOME": "home/.local/state",
    "XDG_RUNTIME_DIR": "run",
    "TMPDIR": "tmp",
}


@dataclass(frozen=True)
class Kill:
    """Where on the way the program is ended, and how; "" lets it go to the end."""

    at: str = ""
    by: signal.Signals = signal.SIGKILL


@dataclass
class Run:
    """One run of the program, and all that is known of it afterwards."""

    place: Path  # everything that is its own lies here
    endpoint: str
    pid: int = 0  # the program's, below strace
    status: int = 0
    secrets: dict[str, bytes] = field(default_factory=dict)
    wrote: set[str] = field(default_factory=set)  # as Python saw it
    connected: set[str] = field(default_factory=set)  # the same
    points: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    kept: dict[str, dict[str, bytes]] = field(default_factory=dict)  # what was looked at on the way
    seen: trace.Seen = field(default_factory=trace.Seen)


Look = Callable[[Run, str], None]


def _environment(screen: Mapping[str, str], place: Path) -> dict[str, str]:
    commands = place / "commands"
    commands.mkdir()
    opener = commands / "xdg-open"
    opener.write_text(f'#!/bin/sh\nexec "{sys.executable}" "{BROWSER}" "$1"\n')
    opener.chmod(0o755)
    for folder in HOMES.values():
        (place / folder).mkdir(mode=0o700, parents=True, exist_ok=True)
    return {
        **screen,
        **{name: str(place / folder) for name, folder in HOMES.items()},
        "DBUS_SESSION_BUS_ADDRESS": bus_address(),
        "PATH": f"{commands}:{os.environ['PATH']}",
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONPATH": str(ROOT),
    }


@contextmanager
def _program(
    screen: Mapping[str, str], run: Run, options: list[str], kill: Kill
) -> Iterator[tuple[subprocess.Popen[bytes], int, int]]:
    """The program, what it tells, and where to tell it to go on."""
    tells, to_tell = os.pipe()
    goes, to_go = os.pipe()
    (run.place / "cwd").mkdir()
    (run.place / "受け渡し").mkdir()
    environment = _environment(screen, run.place) | {
        "LEAKWALK_TELL": str(to_tell),
        "LEAKWALK_GO": str(goes),
        "LEAKWALK_KILL_AT": kill.at,
        "LEAKWALK_KILL_BY": str(int(kill.by)),
        "LEAKWALK_FOLDER": str(run.place / "受け渡し"),
        "LEAKWALK_SEED": SEED,
    }
    command = [*CORES, *trace.command(run.place.with_suffix(".trace")), sys.executable]
    said = (run.place / "said").open("wb")
    with (
        said,
        subprocess.Popen(
            [*command, "-m", "tests.prove.leakwalk", *options],
            env=environment,
            cwd=run.place / "cwd",
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=said,
            pass_fds=[to_tell, goes],
        ) as process,
    ):
        os.close(to_tell)
        os.close(goes)
        try:
            yield process, tells, to_go
        finally:
            if process.poll() is None and run.pid:
                with suppress(ProcessLookupError):
                    os.kill(run.pid, signal.SIGKILL)  # strace itself would only let go of it
            os.close(tells)
            os.close(to_go)


def go(
    screen: Mapping[str, str],
    place: Path,
    look: Look,
    kill: Kill = Kill(),
    *,
    practice: bool = False,
) -> Run:
    """Go the whole way, or until it is ended; `look` is asked in at the points where it waits.

    In practice the AWS is the program's own; else it is the test's, at an address.
    """
    place.mkdir()
    with Practice() as aws:
        run = Run(place, aws.address)
        mode = ["--practice"] if practice else ["--endpoint-url", aws.address]
        options = [*mode, "--lang", "en", "--data-dir", str(place / "data")]
        with _program(screen, run, options, kill) as (process, tells, to_go):
            pipe = str(Path(f"/proc/self/fd/{tells}").readlink())
            with os.fdopen(os.dup(tells), encoding="utf-8") as lines:
                for line in lines:
                    _told(run, *json.loads(line), look=lambda point: look(run, point), go=to_go)
            run.status = process.wait()
    traced = run.place.with_suffix(".trace")
    run.seen = trace.read(traced)
    traced.unlink()  # it holds, in its own form, all that went through the program's hands
    run.seen.written.pop(pipe, None)
    run.seen.started.pop(0)  # the test's own command, with the seed that the customer will paste
    shutil.rmtree(place / "commands")
    return run


def bus_address() -> str:
    """Of the session bus on which the keyring is."""
    return os.environ["DBUS_SESSION_BUS_ADDRESS"]


def selections(screen: Mapping[str, str]) -> dict[str, bytes]:
    """All that a program beside it would get by pasting, in whatever format."""
    code = (
        "import json\nfrom PySide6.QtGui import QClipboard, QGuiApplication\n"
        "app, told = QGuiApplication([]), {}\n"
        "for mode in (QClipboard.Mode.Clipboard, QClipboard.Mode.Selection):\n"
        "    data = app.clipboard().mimeData(mode)\n"
        "    parts = [data.data(name).data().hex() for name in data.formats()] if data else []\n"
        "    told[mode.name] = '00'.join(parts)\n"
        "print(json.dumps(told))\n"
    )
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, env=dict(screen), capture_output=True, check=True, timeout=60)
    return {name: bytes.fromhex(told) for name, told in json.loads(done.stdout).items()}


WAITS = ("copied by hand", "its minute over", "copied", "minute over", "signed out")


def _told(run: Run, kind: str, *values: str, look: Callable[[str], None], go: int) -> None:
    if kind == "secret":
        number = sum(name.startswith(values[0]) for name in run.secrets)
        run.secrets[f"{values[0]} {number}"] = base64.b64decode(values[1])
    elif kind == "at":
        run.points.append(values[0])
        if values[0] in WAITS:
            look(values[0])
            os.write(go, b".")
    elif kind == "endpoint":
        run.endpoint = values[0]
    elif kind == "pid":
        run.pid = int(values[0])
    elif kind == "failed":
        run.failed = list(values)
    else:
        (run.wrote if kind == "wrote" else run.connected).add(values[0])
