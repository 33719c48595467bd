"""The report as plain text and as HTML, in Japanese and then in English."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import TYPE_CHECKING

from app.report import BOM
from app.settings import LANGUAGES
from ui.words import say, speaking

if TYPE_CHECKING:
    from app.messages import Message
    from app.report_parts import Document, Item, Section

FIRST = "ja"
RULE = "=" * 72


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
            yield f"- {say(item.head)}"
            yield from (f"    {say(line)}" for line in item.under)


def html(document: Document) -> str:
    """The report in Qt's subset of HTML. To be asked for in the windows' thread."""
    parts = []
    for language in order():
        with speaking(language):
            parts.append(_page(document, first=language == FIRST))
    return "".join(parts)


def _page(document: Document, *, first: bool) -> str:
    style = "" if first else ' style="page-break-before: always"'
    ground = "warn" if document.warns else "good"
    summary = "".join(f"<p>{_said(line)}</p>" for line in document.summary)
    sections = "".join(_section(section) for section in document.sections)
    return (
        f"<h1{style}>{_said(document.title)}</h1>"
        '<table width="100%" cellspacing="0" style="margin: 4px 0 8px 0">'
        f'<tr><td class="{ground}">{summary}</td></tr></table>{sections}'
    )


def _section(section: Section) -> str:
    listed = "".join(_item(item) for item in section.items)
    return f"<h2>{_said(section.title)}</h2>{listed}"


def _item(item: Item) -> str:
    under = "".join(f'<p class="under">{_said(line)}</p>' for line in item.under)
    head = f'<p class="head">{_said(item.head)}</p>'
    return head + under


def _said(message: Message) -> str:
    return escape(say(message))
