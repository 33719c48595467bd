"""The same doors, tried by a fuzzer that follows which lines were reached. In `make prove` alone.

atheris isn't among what tests are installed with: it is 35 MB, for one Python and Linux. It is
fetched into build/ when it's needed.
"""

from __future__ import annotations

import importlib.util
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.prove.doors import DOORS, Door
from tests.support.promises import Promised

SAYS = (
    "Profile, records, vendor record, pastes, announcement, by a fuzzer that follows which lines "
    "it reaches: read, or a clear error"
)
ATHERIS = "atheris==3.0.0"
ROOT = Path(__file__).parents[2]
PLACE = ROOT / "build" / "atheris"
SECONDS = 30
RUNS = re.compile(r"stat::number_of_executed_units:\s*(\d+)")


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """One process at a time: several workers may wish for it at once."""
    fcntl = pytest.importorskip("fcntl")
    path.parent.mkdir(exist_ok=True)
    with path.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@pytest.fixture(scope="module")
def fuzzer(request: pytest.FixtureRequest) -> str:
    """The folder that atheris is in."""
    if not request.config.getoption("--whole"):
        pytest.skip("only in `make prove`")
    if importlib.util.find_spec("pip") is None or not sys.platform.startswith("linux"):
        pytest.skip("atheris can't be installed here")
    with _alone(PLACE.with_suffix(".lock")):
        if not (PLACE / "atheris").is_dir():
            pip = [sys.executable, "-m", "pip", "install", "--quiet", "--only-binary=:all:"]
            got = subprocess.run(
                [*pip, "--target", str(PLACE), ATHERIS], capture_output=True, text=True, check=False
            )
            if got.returncode:
                pytest.skip(f"{ATHERIS} can't be had here")
    return str(PLACE)


@pytest.mark.parametrize("door", DOORS, ids=lambda door: door.name)
def test_guided(promised: Promised, fuzzer: str, door: Door) -> None:
    promise = promised(SAYS)
    command = [sys.executable, "-m", "tests.prove.guided", fuzzer, door.name, str(SECONDS)]
    ran = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, check=False, errors="replace"
    )
    found = RUNS.search(ran.stderr)
    with promise.case(door.name):
        assert ran.returncode == 0, ran.stderr[-3000:] + ran.stdout[-3000:]
        assert found is not None, ran.stderr[-1000:]
        promise.tried += int(found[1]) - 1
