"""The coverage-guided fuzzer at one door: `python -m tests.prove.guided FOLDER DOOR SECONDS`.

FOLDER is where atheris was put. It changes what it has sent by which lines of app/ that came to,
and ends with status 0 where only ours came out. Nothing of the test's own frame is loaded.
"""

from __future__ import annotations

import random
import sys
import tempfile
from pathlib import Path

READERS = ("app", "tomllib", "json")
LONGEST = 4096


def main(folder: str, name: str, seconds: str) -> None:
    """Send it as much as there is time for. Never returns."""
    sys.path.insert(0, folder)
    import atheris  # type: ignore[import-untyped]  # it ships none, and is there only here

    with atheris.instrument_imports(include=[*READERS]):
        from tests.prove import doors

    door = next(one for one in doors.DOORS if one.name == name)
    watch = doors.Watch().start()
    corpus = Path(tempfile.mkdtemp(prefix="corpus-"))
    for nr, seed in enumerate(door.seeds):
        Path(corpus, str(nr)).write_bytes(seed)

    def one(content: bytes) -> None:
        with doors.room() as where:
            doors.through(door, content, where, watch)

    random.seed(7)  # the same way at every run, as far as time allows
    options = [
        f"-max_total_time={seconds}",
        f"-max_len={LONGEST}",
        "-seed=7",
        "-print_final_stats=1",
    ]
    options += [f"-artifact_prefix={corpus}/", "-rss_limit_mb=2000", "-timeout=20", "-verbosity=0"]
    atheris.Setup(["guided", *options, str(corpus)], one)
    atheris.Fuzz()


if __name__ == "__main__":
    main(*sys.argv[1:])
