"""A power cut at every call of deleting, gone on with to the same end."""

from __future__ import annotations

import pytest

from app import revoke
from app.records import Records
from app.revoke import DELETE
from app.session import RootSession
from tests.app.crashcase import Case
from tests.app.powercut import at_every_write


@pytest.fixture
def case(root: RootSession, records: Records, monkeypatch: pytest.MonkeyPatch) -> Case:
    monkeypatch.setattr(revoke, "PAUSES", (0.0, 0.0, 0.0))
    return Case(root, records)


AFTER = pytest.mark.parametrize("after", [False, True], ids=["request", "reply"])


@AFTER
def test_delete(case: Case, after: bool) -> None:
    cuts = 0
    for cuts in at_every_write(case.ready(DELETE), after=after):  # noqa: B007
        assert case.shut(DELETE).complete
        case.gone()
        case.others_unchanged()
    assert cuts == 21
