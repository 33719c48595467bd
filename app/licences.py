"""What this program is built from, and under which licences: read from its own files, offline.

A build puts them into `resources/licences/`. In a checkout there is no such folder, and Python's
own record of the installed packages tells instead.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from app.newfile import NewFile
from app.settings import RESOURCES
from app.troubles import UNKNOWN, Trouble, troubled
from app.work import Token

FOLDER = "licences"
INDEX, NOTICE, SBOM = "index.json", "NOTICE.txt", "sbom.cdx.json"
LARGEST = 5_000_000  # bytes of the index or of the bill of materials
LARGEST_TEXT = 500_000
BUILT, INSTALLED, DAMAGED = "built", "installed", "damaged"
_LONGEST = 300  # characters of a value; some packages write their whole licence there
_TEXTS = ("licen", "copying", "notice")


@dataclass(frozen=True)
class Component:
    """One package. `texts` are the files with its licences; `installed`: Python knows them."""

    name: str
    version: str = ""
    licence: str = ""
    source: str = ""
    texts: tuple[Path, ...] = ()
    installed: bool = False


@dataclass(frozen=True)
class Components:
    """`kind`: BUILT (from the installer), INSTALLED (a checkout's packages) or DAMAGED.

    `notice` is the build's notice, `sbom` its bill of materials; "" and None where there is none.
    """

    kind: str
    every: tuple[Component, ...] = ()
    notice: str = ""
    sbom: Path | None = None


def read(token: Token, resources: Path = RESOURCES) -> Components:
    """What this program is built from. Raises `Cancelled`."""
    folder = resources / FOLDER
    if not folder.is_dir():
        return Components(INSTALLED, _by_name(_installed(token)))
    sbom = folder / SBOM
    kept = sbom if sbom.is_file() else None
    try:
        every = _by_name(_indexed(folder))
    except (OSError, ValueError, RecursionError):
        return Components(DAMAGED, (), _text(folder / NOTICE), kept)
    return Components(BUILT, every, _text(folder / NOTICE), kept)


def text(component: Component) -> str:
    """Its licences' texts, one below the other; "" where there is none to be read."""
    texts = _files(component.name) if component.installed else component.texts
    found = [_text(path).strip("\n") for path in texts]
    return f"\n\n{'─' * 40}\n\n".join(one for one in found if one.strip())


def save_sbom(sbom: Path, target: Path) -> None:
    """Copy the bill of materials to where the customer said. Raises `Trouble`."""
    with troubled():
        content = sbom.read_bytes()
    if len(content) > LARGEST:
        raise Trouble(UNKNOWN, detail="sbom")
    with NewFile.open(target.parent) as new:
        new.write(content)
        new.replace(target)


def _by_name(found: Iterable[Component]) -> tuple[Component, ...]:
    return tuple(sorted(found, key=lambda one: one.name.lower()))


def _indexed(folder: Path) -> Iterable[Component]:
    """Raises `OSError`, and `ValueError` where it isn't what a build writes."""
    with (folder / INDEX).open("rb") as file:
        said = json.loads(file.read(LARGEST).decode())
    if not isinstance(said, list):
        raise ValueError  # noqa: TRY004  (the file's fault, not the program's)
    return [_component(one, folder) for one in said]


def _component(said: object, folder: Path) -> Component:
    if not isinstance(said, dict):
        raise ValueError  # noqa: TRY004
    values = [said.get(name) or "" for name in ("name", "version", "licence", "source")]
    texts = said.get("texts", [])
    if not isinstance(texts, list):
        raise ValueError  # noqa: TRY004
    if not all(isinstance(value, str) for value in (*values, *texts)) or not values[0]:
        raise ValueError
    inside = tuple(folder / name for name in texts if Path(name).name == name)
    name, version, licence, source = map(_line, values)
    return Component(name, version, licence, source, inside)


def _installed(token: Token) -> Iterable[Component]:
    for found in metadata.distributions():
        token.check()
        said = found.metadata
        if name := said["Name"]:
            licence, source = _licence(said), _source(said)
            yield Component(name, said["Version"] or "", licence, source, installed=True)


def _licence(said: metadata.PackageMetadata) -> str:
    """As the package says it.

    https://packaging.python.org/en/latest/specifications/core-metadata/
    """
    told = said.get("License-Expression") or said.get("License") or ""  # type: ignore[attr-defined]
    if told.strip():
        return _line(told)
    of_kind = (line for line in said.get_all("Classifier") or () if line.startswith("License ::"))
    return _line(", ".join(line.rpartition(" :: ")[2] for line in of_kind))


def _source(said: metadata.PackageMetadata) -> str:
    urls = dict(
        line.partition(", ")[::2] for line in said.get_all("Project-URL") or () if ", " in line
    )
    by_kind = {kind.strip().lower(): url for kind, url in urls.items()}
    named = (by_kind.get(kind) for kind in ("source", "source code", "repository", "homepage"))
    home = said.get("Home-page")  # type: ignore[attr-defined]
    return _line(next((url for url in named if url), home or ""))


def _files(name: str) -> tuple[Path, ...]:
    """The texts that an installed package brings, in its own folder of metadata."""
    try:
        found = metadata.distribution(name)
    except metadata.PackageNotFoundError:  # removed meanwhile
        return ()
    named = [
        path
        for path in found.files or ()
        if ".dist-info" in str(path) and path.name.lower().startswith(_TEXTS)
    ]
    return tuple(Path(str(found.locate_file(path))) for path in named)


def _line(value: str) -> str:
    """The first line of a value."""
    lines = value.strip().splitlines()
    return "".join(c for c in lines[0] if c.isprintable())[:_LONGEST] if lines else ""


def _text(path: Path) -> str:
    """A file's words as plain text; "" where it can't be read."""
    try:
        with path.open("rb") as file:
            return file.read(LARGEST_TEXT).decode("utf-8", "replace").replace("\r\n", "\n")
    except OSError:
        return ""
