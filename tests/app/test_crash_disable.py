"""A power cut at every call of disabling, gone on with to the same end."""

from __future__ import annotations

from collections.abc import Callable

from app.revoke import DISABLE, Outcome
from tests.app.crashcase import AFTER, Case, without_ids
from tests.app.crashcase import case as case  # noqa: PLC0414  (a fixture)
from tests.app.powercut import at_every_write


@AFTER
def test_disable(case: Case, after: bool) -> None:
    case.prepare()
    case.shut(DISABLE)
    wanted = without_ids(case.vendor.state())
    cuts = 0
    for cuts in at_every_write(case.ready(DISABLE), after=after):  # noqa: B007
        assert case.shut(DISABLE).complete
        assert without_ids(case.vendor.state()) == wanted
        case.others_unchanged()
    assert cuts == 7


@AFTER
def test_undo_of_a_disable_that_was_cut_short(case: Case, after: bool) -> None:
    def attempt() -> Callable[[], Outcome]:
        case.prepare()
        case.vendor.call("delete_login_profile", name=case.vendor.name)
        before[:] = [case.vendor.listings()]
        return lambda: case.shut(DISABLE)

    before: list[object] = []
    for _ in at_every_write(attempt, after=after):
        assert case.undo().complete
        assert [case.vendor.listings()] == before
