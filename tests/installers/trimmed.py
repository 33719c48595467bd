"""A rehearsal with only what an installer carries: run as a process by test_services.py.

Imports of moto's other parts are refused, and botocore's other models aren't there. Prints what was
refused, and what the practice AWS couldn't answer for it, as JSON.
"""

from __future__ import annotations

import json
import logging
import shutil
import sys
import tempfile
import threading
import urllib.request
from collections.abc import Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType

import botocore.loaders

ROOT = Path(__file__).resolve().parents[2]
sys.path.append(str(ROOT / "packaging"))

import trimming  # noqa: E402  (the path comes first)


class Refuse(MetaPathFinder):
    """Lets nothing in that the installers leave out. Of moto's parts, remembers which."""

    def __init__(self, parts: frozenset[str]) -> None:
        self.parts, self.refused = parts, set[str]()

    def find_spec(
        self, name: str, _path: Sequence[str] | None, _target: ModuleType | None = None
    ) -> ModuleSpec | None:
        moto = name.startswith("moto.") and name.split(".")[1] not in self.parts
        if moto or name in trimming.EXCLUDED:
            if moto:
                self.refused.add(name)
            message = f"left out: {name}"
            raise ModuleNotFoundError(message, name=name)
        return None


class Failures(logging.Handler):
    """What the practice AWS complains of."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.said.append(record.getMessage())


def kept_models(folder: Path) -> str:
    """botocore's data folder as an installer has it."""
    data = Path(botocore.loaders.__file__).parent / "data"
    for path in trimming.models(data):
        target = folder / path.relative_to(data)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
    return str(folder)


def rehearse(room: Path) -> None:
    """Sign in, and let every check of the review look at every Region of an account in use."""
    from app import signin
    from app.practice import Practice, regions
    from app.review.look import review
    from app.review.view import Vendor, View
    from app.settings import Settings
    from app.work import Token
    from ui.selftest_memory import in_memory

    regions.BY_DEFAULT = ("us-east-1",)  # type: ignore[assignment]  # one will do
    with in_memory(), Practice(fast=True) as aws:
        aws.state.plant_ways_in()
        settings = Settings(room, practice=True, endpoint=aws.address, language="en")
        attempt = signin.start(settings, Token())
        browser = threading.Thread(target=lambda: urllib.request.urlopen(attempt.url).read())
        browser.start()
        root = attempt.wait(Token())
        browser.join()
        view = View(root.clients, root.identity.account, Token(), vendor=Vendor())
        found = review(view, sweep=True)
        assert found.looked


def main() -> None:
    """Rehearse with what is left in, but for the parts of moto named on the command line."""
    refuse = Refuse(trimming.MOTO - set(sys.argv[1:]))
    sys.meta_path.insert(0, refuse)
    failures = Failures()
    logging.getLogger("app.practice").addHandler(failures)
    with tempfile.TemporaryDirectory() as folder:
        room = Path(folder)
        from ui.selftest_base import modules

        failures.said += [one for one in modules() if not one.endswith(" modules")]
        botocore.loaders.Loader.BUILTIN_DATA_PATH = kept_models(room / "models")
        rehearse(room)
    told = {"refused": sorted(refuse.refused), "failed": sorted(set(failures.said))}
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    main()
