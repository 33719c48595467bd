"""What was put back is looked for under the name that it has by now."""

from __future__ import annotations

import pytest

from app.messages import msg
from app.records import Records
from app.review import closing
from app.review.decisions import PUT_BACK, Decisions, marked
from app.review.finding import Finding, Remedy, Severity
from app.review.identities import Holder
from app.review.remedies import QUARANTINE, quarantine
from app.work import Token
from tests.app.review.conftest import Ground

pytestmark = pytest.mark.keyring


def user_of(ground: Ground, user_id: str) -> Holder:
    found = ground.view().identities.user(user_id)
    assert found is not None
    return found


def about(user: Holder) -> tuple[Finding, Remedy]:
    remedy = quarantine(user)
    return (
        Finding(
            id=f"other_users:user/{user.id}",
            row="B1",
            severity=Severity.HIGH,
            subject=user.name,
            what=msg("A user"),
            breaks=msg("Something"),
            remedies=(remedy,),
        ),
        remedy,
    )


@pytest.mark.parametrize("decoy", [False, True])
def test_a_user_that_was_renamed_meanwhile(ground: Ground, records: Records, decoy: bool) -> None:
    decisions, clients = Decisions(records, ground.account), ground.root.clients
    ci = ground.user("ci")
    finding, remedy = about(user_of(ground, ci))
    made = closing.carry_out(remedy, finding, clients, decisions, Token())
    ground.iam("update_user", UserName="ci", NewUserName="ci-renamed")
    if decoy:
        ground.user("ci")
    back = closing.put_back(made, clients, decisions, Token())
    assert back.kind == PUT_BACK
    assert QUARANTINE not in user_of(ground, ci).inline


def test_going_on_never_blocks_who_has_taken_the_name(ground: Ground, records: Records) -> None:
    decisions, clients = Decisions(records, ground.account), ground.root.clients
    ci = ground.user("ci")
    finding, remedy = about(user_of(ground, ci))
    made = closing.carry_out(remedy, finding, clients, decisions, Token())
    cut_short = decisions.keep(marked(made, remedy.actions[0].id, done=False))
    ground.iam("update_user", UserName="ci", NewUserName="ci-renamed")
    customer = ground.user("ci")
    closing.go_on(cut_short, clients, decisions, Token())
    assert QUARANTINE not in user_of(ground, customer).inline
    assert QUARANTINE in user_of(ground, ci).inline


def test_a_user_that_is_gone_needs_nothing_put_back(ground: Ground, records: Records) -> None:
    decisions, clients = Decisions(records, ground.account), ground.root.clients
    ci = ground.user("ci")
    finding, remedy = about(user_of(ground, ci))
    made = closing.carry_out(remedy, finding, clients, decisions, Token())
    ground.iam("delete_user_policy", UserName="ci", PolicyName=QUARANTINE)
    ground.iam("delete_user", UserName="ci")
    back = closing.put_back(made, clients, decisions, Token())
    assert (back.kind, back.calls) == (PUT_BACK, made.calls)
