"""What the locks hold: each package with its licence and hashes, and a bill of materials of them.

The bill beside an installer is made of what really went into it (`licences.py`); this one is made
without a build, and `strangers` holds the first against the lock.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import distributions
import sbom
import spdx
from distributions import Component

ROOT = Path(__file__).resolve().parent.parent
INSTALLER = "requirements-installer.lock"
LOCKS = (INSTALLER, "requirements.lock", "requirements-dev.lock")
# pip and setuptools come with an environment, in a version of its own; what else is there by name
# is there in the locked version, or it isn't what the lock holds.
_LOOSE = frozenset({"pip", "setuptools"})


def components(lock: str, site: Path) -> tuple[Component, ...]:
    """Each package of a lock, as its metadata in `site` tells of it.

    One for another system isn't there: licences.toml says its licence, and nobody what it needs.
    """
    here = _installed(site)
    found = []
    for (name, version), hashes in sorted(distributions.locked(lock).items()):
        one = here.get(name)
        if one is None or (one.version != version and name in _LOOSE):
            one = Component(
                name=name,
                version=version,
                purl=f"pkg:pypi/{name}@{version}",
                licence=spdx.table()["package"].get(name, {}).get("licence", ""),
                source=f"https://pypi.org/project/{name}/{version}/",
            )
        found.append(replace(one, hashes=hashes if one.version == version else ()))
    return tuple(found)


@functools.cache
def _installed(site: Path) -> Mapping[str, Component]:
    """The packages that are there, by name, without hashes; read once, for it takes a second."""
    return {one.name: one for one, _ in distributions.installed(site, "") if not one.parent}


def faults(listed: Iterable[Component], lock: str) -> list[str]:
    """What of a lock isn't as it has to be: its version, its hashes, its licence."""
    pins = distributions.locked(lock)
    said = []
    for one in listed:
        if (one.name, one.version) not in pins:
            said.append(f"{one.name} {one.version} is here, which isn't what the lock holds")
        if not one.hashes:
            said.append(f"{one.name} {one.version}: the lock has no hash")
        if not spdx.may_be_shipped(one.licence):
            said.append(f"{one.name}: its licence, {one.licence or 'unknown'}, isn't allowed")
    return said


def bill(lock: str, site: Path, version: str) -> dict[str, Any]:
    """The bill of materials of what a lock holds."""
    return sbom.bill(components(lock, site), version)


def strangers(made: Mapping[str, Any], lock: str) -> list[str]:
    """The Python packages in a bill that aren't what the lock holds, by version and hash."""
    pins = distributions.locked(lock)
    return [
        f"{one['name']} {one.get('version', '')}"
        for one in made["components"]
        if str(one["purl"]).startswith("pkg:pypi/")
        and "properties" not in one
        and _hashes(one) != set(pins.get((one["name"], one.get("version", "")), ("none",)))
    ]


def _hashes(one: Mapping[str, Any]) -> set[str]:
    references = one.get("externalReferences", ())
    return {h["content"] for reference in references for h in reference.get("hashes", ())}


def write(made: Mapping[str, Any], path: Path) -> None:
    """Write a bill, the same bytes each time. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps(made, indent=1, ensure_ascii=False, sort_keys=True)
    path.write_text(f"{text}\n", encoding="utf-8", newline="\n")
