"""Writes what a bundle must carry about other people's work: texts, an index, a notice, a bill.

    python packaging/licences.py BUNDLE [SITE]

BUNDLE is the folder that was frozen, SITE the site-packages folder that it was made from (without
it, this Python's own). Into the bundle's ``resources/licences/`` go index.json, the licence texts,
NOTICE.txt and sbom.cdx.json. Stops, and says why, where something is nobody's or has no text.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import buildnote
import components
import sbom

if TYPE_CHECKING:
    from distributions import Component

INDEX = "index.json"
NOTICE = "NOTICE.txt"
_HERE = Path(__file__).resolve().parent


def make(bundle: Path, site: Path | None = None, python: str = "") -> Path:
    """Writes ``resources/licences/`` into a bundle, from what is really in it, and tells where.

    `site` is the site-packages folder the bundle was made from, `python` its CPython's version;
    without that, the one of `site`'s environment.

    Raises components.NotAccountedForError, with every fault; FileNotFoundError if the bundle has no
    resources.
    """
    folder = resources(bundle) / "licences"
    everything = components.found(bundle, site, python)
    shutil.rmtree(folder, ignore_errors=True)  # or a text would stay whose work has gone
    folder.mkdir()
    write(everything, folder)
    sbom.write(everything, buildnote.version(components.ROOT), folder)
    return folder


def resources(bundle: Path) -> Path:
    """The folder of a bundle that stands for the source's resources/. Raises FileNotFoundError."""
    found = sorted(path.parent for path in bundle.rglob("resources/vendor.toml"))
    real = [folder for folder in found if not folder.is_symlink()]
    if not real:
        message = f"{bundle} has no resources/vendor.toml"
        raise FileNotFoundError(message)
    return real[0]


def write(everything: Iterable[Component], folder: Path) -> None:
    """Writes index.json, the texts and NOTICE.txt for these components."""
    listed = sorted(everything, key=lambda one: (one.name.lower(), one.version, one.parent))
    names: dict[str, str] = {}
    index = []
    for one in listed:
        texts = [_placed(name, text, names, folder) for name, text in one.texts.items()]
        index.append(
            {
                "name": one.name,
                "version": one.version,
                "licence": one.licence,
                "texts": texts,
                "source": one.source,
                "inside": one.parent,
            }
        )
    _put(folder / INDEX, json.dumps(index, indent=1, ensure_ascii=False) + "\n")
    _put(folder / NOTICE, notice(listed))


def _placed(name: str, text: str, names: dict[str, str], folder: Path) -> str:
    """Writes a text once, whoever brings it, and tells under which name."""
    text = "\n".join(line.rstrip() for line in text.splitlines()).strip("\n") + "\n"
    digest = hashlib.sha256(text.encode()).hexdigest()
    if digest not in names:
        plain = name if name.endswith((".txt", ".md", ".rst")) else f"{name}.txt"
        free = plain not in names.values()
        names[digest] = plain if free else f"{digest[:8]}-{plain}"
        _put(folder / names[digest], text)
    return names[digest]


def notice(listed: Iterable[Component]) -> str:
    """NOTICE.txt: what the licences ask to be said, of the versions that are in the bundle."""
    listed = list(listed)
    said = {one.name: one.version for one in reversed(listed)}
    text = (_HERE / "NOTICE.template.txt").read_text(encoding="utf-8")
    qt = said.get("Qt") or said.get("pyside6-essentials", "")
    text = text.replace("{qt}", qt).replace("{qt_short}", ".".join(qt.split(".")[:2]))
    text = text.replace("{pyside}", said.get("pyside6-essentials", ""))
    rows = [
        f"  {one.name} {one.version}".rstrip() + f": {one.licence}\n    {one.source}"
        for one in listed
        if not one.parent
    ]
    return text.replace("{list}", "\n".join(rows))


def _put(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")


def main(arguments: list[str]) -> None:
    """Does what the module's docstring says."""
    if not arguments:
        sys.exit(__doc__)
    try:
        folder = make(Path(arguments[0]), Path(arguments[1]) if arguments[1:] else None)
    except (components.NotAccountedForError, FileNotFoundError) as error:
        sys.exit(str(error))
    print(f"{len(list(folder.iterdir()))} files in {folder}")


if __name__ == "__main__":
    main(sys.argv[1:])
