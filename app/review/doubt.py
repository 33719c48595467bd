"""What to do first about a finding of which nobody here knows what it is.

The vendor is being shut out, and what is switched off can be put back: a dangerous way in is
switched off first, though something may stop for a while. Not where it is less dangerous, nor where
it was there before the vendor came: somebody else has made that, and may well need it. There the
first thing is to ask.
"""

from __future__ import annotations

from app.review.finding import SWITCH_OFF, Finding, Severity


def off_first(finding: Finding) -> bool:
    """Whether what nobody here knows is switched off first; else the first thing is to ask."""
    can_be_put_back = finding.remedy(SWITCH_OFF) is not None
    return can_be_put_back and finding.severity >= Severity.HIGH and finding.new is not False
