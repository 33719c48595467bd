"""Each thing has one name, and each sentence is short and written one way, in both languages.

What a customer reads: the catalogue, the manual, the letter in the vendor's package, the installer.
A failure says which sentence breaks which rule of resources/glossary.toml.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from app.settings import RESOURCES
from tests.support import wording

PO = RESOURCES / "i18n" / "ja" / "LC_MESSAGES" / "aikagi.po"
MANUAL = RESOURCES / "manual"
PACKAGE = RESOURCES / "package"
INSTALLER = RESOURCES.parent / "packaging" / "windows" / "words.nsh"
JAPANESE = re.compile(f"[{wording.JA}]")


def catalogue() -> list[tuple[str, str]]:
    """Every sentence and its Japanese; those without one are test_words.py's matter."""
    with PO.open("rb") as file:
        entries = read_po(file, locale="ja")
    return [(str(m.id), str(m.string)) for m in entries if m.id and m.string]


def told(found: Iterator[str], *sentences: str) -> Iterator[str]:
    """Each fault with the sentence that has it."""
    shown = "".join(f"\n      {sentence}" for sentence in sentences)
    yield from (f"\n  {fault}{shown}" for fault in found)


def blame(faults: list[str]) -> None:
    """Fail with all of them."""
    assert not faults, f"{len(faults)} break resources/glossary.toml:" + "".join(faults)


def test_the_japanese_says_what_the_english_says() -> None:
    blame([fault for en, ja in catalogue() for fault in told(wording.pair(en, ja), en, ja)])


def test_the_japanese_is_written_one_way() -> None:
    blame([fault for en, ja in catalogue() for fault in told(wording.of_japanese(ja), en, ja)])


def test_the_english_is_written_one_way() -> None:
    blame([fault for en, _ja in catalogue() for fault in told(wording.of_english(en), en)])


RULES: dict[str, Callable[[str], Iterator[str]]] = {
    "ja": wording.of_japanese,
    "en": wording.of_english,
}


@pytest.mark.parametrize("language", RULES)
def test_the_manual_is_written_like_the_windows(language: str) -> None:
    pages = sorted(MANUAL.rglob("*.md"))
    mine = [page for page in pages if language in (page.parent.name, page.stem.split(".")[-1])]
    if pages:
        assert mine, f"no page of the manual is in {language}"
    blame(
        [
            fault
            for page in mine
            for line in prose(page.read_text(encoding="utf-8"))
            for fault in told(RULES[language](_to_us(line, page)), f"{page.name}: {line}")
        ]
    )


@pytest.mark.parametrize("language", RULES)
def test_the_letter_in_the_package_is_written_like_the_windows(language: str) -> None:
    text = (PACKAGE / f"README.{language}.txt").read_text(encoding="utf-8")
    blame([fault for line in letter(text) for fault in told(RULES[language](line), line)])


@pytest.mark.parametrize(("language", "name"), [("ja", "JAPANESE"), ("en", "ENGLISH")])
def test_the_installer_is_written_like_the_windows(language: str, name: str) -> None:
    text = INSTALLER.read_text(encoding="utf-8")
    said = re.findall(rf"^LangString \w+ \${{LANG_{name}}} \"(.*)\"$", text, re.MULTILINE)
    assert said
    lines = [line for one in said for line in one.split("$\\r$\\n") if re.search(r"\w", line)]
    blame([fault for line in lines for fault in told(RULES[language](line), line)])


def _to_us(line: str, page: Path) -> str:
    """A line as if it spoke to the customer: in the vendor's page it is the vendor who is 貴社."""
    return line.replace("貴社", "御社") if page.stem.startswith("vendor") else line


def prose(markdown: str) -> Iterator[str]:
    """The sentences of a Markdown page: paragraphs and entries, without pictures and addresses."""
    text = re.sub(r"^---\n.*?\n---\n|```.*?```|<!--.*?-->", "", markdown, flags=re.DOTALL)
    text = re.sub(r"!\[[^\]]*\]\([^)]*\)|<[^>]*>|\{#[^}]*\}", "", text)
    text = re.sub(r" ?\[([^\]]*)\]\([^)]*\) ?", r"\1" if JAPANESE.search(text) else r" \1 ", text)
    # What is to be typed stands apart, as AWS's labels do.
    text = re.sub(r" ?`([^`]*)` ?", r"「\1」" if JAPANESE.search(text) else r" \1 ", text)
    text = re.sub(r"\*\* ?", "", text) if JAPANESE.search(text) else text.replace("**", "")
    for block in re.split(r"\n\s*\n|\n(?=\s*(?:[-*|#>]|\d+\.)\s?)", text):
        line = re.sub(r"^\s*(?:[-*#>]+|\d+\.)\s+", "", block.strip())
        line = re.sub(rf"(?<=[{wording.JA}])\s*\n\s*(?=[{wording.JA}\w])", "", line)
        line = " ".join(line.split())
        cells = [cell.strip() for cell in line.split("|")] if "|" in line else [line]
        yield from (cell for cell in cells if re.search(r"\w", cell))


