"""Keeps the Japanese catalogue in step with the sentences in the source.

    make words                      gather the sentences, update and compile the catalogue
    packaging/words.py FILE ...     the same, and take translations from JSON files on the way,
                                    each an object {"English sentence": "日本語の文"}
    packaging/words.py --check      change nothing; fail if a sentence is missing or out of date

Sentences are found by name: _("…") and ngettext("…", "…", n) in ui/, msg("…") in app/.
"""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "resources" / "i18n" / "ja" / "LC_MESSAGES"
PO = FOLDER / "aikagi.po"
MO = FOLDER / "aikagi.mo"
KEYWORDS = {**DEFAULT_KEYWORDS, "msg": None}


def gather(catalogue: Catalog) -> Catalog:
    """A template of every sentence in the source, with the files that it stands in."""
    template = Catalog(project="aikagi", creation_date=catalogue.creation_date)
    for folder in ("app", "ui"):
        found = extract_from_dir(
            ROOT / folder,
            method_map=[("**.py", "python")],
            keywords=KEYWORDS,
            comment_tags=("i18n:",),
            strip_comment_tags=True,
        )
        for name, _line, text, comments, context in sorted(found, key=lambda each: each[:2]):
            place = [(f"{folder}/{Path(name).as_posix()}", 0)]
            template.add(text, locations=place, auto_comments=comments, context=context)
    return template


def read() -> Catalog:
    """The Japanese catalogue as it is; an empty one if there is none yet."""
    if PO.exists():
        with PO.open("rb") as file:
            return read_po(file, locale="ja")
    return Catalog(
        locale="ja",
        project="Aikagi",
        version="0",
        header_comment="# The sentences of Aikagi in Japanese. `make words` keeps it in step.",
        msgid_bugs_address="none",
        last_translator="The Aikagi contributors",
        language_team="ja",
        fuzzy=False,
    )


def current(catalogue: Catalog, translations: dict[str, str]) -> Catalog:
    """The catalogue with the source's sentences, no others, and these translations put in."""
    catalogue.update(gather(catalogue), no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    for message in catalogue:
        text = message.id if isinstance(message.id, str) else message.id[0] if message.id else ""
        if text in translations:
            new = translations[text]
            message.string = new if isinstance(message.id, str) else (new,)
    return catalogue


def as_po(catalogue: Catalog) -> bytes:
    """The catalogue as a .po file, without line numbers, so that it changes with its words only."""
    out = io.BytesIO()
    write_po(out, catalogue, width=100, include_lineno=False, sort_output=True)
    return out.getvalue()


def as_mo(catalogue: Catalog) -> bytes:
    """The catalogue as the .mo file that the program reads."""
    out = io.BytesIO()
    write_mo(out, catalogue)
    return out.getvalue()


def is_translated(message: Message) -> bool:
    """Whether a sentence, or each of its plural forms, has its Japanese."""
    forms = message.string if isinstance(message.string, (tuple, list)) else (message.string,)
    return all(forms)


def untranslated(catalogue: Catalog) -> list[str]:
    """The sentences that have no Japanese."""
    return [str(each.id) for each in catalogue if each.id and not is_translated(each)]


def main(arguments: list[str]) -> None:
    """Does what the module's docstring says."""
    check = "--check" in arguments
    translations: dict[str, str] = {}
    for name in arguments:
        if name != "--check":
            translations |= json.loads(Path(name).read_text(encoding="utf-8"))
    catalogue = current(read(), translations)
    left = untranslated(catalogue)
    print(f"{len(catalogue)} sentences, {len(left)} without Japanese", *left, sep="\n  ")
    po, mo = as_po(catalogue), as_mo(catalogue)
    if not check:
        FOLDER.mkdir(parents=True, exist_ok=True)
        PO.write_bytes(po)
        MO.write_bytes(mo)
    elif left or not PO.exists() or PO.read_bytes() != po or MO.read_bytes() != mo:
        sys.exit("The catalogue isn't up to date: make words")


if __name__ == "__main__":
    main(sys.argv[1:])
