"""The report as plain text and as blocks for paper, in Japanese and then in English."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from app.report import BOM
from app.report_parts import BOX
from app.settings import LANGUAGES
from ui.paperblocks import Block, Paper
from ui.words import say, speaking

if TYPE_CHECKING:
    from app.report_parts import Document, Item

FIRST = "ja"
RULE = "=" * 72
LISTED, TICK = "-", "□"  # before an item, before one to be ticked on paper


def order() -> tuple[str, ...]:
    """The languages of the report, Japanese first."""
    return (FIRST, *(language for language in LANGUAGES if language != FIRST))


def text(document: Document) -> bytes:
    """The report as a text file, for any editor. To be asked for in the windows' thread."""
    parts = []
    for language in order():
        with speaking(language):
            parts.append("\r\n".join(_lines(document)))
    return (BOM + f"\r\n\r\n{RULE}\r\n\r\n".join(parts) + "\r\n").encode()


def _lines(document: Document) -> Iterator[str]:
    yield say(document.title)
    yield ""
    yield from (say(line) for line in document.summary)
    for section in document.sections:
        yield ""
        yield f"■ {say(section.title)}"
        for item in section.items:
            yield f"{TICK if item.mark == BOX else LISTED} {say(item.head)}"
            yield from (f"    {say(line)}" for line in item.under)


def paper(document: Document, foot: str) -> Paper:
    """The report for paper; `foot` stands on each page. To be asked for in the windows' thread."""
    blocks: list[Block] = []
    for language in order():
        with speaking(language):
            blocks += _blocks(document, fresh=language != FIRST)
    return Paper(tuple(blocks), foot, FIRST)


def _blocks(document: Document, *, fresh: bool) -> Iterator[Block]:
    yield Block("sign", "", fresh=fresh)
    yield Block("title", say(document.title), keep=True)
    when, *said = (say(line) for line in document.summary)
    yield Block("when", when, keep=True)
    panel = "warn" if document.warns else "good"
    yield from (Block("says", line, panel=panel) for line in said)
    for section in document.sections:
        yield Block("heading", say(section.title), keep=True)
        marked = any(item.mark for item in section.items)
        for number, item in enumerate(section.items):
            # A title has two short items below it, and no page begins with the last one alone.
            keep = number in {0, len(section.items) - 2} and item is not section.items[-1]
            yield from _item(item, rule=number > 0, marked=marked, keep=keep)


def _item(item: Item, *, rule: bool, marked: bool, keep: bool) -> Iterator[Block]:
    style = "head" if item.mark and item.under else "entry" if marked else "text"
    keep = keep or bool(item.under)
    yield Block(style, say(item.head), mark=item.mark, rule=rule, keep=keep)
    for number, line in enumerate(item.under):
        yield Block("what" if item.mark and not number else "under", say(line))
