"""No path of whoever builds is in the program: neither searched by the loader, nor in its modules.

Python keeps how it was compiled in a module of its own, `_sysconfigdata…`, paths of its build and
all. The program needs the module, but nothing of that: it gets one without paths.
"""

from __future__ import annotations

import runpy
import sys
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

import elfpaths
import inbundle

_OF_EVERYBODY = frozenset({Path("/"), Path("/usr"), Path("/usr/local")})


def plain_module(known: dict[str, object]) -> str:
    """The source of `_sysconfigdata…` with what has no path in it of what Python knows."""
    kept = {
        name: value
        for name, value in sorted(known.items())
        if not (isinstance(value, str) and "/" in value)
    }
    lines = "".join(f"    {name!r}: {value!r},\n" for name, value in kept.items())
    return f"build_time_vars = {{\n{lines}}}\n"


def write_plain_module(folder: Path) -> None:
    """Write this Python's into `folder`, which then has to be searched before Python's own."""
    folder.mkdir(parents=True, exist_ok=True)
    for place in map(Path, sys.path):
        for found in sorted(place.glob("_sysconfigdata*.py")):
            target = folder / found.name
            if place != folder and not target.exists():
                known = runpy.run_path(str(found))["build_time_vars"]
                target.write_text(plain_module(known), encoding="utf-8", newline="\n")


def of_builder(root: Path, python: Path) -> set[str]:
    """The builder's home, the project's folder and the prefix of the Python that is frozen.

    What every computer has, such as /usr, is nobody's.
    """
    prefixes = (python.parent.parent, python.resolve().parent.parent)
    return {str(path) for path in (Path.home(), root, *prefixes) if path not in _OF_EVERYBODY}


def faults(bundle: Path, paths: Iterable[str]) -> Iterator[str]:
    """Where in a program there is one of these paths, or a place that isn't the program's own."""
    marks = [f"{path}/" for path in paths]
    for path in sorted(bundle.rglob("*")):
        if path.is_symlink() or not path.is_file():
            continue
        data = path.read_bytes()
        for place in elfpaths.places(data):
            if not elfpaths.own(place):
                yield f"{path.relative_to(bundle)} is searched for in {place}"
        said = [*elfpaths.names(data), *_modules(path, data)]
        for mark in marks:
            if any(mark in text for text in said):
                yield f"{path.relative_to(bundle)} names {mark}"


def _modules(path: Path, data: bytes) -> Iterator[str]:
    """The modules in a program or a zip that tell of Python's own build, as text."""
    if path.suffix == ".zip":
        with zipfile.ZipFile(path) as archive:
            told = [(name, archive.read(name)) for name in archive.namelist()]
    else:
        told = list(inbundle.code(data)) if data.startswith(b"\x7fELF") else []
    for name, content in told:
        if "_sysconfigdata" in name:
            yield content.decode("latin-1")
