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
        whole = ["--whole"] if fault.whole else []
        command = [sys.executable, "-m", "pytest", "-n", "0", "-q", "-p", "no:cacheprovider"]
        limits = [
            "--timeout",
            str(PATIENCE_SECONDS),
            "-o",
            f"faulthandler_timeout={PATIENCE_SECONDS}",
        ]
        run = subprocess.run(
            [*command, *limits, *whole, *fault.tests],
            cwd=root,
            env=environment(root),
            capture_output=True,
            text=True,
            check=False,
            timeout=PATIENCE_SECONDS,
        )
    row = f"| {fault.promise} | "
    for line in run.stdout.splitlines():
        if line.startswith(row):
            cases, held = line.removeprefix(row).removesuffix(" |").replace(",", "").split(" | ")
            return int(cases), int(held)
    message = f"its tests tried nothing:\n{run.stdout[-2000:]}{run.stderr[-2000:]}"
    raise ValueError(message)


def line(fault: Fault) -> tuple[str, bool]:
    """The fault's line of the table, and whether its row saw it."""
    try:
        cases, held = tried(fault)
    except (ValueError, OSError, subprocess.SubprocessError) as why:
        return f"| {fault.promise} | {fault.file} | {why} | |", False
    seen = held < cases
    return f"| {fault.promise} | {fault.file} | {cases} | {held}{'' if seen else ' ✗'} |", seen


def main(words: list[str]) -> int:
    """Does what the module's docstring says."""
    chosen = faults(words)
    if not chosen:
        print("no row says that", file=sys.stderr)
        return 2
    print(
        "| promise | fault planted in | cases tried | cases held |", "|---|---|---:|---:|", sep="\n"
    )
    missed = 0
    with ThreadPoolExecutor(os.cpu_count()) as workers:
        for text, seen in workers.map(line, chosen):
            print(text, flush=True)
            missed += not seen
    print(f"\n{len(chosen) - missed} of {len(chosen)} faults were seen by their rows")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
