"""Which Debian packages a bundle needs: those whose libraries its own libraries are linked with.

What the bundle brings itself is no dependency. dpkg-shlibdeps knows the package of each library
that is left, and the oldest version of it that has every symbol that is used. Everything has to be
installed here: run it on the oldest Debian that the package is for, and it holds for newer ones.
"""

from __future__ import annotations

import re
import subprocess
import tempfile
from collections.abc import Iterable
from pathlib import Path

import elfneeds

_ELF = b"\x7fELF"
_CONTROL = "Source: aikagi\n\nPackage: aikagi\nArchitecture: any\n"
# Files that a library reads, by the library; it asks nobody for them, so no tool finds the package.
_READ = {"libxkbcommon.so.0": "xkb-data"}
_CACHED = re.compile(r"^\s*(\S+) \(.*\) => (\S+)$", re.MULTILINE)


class Unknown(Exception):  # noqa: N818  (it says what isn't known)
    """It isn't known which package a library is from; says which, or what dpkg-shlibdeps says."""


def is_elf(path: Path) -> bool:
    """Whether the file is a program or a shared library."""
    with path.open("rb") as file:
        return file.read(4) == _ELF


def elves(folder: Path) -> list[Path]:
    """Every program and shared library below a folder, in order."""
    files = (path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    return sorted(path for path in files if is_elf(path))


def depends(bundle: Path) -> str:
    """The packages, as a Depends field names them. Raises `Unknown`."""
    found = elves(bundle.resolve())
    wanted = _packages(outside(found))
    # dpkg-shlibdeps would also name the packages of what the bundle has a copy of.
    named = [one for one in _shlibdeps(found).split(", ") if one.partition(" ")[0] in wanted]
    return ", ".join([*named, *read(path.name for path in found)])


def read(names: Iterable[str]) -> list[str]:
    """The packages whose files are read by libraries of these names."""
    return sorted({_READ[name] for name in names if name in _READ})


def outside(found: list[Path]) -> set[str]:
    """The names of the libraries that are linked with, and aren't among the files."""
    asks = elfneeds.needed(map(str, found))
    return set[str]().union(*asks.values()) - {path.name for path in found}


def _packages(libraries: set[str]) -> set[str]:
    """The packages that these libraries of this machine are from."""
    where = dict(reversed(_CACHED.findall(_said(["/sbin/ldconfig", "--print-cache"]))))
    if missing := libraries - set(where) - {"ld-linux-x86-64.so.2"}:
        message = f"these libraries aren't installed here: {', '.join(sorted(missing))}"
        raise Unknown(message)
    return {_package(Path(where[name])) for name in sorted(libraries & set(where))}


def _package(library: Path) -> str:
    """The package of a library; /lib may be a link to /usr/lib, and dpkg know either name."""
    real = str(library.resolve())
    for name in (str(library), real, real.removeprefix("/usr")):
        asked = ["dpkg-query", "--search", name]
        done = subprocess.run(asked, capture_output=True, text=True, check=False)
        if done.returncode == 0:
            return done.stdout.partition(":")[0]
    message = f"{library} is from no package"
    raise Unknown(message)


def _shlibdeps(found: list[Path]) -> str:
    with tempfile.TemporaryDirectory() as folder:
        debian = Path(folder) / "debian"
        debian.mkdir()
        (debian / "control").write_text(_CONTROL, encoding="utf-8")
        private = (f"-l{place}" for place in sorted({str(path.parent) for path in found}))
        files = (f"-e{path}" for path in found)
        options = ("-O", "--warnings=0", "--ignore-missing-info")
        told = _said(["dpkg-shlibdeps", *options, *private, *files], folder)
    lines = (line.partition("=") for line in told.splitlines())
    return next((value for field, _equals, value in lines if field == "shlibs:Depends"), "")


def _said(command: list[str], folder: str | None = None) -> str:
    """What a tool prints. Raises `Unknown` where it fails."""
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        message = f"{command[0]}: {done.stderr.strip()}"
        raise Unknown(message)
    return done.stdout
