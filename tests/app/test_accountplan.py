"""The account plan: read as AWS tells it, changed once and for good."""

from __future__ import annotations

from decimal import Decimal

import pytest

from app import accountplan
from app.accountplan import AccountPlan
from app.plan import apply
from app.practice import Practice
from app.session import RootSession
from app.troubles import NOT_ALLOWED, Trouble
from app.work import Token


def test_a_free_plan_is_changed_to_the_paid_one(practice: Practice, root: RootSession) -> None:
    before = accountplan.read(root.clients, Token())
    assert (before.kind, before.status, before.credits) == ("FREE", "ACTIVE", Decimal("100.00"))
    assert before.ends is not None
    assert not before.ended
    (change,) = accountplan.upgrade()
    assert not change.undoable
    apply((change,), root.clients, Token())
    assert practice.state.plan == "PAID"
    assert accountplan.read(root.clients, Token()) == AccountPlan("PAID", "ACTIVE")


def test_an_ended_plan_can_still_be_changed(practice: Practice, root: RootSession) -> None:
    practice.state.plan_status = "EXPIRED"
    assert accountplan.read(root.clients, Token()).ended
    apply(accountplan.upgrade(), root.clients, Token())
    assert accountplan.read(root.clients, Token()) == AccountPlan("PAID", "ACTIVE")


def test_an_older_account_has_none(practice: Practice, root: RootSession) -> None:
    practice.state.plan = ""
    assert accountplan.read(root.clients, Token()) == AccountPlan("")
    with pytest.raises(Trouble):
        apply(accountplan.upgrade(), root.clients, Token())


def test_a_refusal_is_raised(practice: Practice, root: RootSession) -> None:
    practice.state.fail("freetier:GetAccountPlanState", "AccessDeniedException", 403)
    with pytest.raises(Trouble) as caught:
        accountplan.read(root.clients, Token())
    assert caught.value.kind is NOT_ALLOWED
