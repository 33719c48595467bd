"""A power cut at every call of reducing, gone on with to the same end."""

from __future__ import annotations

from app.revoke import REDUCE
from app.revoke_state import denied
from tests.app.crashcase import AFTER, Case
from tests.app.crashcase import case as case  # noqa: PLC0414  (a fixture)
from tests.app.powercut import at_every_write


@AFTER
def test_reduce(case: Case, after: bool) -> None:
    cuts = 0
    for cuts in at_every_write(case.ready(REDUCE), after=after):  # noqa: B007
        outcome = case.shut(REDUCE)
        assert outcome.complete, outcome.left
        state = case.vendor.state()
        assert not (*state.keys, *state.certificates, *state.ssh_keys, *state.groups)
        assert not denied(state)
        assert {arn.rpartition("/")[2] for arn in state.attached} == {
            "ReadOnlyAccess",
            "IAMUserChangePassword",
        }
        assert set(state.inline) == {"AikagiSessionsEnded", "AikagiRequireMFA"}
        case.others_unchanged()
    assert cuts in (12, 13), "sessions are ended once more where keys lived on for a second"
