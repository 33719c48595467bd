"""Cognito's classic flow, in which an app asks for the role that it wants."""

from __future__ import annotations

import json
from typing import Any

import pytest
from moto.cognitoidentity import models

from app.review.checks import cognito
from app.review.finding import Severity
from tests.app.review.carry import one
from tests.app.review.conftest import Ground
from tests.app.review.planting import TOKYO
from tests.app.review.roles import admin, login, some

pytestmark = [pytest.mark.keyring, pytest.mark.usefixtures("two_regions")]
GUESTS = "cognito-identity.amazonaws.com"


def pool(ground: Ground) -> str:
    made = ground.call(
        "cognito-identity",
        "create_identity_pool",
        TOKYO,
        IdentityPoolName="app",
        AllowUnauthenticatedIdentities=True,
    )
    key = str(made["IdentityPoolId"])
    arn = f"arn:aws:iam::{ground.account}:role/named"
    ground.call(
        *("cognito-identity", "set_identity_pool_roles", TOKYO),
        IdentityPoolId=key,
        Roles={"unauthenticated": arn},
    )
    return key


def aud(key: str, **more: str) -> Any:
    return {"StringEquals": {f"{GUESTS}:aud": key, **more}}


@pytest.fixture
def classic(monkeypatch: pytest.MonkeyPatch) -> None:
    """moto doesn't keep that a pool allows the classic flow."""
    told = models.CognitoIdentityPool.to_json

    def to_json(self: models.CognitoIdentityPool) -> str:
        return json.dumps({**json.loads(told(self)), "AllowClassicFlow": True})

    monkeypatch.setattr(models.CognitoIdentityPool, "to_json", to_json)


@pytest.mark.usefixtures("classic")
def test_in_the_classic_flow_a_guest_asks_for_any_role(ground: Ground) -> None:
    (check,) = cognito.CHECKS
    login(ground, "named", GUESTS, aud("x"))
    some(ground, "named")
    key = pool(ground)
    assert one(ground, check).severity is Severity.MEDIUM
    login(ground, "other", GUESTS, aud("ap-northeast-1:someone-elses"))
    admin(ground, "other")
    login(ground, "signed", GUESTS, aud(key, **{f"{GUESTS}:amr": "authenticated"}))
    admin(ground, "signed")
    assert one(ground, check).severity is Severity.MEDIUM
    login(ground, "hidden", GUESTS, aud(key))
    admin(ground, "hidden")
    found = one(ground, check)
    assert found.severity is Severity.CRITICAL
    assert "hidden" in str(found.what)


def test_without_it_a_guest_gets_the_role_of_the_pool_alone(ground: Ground) -> None:
    (check,) = cognito.CHECKS
    login(ground, "named", GUESTS, aud("x"))
    some(ground, "named")
    login(ground, "hidden", GUESTS, aud(pool(ground)))
    admin(ground, "hidden")
    assert one(ground, check).severity is Severity.MEDIUM


def test_where_a_sign_in_says_its_role_it_may_be_any_that_trusts_the_pool(ground: Ground) -> None:
    """By the group of a user pool: whoever signs in there brings the role's ARN along."""
    (check,) = cognito.CHECKS
    provider = "cognito-idp.ap-northeast-1.amazonaws.com/ap-northeast-1_x"
    made = ground.call(
        "cognito-identity",
        "create_identity_pool",
        TOKYO,
        IdentityPoolName="app",
        AllowUnauthenticatedIdentities=False,
        CognitoIdentityProviders=[{"ProviderName": provider, "ClientId": "client"}],
    )
    key = str(made["IdentityPoolId"])
    login(ground, "named", GUESTS, aud(key))
    some(ground, "named")
    asked: dict[str, Any] = {
        "IdentityPoolId": key,
        "Roles": {"authenticated": f"arn:aws:iam::{ground.account}:role/named"},
    }

    def map_by(*how: dict[str, Any]) -> None:
        mappings = {f"{provider}:client": one for one in how}
        ground.call(
            *("cognito-identity", "set_identity_pool_roles", TOKYO),
            **asked,
            RoleMappings=mappings,
        )

    map_by()
    login(ground, "hidden", GUESTS, aud(key))
    admin(ground, "hidden")
    assert one(ground, check).severity is Severity.LOW
    map_by({"Type": "Token", "AmbiguousRoleResolution": "Deny"})
    found = one(ground, check)
    assert found.severity is Severity.HIGH
    assert "hidden" in str(found.what)
