"""A power cut at every call of deleting, gone on with to the same end."""

from __future__ import annotations

from app.revoke import DELETE
from tests.app.crashcase import AFTER, Case
from tests.app.crashcase import case as case  # noqa: PLC0414  (a fixture)
from tests.app.powercut import at_every_write


@AFTER
def test_delete(case: Case, after: bool) -> None:
    cuts = 0
    for cuts in at_every_write(case.ready(DELETE), after=after):  # noqa: B007
        assert case.shut(DELETE).complete
        case.gone()
        case.others_unchanged()
    assert cuts == 21
