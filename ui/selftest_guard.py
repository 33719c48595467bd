"""Self-test: an error in what Qt calls (an event, a size that it asks for) ends the part.

PySide keeps such an error until Qt has returned, and where Python runs again before, the process
may crash: then nobody would learn what was wrong, but that it crashed.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from functools import wraps
from types import FunctionType, TracebackType
from typing import Any

from PySide6.QtCore import QObject


class Telling:
    """Within the `with`, an error is told to `sys.excepthook` where it happens."""

    def __enter__(self) -> None:
        """Nothing is needed before."""

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Tell it; the self-test's hook ends the process."""
        if kind is not None and error is not None:
            sys.excepthook(kind, error, trace)


def guard() -> None:
    """Have errors told in every method of ours that stands in the place of one of Qt's.

    For a process that does nothing but test: the classes stay so. They must have been loaded.
    """
    for made in tuple(_below(QObject)):
        for name, method in tuple(vars(made).items()):
            if isinstance(method, FunctionType) and _is_qts(made, name):
                setattr(made, name, _guarded(method))


def _below(base: type) -> Iterator[type]:
    below: list[type] = base.__subclasses__()
    for made in below:
        if made.__module__.partition(".")[0] == "ui":
            yield made
        yield from _below(made)


def _is_qts(made: type, name: str) -> bool:
    """Whether Qt has a method of that name there, which it may call."""
    bases = (base for base in made.__mro__ if base.__module__.startswith("PySide6."))
    return not name.startswith("__") and any(name in vars(base) for base in bases)


def _guarded(method: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(method)
    def call(*given: Any, **named: Any) -> Any:
        with Telling():
            return method(*given, **named)

    return call
