"""The Windows wheels of what the lock holds, fetched on any system, each checked by its hash.

pip looks at the markers of a requirement with the eyes of the system that it runs on, also with
`--platform` (https://pip.pypa.io/en/stable/cli/pip_download/): so the lock is read here, with
Windows' eyes, and pip is given what is left.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterator
from pathlib import Path

from packaging.metadata import parse_email
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
PYTHON = f"{sys.version_info.major}.{sys.version_info.minor}"
WINDOWS = {
    "sys_platform": "win32",
    "platform_system": "Windows",
    "platform_machine": "AMD64",
    "os_name": "nt",
    "implementation_name": "cpython",
    "platform_python_implementation": "CPython",
    "python_version": PYTHON,
    "python_full_version": f"{PYTHON}.9",
    "extra": "",
}
ENTRY = re.compile(
    r"^(?P<requirement>[A-Za-z0-9].*?)\s*\\\n(?P<hashes>(?:\s+--hash=\S+.*\n)+)", re.MULTILINE
)


def holds(requirement: Requirement) -> bool:
    """Whether Windows needs it."""
    return requirement.marker is None or requirement.marker.evaluate(WINDOWS)


def locked(text: str) -> dict[str, str]:
    """What a lock says for Windows: each project's line for pip, with hashes, without markers."""
    found: dict[str, str] = {}
    for entry in ENTRY.finditer(text):
        requirement = Requirement(entry["requirement"])
        if holds(requirement):
            hashes = " ".join(entry["hashes"].replace("\\", " ").split())
            line = f"{requirement.name}{requirement.specifier} {hashes}"
            found[canonicalize_name(requirement.name)] = line
    return found


def wanted() -> list[Requirement]:
    """What the installed program needs: the project's dependencies, and practice mode's."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lines = [*project["dependencies"], *project["optional-dependencies"]["practice"]]
    return [Requirement(line) for line in lines]


def download(lines: list[str], folder: Path) -> None:
    """Fetch the wheels of these lines into `folder`. Raises SystemExit where pip can't."""
    folder.mkdir(parents=True, exist_ok=True)
    listed, text = folder / "wanted.txt", "\n".join(lines) + "\n"
    if listed.is_file() and listed.read_text(encoding="utf-8") == text:
        return  # fetched before
    shutil.rmtree(folder)
    folder.mkdir()
    listed = folder / "wanting.txt"
    listed.write_text(text, encoding="utf-8")
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "-qq", "download"]
    tags = [f"cp{PYTHON.replace('.', '')}", "abi3", "none"]
    where = ["--platform", "win_amd64", "--python-version", PYTHON, "--implementation", "cp"]
    how = ["--no-deps", "--require-hashes", "--only-binary=:all:", "--dest", str(folder)]
    abis = [word for tag in tags for word in ("--abi", tag)]
    done = subprocess.run([*pip, *how, *where, *abis, "--requirement", str(listed)], check=False)
    if done.returncode:
        sys.exit("The Windows wheels couldn't be fetched.")
    listed.rename(folder / "wanted.txt")


def needed_by(wheel: Path) -> Iterator[Requirement]:
    """What a wheel says that it needs, extras and all."""
    with zipfile.ZipFile(wheel) as opened:
        name = next(each for each in opened.namelist() if each.endswith(".dist-info/METADATA"))
        raw, _ = parse_email(opened.read(name))
    yield from (Requirement(line) for line in raw.get("requires_dist", []))


def closure(wheels: dict[str, Path], roots: list[Requirement]) -> set[str]:
    """The names of all that `roots` need, one way or another, on Windows."""
    seen: set[tuple[str, str]] = set()
    waiting = [root for root in roots if holds(root)]
    while waiting:
        name = canonicalize_name(waiting[-1].name)
        extras = {"", *waiting.pop().extras}
        for extra in extras - {known for each, known in seen if each == name}:
            seen.add((name, extra))
            waiting += [
                need
                for need in needed_by(wheels[name])
                if need.marker is None or need.marker.evaluate(WINDOWS | {"extra": extra})
            ]
    return {name for name, _ in seen}


def fetched(folder: Path) -> dict[str, Path]:
    """The wheels that lie in `folder`, by the projects' names."""
    return {canonicalize_name(path.name.split("-")[0]): path for path in folder.glob("*.whl")}


def unpack(wheel: Path, folder: Path) -> None:
    """Lay a wheel's files where Python would find them (its .data folder holds scripts only)."""
    with zipfile.ZipFile(wheel) as opened:
        for name in opened.namelist():
            if ".data/" not in name:
                opened.extract(name, folder)
