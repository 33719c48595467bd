"""How figures are taken and shown: several runs, the two sides in turn, and the ratio in pairs.

This computer's speed drifts, so a figure alone says little; two taken in turn say how they stand
to each other.
"""

from __future__ import annotations

import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Pair:
    """Two measured side by side, in seconds."""

    ours: tuple[float, ...]
    theirs: tuple[float, ...]

    @property
    def ratio(self) -> float:
        """The median of ours over theirs, pair by pair."""
        return statistics.median(a / b for a, b in zip(self.ours, self.theirs, strict=True))


def in_turn(ours: Callable[[], float], theirs: Callable[[], float], runs: int = 9) -> Pair:
    """Measure both in turn, `runs` times, after one turn that isn't counted."""
    ours(), theirs()
    taken = [(ours(), theirs()) for _ in range(runs)]
    return Pair(tuple(a for a, _ in taken), tuple(b for _, b in taken))


def spread(seconds: Sequence[float]) -> str:
    """Median and range in milliseconds."""
    low, middle, high = min(seconds), statistics.median(seconds), max(seconds)
    return f"{middle * 1000:,.0f} ms ({low * 1000:,.0f} to {high * 1000:,.0f})"


def times(pair: Pair) -> str:
    """How many times theirs ours took, and the two medians."""
    ours, theirs = (statistics.median(side) * 1000 for side in (pair.ours, pair.theirs))
    return f"{pair.ratio:.2f} × ({ours:,.0f} / {theirs:,.0f} ms)"


def high(seconds: Sequence[float]) -> float:
    """The 99th percentile."""
    return sorted(seconds)[int(len(seconds) * 0.99)]


def show(title: str, *rows: tuple[str, str]) -> None:
    """Print a small table."""
    wide = max(len(name) for name, _ in rows)
    print(f"\n{title}")
    for name, figure in rows:
        print(f"  {name:<{wide}}  {figure}")
