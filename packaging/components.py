"""Everything that a bundle consists of, and whose it is; nothing in it may be nobody's.

python packaging/components.py BUNDLE [SITE]    lists them
"""

from __future__ import annotations

import platform
import re
import sys
import sysconfig
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import distributions
import inbundle
import natives
import spdx
from distributions import Component

ROOT = Path(__file__).resolve().parent.parent
STARTER = "pyinstaller"
_STARTERS = re.compile(r"_?pyi(_|mod|boot)|_sysconfigdata_")


class NotAccountedForError(Exception):
    """Something in the bundle is nobody's, or its licence or that licence's text isn't known."""


def found(bundle: Path, site: Path | None = None, python: str = "") -> tuple[Component, ...]:
    """What a bundle consists of, by name; `site` is the site-packages folder it was made from.

    `python` is its CPython's version; without it, that of `site`'s environment.
    Raises NotAccountedForError, naming every fault; OSError if something can't be read.
    """
    inside = inbundle.contents(bundle)
    site = site or Path(sysconfig.get_path("purelib"))
    lock = "".join(
        path.read_text(encoding="utf-8") for path in sorted(ROOT.glob("requirements*.lock"))
    )
    python = python or python_of(site)
    packages = [
        (package, files)
        for package, files in distributions.installed(site, lock)
        if files & inside.paths or (package.name == STARTER and is_frozen(inside.natives))
    ]
    owners, strangers = owned(inside, packages)
    debian = natives.of_debian(strangers)
    loose = [file.relative_to(bundle) for file in strangers if file not in debian]
    loose += nobodys_modules(inside.paths, packages)
    files = [file for file in inside.natives if file not in debian]
    inner = natives.parts(files, owners, python)
    others = debian.values()
    everything = {
        (one.parent, one.purl): with_texts(one)
        for one in (*(package for package, _ in packages), *others, *(part for part, _ in inner))
    }
    check(everything.values(), loose)
    present = {one.name for one in everything.values()}
    dated = {(one.name, one.parent) for one in everything.values() if one.version}
    return tuple(
        replace(one, needs=tuple(need for need in one.needs if need in present))
        for one in sorted(everything.values(), key=lambda one: (one.name.lower(), one.parent))
        if one.version or (one.name, one.parent) not in dated
    )


def python_of(site: Path) -> str:
    """The version of CPython whose packages these are: the environment's, else this one's."""
    for folder in site.parents:
        if (folder / "pyvenv.cfg").is_file():
            told = (folder / "pyvenv.cfg").read_text(encoding="utf-8")
            if match := re.search(r"^version = (\S+)", told, re.MULTILINE):
                return match[1]
    return platform.python_version()


def is_frozen(files: Iterable[Path]) -> bool:
    """Whether one of the programs was made by PyInstaller."""
    return any(next(inbundle.frozen(file.read_bytes()), "") for file in files)


def owned(
    inside: inbundle.Contents,
    packages: list[tuple[Component, frozenset[str]]],
) -> tuple[dict[Path, str], list[Path]]:
    """Each native file's package, and the files that aren't any package's, nor Python's or ours."""
    by_path = {path: one.name for one, files in packages if not one.parent for path in files}
    by_name = {path.rpartition("/")[2]: name for path, name in by_path.items()}
    owners: dict[Path, str] = {}
    strangers: list[Path] = []
    for file, path in inside.natives.items():
        if name := by_path.get(path) or by_name.get(file.name):
            owners[file] = name
        elif not (is_program(file) or natives.is_own(file) or natives.is_python(file)):
            strangers.append(file)
    return owners, strangers


def nobodys_modules(
    paths: Iterable[str], packages: list[tuple[Component, frozenset[str]]]
) -> list[Path]:
    """The Python modules that are no package's, nor Python's, PyInstaller's or Aikagi's own."""
    known = {path for _, files in packages for path in files}
    ours = {*sys.stdlib_module_names, "app", "ui", "__main__", "inputmethods", "ownarchive"}
    found = [path for path in paths if path.endswith(".py") and path not in known]
    return [
        Path(path)
        for path in sorted(found)
        if path.split("/")[0].removesuffix(".py") not in ours and not _STARTERS.match(path)
    ]


def is_program(file: Path) -> bool:
    """Whether a native file is Aikagi's own program."""
    return file.name.lower().removesuffix(".exe") in {"aikagi", "aikagi-console"}


def with_texts(one: Component) -> Component:
    """A component, with the common text of its licence where it brings none or refers to one."""
    refers = any("/usr/share/common-licenses" in text for text in one.texts.values())
    if (one.texts and not refers) or not spdx.may_be_shipped(one.licence):
        return one
    corrected = spdx.table()["package"].get(spdx.normal(one.name), {}).get("texts", ())
    options = [[common(term) for term in sorted(option)] for option in spdx.choices(one.licence)]
    whole = next((option for option in options if all(option)), [])
    known = [text for text in (whole or options[0]) if text]
    if one.texts or corrected or whole:
        return replace(one, texts=one.texts | distributions.kept([*known, *corrected]))
    return one


def common(term: str) -> str:
    """The file of licence-texts/ that is the whole of a licence, "" if a maker's own is needed."""
    stem = term.partition(" WITH ")[0].removesuffix("-only").removesuffix("-or-later")
    return f"{stem}.txt" if (distributions.TEXTS / f"{stem}.txt").is_file() else ""


def check(everything: Iterable[Component], loose: Iterable[Path]) -> None:
    """Stops at what is nobody's, or may not be shipped, or has no text. Raises as `found`."""
    faults = [f"{file.as_posix()}: nobody knows whose this is" for file in loose]
    for one in everything:
        if not spdx.may_be_shipped(one.licence):
            faults.append(f"{one.name}: its licence, {one.licence or 'unknown'}, isn't allowed")
        elif not one.texts:
            faults.append(f"{one.name}: there is no text of its licence, {one.licence}")
    if faults:
        where = "packaging/licences.toml and packaging/natives.toml say what is allowed and whose"
        raise NotAccountedForError("\n".join((*sorted(set(faults)), where)))
