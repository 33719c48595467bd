"""After a whole journey, and after one that was cut short: no secret is anywhere but where it may.

The program runs as a process of its own, on a real screen, with a real keyring and a browser that
the system opens. The kernel (strace) tells what it wrote, started and connected to.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from signal import SIGKILL, SIGSEGV

import pytest
from jeepney.io.blocking import DBusConnection

from tests.journey.test_whole_journey import kept, unzip
from tests.prove import leakrun
from tests.prove.leakrun import Kill, Run
from tests.prove.leaks import Search, files_under, found_in
from tests.support.promises import Promise, Promised

WHOLE_WAY = "Let in and shut out again: no secret in any file, log, program, clipboard or store"
CUT_SHORT = "Ended in the middle: no secret in any file, log, crash report or core"
NOBODY_ELSE = "A whole journey connects to nothing but AWS's own address"
HELD = {
    *("MFA seed", "verifier", "code", "accessKeyId", "secretAccessKey", "sessionToken"),
    *("refreshToken", "idToken", "DPoP key", "DPoP key's number", "password", "passphrase"),
}
USUAL = (Kill("sealed"), Kill("copied", SIGSEGV))
POINTS = ("seed shown", "signed in", "page security_check", "made", "page package", "copied")
LATER = ("delivered", "page revoke_preview", "revoked")
# The C library asks the system's own cache of users who runs this; the answer comes from here.
NAMES = "unix /var/run/nscd/socket"


pytestmark = pytest.mark.timeout(600)  # a program that is traced is slow


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Two ends where not all are tried, all in `make prove`; practice in the latter alone."""
    if "mode" in metafunc.fixturenames:
        whole = metafunc.config.getoption("--whole")
        metafunc.parametrize("mode", ["endpoint", "practice"] if whole else ["endpoint"])
    if "kill" in metafunc.fixturenames:
        all_of_them = (*USUAL, *(Kill(at, SIGKILL) for at in (*POINTS, *LATER)))
        kills = all_of_them if metafunc.config.getoption("--whole") else USUAL
        metafunc.parametrize("kill", kills, ids=lambda kill: f"{kill.at} {kill.by.name}")


def cores(run: Run) -> set[Path]:
    """What lies in the folder that it ran in, where nothing of its own goes."""
    return set(files_under(run.place / "cwd"))


def nothing_left(promise: Promise, run: Run, search: Search) -> None:
    """Whatever was written, wherever it went, and whatever was started."""
    for place, content in run.seen.written.items():
        with promise.case(f"written to {place}"):
            assert not search.find(bytes(content))
            assert place not in run.seen.cut, "wasn't seen whole"
    left = set(files_under(run.place)) | set(map(Path, run.seen.opened))
    for path in sorted(left - cores(run)):  # a core is bad enough, and long to read
        with promise.case(f"in {path}"):
            assert not found_in(search, [path])
    for name in sorted(run.seen.names | run.wrote):
        with promise.case(f"named {name}"):
            assert not search.find(name.encode())
    for program in run.seen.started:
        with promise.case(f"given to {program[:80]!r}"):
            assert not search.find(program)
    with promise.case("both witnesses saw the same files"):
        unseen = run.wrote - run.seen.opened - run.seen.names
        # Python tells what it is about to do: a run that is killed may not have come to it.
        assert not [path for path in unseen if run.status == 0 or Path(path).exists()]
    with promise.case("no core"):
        assert not cores(run)


@pytest.mark.slow
def test_after_the_whole_way_nothing_secret_is_left(
    screen: dict[str, str],
    secret_service: DBusConnection,
    tmp_path: Path,
    promised: Promised,
    mode: str,
) -> None:
    stored: set[str] = set()

    def look(run: Run, point: str) -> None:
        if point == "signed out":
            stored.update(kept(secret_service))
        else:
            run.kept[point] = leakrun.selections(screen)

    run = leakrun.go(screen, tmp_path / "run", look, practice=mode == "practice")
    assert not run.failed, run.failed
    assert run.status == 0, (run.place / "said").read_text()
    search, promise = Search(run.secrets), promised(WHOLE_WAY)
    assert {re.sub(r" \d+$", "", name) for name in run.secrets} == HELD
    passphrase = next(v for name, v in run.secrets.items() if name.startswith("passphrase"))
    for point in ("copied by hand", "copied"):
        assert passphrase in run.kept[point]["Clipboard"], "while the minute runs it can be pasted"

    nothing_left(promise, run, search)
    with promise.case("marked with the mouse, it can't be pasted with the middle button"):
        assert not search.find(run.kept["copied by hand"]["Selection"])
    for point in ("its minute over", "minute over"):
        for board, content in run.kept[point].items():
            with promise.case(f"{board}: {point}"):
                assert not search.find(content)
    with promise.case("after signing out, in the password store"):
        assert not stored
    with promise.case("the settings of Qt"):
        assert not found_in(search, [run.place / "home/.config/QtProject.conf"])
    assert (run.place / "home/.config/QtProject.conf").is_file(), "Qt has remembered the folder"
    (made,) = (run.place / "受け渡し").glob("*.zip")
    assert unzip(made, passphrase.decode())["Password"].encode() in run.secrets.values()
    nobody_else(promised(NOBODY_ELSE), run, screen)


def nobody_else(promise: Promise, run: Run, screen: dict[str, str]) -> None:
    """What the program connected to; of the browser it opened, that it stayed on this computer."""
    aws = run.endpoint.removeprefix("http://")
    bus = re.findall(r"unix:path=([^,]+)", leakrun.bus_address())
    allowed = {aws, NAMES, f"unix /tmp/.X11-unix/X{screen['DISPLAY'][1:]}"}
    allowed |= {f"unix {path}" for path in bus}
    mine = {where for program, where in run.seen.connected if not program}
    for program, where in sorted(run.seen.connected):
        with promise.case(f"{program or 'Aikagi'} to {where}"):
            here = "browser.py" in program and where.startswith("127.0.0.1:")
            assert where in allowed or here
    with promise.case("both witnesses"):
        assert run.connected == {aws}
    assert aws in mine, "it is seen where it connects to"


@pytest.mark.slow
def test_cut_short_it_leaves_nothing_secret(
    screen: dict[str, str],
    secret_service: DBusConnection,
    tmp_path: Path,
    promised: Promised,
    kill: Kill,
) -> None:
    run = leakrun.go(screen, tmp_path / "run", lambda *_: None, kill)
    assert not run.failed, run.failed
    assert run.points[-1] == kill.at
    assert run.status == -kill.by
    search, promise = Search(run.secrets), promised(CUT_SHORT)
    nothing_left(promise, run, search)
    for board, content in leakrun.selections(screen).items():
        with promise.case(f"{board}"):
            assert not search.find(content)


def test_core_would_be_seen(tmp_path: Path) -> None:
    """Without what the program does about it, this computer writes one into the folder."""
    core = Path("/proc/sys/kernel/core_pattern").read_text().strip()
    if "/" in core or core.startswith("|"):
        pytest.skip(f"here a core goes elsewhere: {core}")
    crash = [sys.executable, "-c", "import os; os.kill(os.getpid(), 11)"]
    for before, left in (("", True), ("from ui.crashes import leave_no_core as n; n(); ", False)):
        crash[2] = f"{before}import os; os.kill(os.getpid(), 11)"
        folder = tmp_path / str(left)
        folder.mkdir()
        environment = {"PYTHONPATH": str(leakrun.ROOT)}
        subprocess.run([*leakrun.CORES, *crash], cwd=folder, env=environment, check=False)
        assert bool(list(folder.iterdir())) == left
