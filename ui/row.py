"""What a row of a list says. How it is drawn is in `ui/rows.py`."""

from __future__ import annotations

from dataclasses import dataclass

from ui.plaintext import seen


@dataclass(frozen=True)
class Row:
    """`mark` is "good", "warn", "bad", "none", or "" for no sign; `value` is what was chosen."""

    title: str
    details: tuple[str, ...] = ()
    tag: str = ""
    mark: str = ""
    value: str = ""
    quiet: bool = False  # of less weight than the others
    tag_mark: str = "none"
    brief: str = ""  # one line, drawn in the place of the details, which are then told elsewhere

    @property
    def drawn(self) -> tuple[str, ...]:
        """The lines that stand below the title."""
        return tuple(map(seen, (self.brief,) if self.brief else self.details))

    @property
    def spoken(self) -> str:
        """All of it, as a screen reader says it."""
        parts = (self.title, self.tag, *self.details)
        return ". ".join(part.rstrip(".。") for part in parts if part)
