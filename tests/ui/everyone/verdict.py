"""How what was found wrong is told: each thing once, with the first place where it was seen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest


def nothing(wrong: Mapping[str, Sequence[str]]) -> None:
    """Fail unless nothing was found anywhere."""
    first: dict[str, str] = {}
    for where, complaints in wrong.items():
        for complaint in complaints:
            first.setdefault(complaint, where)
    if first:
        pytest.fail("\n".join(f"{where}: {what}" for what, where in first.items()), pytrace=False)