def letter(text: str) -> Iterator[str]:
    """The sentences of the package's letter: no conditions, no columns, no rules between parts."""
    for line in text.splitlines():
        said = re.sub(r"^(\[[a-z_ ]+\] ?)*", "", line).strip()
        name, _colon, value = said.partition(" : ")
        for part in (re.sub(r"^(-|\d\.|→)\s+", "", name.strip()), value.strip()):
            if re.search(r"\w", part) and "://" not in part:
                yield part


# --- the rules themselves ---------------------------------------------------------------------
def test_every_term_is_whole_and_stands_once() -> None:
    terms = wording.glossary()
    assert len({term.en for term in terms}) == len(terms) > 50
    assert len({term.ja for term in terms}) == len(terms)
    for term in terms:
        assert term.gloss_en.endswith("."), term.en
        assert term.gloss_ja.endswith("。"), term.en
        assert not list(wording.of_english(term.gloss_en)), term.en
        for pattern in (term.said, term.only, *term.never_ja, *term.never_en):
            re.compile(pattern)
        for never in term.never_ja:
            assert not re.search(never, term.ja), f"{term.ja} is forbidden by its own {never}"


def test_every_term_is_used_and_every_exception_needed() -> None:
    entries = catalogue()
    for term in wording.glossary():
        if term.said:
            assert any(re.search(term.said, en, re.IGNORECASE) for en, _ja in entries), term.en
        for begin in term.unless:
            assert any(en.startswith(begin) for en, _ja in entries), f"{term.en}: {begin}"


@pytest.mark.parametrize(
    ("japanese", "fault"),
    [
        ("業者に渡します。", "ベンダー"),
        ("ログインしてください。ログアウトしてください。", "サインアウト"),
        ("AWS に入ります。", "no space"),
        ("設定(必須)です。", "parentheses"),
        ("ｶﾀｶﾅです。", "katakana"),
        ("読み込み中...", "three dots"),
        ("“名前”です。", "quotation marks"),
        ("よろしいですか？", "question"),
        ("一つ選びます。", "numbers are digits"),
        ("期限は2027/02/24です。", "date"),
        ("ファイルを保存する。", "です or ます"),
        ("開いてください。押してください。待ってください。", "3 times"),
        ("あ" * 61 + "です。", "characters"),
    ],
)
def test_bad_japanese_is_found(japanese: str, fault: str) -> None:
    assert fault in " ".join(wording.of_japanese(japanese))


@pytest.mark.parametrize(
    "japanese",
    [
        "AWSにサインインしています…",
        "「MFA デバイスの割り当て」を押してください。",
        "1. AWSから{email}にメールが届きます。",
        "最終日：{day}",
        "ルートユーザーに、二つ目の鍵をかける",
    ],
)
def test_good_japanese_is_left_alone(japanese: str) -> None:
    assert not list(wording.of_japanese(japanese))


@pytest.mark.parametrize(
    ("english", "japanese", "fault"),
    [
        ("Disable the user.", "ユーザーを消す", "disable"),
        ("Press “Next”.", "次へを押します。", "「」"),
        ("Sign in to AWS.", "AWSにログインします。", "サインイン"),
        ("Open the page.", "ログインのページを開きます。", "log in"),
    ],
)
def test_a_bad_pair_is_found(english: str, japanese: str, fault: str) -> None:
    assert fault in " ".join(wording.pair(english, japanese))


def test_bad_english_is_found() -> None:
    assert "30 at most" in " ".join(wording.of_english("word " * 31))
    assert "sign in" in " ".join(wording.of_english("Use your login."))
    assert "three dots" in " ".join(wording.of_english("Reading..."))


def test_markdown_is_read_as_sentences(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    listed = "- 一覧、[名前](x.md) と `--a b` です"
    page.write_text(f"# 見出し\n\n1行目です。\n2行目です。\n\n{listed}\n\n![絵](a.png)\n")
    expected = ["見出し", "1行目です。2行目です。", "一覧、名前と「--a b」です"]
    assert list(prose(page.read_text())) == expected
