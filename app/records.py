"""The data directory: progress and records of what was done. Nothing in it is a secret.

A file is there whole or not at all, also after a crash, with two programs, or on a full disk.
One that can't be understood is set aside under `….damaged` and the program goes on without it.
One of a newer version of Aikagi whose layout this one doesn't know is left as it is.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import fields
from pathlib import Path
from typing import TypeVar

from app import recordfile
from app.facts import KEPT, Facts
from app.handoverfile import Damaged, Handover, from_json, to_json
from app.troubles import PROGRESS_NEWER, RECORD_DAMAGED, RECORD_NEWER, Kind, Trouble, troubled

__all__ = ["Handover", "Records", "read_handover_file", "write_handover_file"]

log = logging.getLogger(__name__)
T = TypeVar("T")


class Records:
    """The files of one run. Practice has its own, apart from the real ones."""

    def __init__(self, data_dir: Path, practice: bool, home: Path | None = None) -> None:  # noqa: FBT001  (the contract's)
        self.home = home or (data_dir / "practice" if practice else data_dir)
        self._progress = self.home / "progress.json"
        self._handovers = self.home / "handovers"
        self._vendor = self.home / "vendor-settings.toml"
        self._decisions = self.home / "decisions"
        self._journals = self.home / "revocations"
        self._settings = data_dir / "settings.json"  # the language is the person's: shared
        self.damaged: tuple[Path, ...] = ()
        self.newer: tuple[Path, ...] = ()  # hand-overs that only a newer version can read

    def load_facts(self) -> Facts:
        """What is kept of a customer's progress; an empty `Facts` if none is. Raises `Trouble`."""
        return self._load(self._progress, _facts_from, PROGRESS_NEWER) or Facts()

    def save_facts(self, facts: Facts) -> None:
        """Keep the part of `facts` that outlives a run. Raises `Trouble`."""
        self.damaged += recordfile.save(
            self._progress, {name: getattr(facts, name) for name in KEPT}
        )

    def handovers(self) -> tuple[Handover, ...]:
        """Every hand-over on record that can be read, oldest first. Raises `Trouble`."""
        found, newer = [], []
        for path in self._handover_files():
            try:
                found.append(self._load(path, from_json))
            except Trouble as trouble:
                if trouble.kind is not RECORD_NEWER:
                    raise
                newer.append(path)
        self.newer = tuple(newer)
        return tuple(sorted((h for h in found if h), key=lambda h: (h.started, h.id)))

    def _handover_files(self) -> list[Path]:
        with troubled():
            try:
                return [path for path in self._handovers.iterdir() if path.suffix == ".json"]
            except FileNotFoundError:
                return []

    def save(self, handover: Handover) -> None:
        """Keep `handover`, in the place of an older state of it. Raises `Trouble`."""
        self.damaged += recordfile.save(self._handovers / f"{handover.id}.json", to_json(handover))

    def kept_of(self, account: str, parse: Callable[[Mapping[str, object]], T]) -> T | None:
        """What was decided in reviews of that account; None if nothing was. Raises `Trouble`."""
        return self._load(self._decisions / f"{account}.json", parse)

    def keep_of(self, account: str, content: Mapping[str, object]) -> None:
        """Keep what was decided in reviews of that account. Raises `Trouble`."""
        self.damaged += recordfile.save(self._decisions / f"{account}.json", content)

    def journal(self, name: str, parse: Callable[[Mapping[str, object]], T]) -> T | None:
        """What was noted under `name` before a revocation; None if nothing. Raises `Trouble`."""
        return self._load(self._journals / f"{name}.json", parse)

    def keep_journal(self, name: str, content: Mapping[str, object]) -> None:
        """Note it under `name`, in the place of an older state of it. Raises `Trouble`."""
        self.damaged += recordfile.save(self._journals / f"{name}.json", content)

    def drop_journal(self, name: str) -> None:
        """Forget what was noted under `name`. Raises `Trouble`."""
        with troubled():
            (self._journals / f"{name}.json").unlink(missing_ok=True)

    def language(self) -> str:
        """The language that was chosen, or "". Raises `Trouble`."""
        return self._load(self._settings, _language_from) or ""

    def save_language(self, language: str) -> None:
        """Keep the language for the next start. Raises `Trouble`."""
        self.damaged += recordfile.save(self._settings, {"language": language})

    def vendor_file(self) -> Path | None:
        """The settings of the vendor that was chosen last; None if there are none."""
        return self._vendor if self._vendor.is_file() else None

    def save_vendor(self, toml: str) -> None:
        """Keep the settings of a vendor for the next start. Raises `Trouble`."""
        recordfile.save_text(self._vendor, toml)

    def forget_vendor(self) -> None:
        """Keep them no longer. Raises `Trouble`."""
        with troubled():
            self._vendor.unlink(missing_ok=True)

    def _load(
        self,
        path: Path,
        parse: Callable[[Mapping[str, object]], T],
        newer: Kind = RECORD_NEWER,
    ) -> T | None:
        """Read a file of ours; None if there is none, or if it had to be set aside.

        Raises `Trouble`: of the kind `newer` for one that is left alone.
        """
        with troubled():
            try:
                return parse(recordfile.read(path))
            except FileNotFoundError:
                return None
            except recordfile.Newer:
                raise Trouble(newer, detail=path.name) from None
            except (Damaged, IsADirectoryError) as error:
                log.warning("set aside %s: %s", path.name, error)
                self.damaged += recordfile.set_aside(path)
                return None


def write_handover_file(path: Path, handover: Handover) -> None:
    """Write the file that the customer keeps; an older one of that name is replaced.

    Raises `Trouble`.
    """
    recordfile.write(path, recordfile.as_json(to_json(handover)))


def read_handover_file(path: Path) -> Handover:
    """Read a file that the customer chose.

    Raises `Trouble`: RECORD_DAMAGED, RECORD_NEWER, and what files bring.
    """
    try:
        with troubled():
            return from_json(recordfile.read(path))
    except Damaged as error:
        raise Trouble(RECORD_DAMAGED, detail=str(error)) from None
    except recordfile.Newer:
        raise Trouble(RECORD_NEWER) from None


def _facts_from(found: Mapping[str, object]) -> Facts:
    """The kept facts in `found`. One of a wrong type is left out, as if never said."""
    defaults = Facts()
    known = {f.name: getattr(defaults, f.name) for f in fields(Facts) if f.name in KEPT}
    kept: dict[str, object] = {}
    for name, default in known.items():
        value = found.get(name, default)
        if isinstance(default, tuple) and _is_texts(value):
            kept[name] = tuple(value)  # type: ignore[arg-type]  # checked just above
        elif type(value) is type(default):
            kept[name] = value
        else:
            log.warning("progress: %s has a wrong type", name)
    return defaults.but(**kept)


def _is_texts(value: object) -> bool:
    return isinstance(value, list | tuple) and all(isinstance(item, str) for item in value)


def _language_from(found: Mapping[str, object]) -> str:
    language = found.get("language")
    if not isinstance(language, str):
        raise Damaged(where="language")
    return language
