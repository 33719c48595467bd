"""What only real AWS can show: the list, and the answers that a walk gives to it."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from live.wire import Call

TABLE = Path(__file__).with_name("points.toml")
YES_OR_NO = ("yes", "no", "not looked")
NONE = "no answer"


@dataclass(frozen=True)
class Point:
    """One thing that nobody has seen on a real account; one of calls to elsewhere is given."""

    id: str
    place: str
    asks: str
    calls: tuple[str, ...] = ()
    measured: str = ""
    step: str = ""
    elsewhere: str = ""
    choices: tuple[str, ...] = YES_OR_NO
    seen: str = ""  # the day and the answer, once an account has given one


def read(table: Path = TABLE) -> tuple[Point, ...]:
    """The whole list. Raises OSError, tomllib.TOMLDecodeError, TypeError for an unknown word."""
    rows: list[Any] = tomllib.loads(table.read_text(encoding="utf-8"))["point"]
    return tuple(Point(**{k: _frozen(v) for k, v in row.items()}) for row in rows)


def _frozen(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def answer(
    point: Point,
    calls: Iterable[Call],
    figures: Mapping[str, object],
    told: Mapping[str, str],
) -> str:
    """What the walk says to it: by the calls that were made, a figure, or what a person told."""
    if point.calls:
        made = list(calls)
        return "; ".join(f"{name}: {_came(name, made)}" for name in point.calls)
    if point.measured:
        return str(figures.get(point.measured, NONE))
    if point.step:
        return told.get(point.id) or NONE
    return f"not by this walk: {point.elsewhere}"


def is_answered(said: str) -> bool:
    """Whether that is an answer."""
    parts = [part.partition(": ")[2] or part for part in said.split("; ")]
    unanswered = said.startswith("not by this walk") or said == NONE
    return not unanswered and any(part != "not called" for part in parts)


def _came(name: str, calls: list[Call]) -> str:
    counts: dict[str, int] = {}
    for call in calls:
        if call.operation == name:
            came = f"{call.status or 'no reply'} {call.error}".strip()
            counts[came] = counts.get(came, 0) + 1
    return ", ".join(f"{came} ×{n}" for came, n in counts.items()) or "not called"
