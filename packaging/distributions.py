"""The Python packages of a build environment, and which of them are really in a bundle."""

from __future__ import annotations

import email
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.message import Message
from pathlib import Path, PurePosixPath
from typing import Any

import inbundle
import spdx

TEXTS = Path(__file__).resolve().parent / "licence-texts"
_TEXT = re.compile(r"^(licen[cs]e|copying|notice|authors|copyright)", re.IGNORECASE)
_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")
_PIN = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)", re.MULTILINE)
_NEED = re.compile(r"^[A-Za-z0-9._-]+")


@dataclass(frozen=True)
class Component:
    """A part of the bundle: whose it is, under which licence, and that licence's texts.

    `hashes` are of the archives that the lock allows. `needs` are names of other components.
    `parent` is the component that carries it in itself, "" for none.
    """

    name: str
    version: str
    purl: str
    licence: str
    source: str
    texts: dict[str, str] = field(default_factory=dict)
    hashes: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    parent: str = ""


def installed(site: Path, lock: str) -> Iterator[tuple[Component, frozenset[str]]]:
    """Each package in a site-packages folder, and the files that it brought there.

    A folder of unpacked wheels, each in one of its own, will do as well.
    """
    hashes = locked(lock)
    for folder in sorted(site.glob("*.dist-info")) or sorted(site.glob("*/*.dist-info")):
        metadata = email.message_from_string((folder / "METADATA").read_text(encoding="utf-8"))
        name = spdx.normal(str(metadata["Name"]))
        version = str(metadata["Version"])
        component = Component(
            name=name,
            version=version,
            purl=f"pkg:pypi/{name}@{version}",
            licence=spdx.of(metadata),
            source=f"https://pypi.org/project/{name}/{version}/",
            texts=texts_of(folder, name),
            hashes=hashes.get((name, version), ()),
            needs=needs_of(metadata),
        )
        yield component, files_of(folder)
        for inner in declared_inside(folder, component):
            yield inner, files_of(folder)


def locked(lock: str) -> dict[tuple[str, str], tuple[str, ...]]:
    """The SHA-256 of every archive that a lock allows, by project and version."""
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    for entry in lock.replace("\\\n", " ").splitlines():
        if pin := _PIN.match(entry):
            found[spdx.normal(pin[1]), pin[2]] = tuple(sorted(_HASH.findall(entry)))
    return found


def texts_of(folder: Path, name: str) -> dict[str, str]:
    """The licence texts in a package's dist-info, or those of licence-texts/ that stand for it."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file() and _TEXT.match(path.name))
    found = {
        "-".join((name, *path.relative_to(folder).parts)).replace(
            "-licenses-", "-"
        ): path.read_text(encoding="utf-8", errors="replace")
        for path in paths
    }
    return found | kept(spdx.table()["package"].get(name, {}).get("texts", ()))


def kept(names: list[str] | tuple[str, ...]) -> dict[str, str]:
    """Texts of licence-texts/ by their file names. Raises OSError for one that isn't there."""
    return {name: (TEXTS / name).read_text(encoding="utf-8") for name in names}


def needs_of(metadata: Message) -> tuple[str, ...]:
    """The projects that a package says it needs, whatever the system; without its extras."""
    lines = [str(line) for line in metadata.get_all("Requires-Dist", [])]
    matches = [_NEED.match(line) for line in lines if "extra ==" not in line]
    return tuple(sorted({spdx.normal(match[0]) for match in matches if match}))


def files_of(folder: Path) -> frozenset[str]:
    """What a package brought, but for its own metadata, from its RECORD."""
    lines = (folder / "RECORD").read_text(encoding="utf-8").splitlines()
    paths = (line.rsplit(",", 2)[0].strip('"') for line in lines)
    return frozenset(
        inbundle.as_source(path)
        for path in paths
        if not path.startswith("..") and not PurePosixPath(path).parts[0].endswith(".dist-info")
    )


def declared_inside(folder: Path, package: Component) -> Iterator[Component]:
    """What a package's own bills of materials (https://peps.python.org/pep-0770/) say is in it."""
    for path in sorted(folder.glob("sboms/*.json")):
        bill = json.loads(path.read_text(encoding="utf-8"))
        for part in bill.get("components", []):
            if part.get("purl") and spdx.normal(part["name"]) != package.name:
                yield _part(part, package)


def _part(part: dict[str, Any], package: Component) -> Component:
    expression = " AND ".join(
        choice.get("expression") or choice["license"].get("id") or choice["license"]["name"]
        for choice in part.get("licenses", [])
    )
    licence = re.sub(r"\s*/\s*", " OR ", expression) or package.licence
    purl = part["purl"].partition("?")[0]
    urls = [one["url"] for one in part.get("externalReferences", [])]
    return Component(
        name=part["name"],
        version=part.get("version", ""),
        purl=purl,
        licence=licence,
        source=f"https://crates.io/crates/{part['name']}"
        if "pkg:cargo/" in purl
        else "".join(urls[:1]),
        texts={},
        parent=package.name,
    )
