"""Walks a person through Aikagi on an AWS account of their own, and writes down what AWS did.

    python packaging/live/run.py [--practice] [--out FILE] [--lang ja|en]

It asks before each change, and takes away again what it made, also after Ctrl-C or an error: what
is left then, it names. It never runs by itself: not without a terminal, and not in a CI. The
transcript has operations, error codes, sizes and times, and none of your names, numbers or secrets;
read it before you give it to anybody. With --practice it rehearses on the pretend AWS.
"""

from __future__ import annotations

import argparse
import os
import signal
import sys
import tempfile
import webbrowser
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

ROOT = Path(__file__).resolve().parent.parent.parent
if __name__ == "__main__":  # run as a script: this folder's parent is where `live` is found
    sys.path[0] = str(ROOT / "packaging")
    sys.path.insert(0, str(ROOT))

from app.practice import Practice  # noqa: E402  (once it can be found)
from app.records import Records  # noqa: E402
from live import leaving, letting_in, shutting_out  # noqa: E402
from live.asking import Asker, Terminal  # noqa: E402
from live.points import is_answered  # noqa: E402
from live.transcript import STOPPED, Transcript  # noqa: E402
from live.walk import Act, LiveSettings, Walk, take  # noqa: E402
from live.wire import Watch  # noqa: E402

OUT = ROOT / "build" / "live" / "transcript.json"
STEPS: tuple[tuple[str, Act], ...] = (
    ("sign_in", letting_in.sign_in),
    ("look", letting_in.look),
    ("create", letting_in.create),
    ("first_sign_in", letting_in.first_sign_in),
    ("reissue", letting_in.reissue),
    ("budget", letting_in.limit),
    ("disable", shutting_out.disable),
    ("undo", shutting_out.undo),
    ("delete", shutting_out.delete),
    ("review", shutting_out.look_around),
)
# What continuous integration says of itself.
CI = ("CI", "CONTINUOUS_INTEGRATION", "GITHUB_ACTIONS", "GITLAB_CI", "BUILDKITE", "JENKINS_URL", "TF_BUILD")  # fmt: skip  # noqa: E501
_NO = {"", "0", "false"}


def refusal(environment: Mapping[str, str], *, terminal: bool) -> str:
    """Why it doesn't run here; "" where it may."""
    named = [name for name in CI if environment.get(name, "").lower() not in _NO]
    if named:
        return f"This is never run by a machine ({named[0]} is set): it works on a real account."
    return "" if terminal else "This needs a person at a terminal: it asks before each change."


def walk_through(walk: Walk) -> int:
    """All steps, and the end; 0 where it came to its end and nothing is left."""
    stopped = False
    try:
        for name, act in STEPS:
            if not take(walk, name, act):
                stopped = walk.transcript.steps[-1].came == STOPPED or walk.token.cancelled
                break
    except (KeyboardInterrupt, EOFError):
        stopped = True
    finally:
        left = leaving.clean(walk)
        walk.transcript.left = tuple(one.kind for one in left)
    return int(stopped or bool(left))


@contextmanager
def interruptible(walk: Walk, asker: Asker) -> Iterator[None]:
    """Ctrl-C cancels the act that runs, which then undoes itself; a second one cuts it off."""

    def stop(_: int, __: FrameType | None) -> None:
        if getattr(asker, "asking", False) or walk.token.cancelled:
            raise KeyboardInterrupt
        walk.asker.say("\nStopping; what is under way is brought to an end first.")
        walk.token.cancel()

    before = signal.signal(signal.SIGINT, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def run(
    asker: Asker, endpoint: str, out: Path, opens: Callable[[str], object], language: str = "en"
) -> int:
    """One walk, against AWS or (with an `endpoint`) the pretend one; writes the transcript."""
    folder = Path(tempfile.mkdtemp(prefix="aikagi-live-"))
    watch = Watch()
    settings = LiveSettings(folder / "data", bool(endpoint), endpoint, language)
    transcript = Transcript("practice" if endpoint else "aws", watch)
    transcript.known.add(str(folder), endpoint)
    records = Records(settings.data_dir, settings.practice)
    walk = Walk(asker, settings, records, transcript, folder, opens)
    try:
        with watch.looking(), interruptible(walk, asker):
            code = walk_through(walk)
    finally:
        transcript.write(out)
    answered = sum(is_answered(said) for said in transcript.answers().values())
    asker.say(f"The transcript: {out} ({answered} points answered). Read it before you send it.")
    return code


def main(arguments: list[str]) -> int:
    """Does what the module's docstring says."""
    made = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    made.add_argument("--practice", action="store_true", help="rehearse on the pretend AWS")
    made.add_argument("--out", type=Path, default=OUT, metavar="FILE", help="the transcript")
    made.add_argument("--lang", choices=("ja", "en"), default="en", help="the browser's answer")
    given = made.parse_args(arguments)
    if why := refusal(os.environ, terminal=sys.stdin.isatty() and sys.stdout.isatty()):
        print(why, file=sys.stderr)
        return 2
    if not given.practice:
        return run(Terminal(), "", given.out, webbrowser.open, given.lang)
    with Practice() as practice:
        return run(Terminal(), practice.address, given.out, webbrowser.open, given.lang)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
