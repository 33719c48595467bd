"""Puts made text between two comments of a document, and leaves the rest of it as it is."""

from __future__ import annotations

from pathlib import Path


def put(path: Path, mark: str, lines: list[str]) -> bool:
    """Put the lines between `<!-- mark` and `<!-- /mark -->`; whether that changed the document.

    Raises ValueError where the two aren't there, once each, in this order; OSError.
    """
    text = path.read_text(encoding="utf-8")
    made = replaced(text, mark, lines)
    if made != text:
        path.write_text(made, encoding="utf-8", newline="\n")
    return made != text


def taken(text: str, mark: str) -> list[str]:
    """The lines that stand there now. Raises ValueError as `put` does."""
    begin, end = _ends(text, mark)
    return text.partition(begin)[2].partition(end)[0].splitlines()[1:]


def replaced(text: str, mark: str, lines: list[str]) -> str:
    """The text with these lines there. Raises ValueError as `put` does."""
    begin, end = _ends(text, mark)
    head, _, rest = text.partition(begin)
    opened, _, _ = rest.partition("\n")
    _, _, tail = text.partition(end)
    body = "".join(f"{line}\n" for line in lines)
    return f"{head}{begin}{opened}\n{body}{end}{tail}"


def _ends(text: str, mark: str) -> tuple[str, str]:
    begin, end = f"<!-- {mark}", f"<!-- /{mark} -->"
    if text.count(begin) != 1 or text.count(end) != 1 or text.index(begin) > text.index(end):
        message = f"there has to be one {begin} … and one {end} after it"
        raise ValueError(message)
    return begin, end
