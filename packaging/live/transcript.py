"""What is kept of a walk: operations, error codes, sizes, timings, and the answers to the list.

No name, number, id or secret goes in: every value is a figure or one of this program's own words,
and `redact` looks at each text once more.
"""

from __future__ import annotations

import json
import platform
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import botocore

from app import __version__
from live import points
from live.redact import Known
from live.wire import Call, Watch

DONE, REFUSED, SKIPPED, FAILED, STOPPED = "done", "refused", "skipped", "failed", "stopped"


@dataclass
class Step:
    """One step of the walk: what came of it, and its calls."""

    name: str
    came: str = DONE
    code: str = ""
    seconds: float = 0.0
    calls: tuple[Call, ...] = ()


@dataclass
class Transcript:
    """One walk. `known` is what must never be in it."""

    against: str
    watch: Watch
    known: Known = field(default_factory=Known)
    steps: list[Step] = field(default_factory=list)
    figures: dict[str, object] = field(default_factory=dict)
    told: dict[str, str] = field(default_factory=dict)
    left: tuple[str, ...] = ()

    @contextmanager
    def step(self, name: str) -> Iterator[Step]:
        """The calls that are made in here are this step's."""
        self.watch.take()
        one, began = Step(name), time.monotonic()
        self.steps.append(one)
        try:
            yield one
        finally:
            one.seconds = round(time.monotonic() - began, 1)
            one.calls = self.watch.take()

    def answers(self) -> dict[str, str]:
        """What is said to each point, by its id."""
        calls = [call for step in self.steps for call in step.calls]
        return {
            point.id: points.answer(point, calls, self.figures, self.told)
            for point in points.read()
        }

    def write(self, path: Path) -> None:
        """Write it down, redacted once more. Raises OSError."""
        path.parent.mkdir(parents=True, exist_ok=True)
        text = json.dumps(self._clean(self._whole()), indent=1, ensure_ascii=False)
        path.write_text(f"{text}\n", encoding="utf-8")

    def _whole(self) -> dict[str, object]:
        answers = self.answers()
        return {
            "format": "aikagi-live",
            "against": self.against,
            "day": f"{datetime.now(UTC):%Y-%m-%d}",
            "aikagi": __version__,
            "botocore": botocore.__version__,
            "python": platform.python_version(),
            "system": sys.platform,
            "left": list(self.left),
            "steps": [_told(step) for step in self.steps],
            "figures": self.figures,
            "points": [
                {"id": p.id, "place": p.place, "asks": p.asks, "answer": answers[p.id]}
                for p in points.read()
            ],
        }

    def _clean(self, value: object) -> object:
        if isinstance(value, str):
            return self.known.out_of(value)
        if isinstance(value, Mapping):
            return {self._clean(k): self._clean(v) for k, v in value.items()}
        if isinstance(value, list | tuple):
            return [self._clean(one) for one in value]
        return value


def _told(step: Step) -> dict[str, object]:
    said: dict[str, object] = {"step": step.name, "came": step.came, "seconds": step.seconds}
    if step.code:
        said["code"] = step.code
    return {**said, "calls": list(_summed(step.calls))}


def _summed(calls: tuple[Call, ...]) -> Iterator[dict[str, object]]:
    """Calls that came out alike, as one row with their least and most."""
    alike: dict[tuple[str, str, int, str], list[Call]] = {}
    for call in calls:
        alike.setdefault((call.operation, call.region, call.status, call.error), []).append(call)
    for (operation, region, status, error), same in alike.items():
        yield {
            "call": operation,
            "region": region,
            "status": status,
            "error": error,
            "times": len(same),
            "tries": sum(call.tries for call in same),
            "seconds": [min(c.seconds for c in same), max(c.seconds for c in same)],
            "sent": [min(c.sent for c in same), max(c.sent for c in same)],
            "received": [min(c.received for c in same), max(c.received for c in same)],
        }
