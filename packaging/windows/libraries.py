"""Packages and DLLs in a Windows layout: compiled, and none there that nothing asks for."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

from windows import donor, launcher, stdlib

ASKED = re.compile(r"DLL Name: (\S+)")
RUNTIME = re.compile(r"(vcruntime|msvcp)140.*\.dll", re.IGNORECASE)
# The last resort of Qt's painting through OpenGL, which widgets don't use, and makers' files.
LEFT_OUT = re.compile(
    r"(opengl32sw|vcamp140|vccorlib140|vcomp140|concrt140)\.dll|.*\.(exe|lib|pdb|qml|cmake|h)$",
    re.IGNORECASE,
)
FOLDERS_LEFT_OUT = frozenset(
    {"include", "typesystems", "metatypes", "glue", "doc", "scripts", "qml"}
)


def kept(site: Path) -> Iterator[str]:
    """The files of an unpacked wheel that a program could want, as POSIX paths."""
    for path in sorted(site.rglob("*")):
        relative = path.relative_to(site)
        wanted = path.is_file() and not LEFT_OUT.match(path.name)
        named = relative.parts[0].endswith(".dist-info")  # `identity` says what stays of that
        if wanted and not named and FOLDERS_LEFT_OUT.isdisjoint(relative.parts[1:-1]):
            yield relative.as_posix()


def identity(site: Path) -> tuple[str, bytes]:
    """The head of a package's metadata, by which others ask for its version."""
    metadata = next(site.glob("*.dist-info/METADATA"))
    head = metadata.read_bytes().splitlines(keepends=True)
    named = [
        line for line in head if line.startswith((b"Metadata-Version:", b"Name:", b"Version:"))
    ]
    return metadata.relative_to(site).as_posix(), b"".join(named[:3])


def compiled(site: Path, path: str) -> bytes:
    """The byte code of a package's source."""
    return stdlib.compiled((site / path).read_bytes(), path)


def place(site: Path, path: str, inside: Path) -> None:
    """Lay one file at the same place in `inside`; a source as byte code."""
    target = inside / path
    target.parent.mkdir(parents=True, exist_ok=True)
    if path.endswith(".py"):
        target.with_suffix(".pyc").write_bytes(compiled(site, path))
    else:
        shutil.copyfile(site / path, target)


def binaries(inside: Path) -> dict[str, Path]:
    """The DLLs of the layout by their names in small letters: Windows knows no others."""
    return {path.name.lower(): path for path in sorted(inside.rglob("*.dll"))}


def asked_by(binary: Path) -> set[str]:
    """The DLLs that a binary asks for."""
    found = ASKED.findall(launcher.run(launcher.tool("objdump"), "-p", binary))
    return {name.lower() for name in found}


def release(binary: Path) -> tuple[int, ...]:
    """The release that a DLL's version resource names, to be compared; () where it names none."""
    said = donor.release_of(binary.read_bytes())
    return tuple(int(part) for part in said.split(".") if part)


def settle(inside: Path) -> None:
    """One C++ runtime, beside Python, the newest there is; no DLL that nothing asks for.

    A process has one DLL of a name: the first that is loaded serves all. Extension modules and
    Qt's plugins are found by name at run time, so they're what the search starts from.
    """
    for path in sorted(inside.rglob("*.dll")):
        if RUNTIME.fullmatch(path.name):
            there = inside / path.name.lower()
            if path != there:
                if not there.exists() or release(path) > release(there):
                    shutil.copyfile(path, there)
                path.unlink()
    found = binaries(inside)
    waiting = [*inside.rglob("*.pyd"), *(p for p in found.values() if "plugins" in p.parts)]
    waiting += [path for name, path in found.items() if re.fullmatch(r"python3\d*\.dll", name)]
    seen = set(waiting)
    while waiting:
        for name in asked_by(waiting.pop()):
            if name in found and found[name] not in seen:
                seen.add(found[name])
                waiting.append(found[name])
    for path in set(found.values()) - seen:
        path.unlink()
