"""All checks of roles and federation together: every row of theirs, in one account."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from app.practice import Practice, iam_delegation
from app.review.checks import (
    account_access,
    cognito,
    delegation,
    directories,
    eks_access,
    eks_programs,
    eks_signins,
    hybrid_machines,
    iot_roles,
    oidc_providers,
    oidc_roles,
    role_insiders,
    role_outsiders,
    roles_anywhere,
    saml,
)
from app.review.finding import CLOSE, SWITCH_OFF
from tests.app.review import test_eks_access as clusters
from tests.app.review import test_role_services as services
from tests.app.review.conftest import Ground
from tests.app.review.roles import OTHER, admin, login

CHECKS = [
    check
    for module in (
        *(account_access, cognito, delegation, directories, eks_access, eks_programs),
        *(eks_signins, hybrid_machines, iot_roles, oidc_providers, oidc_roles, role_insiders),
        *(role_outsiders, roles_anywhere, saml),
    )
    for check in module.CHECKS
]
ROWS = {f"C{number}" for number in range(1, 17)}
GATES = ("rolesanywhere", "credentials.iot", "ssm", "account-access", "ds")


def plant(ground: Ground, practice: Practice) -> None:
    """One way in for each row."""
    ground.role("old", {"Service": "ec2.amazonaws.com"})
    ground.remember()
    ground.role("c1", {"AWS": OTHER})
    changed = ground.iam("get_role", RoleName="old")["Role"]["AssumeRolePolicyDocument"]
    changed["Statement"][0]["Principal"]["AWS"] = OTHER
    ground.iam("update_assume_role_policy", RoleName="old", PolicyDocument=json.dumps(changed))
    ground.role("c3", "*", {"StringLike": {"aws:userid": "*"}})
    made = ground.iam(
        "create_open_id_connect_provider",
        Url="https://login.evil.example",
        ThumbprintList=["a" * 40],
    )
    login(ground, "c4", made["OpenIDConnectProviderArn"])
    ground.iam("create_saml_provider", Name="c5", SAMLMetadataDocument="<m/>" * 400)
    ground.role("c6", {"AWS": f"arn:aws:iam::{ground.account}:root"})
    services.behind(practice).iam.get_role("c6").last_used = datetime.now(UTC)
    arn = services.trusted(ground, f"{GATES[0]}.amazonaws.com")
    for gate in GATES[1:]:
        ground.role(gate, {"Service": f"{gate}.amazonaws.com"})
    services.anchor(ground)
    services.alias(ground, arn.replace("gate", "credentials.iot"))
    ground.call("ssm", "create_activation", services.TOKYO, IamRole="ssm")
    services.pool(ground)
    services.entitlement(ground, arn.replace("gate", "account-access"))
    services.directory(ground)
    iam_delegation.ask_for_rights(services.behind(practice), "ACCEPTED")
    clusters.cluster(ground)
    clusters.entry(ground, f"arn:aws:iam::{OTHER}:role/eve")
    ground.iam("enable_outbound_web_identity_federation")
    for name in ("c1", "old", "c3", "c4", "c6", *GATES[1:]):
        admin(ground, name)


@pytest.mark.keyring
def test_every_row_is_found_and_each_finding_says_what_to_do(
    ground: Ground, practice: Practice
) -> None:
    plant(ground, practice)
    found = ground.review(*CHECKS)
    assert found.whole
    assert {one.row for one in found.findings} >= ROWS
    assert len({one.id for one in found.findings}) == len(found.findings)
    names = {check.name for check in CHECKS}
    for one in found.findings:
        assert one.id.split(":")[0] in names
        assert str(one.what) != str(one.breaks) != ""
        assert one.by_hand or one.remedy(SWITCH_OFF) or one.remedy(CLOSE)


def test_the_checks_cover_the_rows_and_have_names_of_their_own() -> None:
    assert {row for check in CHECKS for row in check.rows} == {*ROWS, "D4"}
    assert len({check.name for check in CHECKS}) == len(CHECKS)


@pytest.mark.keyring
def test_what_is_asked_does_not_grow_with_the_roles(ground: Ground, practice: Practice) -> None:
    counts = []
    for many in (1, 30):
        for number in range(many):
            ground.role(f"r{many}-{number}", {"AWS": OTHER})
        practice.state.clear()
        ground.review(*CHECKS)
        counts.append(len(practice.state.calls))
    assert counts[0] == counts[1] <= 6
