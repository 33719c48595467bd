"""EKS clusters: who may use them, which programs get a role, and sign-ins of strange clusters."""

from __future__ import annotations

import dataclasses
from datetime import timedelta

import pytest

from app.practice import Practice
from app.review.checks import eks_access, eks_programs, eks_signins
from app.review.finding import CLOSE, SWITCH_OFF, Severity, Unseen
from tests.app.review.conftest import Ground
from tests.app.review.roles import OTHER, admin, closes_and_comes_back, login, one

pytestmark = pytest.mark.keyring
(ACCESS,) = eks_access.CHECKS
(PROGRAMS,) = eks_programs.CHECKS
(SIGN_INS,) = eks_signins.CHECKS
TOKYO = "ap-northeast-1"
ALL = "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy"


def cluster(ground: Ground, mode: str = "API") -> str:
    """A cluster; its address for sign-ins."""
    arn = ground.role("cluster", {"Service": "eks.amazonaws.com"})
    found = ground.call(
        "eks",
        "create_cluster",
        TOKYO,
        name="shop",
        roleArn=arn,
        resourcesVpcConfig={"subnetIds": []},
        accessConfig={"authenticationMode": mode},
    )["cluster"]
    return str(found["identity"]["oidc"]["issuer"])


def entry(ground: Ground, arn: str, policy: str = ALL) -> None:
    ground.call("eks", "create_access_entry", TOKYO, clusterName="shop", principalArn=arn)
    if policy:
        ground.call(
            "eks",
            "associate_access_policy",
            TOKYO,
            clusterName="shop",
            principalArn=arn,
            policyArn=policy,
            accessScope={"type": "cluster"},
        )


def test_an_administrator_of_the_cluster_from_another_account(ground: Ground) -> None:
    cluster(ground)
    assert ground.findings(ACCESS) == []
    entry(ground, f"arn:aws:iam::{OTHER}:role/eve")
    found = one(ground, ACCESS)
    assert (found.row, found.severity) == ("C15", Severity.HIGH)
    closes_and_comes_back(ground, ACCESS, CLOSE)


def test_the_vendors_own_entry_outlives_the_denial(ground: Ground) -> None:
    cluster(ground)
    ground.let_in()
    arn = ground.iam("get_user", UserName="vendor-admin")["User"]["Arn"]
    entry(ground, arn)
    entry(ground, f"arn:aws:iam::{ground.account}:role/deploy")
    found = one(ground, ACCESS)  # the role was there before
    assert found.severity is Severity.HIGH
    assert "vendor" in str(found.what)


def test_what_is_new_among_the_accounts_own_is_said(ground: Ground) -> None:
    role = cluster(ground)
    assert role
    ground.let_in()
    arn = ground.role("app", {"Service": "pods.eks.amazonaws.com"})
    admin(ground, "app")
    moment = ground.root.clients.now() - timedelta(hours=1)
    ground.vendor = dataclasses.replace(ground.vendor, handed_over=moment)
    entry(ground, f"arn:aws:iam::{ground.account}:role/deploy")
    ground.call(
        "eks",
        "create_pod_identity_association",
        TOKYO,
        clusterName="shop",
        namespace="default",
        serviceAccount="web",
        roleArn=arn,
    )
    found = [*ground.findings(ACCESS), *ground.findings(PROGRAMS)]
    assert {f.severity for f in found} == {Severity.MEDIUM}
    assert len(found) == 2
    closes_and_comes_back(ground, PROGRAMS, CLOSE)
    found = [*ground.findings(ACCESS), *ground.findings(PROGRAMS)]
    for each in found:
        close = each.remedy(CLOSE)
        assert close is not None
        for action in close.actions:
            ground.call("eks", action.operation, TOKYO, **action.parameters)
    assert ground.findings(ACCESS) == ground.findings(PROGRAMS) == []


def test_a_list_that_only_the_cluster_shows_is_unseen(ground: Ground, practice: Practice) -> None:
    cluster(ground, "API_AND_CONFIG_MAP")
    assert [(u.row, u.region) for u in ground.review(ACCESS).unseen] == [("C15", TOKYO)]
    practice.state.fail("eks:ListAccessEntries", "InvalidRequestException", 400)
    assert [type(u) for u in ground.review(ACCESS).unseen] == [Unseen]


def test_sign_ins_of_a_strange_cluster(ground: Ground, practice: Practice) -> None:
    own = cluster(ground)
    strange = f"oidc.eks.{TOKYO}.amazonaws.com/id/0123456789ABCDEF0123456789ABCDEF"
    for name, issuer in (("ours", own), ("theirs", f"https://{strange}")):
        arn = ground.iam("create_open_id_connect_provider", Url=issuer, ThumbprintList=["a" * 40])[
            "OpenIDConnectProviderArn"
        ]
        host = issuer.removeprefix("https://")
        login(ground, name, arn, {"StringEquals": {f"{host}:sub": "system:serviceaccount:a:b"}})
        admin(ground, name)
    found = one(ground, SIGN_INS)
    assert (found.row, found.subject, found.severity) == ("C15", "theirs", Severity.HIGH)
    closes_and_comes_back(ground, SIGN_INS, SWITCH_OFF)
    closes_and_comes_back(ground, SIGN_INS, CLOSE)
    practice.state.fail("eks:ListClusters", "AccessDeniedException", 403)
    review = ground.review(SIGN_INS)
    assert [type(u) for u in review.unseen] == [Unseen]
    assert review.findings == ()
