"""The parts that the benchmarks share with the tests of app/."""

from __future__ import annotations

from tests.app.conftest import practice, records, root, settings

__all__ = ["practice", "records", "root", "settings"]
