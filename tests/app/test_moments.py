"""Moments as AWS and our own files write them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from app.moments import zoned


@pytest.mark.parametrize(
    "text",
    ["2026-01-31T09:30:00Z", "2026-01-31T09:30:00.000+0000", "2026-01-31T18:30:00+09:00"],
)
def test_a_moment_with_its_zone(text: str) -> None:
    assert zoned(text) == datetime(2026, 1, 31, 9, 30, tzinfo=UTC)


@pytest.mark.parametrize("text", [None, "", "N/A", "2026-01-31", "2026-01-31T09:30:00", "31.1."])
def test_what_names_no_moment(text: str | None) -> None:
    assert zoned(text) is None
