"""Principals that were deleted: AWS refuses to write them, so they aren't written."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from app.messages import msg
from app.practice import Practice
from app.records import Records
from app.review import closing
from app.review.checks import role_outsiders
from app.review.decisions import Decisions
from app.review.deleted import trusting_nobody, without_deleted
from app.review.finding import CLOSE
from app.review.identities import Holder
from app.review.outside import Own, openings, without
from app.review.remedies import retrust
from app.troubles import Trouble
from app.work import Token
from tests.app.review.conftest import Ground
from tests.app.review.roles import ADMIN, OTHER, one, trust_of

(OUTSIDERS,) = role_outsiders.CHECKS
GONE, ALSO_GONE = "AIDAIOSFODNN7EXAMPLE1", "AROAIOSFODNN7EXAMPLE1"
OWN = "arn:aws:iam::111122223333:root"


def policy(*statements: dict[str, Any]) -> str:
    return json.dumps({"Version": "2012-10-17", "Statement": list(statements)})


def allow(principal: Any, **more: Any) -> dict[str, Any]:
    return {"Effect": "Allow", "Principal": principal, "Action": "sts:AssumeRole", **more}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ([allow({"AWS": [OWN, GONE, ALSO_GONE]})], [allow({"AWS": OWN})]),
        ([allow({"AWS": GONE}), allow("*")], [allow("*")]),
        (
            [allow({"AWS": GONE, "Service": "ec2.amazonaws.com"})],
            [allow({"Service": "ec2.amazonaws.com"})],
        ),
        ([allow({"AWS": [ALSO_GONE]})], []),
        (
            [{"Effect": "Deny", "NotPrincipal": {"AWS": [GONE]}, "Action": "*"}],
            [{"Effect": "Deny", "Principal": "*", "Action": "*"}],
        ),
        (
            [{"Effect": "Deny", "NotPrincipal": {"AWS": [GONE, OWN]}, "Action": "*"}],
            [{"Effect": "Deny", "NotPrincipal": {"AWS": OWN}, "Action": "*"}],
        ),
    ],
)
def test_they_go_and_all_else_stays(before: list[Any], after: list[Any]) -> None:
    assert json.loads(without_deleted(policy(*before)))["Statement"] == after


def test_what_names_none_stays_to_the_letter() -> None:
    for text in (policy(allow({"AWS": OWN})), policy(allow({"AWS": f"{OWN}/AIDAX"}))):
        assert without_deleted(text) == text


def test_a_trust_policy_is_never_empty() -> None:
    (left,) = json.loads(trusting_nobody(policy(), "111122223333"))["Statement"]
    assert left["Condition"] == {"StringEquals": {"aws:PrincipalAccount": "000000000000"}}


def test_the_policy_of_a_thing_is_written_without_them() -> None:
    own, shared = Own("111122223333"), {"AWS": [f"arn:aws:iam::{OTHER}:root", GONE, OWN]}
    document = policy(allow(shared), allow({"AWS": ALSO_GONE}))
    left = json.loads(without(document, own, openings(document, own)))
    assert left["Statement"] == [allow({"AWS": OWN})]
    alone = policy(allow({"AWS": OTHER}), allow({"AWS": GONE}))
    assert without(alone, own, openings(alone, own)) == ""


def test_what_is_put_back_is_written_without_them_too() -> None:
    made = datetime(2026, 1, 1, tzinfo=UTC)
    arn = "arn:aws:iam::111122223333:role/R"
    role = Holder("role", "R", "AROA1", arn, "/", created=made, trust=policy(allow({"AWS": GONE})))
    (change,) = retrust(role, policy(allow("*")), msg("")).actions
    assert change.undo is not None
    written = json.loads(str(change.undo.parameters["PolicyDocument"]))
    assert GONE not in str(written)
    assert len(written["Statement"]) == 1


@pytest.mark.keyring
def test_a_role_that_trusts_the_deleted_is_closed_and_put_back(
    ground: Ground, practice: Practice, records: Records
) -> None:
    ground.role("Mixed", {"AWS": OTHER})
    ground.iam("attach_role_policy", RoleName="Mixed", PolicyArn=ADMIN)
    mixed = policy(allow({"AWS": [f"arn:aws:iam::{OTHER}:root", GONE]}), allow({"AWS": ALSO_GONE}))
    # As AWS shows it, once they are deleted.
    front = practice._front
    assert front is not None
    front.account.iam.get_role("Mixed").assume_role_policy_document = mixed
    with pytest.raises(Trouble) as caught:
        ground.iam("update_assume_role_policy", RoleName="Mixed", PolicyDocument=mixed)
    assert caught.value.aws_code == "MalformedPolicyDocument"
    found = one(ground, OUTSIDERS)
    close = found.remedy(CLOSE)
    assert close is not None
    decisions = Decisions(records, ground.account)
    made = closing.carry_out(close, found, ground.root.clients, decisions, Token())
    assert ground.findings(OUTSIDERS) == []
    closing.put_back(made, ground.root.clients, decisions, Token())
    assert one(ground, OUTSIDERS).id == found.id
    (left,) = trust_of(ground, "Mixed")["Statement"]
    assert left["Principal"] == {"AWS": f"arn:aws:iam::{OTHER}:root"}
