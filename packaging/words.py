"""Gathers the sentences of app/ and ui/, updates the Japanese catalogue and compiles it.

`make words` runs it; `--check` changes nothing and fails if something would change, or if a
sentence isn't translated.
"""

from __future__ import annotations

import argparse
import io
import sys
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
I18N = ROOT / "resources" / "i18n"
LANGUAGES = ("ja",)  # English is the source
KEYWORDS = {"_": None, "msg": None, "ngettext": (1, 2)}
# A constant: a catalogue changes when its sentences do, not when somebody runs this.
WRITTEN = datetime(2026, 11, 24, tzinfo=UTC)


def extract() -> Catalog:
    """Every sentence of the program, with the files that say it."""
    found = Catalog(project="Aikagi", charset="utf-8", creation_date=WRITTEN)
    for folder in ("app", "ui"):
        said = extract_from_dir(str(ROOT / folder), [("**.py", "python")], keywords=KEYWORDS)
        for name, _line, message, _comments, context in sorted(said):
            found.add(message, locations=[(f"{folder}/{name}", 0)], context=context)
    return found


def merged(language: str) -> Catalog:
    """The catalogue of `language` with today's sentences; those no longer said are dropped."""
    path = po_path(language)
    known = Catalog(locale=language)
    if path.exists():
        with path.open("rb") as file:
            known = read_po(file, locale=language)
    known.update(extract(), no_fuzzy_matching=True)
    known.obsolete.clear()
    known.project, known.version, known.copyright_holder = "Aikagi", "", "The Aikagi contributors"
    known.creation_date = known.revision_date = WRITTEN
    known.header_comment = f"# The sentences of Aikagi ({language})."
    known.last_translator = known.language_team = "The Aikagi contributors"
    known.fuzzy = False
    return known


def po_path(language: str) -> Path:
    """Where the catalogue of `language` is edited."""
    return I18N / language / "LC_MESSAGES" / "aikagi.po"


def po_bytes(catalogue: Catalog) -> bytes:
    """The text of the .po file."""
    out = io.BytesIO()
    write_po(out, catalogue, width=100, sort_output=True, include_lineno=False)
    return out.getvalue()


def mo_bytes(catalogue: Catalog) -> bytes:
    """The compiled .mo file."""
    out = io.BytesIO()
    write_mo(out, catalogue)
    return out.getvalue()


def untranslated(catalogue: Catalog) -> list[str]:
    """The sentences without a translation."""
    return [str(m.id) for m in catalogue if m.id and not m.string]


def write(language: str, *, check: bool) -> bool:
    """Write the files of `language`, or only look. Returns whether all was well."""
    catalogue = merged(language)
    path = po_path(language)
    wanted = {path: po_bytes(catalogue), path.with_suffix(".mo"): mo_bytes(catalogue)}
    missing = untranslated(catalogue)
    for sentence in missing:
        print(f"{language}: not translated: {sentence}")
    if check:
        stale = [p for p, content in wanted.items() if not p.exists() or p.read_bytes() != content]
        for p in stale:
            print(f"stale: {p.relative_to(ROOT)}")
        return not (missing or stale)
    path.parent.mkdir(parents=True, exist_ok=True)
    for p, content in wanted.items():
        p.write_bytes(content)
    return not missing


def main() -> int:
    """Update (or check) every language; the exit status is 1 if a sentence isn't translated."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="change nothing, only look")
    check = parser.parse_args().check
    well = [write(language, check=check) for language in LANGUAGES]
    return 0 if all(well) else 1


if __name__ == "__main__":
    sys.exit(main())
