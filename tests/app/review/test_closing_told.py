"""What is told where closing breaks off: never that nothing was changed where something was."""

from __future__ import annotations

import pytest

from app.messages import Message
from app.practice import Practice
from app.records import Records
from app.review import closing
from app.review.decisions import Decisions
from app.review.finding import CLOSE
from app.troubles import NOTHING_CHANGED, SAFE_TO_REPEAT, Trouble
from app.work import Token
from tests.app.review.conftest import Ground
from tests.app.review.test_closing import decisions as decisions  # noqa: PLC0414  (a fixture)
from tests.app.review.test_closing import found, remedy_of


@pytest.mark.keyring
@pytest.mark.parametrize(
    ("operation", "status", "told"),
    [
        ("iam:PutRolePolicy", 403, NOTHING_CHANGED),  # the first step, refused for sure
        ("iam:PutRolePolicy", 500, SAFE_TO_REPEAT),  # it may have been carried out
        ("iam:UpdateAssumeRolePolicy", 403, SAFE_TO_REPEAT),  # the first step is done
    ],
)
def test_what_was_changed_is_told(
    ground: Ground,
    decisions: Decisions,
    practice: Practice,
    operation: str,
    status: int,
    told: Message,
) -> None:
    one, clients = found(ground), ground.root.clients
    code = "AccessDenied" if status == 403 else "ServiceFailure"
    practice.state.fail(operation, code, status, times=99)
    with pytest.raises(Trouble) as caught:
        closing.carry_out(remedy_of(one, CLOSE), one, clients, decisions, Token())
    assert caught.value.changed == told


@pytest.mark.keyring
def test_what_was_put_back_is_told(
    ground: Ground, decisions: Decisions, practice: Practice, records: Records
) -> None:
    one, clients = found(ground), ground.root.clients
    made = closing.carry_out(remedy_of(one, CLOSE), one, clients, decisions, Token())
    practice.state.fail("iam:DeleteRolePolicy", "AccessDenied", 403, times=99)
    with pytest.raises(Trouble) as caught:
        closing.put_back(made, clients, decisions, Token())
    assert caught.value.changed == SAFE_TO_REPEAT, "the trust is put back already"
