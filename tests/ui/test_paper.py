"""What we print: every letter there and searchable, nothing over the edge, no page badly broken.

By poppler's tools, which read a PDF as other programs do.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import unicodedata
from dataclasses import dataclass
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from app import recovery
from app.report_parts import Document
from app.settings import RESOURCES
from tests.app.test_recovery import DAY, FACTS, WHERE
from tests.support import papers
from ui import papermarks, recoverypaper, reporttext, words
from ui.paperblocks import STYLES, Block, Paper
from ui.paperdraw import MARGIN_MM, font, pdf
from ui.words import say, speaking

POPPLER = ("pdffonts", "pdftotext", "pdfinfo")
missing = [tool for tool in POPPLER if shutil.which(tool) is None]
pytestmark = pytest.mark.skipif(
    bool(missing), reason=f"{missing} aren't installed: poppler-utils has them"
)
POINT_MM = 25.4 / 72
PAPERS = {"short": 0, "some": 5, "long": 100}


@dataclass(frozen=True)
class Word:
    """A word of a page, with its edges in millimetres."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


def tool(name: str, path: Path, *options: str) -> str:
    """What a tool of poppler says of a file."""
    command = [name, *options, str(path), *(["-"] if name == "pdftotext" else [])]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def pages(path: Path) -> list[list[Word]]:
    """The words of each page, in the order in which they are read."""
    number = r'="([\d.]+)"'
    shape = re.compile(rf"<word xMin{number} yMin{number} xMax{number} yMax{number}>(.*?)</word>")
    return [
        [
            Word(text, *(float(edge) * POINT_MM for edge in edges))
            for *edges, text in shape.findall(page)
        ]
        for page in tool("pdftotext", path, "-bbox").split("<page ")[1:]
    ]


def bare(text: str) -> str:
    """`text` without what a line's end takes away."""
    return "".join(text.split())


def read(path: Path) -> str:
    """All text of a file, without spaces."""
    return bare(tool("pdftotext", path, "-raw"))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory, dressed: object) -> dict[str, Path]:
    """Every paper that we print, as files."""
    folder = tmp_path_factory.mktemp("papers")
    found = {}
    for name, count in PAPERS.items():
        found[name] = folder / f"{name}.pdf"
        paper = reporttext.paper(papers.document(count), "Aikagi · 111122223333")
        found[name].write_bytes(pdf(paper, "報告書 Report", font()))
    for language in ("ja", "en"):
        with speaking(language):
            found[language] = folder / f"sheet-{language}.pdf"
            found[language].write_bytes(pdf(sheet(), say_title(), font(), one=True))
    return found


def sheet() -> Paper:
    """The recovery sheet, of a rehearsal: it has the most on it."""
    return recoverypaper.paper(recovery.sheet(FACTS, "株式会社サンプル", WHERE, DAY, real=False))


def say_title() -> str:
    return words._("Recovery sheet")


ALL = (*PAPERS, "ja", "en")


@pytest.mark.parametrize("name", ALL)
def test_every_font_is_in_the_file(made: dict[str, Path], name: str) -> None:
    rows = tool("pdffonts", made[name]).splitlines()[2:]
    assert rows
    for row in rows:
        embedded, _subset, unicode = row.split()[-5:-2]
        assert (embedded, unicode) == ("yes", "yes"), row
    # Of a Japanese font, which has 5 MB and more, the letters that are used.
    assert made[name].stat().st_size < 3_000_000


@pytest.mark.parametrize("name", ALL)
def test_title_and_language_are_in_the_file(made: dict[str, Path], name: str) -> None:
    told = tool("pdfinfo", made[name])
    assert re.search(r"^Title: +\S", told, re.MULTILINE)
    assert "A4" in told
    language = {"en": b"en"}.get(name, b"ja")
    assert b"/Lang (%s)" % language in made[name].read_bytes()


@pytest.mark.parametrize("name", PAPERS)
def test_a_report_has_all_its_text_in_both_languages(made: dict[str, Path], name: str) -> None:
    text = re.sub(r"Aikagi·111122223333\d+/\d+", "", read(made[name]))  # the feet between
    text = text.replace("\f", "")
    document = papers.document(PAPERS[name])
    for language in ("ja", "en"):
        with speaking(language):
            assert [line for line in lines(document) if bare(line) not in text] == []


