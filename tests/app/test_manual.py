"""The manuals: the same in both languages, about every page, with what they name there."""

from __future__ import annotations

import json
import re
import tomllib
from functools import cache
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from app import manual
from app.journey import REVIEW, REVOKE, SETUP
from app.manual import CUSTOMER, MANUALS, START, VENDOR, Section
from app.settings import LANGUAGES, RESOURCES
from tests.support.shown import CATALOGUE

PAGES = {step.name for step in (*SETUP, *REVOKE, *REVIEW)} | {"reissue", "home"}
BESIDE = {"building", "bill", "recovery_sheet", "undo", "about_window", "accessibility"}
QUOTED = {"en": r"“([^”]+)”", "ja": r"「([^」]+)」"}
# Words in quotation marks that no screen says like that.
OTHERS = {"en": {"Documents"}, "ja": {"ドキュメント", "？"}}
LARGEST = 1_500_000  # bytes of all pictures
# What is read in ten minutes: 238 words a minute of English (Brysbaert 2019,
# https://doi.org/10.1016/j.jml.2019.104047), and the characters of Japanese that say as much.
# What is for when something goes wrong begins in bold, and isn't read before.
TEN_MINUTES = {"en": 2380, "ja": 6400}
every = pytest.mark.parametrize("name", MANUALS)
spoken = pytest.mark.parametrize("language", LANGUAGES)


@cache
def sections(name: str, language: str) -> tuple[Section, ...]:
    return manual.sections(name, language)


def whole(name: str, language: str) -> str:
    return manual.file(name, language).read_text(encoding="utf-8")


def pictures(text: str) -> list[str]:
    return re.findall(r"^!\[[^\]]+\]\(([^)]+)\)$", text, re.MULTILINE)


@spoken
def test_every_page_has_a_section(language: str) -> None:
    assert {section.anchor for section in sections(CUSTOMER, language)} >= PAGES | BESIDE


@every
def test_both_languages_have_the_same_sections_and_pictures(name: str) -> None:
    english, japanese = (
        [
            (s.anchor, [p.replace("-", "/", 1).split("/")[-1] for p in pictures(s.text)])
            for s in sections(name, language)
        ]
        for language in ("en", "ja")
    )
    assert english == japanese
    assert english[0][0] == START
    assert len({anchor for anchor, _ in english}) == len(english)


@every
@spoken
def test_every_heading_begins_a_section_that_says_something(name: str, language: str) -> None:
    headings = re.findall(r"^##? .+$", whole(name, language), re.MULTILINE)
    found = sections(name, language)
    assert len(found) == len(headings)
    assert [s for s in found if len(s.text) < 50 or '<a id="' in s.text] == []


@every
@spoken
def test_every_link_leads_somewhere(name: str, language: str) -> None:
    text = whole(name, language)
    known = {section.anchor for section in sections(name, language)}
    links = re.findall(r"(?<!!)\[[^\]]+\]\(([^)]+)\)", text)
    folder = manual.file(name, language).parent
    inside = {link[1:] for link in links if link.startswith("#")}
    files = {link for link in links if not link.startswith(("#", "https://"))}
    assert not inside - known
    assert [link for link in files if not (folder / link).exists()] == []
    if name == CUSTOMER:  # it is read in the program, where there are no files to go to
        assert not files


@every
@spoken
def test_every_picture_is_there(name: str, language: str) -> None:
    folder = manual.file(name, language).parent
    named = pictures(whole(name, language))
    assert named
    assert [one for one in named if not (folder / one).is_file()] == []
    assert all(Path(one).name.startswith(f"{language}-") for one in named)


def test_no_picture_is_left_over_and_all_are_small() -> None:
    named = {
        Path(one).name
        for name in MANUALS
        for language in LANGUAGES
        for one in pictures(whole(name, language))
    }
    files = list(manual.pictures().glob("*.png"))
    assert {path.name for path in files} == named
    assert sum(path.stat().st_size for path in files) < LARGEST


def test_what_each_picture_shows_is_noted() -> None:
    noted = json.loads((manual.pictures() / "pictures.json").read_text(encoding="utf-8"))
    names = {f"{language}-{name}.png" for language, told in noted.items() for name in told}
    assert names == {path.name for path in manual.pictures().glob("*.png")}
    assert all(len(lines) > 3 for told in noted.values() for lines in told.values())


@every
@spoken
def test_every_button_and_label_that_is_quoted_is_one(name: str, language: str) -> None:
    text = re.sub(r"!\[[^\]]+\]\([^)]+\)", "", whole(name, language))
    quoted = set(re.findall(QUOTED[language], text))
    assert sorted(quoted - said(language) - OTHERS[language]) == []


@cache
def said(language: str) -> frozenset[str]:
    """All that Aikagi says, and all that AWS's screens say."""
    with CATALOGUE.open("rb") as file:
        messages = [m for m in read_po(file) if m.id]
    forms = [m.string if language == "ja" else m.id for m in messages]
    ours = {f for form in forms for f in ([form] if isinstance(form, str) else form or ())}
    labels = tomllib.loads((RESOURCES / "console.toml").read_text(encoding="utf-8"))
    return frozenset(ours | {label[language] for label in labels.values()})


@spoken
def test_the_customers_is_read_in_ten_minutes(language: str) -> None:
    parts = (f"{s.title}\n\n{s.text}".split("\n\n") for s in sections(CUSTOMER, language))
    told = "\n".join(p for part in parts for p in part if not p.startswith(("**", "![")))
    text = re.sub(r"\]\([^)]+\)", "", told)
    count = len(text.split()) if language == "en" else len(re.sub(r"\s", "", text))
    assert count < TEN_MINUTES[language]


def test_the_vendors_tells_how_to_open_the_package() -> None:
    for language in LANGUAGES:
        package = next(s for s in sections(VENDOR, language) if s.anchor == "package")
        assert package.tells_of("7-zip keka")
        assert not package.tells_of("7-zip winrar")
