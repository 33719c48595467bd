"""The manuals' Markdown as HTML: the few forms that they use, and nothing else.

Headings of the third level, paragraphs, lists, numbered lists, quotations, blocks of code, and
pictures on a line of their own; inside them bold, code and links. Everything else is text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html import escape

Picture = Callable[[str, str], str]  # from a picture's address and what it shows to its HTML

_PICTURE = re.compile(r"^!\[([^\]]*)\]\(([^)\s]+)\)$")
_INLINE = re.compile(r"`([^`]+)`|\*\*([^*]+)\*\*|\[([^\]]+)\]\(([^)\s]+)\)")
_NUMBERED = re.compile(r"^\d+\. ")
_LISTS = (("ul", re.compile(r"^- ")), ("ol", _NUMBERED))


def html(markdown: str, picture: Picture) -> str:
    """`markdown` as HTML; `picture` says how a picture is shown."""
    return "\n".join(_block(lines, picture) for lines in _blocks(markdown))


def inline(text: str) -> str:
    """One line of Markdown as HTML."""
    made, last = [], 0
    for found in _INLINE.finditer(text):
        made.append(escape(text[last : found.start()], quote=False))
        made.append(_marked(found))
        last = found.end()
    return "".join((*made, escape(text[last:], quote=False)))


def plain(markdown: str) -> str:
    """One line of Markdown without its marks."""
    return _INLINE.sub(lambda found: found[1] or found[2] or found[3], markdown)


def _marked(found: re.Match[str]) -> str:
    code, bold, words, address = found.groups()
    if code is not None:
        return f"<code>{escape(code, quote=False)}</code>"
    if bold is not None:
        return f"<b>{escape(bold, quote=False)}</b>"
    return f'<a href="{escape(address)}">{escape(words, quote=False)}</a>'


def _blocks(markdown: str) -> Iterator[list[str]]:
    """The blocks: lines up to an empty one, but a block of code up to its end."""
    block: list[str] = []
    for line in markdown.splitlines():
        in_code = bool(block) and block[0].startswith("```")
        if in_code or line.strip():
            block.append(line)
        if block and ((in_code and line.startswith("```")) or not (in_code or line.strip())):
            yield block
            block = []
    if block:
        yield block


def _block(lines: list[str], picture: Picture) -> str:
    first = lines[0]
    if first.startswith("```"):
        return f"<pre>{escape(chr(10).join(lines[1:-1]), quote=False)}</pre>"
    if found := _PICTURE.match(first):
        return picture(found[2], found[1])
    if first.startswith("### "):
        return f"<h3>{inline(first[4:])}</h3>"
    if first.startswith("> "):
        return f"<blockquote>{inline(' '.join(line[2:] for line in lines))}</blockquote>"
    for kind, mark in _LISTS:
        if mark.match(first):
            items = "".join(f"<li>{inline(item)}</li>" for item in _items(lines, mark))
            return f"<{kind}>{items}</{kind}>"
    return f"<p>{inline(' '.join(line.strip() for line in lines))}</p>"


def _items(lines: list[str], mark: re.Pattern[str]) -> Iterator[str]:
    """A list's items; a line without a mark goes on with the one before."""
    item = ""
    for line in lines:
        if mark.match(line):
            if item:
                yield item
            item = mark.sub("", line).strip()
        else:
            item = f"{item} {line.strip()}"
    yield item