def lines(document: Document) -> list[str]:
    """All that a report says, in the language that is spoken now."""
    items = [item for section in document.sections for item in section.items]
    messages = (
        document.title,
        *document.summary,
        *(section.title for section in document.sections),
        *(item.head for item in items),
        *(line for item in items for line in item.under),
    )
    return [say(message) for message in messages]


@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_sheet_has_all_its_text_on_one_page(made: dict[str, Path], language: str) -> None:
    text = read(made[language])
    assert len(pages(made[language])) == 1
    with speaking(language):
        for block in sheet().blocks:
            for said in (block.text, block.beside or "", block.hint):
                assert bare(said) in text


def test_every_kanji_of_ours_can_be_searched_for(tmp_path: Path, dressed: object) -> None:
    """Fonts draw some kanji and their radicals with one shape; whoever searches types the kanji."""
    with (RESOURCES / "i18n/ja/LC_MESSAGES/aikagi.po").open("rb") as file:
        said = "".join(str(m.string) for m in read_po(file, locale="ja") if m.id)
    letters = "".join(
        sorted({x for x in said if unicodedata.category(x)[0] == "L" and x > "\u3000"})
    )
    assert len(letters) > 500
    path = tmp_path / "kanji.pdf"
    path.write_bytes(pdf(Paper((Block("text", letters),)), "Kanji", font()))
    assert set(letters) - set(read(path)) == set()


@pytest.mark.parametrize("name", ALL)
def test_no_letter_is_a_box(made: dict[str, Path], name: str) -> None:
    text = read(made[name])
    assert not re.findall("[\ufffd\u25a1\u0000\ue000-\uf8ff]", text)


@pytest.mark.parametrize("name", ALL)
def test_nothing_is_outside_the_margins(made: dict[str, Path], name: str) -> None:
    slack = 0.6  # a letter's own edges
    for page in pages(made[name]):
        assert page
        for word in page:
            assert word.left >= MARGIN_MM - slack, word
            assert word.right <= 210 - MARGIN_MM + slack, word
            assert word.top >= MARGIN_MM - 2, word
            assert word.bottom <= 297 - MARGIN_MM + slack, word


@pytest.mark.parametrize("name", PAPERS)
def test_pages_are_numbered_and_named(made: dict[str, Path], name: str) -> None:
    found = pages(made[name])
    for number, page in enumerate(found, 1):
        assert in_rows(page)[-1] == f"Aikagi·111122223333{number}/{len(found)}"


@pytest.mark.parametrize("name", PAPERS)
def test_no_title_is_alone_at_a_pages_foot(made: dict[str, Path], name: str) -> None:
    titles = set()
    document = papers.document(PAPERS[name])
    for language in ("ja", "en"):
        with speaking(language):
            titles |= {bare(say(section.title)) for section in document.sections}
    checked = 0
    for page in pages(made[name]):
        rows = in_rows(page)[:-1]  # without the foot
        assert rows[-1] not in titles
        assert rows[-2] not in titles or len(rows) < 4
        checked += any(row in titles for row in rows)
    assert checked >= 2


@pytest.mark.parametrize("name", PAPERS)
def test_no_paragraph_leaves_one_short_line(made: dict[str, Path], name: str) -> None:
    """Not at its own end, so far as its lines can give it more, and not at a page's top."""
    for page in pages(made[name]):
        for row in in_rows(page)[:-1]:
            assert not re.fullmatch(r"[ぁ-ん]{1,2}[。、]?", row), row


def in_rows(page: list[Word]) -> list[str]:
    """The lines of a page from top to bottom."""
    rows: dict[float, list[Word]] = {}
    for word in sorted(page, key=lambda w: w.bottom):
        near = next((low for low in rows if abs(low - word.bottom) < 1.2), word.bottom)
        rows.setdefault(near, []).append(word)
    return ["".join(w.text for w in sorted(row, key=lambda w: w.left)) for row in rows.values()]


def test_states_differ_by_shape_not_by_colour_alone() -> None:
    shapes = [shape for _token, shape in papermarks.MARKS.values()]
    assert len(set(shapes)) == len(shapes)


def test_every_mark_and_style_is_known() -> None:
    for language in ("ja", "en"):
        with speaking(language):
            for paper in (sheet(), reporttext.paper(papers.document(9), "")):
                for block in paper.blocks:
                    assert block.style in STYLES
                    assert not block.mark or block.mark.isdigit() or block.mark in papermarks.MARKS
                    assert not block.panel or block.panel in papermarks.MARKS
