"""What a person does with the installed program: run in a tree, as an ordinary user.

    python3 -m tests.installers.deb.inside STAGE COMMAND

Starts a screen, a session and, where there is one, a keyring; then the program in practice mode,
and goes the way of the stage in it by the accessibility bus. Prints what was seen, a line each.
"""

from __future__ import annotations

import csv
import io
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from tests.installers import walk
from tests.support.accessibility import Desktop, accessibility_bus

FOLDER = "受け渡し 2026"
BROWSER = Path(__file__).resolve().parent.parent / "browser.py"
RUN = Path("/run/user")
TOLD = "* "
GRACE = 10.0  # seconds, for a program that was asked to end
PATIENCE = 180.0  # the machine may be busy with other things


def said(what: str) -> None:
    """Tell the proof, which waits outside, and leaves out what else is printed."""
    print(f"{TOLD}{what}", flush=True)


@contextmanager
def ended(process: subprocess.Popen[bytes]) -> Iterator[subprocess.Popen[bytes]]:
    """A program that is ended after the block."""
    try:
        yield process
    finally:
        process.terminate()
        with suppress(subprocess.TimeoutExpired):
            process.wait(GRACE)
        process.kill()


@contextmanager
def screen() -> Iterator[None]:
    """An X server of its own."""
    reading, writing = os.pipe()
    options = ["-screen", "0", "1280x900x24", "-nolisten", "tcp", "-noreset"]
    command = ["Xvfb", "-displayfd", str(writing), *options]
    quiet = subprocess.DEVNULL
    with ended(subprocess.Popen(command, pass_fds=[writing], stderr=quiet)):
        os.close(writing)
        with os.fdopen(reading, encoding="ascii") as answer:
            os.environ["DISPLAY"] = f":{answer.readline().strip()}"
        yield


def keyring() -> None:
    """Unlock the keyring as the desktop's login does, where the system has one."""
    if shutil.which("gnome-keyring-daemon"):
        daemon = ["gnome-keyring-daemon", "--unlock", "--components=secrets"]
        subprocess.run(daemon, input=b"login", stdout=subprocess.DEVNULL, check=True)


def environment(proof: Path) -> dict[str, str]:
    """What the program is started with: a browser of ours, and a bus for screen readers."""
    return os.environ | {
        "AIKAGI_PROOF": str(proof),
        "BROWSER": str(BROWSER),
        "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
    }


@contextmanager
def opened(command: str, desktop: Desktop, proof: Path) -> Iterator[None]:
    """The program, from its window until it is asked to end."""
    began = time.monotonic()
    log = Path.home() / "said.txt"
    with log.open("ab") as file:
        start = [command, "--practice", "--lang", "ja"]
        process = subprocess.Popen(start, env=environment(proof), stdout=file, stderr=file)
    with ended(process):
        try:
            desktop.see("home")
            said(f"window after {time.monotonic() - began:.1f} s")
            yield
        except BaseException:
            said(f"the program said: {log.read_text(errors='replace')[-2000:]}")
            raise


def unzipped(path: Path, passphrase: str) -> dict[str, str]:
    """The credentials in the zip, by 7-Zip, as the vendor opens it."""
    command = ["7z", "x", f"-p{passphrase}", "-so", str(path), "credentials.csv"]
    done = subprocess.run(command, capture_output=True, check=True)
    return next(csv.DictReader(io.StringIO(done.stdout.decode("utf-8-sig"))))


def look_into(made: Path, passphrase: str) -> None:
    """See that the zip opens with the passphrase from the page, and holds what it should."""
    row = unzipped(made, passphrase)
    assert row["User name"] == walk.VENDOR, row.keys()
    assert row["Password"], row.keys()
    said("the zip opens by the passphrase of the page")


def folder() -> Path:
    """Where the zip goes: in a home and a folder with Japanese and a space."""
    made = Path.home() / FOLDER
    made.mkdir(exist_ok=True)
    return made


def journey(desktop: Desktop, command: str, proof: Path) -> None:
    """The whole way: let in, handed over, shut out."""
    with opened(command, desktop, proof):
        walk.begin(desktop)
        walk.sign_in(desktop)
        libraries = (proof / "browser-libraries").read_text(encoding="utf-8")
        assert command not in libraries, libraries
        assert "_internal" not in libraries, libraries
        said("signed in by a browser with the system's own libraries")
        made = walk.grant(desktop, folder())
        said(f"made {made.name}")
        look_into(made, walk.deliver(desktop))
        walk.finish(desktop)
        report = walk.revoke(desktop)
        assert report.count("✓") >= 3, report  # operations, password, access keys
        assert "✗" not in report, report
        said("shut out, with a report")


def second_start(desktop: Desktop, command: str, proof: Path) -> None:
    """While one runs, another start ends by itself, and there is one window still."""
    with opened(command, desktop, proof):
        again = [command, "--practice", "--lang", "ja"]
        second = subprocess.Popen(again, env=environment(proof))
        desktop.until(
            lambda: second.poll() is not None or desktop.find("already_open") is not None,
            "an answer to the second start",
        )
        said(f"the second start ended with {second.poll()}")
        homes = [one for one in desktop.everything() if one.id == "home"]
        assert len(homes) == 1, homes
        second.terminate()


def half(desktop: Desktop, command: str, proof: Path) -> None:
    """Until the zip is there and its passphrase waits in the keyring; then the program ends."""
    with opened(command, desktop, proof):
        walk.begin(desktop)
        walk.sign_in(desktop)
        said(f"made {walk.grant(desktop, folder()).name}")
        walk.next_page(desktop, "send_file")
        desktop.press("file_channel_chat")
        desktop.tick("file_sent")


def the_rest(desktop: Desktop, command: str, proof: Path) -> None:
    """Go on where `half` ended, in a program that was upgraded since."""
    with opened(command, desktop, proof):
        desktop.press("start_setup")
        desktop.see("send_file")
        (made,) = folder().glob("*.zip")
        desktop.tick("file_sent")  # it is still
        walk.next_page(desktop, "send_password")
        desktop.press("password_channel_phone")
        desktop.until(lambda: len(desktop.read("passphrase").strip()) > 20, "the passphrase")
        look_into(made, desktop.read("passphrase").strip())


def under_it(desktop: Desktop, command: str, proof: Path) -> None:
    """The package is upgraded while the program runs, and the person goes on in it."""
    with opened(command, desktop, proof):
        (RUN / "ready").touch()
        desktop.until((RUN / "upgraded").exists, "the upgrade")
        walk.begin(desktop)
        walk.sign_in(desktop)
        look_into(walk.grant(desktop, folder()), walk.deliver(desktop))


def no_keyring(desktop: Desktop, command: str, proof: Path) -> None:
    """Without a Secret Service the page that signs in says so, in the customer's words."""
    with opened(command, desktop, proof):
        walk.begin(desktop)
        desktop.press("sign_in_button")
        desktop.see("message")
        words = desktop.told()
        assert "パスワードの保管" in words or "キーリング" in words, words
        said("told that there is no password store")


STAGES: dict[str, Callable[[Desktop, str, Path], None]] = {
    "journey": journey,
    "second-start": second_start,
    "half": half,
    "the-rest": the_rest,
    "under-it": under_it,
    "no-keyring": no_keyring,
}


def main(stage: str, command: str) -> None:
    """Go one stage. Raises whatever was wrong."""
    with screen(), tempfile.TemporaryDirectory() as proof:
        keyring()
        desktop = Desktop(accessibility_bus())
        desktop.patience = PATIENCE
        STAGES[stage](desktop, command, Path(proof))
    said(f"{stage}: good")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
