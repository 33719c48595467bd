"""The locks hold everything, with hashes, and name no place to get it from."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
WHOLE = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PROJECT = WHOLE["project"]
EXTRAS = PROJECT["optional-dependencies"]
LOCKS = {
    "requirements-audit.lock": WHOLE["dependency-groups"]["audit"],
    "requirements.lock": [*PROJECT["dependencies"], *EXTRAS["practice"], *EXTRAS["build"]],
    "requirements-installer.lock": [
        *PROJECT["dependencies"],
        *EXTRAS["practice"],
        *EXTRAS["installer"],
    ],
    "requirements-dev.lock": [
        *PROJECT["dependencies"],
        *(
            line
            for name, extra in EXTRAS.items()
            for line in extra
            if name != "installer" and not line.startswith("aikagi")
        ),
    ],
}
_PLACES = re.compile(r"https?:|file:|^-")


def entries(text: str) -> list[str]:
    """The entries of a lock, each with its hashes on one line, without comments."""
    joined = text.replace("\\\n", " ")
    return [line for line in joined.splitlines() if line.strip() and line.lstrip()[0] not in "#-"]


def pins(text: str) -> dict[str, list[Requirement]]:
    """Each locked project's versions (one a Python, at times), as requirements."""
    found: dict[str, list[Requirement]] = {}
    for entry in entries(text):
        requirement = Requirement(entry.partition("--hash")[0])
        found.setdefault(canonicalize_name(requirement.name), []).append(requirement)
    return found


def faults(text: str, wanted: list[str]) -> list[str]:
    """What is wrong with a lock."""
    wrong = [f"a place: {line}" for line in text.splitlines() if _PLACES.search(line)]
    wrong += [f"no hash: {line}" for line in entries(text) if "--hash=sha256:" not in line]
    locked = pins(text)
    for line in wanted:
        need = Requirement(line)
        versions = [
            str(clause.version)
            for pin in locked.get(canonicalize_name(need.name), [])
            for clause in pin.specifier
            if clause.operator == "=="
        ]
        if not versions or not all(need.specifier.contains(version) for version in versions):
            wrong.append(f"not locked: {line}")
    return wrong


@pytest.mark.parametrize("name", LOCKS)
def test_lock_is_whole(name: str) -> None:
    assert not faults((ROOT / name).read_text(encoding="utf-8"), LOCKS[name])


def test_all_locks_hold_the_same_versions() -> None:
    held: dict[str, set[str]] = {}
    for lock in LOCKS:
        for name, requirements in pins((ROOT / lock).read_text(encoding="utf-8")).items():
            versions = {str(pin.specifier) for pin in requirements}
            assert held.setdefault(name, versions) == versions, name


GOOD = "keyring==25.7.0 \\\n    --hash=sha256:00\n    # via aikagi\n"


@pytest.mark.parametrize(
    "bad",
    [
        "keyring==25.7.0\n",
        "",
        GOOD.replace("25.7.0", "24.0.0"),
        GOOD + "--index-url https://example.org/simple\n",
        GOOD + "--find-links wheels\n",
        GOOD + "-f wheels\n",
    ],
)
def test_faults_are_found(bad: str) -> None:
    assert not faults(GOOD, ["keyring>=25.7"])
    assert faults(bad, ["keyring>=25.7"])
