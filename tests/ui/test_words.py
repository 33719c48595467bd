"""Every sentence is translated, with its placeholders, and the compiled catalogue is today's."""

from __future__ import annotations

import gettext
import importlib.util
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from app.messages import msg
from app.settings import RESOURCES
from ui import words
from ui.words import _, choose, fits, ngettext, say

ROOT = Path(__file__).resolve().parents[2]
PO = RESOURCES / "i18n" / "ja" / "LC_MESSAGES" / "aikagi.po"


@pytest.fixture(autouse=True)
def english_afterwards() -> Iterator[None]:
    yield
    words.install("en")


def test_the_catalogue_is_complete_and_current() -> None:
    done = subprocess.run(
        [sys.executable, "packaging/words.py", "--check"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_placeholders_are_those_of_the_source() -> None:
    with PO.open("rb") as file:
        catalogue = read_po(file, locale="ja")
    wrong = [m.id for m in catalogue if m.id and m.string and not fits(str(m.id), str(m.string))]
    assert not wrong


def test_the_compiled_catalogue_says_what_the_source_says() -> None:
    with PO.open("rb") as file:
        catalogue = read_po(file, locale="ja")
    with PO.with_suffix(".mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    for message in catalogue:
        if message.id:
            assert compiled.gettext(str(message.id)) == message.string


def test_speaks_japanese_and_english() -> None:
    words.install("ja")
    assert _("Next") == "次へ"
    words.install("en")
    assert _("Next") == "Next"


@pytest.mark.parametrize(
    ("wishes", "system", "expected"),
    [
        (("en", "ja"), ["ja-JP"], "en"),
        (("", "en"), ["ja-JP"], "en"),
        (("", ""), ["en-GB", "ja-JP"], "en"),
        (("", ""), ["ja-JP"], "ja"),
        (("", ""), ["fr-FR", "en-US"], "en"),
        (("", "klingon"), ["fr-FR"], "ja"),
        (("", ""), [], "ja"),
    ],
)
def test_which_language(wishes: tuple[str, ...], system: list[str], expected: str) -> None:
    assert choose(*wishes, system=system) == expected


def test_a_broken_translation_falls_back(monkeypatch: pytest.MonkeyPatch) -> None:
    class Broken(gettext.NullTranslations):
        def gettext(self, message: str) -> str:
            return {"Hello {name}": "{nmae}さん", "Half {a}": "半分 {a"}.get(message, message)

    words.install("ja")
    monkeypatch.setattr(words._now, "catalogue", Broken())
    assert say(msg("Hello {name}", name="Aki")) == "Hello Aki"
    assert say(msg("Half {a}", a=1)) == "Half 1"


def test_messages_in_messages_are_said_too() -> None:
    words.install("ja")
    assert say(msg("{outer}", outer=msg("Next"))) == "次へ"
    assert ngettext("{n} file", "{n} files", 2).format(n=2) == "2 files"


def test_dates_in_messages_are_said_as_people_write_them() -> None:
    last = msg("The vendor can work until {day}. After that day, revoke it.", day=date(2027, 2, 24))
    assert "until 2027-02-24." in str(last)
    words.install("en")
    assert "until 2027-02-24." in say(last)
    words.install("ja")
    assert "2027年2月24日" in say(last)


def test_extraction_sees_every_marked_sentence() -> None:
    spec = importlib.util.spec_from_file_location("words_script", ROOT / "packaging" / "words.py")
    assert spec is not None
    assert spec.loader is not None
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    found = {str(m.id) for m in script.extract() if m.id}
    assert {"Next", "Aikagi can't reach AWS.", "Sign in with AWS"} <= found
