"""A power cut at every call of undoing, gone on with to the same end."""

from __future__ import annotations

from collections.abc import Callable

from app.revoke import DISABLE, Outcome
from tests.app.crashcase import AFTER, Case
from tests.app.crashcase import case as case  # noqa: PLC0414  (a fixture)
from tests.app.powercut import at_every_write


@AFTER
def test_undo(case: Case, after: bool) -> None:
    def attempt() -> Callable[[], Outcome]:
        case.prepare()
        case.vendor.call("delete_login_profile", name=case.vendor.name)
        before[:] = [case.vendor.listings()]
        case.shut(DISABLE)
        return case.undo

    before: list[object] = []
    cuts = 0
    for cuts in at_every_write(attempt, after=after):  # noqa: B007
        assert case.undo().complete
        assert [case.vendor.listings()] == before
        case.others_unchanged()
    assert cuts == 6
