"""A power cut at every call of undoing, gone on with to the same end."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from app import revoke
from app.records import Records
from app.revoke import DISABLE, Outcome
from app.session import RootSession
from tests.app.crashcase import Case
from tests.app.powercut import at_every_write


@pytest.fixture
def case(root: RootSession, records: Records, monkeypatch: pytest.MonkeyPatch) -> Case:
    monkeypatch.setattr(revoke, "PAUSES", (0.0, 0.0, 0.0))
    return Case(root, records)


AFTER = pytest.mark.parametrize("after", [False, True], ids=["request", "reply"])


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
