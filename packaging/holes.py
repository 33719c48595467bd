"""Known holes in what the locks hold.

Asked of PyPI's list by pip-audit (https://github.com/pypa/pip-audit), or looked up in a copy of the
Python Packaging Authority's advisories (https://github.com/pypa/advisory-database). What couldn't
be looked up is told as that: pip-audit itself ends well where it could ask about nothing.
"""

from __future__ import annotations

import json
import re
import subprocess
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from packaging.version import Version

OLDEST = timedelta(days=30)
Pins = Mapping[tuple[str, str], tuple[str, ...]]
_MODIFIED = re.compile(r"^modified: *'?(\d{4}-\d{2}-\d{2})", re.MULTILINE)


@dataclass
class Looked:
    """What was looked up: `known` are the holes, `blind` is what couldn't be, and why."""

    packages: int = 0
    known: list[str] = field(default_factory=list)
    blind: list[str] = field(default_factory=list)
    source: str = ""

    @property
    def whole(self) -> bool:
        """Whether everything was looked up."""
        return not self.blind


def ask(tool: Sequence[str], pins: Pins) -> Looked:
    """Have pip-audit (`tool` is its command) ask PyPI about every package, for whatever system."""
    looked = Looked(len(pins), source="PyPI's list of advisories")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "every.txt"
        path.write_text("".join(_lines(pins)), encoding="utf-8")
        how = ("--disable-pip", "--require-hashes", "--progress-spinner=off", "--format=json")
        told = subprocess.run(
            [*tool, *how, "--requirement", str(path)],
            capture_output=True, text=True, check=False,
        )  # fmt: skip
    try:
        said = json.loads(told.stdout)["dependencies"]
    except (ValueError, KeyError, TypeError):
        last = (told.stderr.strip().splitlines() or ["it said nothing"])[-1]
        looked.blind.append(f"pip-audit could ask nobody: {last[:200]}")
        return looked
    _take(looked, said, pins)
    return looked


def _take(looked: Looked, said: Iterable[Mapping[str, Any]], pins: Pins) -> None:
    asked = set()
    for one in said:
        name = f"{one['name']} {one.get('version', '')}".strip()
        if "vulns" not in one:
            looked.blind.append(f"{name}: {one.get('skip_reason', 'left out')}")
            continue
        asked.add(one["name"])
        looked.known += [_hole(name, vuln) for vuln in one["vulns"]]
    missing = {name for name, _ in pins} - asked - {one["name"] for one in said}
    looked.blind += [f"{name}: pip-audit said nothing of it" for name in sorted(missing)]


def _hole(name: str, vuln: Mapping[str, Any]) -> str:
    fixed = ", ".join(map(str, vuln.get("fix_versions", ()))) or "no version yet"
    return f"{name}: {vuln['id']}, mended in {fixed}"


def _lines(pins: Pins) -> Iterator[str]:
    for (name, version), hashes in sorted(pins.items()):
        yield f"{name}=={version} {' '.join(f'--hash=sha256:{one}' for one in hashes)}\n"


def look_up(folder: Path, pins: Pins, today: datetime | None = None) -> Looked:
    """Look every package up in a copy of the advisories. An old copy can't tell: it is blind.

    Raises OSError where the folder can't be read.
    """
    looked = Looked(len(pins))
    files = sorted((folder / "vulns").rglob("*.yaml"))
    newest = _newest(files)
    looked.source = f"{len(files)} advisories, the newest of {newest or 'no day'}"
    if not files or not newest:
        looked.blind.append(f"no advisories in {folder}")
        return looked
    age = (today or datetime.now(UTC)) - datetime.fromisoformat(newest).replace(tzinfo=UTC)
    if age > OLDEST:
        looked.blind.append(f"the copy is {age.days} days old: newer holes aren't in it")
    for name, version in sorted(pins):
        for path in sorted((folder / "vulns" / name).glob("*.yaml")):
            looked.known += _concerned(path, name, version)
    return looked


def _newest(files: Iterable[Path]) -> str:
    days = (_MODIFIED.search(path.read_text(encoding="utf-8")) for path in files)
    return max((day[1] for day in days if day), default="")


def _concerned(path: Path, name: str, version: str) -> Iterator[str]:
    import yaml  # type: ignore[import-untyped]  # moto brings it

    said = yaml.safe_load(path.read_text(encoding="utf-8"))
    if said.get("withdrawn"):
        return
    for affected in said.get("affected", ()):
        mine = affected["package"].get("name", "").lower() == name
        if mine and is_affected(affected, version):
            yield f"{name} {version}: {said['id']}"


def is_affected(affected: Mapping[str, Any], version: str) -> bool:
    """Whether that version is, by OSV's schema (https://ossf.github.io/osv-schema/)."""
    if version in affected.get("versions", ()):
        return True
    wanted = Version(version)
    return any(
        _is_within(one.get("events", ()), wanted)
        for one in affected.get("ranges", ())
        if one.get("type") == "ECOSYSTEM"
    )


def _is_within(events: Iterable[Mapping[str, Any]], wanted: Version) -> bool:
    inside = False
    for event in events:
        for kind, at in event.items():
            version = Version(str(at))
            if kind == "introduced":
                inside = inside or wanted >= version
            elif kind == "fixed":
                inside = inside and wanted < version
            elif kind == "last_affected":
                inside = inside and wanted <= version
    return inside
