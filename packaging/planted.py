"""Shows that each row of `make prove` can turn red: python packaging/planted.py [words of a row …].

For each promise tests/prove/planted.toml has a fault in the code that keeps it. Each is planted in
a copy of what git tracks, the tests of its row are run there, and how often the promise held is
printed. A fault that its row doesn't see, or one that can't be planted any more, is an error. Words
choose rows by what they say ("create" "read-only"), and all of them have to be in it.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FAULTS = ROOT / "tests" / "prove" / "planted.toml"
PATIENCE_SECONDS = 3600  # for the tests of one row


@dataclass(frozen=True)
class Fault:
    """One change to the program that breaks one promise, and the tests that have to see it."""

    promise: str
    file: str
    takes: str  # stands there once
    puts: str
    tests: tuple[str, ...]
    whole: bool = False  # only one of all the cases meets it, not one of the bounded part

    def plant(self, root: Path) -> None:
        """Change the program below `root`. Raises ValueError where what it takes isn't there."""
        path = root / self.file
        source = path.read_text(encoding="utf-8")
        if source.count(self.takes) != 1:
            message = f"{self.file}: {source.count(self.takes)} times {self.takes!r}"
            raise ValueError(message)
        path.write_text(source.replace(self.takes, self.puts), encoding="utf-8")


def faults(words: list[str] | None = None) -> list[Fault]:
    """The faults that are known, of the rows that have all these words."""
    read = tomllib.loads(FAULTS.read_text(encoding="utf-8"))["fault"]
    known = [Fault(**{**one, "tests": tuple(one["tests"])}) for one in read]
    wanted = [word.lower() for word in words or ()]
    return [one for one in known if all(word in one.promise.lower() for word in wanted)]


@contextmanager
def copy() -> Iterator[Path]:
    """A folder with what git tracks, as it is on the disk now."""
    tracked = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    with tempfile.TemporaryDirectory(prefix="planted-", ignore_cleanup_errors=True) as made:
        for name in filter(None, tracked.stdout.split("\0")):
            target = Path(made, name)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, target)
        yield Path(made)


def environment(root: Path) -> dict[str, str]:
    """The planted program comes first, in what the tests start elsewhere, too."""
    others = os.environ.get("PYTHONPATH", "")
    return {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, (str(root), others)))}


def tried(fault: Fault) -> tuple[int, int]:
    """How many cases were tried with the fault planted, and how many held.

    Raises ValueError where it can't be planted, or where no case was tried.
    """
    with copy() as root:
        fault.plant(root)
        said = _pytest(root, *(["--whole"] if fault.whole else []), *fault.tests)
    row = f"| {fault.promise} | "
    for line in said.splitlines():
        if line.startswith(row):
            cases, held = line.removeprefix(row).removesuffix(" |").replace(",", "").split(" | ")
            return int(cases), int(held)
    raise ValueError(said[-2000:] or "its tests said nothing")


def _pytest(root: Path, *options: str) -> str:
    """What its tests print."""
    limit = str(PATIENCE_SECONDS)
    usual = ("-m", "pytest", "-n", "0", "-q", "-p", "no:cacheprovider", "--timeout", limit)
    run = subprocess.run(
        [sys.executable, *usual, "-o", f"faulthandler_timeout={limit}", *options],
        cwd=root,
        env=environment(root),
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE_SECONDS,
    )
    return run.stdout + run.stderr


def outcome(fault: Fault) -> tuple[str, str]:
    """The fault's line of the table, and why it wasn't seen; "" where it was."""
    begins = f"| {fault.promise} | {fault.file} |"
    try:
        cases, held = tried(fault)
    except (ValueError, OSError, subprocess.SubprocessError) as why:
        return f"{begins} – | – |", f"not tried: {why}"
    return f"{begins} {cases} | {held} |", "" if held < cases else "every case held"


def main(words: list[str]) -> int:
    """Does what the module's docstring says."""
    chosen = faults(words)
    if not chosen:
        print("no row says that", file=sys.stderr)
        return 2
    print("| promise | fault planted in | cases tried | cases held |\n|---|---|---:|---:|")
    unseen = []
    with ThreadPoolExecutor(os.cpu_count()) as workers:
        for fault, (text, why) in zip(chosen, workers.map(outcome, chosen), strict=True):
            print(text, flush=True)
            unseen += [f"{fault.promise}\n  {why}"] if why else []
    print(f"\n{len(chosen) - len(unseen)} of {len(chosen)} faults were seen by their rows")
    for one in unseen:
        print(one, file=sys.stderr)
    return 1 if unseen else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
