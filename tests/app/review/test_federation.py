"""Sign-ins of other providers: which are somebody's own, and which roles let in too many."""

from __future__ import annotations

import pytest

from app.practice import Practice
from app.review.checks import oidc_providers, oidc_roles, saml
from app.review.finding import CLOSE, SWITCH_OFF, Severity, Unseen
from tests.app.review.conftest import Ground
from tests.app.review.roles import admin, closes_and_comes_back, login, one, some

pytestmark = pytest.mark.keyring
(PROVIDERS,) = oidc_providers.CHECKS
(ROLES,) = oidc_roles.CHECKS
(SAML,) = saml.CHECKS
GITHUB = "token.actions.githubusercontent.com"


def provider(ground: Ground, host: str) -> str:
    return str(
        ground.iam(
            "create_open_id_connect_provider",
            Url=f"https://{host}",
            ThumbprintList=["a" * 40],
            ClientIDList=["sts.amazonaws.com"],
            Tags=[{"Key": "team", "Value": "web"}],
        )["OpenIDConnectProviderArn"]
    )


def metadata(word: str) -> str:
    return f"<EntityDescriptor>{word}</EntityDescriptor>" + " " * 1000


def test_a_new_provider_with_an_administrator_role(ground: Ground) -> None:
    ground.remember()
    login(ground, "deploy", provider(ground, "login.evil.example"))
    admin(ground, "deploy")
    found = one(ground, PROVIDERS)
    assert (found.row, found.severity, found.new) == ("C4", Severity.CRITICAL, True)
    closes_and_comes_back(ground, PROVIDERS, CLOSE)
    arn = f"arn:aws:iam::{ground.account}:oidc-provider/login.evil.example"
    back = ground.iam("get_open_id_connect_provider", OpenIDConnectProviderArn=arn)
    assert back["ClientIDList"] == ["sts.amazonaws.com"]
    assert back["Tags"] == [{"Key": "team", "Value": "web"}]


@pytest.mark.parametrize(
    ("sub", "severity"),
    [
        (None, Severity.CRITICAL),
        ("*", Severity.CRITICAL),
        ("repo:*", Severity.CRITICAL),
        ("repo:company/app:*", Severity.MEDIUM),
    ],
)
def test_a_github_role(ground: Ground, sub: str | None, severity: Severity) -> None:
    condition = {"StringLike": {f"{GITHUB}:sub": sub}} if sub else None
    login(ground, "deploy", provider(ground, GITHUB), condition)
    admin(ground, "deploy")
    assert ground.findings(PROVIDERS) == []
    found = one(ground, ROLES)
    assert (found.row, found.severity) == ("C4", severity)
    closes_and_comes_back(ground, ROLES, SWITCH_OFF)
    closes_and_comes_back(ground, ROLES, CLOSE)


def test_a_new_role_for_somebodys_repository_is_a_question(ground: Ground) -> None:
    arn = provider(ground, GITHUB)
    ground.remember()
    login(ground, "deploy", arn, {"StringLike": {f"{GITHUB}:sub": "repo:vendor/tool:*"}})
    admin(ground, "deploy")
    found = one(ground, ROLES)
    assert (found.severity, found.new) == (Severity.HIGH, True)
    assert "repo:vendor/tool:*" in str(found.what)
    ground.remember()
    assert ground.findings(ROLES) == []


def test_a_role_for_any_customer_of_google_needs_no_provider(ground: Ground) -> None:
    login(ground, "app", "accounts.google.com")
    some(ground, "app")
    assert one(ground, ROLES).severity is Severity.HIGH


def test_a_role_whose_provider_is_gone_opens_nothing(ground: Ground) -> None:
    login(ground, "app", f"arn:aws:iam::{ground.account}:oidc-provider/{GITHUB}")
    admin(ground, "app")
    assert ground.findings(ROLES) == []


def test_a_new_saml_provider_and_a_changed_one(ground: Ground) -> None:
    arn = str(
        ground.iam("create_saml_provider", Name="okta", SAMLMetadataDocument=metadata("ours"))[
            "SAMLProviderArn"
        ]
    )
    login(ground, "staff", arn)
    admin(ground, "staff")
    assert one(ground, SAML).severity is Severity.MEDIUM  # nothing is known of it
    ground.remember()
    assert one(ground, SAML).severity is Severity.LOW
    ground.iam("update_saml_provider", SAMLProviderArn=arn, SAMLMetadataDocument=metadata("theirs"))
    found = one(ground, SAML)
    assert (found.row, found.severity, found.new) == ("C5", Severity.CRITICAL, True)
    assert found.by_hand is not None
    closes_and_comes_back(ground, SAML, CLOSE)
    back = ground.iam("get_saml_provider", SAMLProviderArn=arn)["SAMLMetadataDocument"]
    assert "theirs" in back


def test_a_name_like_identity_centers_excuses_nothing(ground: Ground) -> None:
    ground.remember()
    name = "AWSSSO_0123456789abcdef_DO_NOT_DELETE"
    arn = ground.iam("create_saml_provider", Name=name, SAMLMetadataDocument=metadata("x"))
    login(ground, "staff", str(arn["SAMLProviderArn"]))
    admin(ground, "staff")
    assert one(ground, SAML).severity is Severity.CRITICAL


@pytest.mark.parametrize(
    ("operation", "check"),
    [
        ("iam:ListOpenIDConnectProviders", PROVIDERS),
        ("iam:GetOpenIDConnectProvider", PROVIDERS),
        ("iam:ListOpenIDConnectProviders", ROLES),
        ("iam:ListSAMLProviders", SAML),
        ("iam:GetSAMLProvider", SAML),
    ],
)
def test_a_refused_read_is_unseen(
    ground: Ground, practice: Practice, operation: str, check: object
) -> None:
    login(ground, "deploy", provider(ground, "login.example.com"))
    ground.iam("create_saml_provider", Name="okta", SAMLMetadataDocument=metadata("ours"))
    practice.state.fail(operation, "AccessDenied", 403, times=9)
    found = ground.review(check)  # type: ignore[arg-type]
    assert [type(one) for one in found.unseen] == [Unseen]
