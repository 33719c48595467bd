"""The recovery sheet on paper: one page of A4, for a file or for a printer."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from app.messages import Message
from app.recovery import Blank, Label
from ui.console import both
from ui.paperblocks import Block, Paper
from ui.words import language, say

if TYPE_CHECKING:
    from app.recovery import Sheet


def paper(sheet: Sheet) -> Paper:
    """The sheet in the language that is spoken now."""
    return Paper(tuple(_blocks(sheet)), plain(sheet.made), language())


def _blocks(sheet: Sheet) -> Iterator[Block]:
    yield Block("sign", "")
    yield from (Block("notice", plain(notice), panel="warn") for notice in sheet.notices)
    yield Block("title", plain(sheet.title), keep=True)
    yield Block("text", plain(sheet.purpose))
    for table in (sheet.account, sheet.keepers):
        yield Block("gap", "")
        yield from (_row(blank) for blank in table)
    yield Block("gap", "")
    yield Block("text", plain(sheet.apart))
    yield Block("heading", plain(sheet.lost), keep=True)
    for number, way in enumerate(sheet.ways, 1):
        yield Block("entry", plain(way), mark=str(number))


def plain(message: Message) -> str:
    """A sentence of the sheet, with AWS's labels in both languages."""
    values = {
        name: both(value.name) if isinstance(value, Label) else value
        for name, value in message.values.items()
    }
    return say(Message(message.text, values))


def _row(blank: Blank) -> Block:
    hint = plain(blank.hint) if blank.hint else ""
    return Block("cell", plain(blank.what), beside=blank.value, hint=hint)
