"""Aikagi's own blocks are said as ours, and no name of ours hides somebody else's ban."""

from __future__ import annotations

import pytest

from app.denial import DENY_ALL_ARN, DENY_POLICY, DENY_POLICY_NAME
from app.messages import msg
from app.records import Records
from app.review import closing
from app.review.blocks import Blocks, known
from app.review.checks import denies
from app.review.decisions import Decisions
from app.review.finding import Finding, Severity
from app.review.remedies import QUARANTINE, quarantine
from app.work import Token
from tests.app.review.carry import one
from tests.app.review.conftest import Ground
from tests.app.review.test_rights_checks import document, give

pytestmark = pytest.mark.keyring
(DENIES,) = denies.CHECKS


@pytest.mark.parametrize("stuffed", [False, True])
def test_our_own_block_on_a_stuffed_holder_is_said_as_ours(
    ground: Ground, records: Records, stuffed: bool
) -> None:
    ground.user("boss")
    fill(ground, "boss", 10 if stuffed else 1)
    ground.let_in()
    ground.remember()
    (boss,) = (u for u in ground.view().identities.users if u.name == "boss")
    remedy = quarantine(boss)
    (put,) = remedy.actions
    assert put.operation.startswith("put_user_permissions" if stuffed else "attach_user")
    decisions, clients = Decisions(records, ground.account), ground.root.clients
    shown = Finding("c:user/boss", "B1", Severity.HIGH, "boss", msg("w"), msg("b"))
    closing.carry_out(remedy, shown, clients, decisions, Token())
    (elsewhere,) = ground.findings(DENIES)  # where nothing is known of it
    assert "Aikagi blocks users and roles in this way, too" in str(elsewhere.what)
    view = ground.view()
    view.blocks = known(ground.account, (), decisions.all().values())
    assert not list(DENIES.look(view)), "it is the customer's own decision"
    closing.put_back(decisions.all()[shown.id], clients, decisions, Token())
    ground.iam("attach_role_policy", RoleName="theirs", PolicyArn=f"{DENY_ALL_ARN}")
    view = ground.view()
    view.blocks = known(ground.account, (), decisions.all().values())
    assert [f.subject for f in DENIES.look(view) if isinstance(f, Finding)] == ["theirs"]


def fill(ground: Ground, name: str, policies: int) -> None:
    """No room for a policy of its own, and so many attached policies."""
    ground.role("theirs", {"Service": "ec2.amazonaws.com"})
    give(ground, name, document("Allow", "s3:" + "x" * 1950))
    for number in range(policies):
        text = document("Allow", "s3:ListAllMyBuckets")
        made = ground.iam("create_policy", PolicyName=f"fill-{number}", PolicyDocument=text)
        ground.iam("attach_user_policy", UserName=name, PolicyArn=made["Policy"]["Arn"])


def test_a_vendor_that_was_shut_out_before_is_not_called_banned(ground: Ground) -> None:
    former = ground.let_in("former-vendor")
    put = {"UserName": "former-vendor", "PolicyName": DENY_POLICY_NAME}
    ground.iam("put_user_policy", **put, PolicyDocument=DENY_POLICY)
    ground.iam("attach_user_policy", UserName="former-vendor", PolicyArn=DENY_ALL_ARN)
    ground.let_in()
    elsewhere = one(ground, DENIES)
    assert (elsewhere.severity, elsewhere.remedies) == (Severity.LOW, ())
    assert "a block as Aikagi puts it" in str(elsewhere.what)
    view = ground.view()
    view.blocks = Blocks(frozenset({former}))
    assert not list(DENIES.look(view))


def test_our_names_do_not_hide_what_somebody_else_forbids(ground: Ground) -> None:
    ground.user("boss")
    ground.let_in()
    ground.remember()
    text = document("Deny", "iam:*")
    ground.iam("put_user_policy", UserName="boss", PolicyName=QUARANTINE, PolicyDocument=text)
    assert one(ground, DENIES).id.startswith("denies:deny/user")
