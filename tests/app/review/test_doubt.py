"""Who is unsure switches off first what is dangerous and can be put back; else asks first."""

from __future__ import annotations

import pytest

from app.messages import msg
from app.review.doubt import off_first
from app.review.finding import CLOSE, SWITCH_OFF, Finding, Remedy, Severity

OFF, CLOSES = Remedy(SWITCH_OFF, msg("Off"), ()), Remedy(CLOSE, msg("Close"), ())


@pytest.mark.parametrize(
    ("severity", "remedies", "new", "off"),
    [
        (Severity.CRITICAL, (OFF, CLOSES), None, True),
        (Severity.HIGH, (OFF,), True, True),
        (Severity.CRITICAL, (OFF,), False, False),  # somebody else made it, before the vendor came
        (Severity.MEDIUM, (OFF,), True, False),  # a system that stops would be worse
        (Severity.CRITICAL, (CLOSES,), True, False),  # what is taken away isn't as it was
        (Severity.CRITICAL, (), True, False),
    ],
)
def test_what_comes_first_in_doubt(
    severity: Severity, remedies: tuple[Remedy, ...], new: bool | None, off: bool
) -> None:
    what = Finding("x:1", "C1", severity, "Door", msg("It."), msg("x"), remedies, new=new)
    assert off_first(what) is off
