"""Sign-ins of other providers (OpenID Connect): how many people a role's condition lets in.

At a provider that everybody can register with, only a condition on whose project or app it is
keeps strangers out:
https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_oidc.html
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum

from app.review.documents import Condition, like
from app.review.trust import EQUAL, LIKE, LOGIN, Way, fixed
from app.review.view import View

COGNITO = "cognito-identity.amazonaws.com"
_PROVIDER = re.compile(r"arn:[^:]*:iam::\d{12}:oidc-provider/(.+)")
_SAML = re.compile(r"arn:[^:]*:iam::\d{12}:saml-provider/(.+)")
_EKS = re.compile(r"oidc\.eks\.([a-z0-9-]+)\.amazonaws\.com(?:\.cn)?/id/\w+")


class Fit(IntEnum):
    """How far a condition narrows a provider's sign-ins; the higher, the better."""

    OPEN = 0  # anybody who registers with the provider
    LOOSE = 1  # everybody at a provider that is somebody's own
    TIGHT = 2  # what the condition names


@dataclass(frozen=True)
class Service:
    """A provider that everybody can register with: its name, and how it names whose a token is.

    `owner` must begin the value of `sub`; one of `keys` with a fixed value does as well.
    """

    name: str
    owner: str
    keys: tuple[str, ...] = ("sub",)


# Sources: each provider's page on AWS.
# https://docs.github.com/en/actions/security-for-github-actions/security-hardening-your-deployments/configuring-openid-connect-in-amazon-web-services
# https://docs.gitlab.com/ci/cloud_services/aws/
# https://developer.hashicorp.com/terraform/cloud-docs/workspaces/dynamic-provider-credentials/aws-configuration
# https://buildkite.com/docs/pipelines/security/oidc/aws
# https://docs.aws.amazon.com/cognito/latest/developerguide/role-trust-and-permissions.html
# https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html
SHARED: dict[str, Service] = {
    "token.actions.githubusercontent.com": Service(
        "GitHub Actions",
        r"repo:[^*?/]+/",
        ("sub", "repository", "repository_id", "repository_owner", "repository_owner_id"),
    ),
    "gitlab.com": Service("GitLab", r"project_path:[^*?/]+/", ("sub", "project_path")),
    "app.terraform.io": Service("HCP Terraform", r"organization:[^*?:]+:"),
    "agent.buildkite.com": Service("Buildkite", r"organization:[^*?:]+:"),
    COGNITO: Service("Amazon Cognito", r"(?!)", ("aud", "sub")),
    "accounts.google.com": Service("Google", r"(?!)", ("aud", "sub", "oaud")),
    "graph.facebook.com": Service("Facebook", r"(?!)", ("app_id", "id")),
    "www.amazon.com": Service("Login with Amazon", r"(?!)", ("app_id", "user_id")),
}

# Providers that give each of their customers an address of its own.
# https://circleci.com/docs/openid-connect-tokens/
# https://support.atlassian.com/bitbucket-cloud/docs/deploy-on-aws-using-bitbucket-pipelines-openid-connect/
# https://vercel.com/docs/oidc/aws
OWN_ADDRESS: dict[str, str] = {
    "oidc.circleci.com/": "CircleCI",
    "api.bitbucket.org/": "Bitbucket Pipelines",
    "oidc.vercel.com/": "Vercel",
}


def well_known(host: str) -> str:
    """The name of the service behind an address that only its customers have; "" for any other."""
    return next((name for start, name in OWN_ADDRESS.items() if host.startswith(start)), "")


def host_of(who: str) -> str:
    """An OpenID provider's address without https://; "" for a SAML provider."""
    found = _PROVIDER.fullmatch(who)
    if found:
        return found.group(1)
    return "" if _SAML.fullmatch(who) else who


def saml_name(who: str) -> str:
    """A SAML provider's name; "" for any other."""
    found = _SAML.fullmatch(who)
    return found.group(1) if found else ""


def cluster_region(host: str) -> str:
    """The Region of the EKS cluster that gives these sign-ins; "" where it is none.

    https://docs.aws.amazon.com/eks/latest/userguide/iam-roles-for-service-accounts.html
    """
    found = _EKS.fullmatch(host)
    return found.group(1) if found else ""


def service_name(host: str) -> str:
    """The provider's name where everybody can register with it, else its address."""
    return SHARED[host].name if host in SHARED else host


def logins(ways: Iterable[Way]) -> list[Way]:
    """Those of the ways that are sign-ins of an OpenID provider."""
    return [way for way in ways if way.kind == LOGIN and host_of(way.who)]


def providers(view: View) -> list[str]:
    """The ARNs of the OpenID providers that the account accepts. Raises `Trouble`."""
    reply = view.ask("iam", "list_open_id_connect_providers")
    return [item["Arn"] for item in reply.get("OpenIDConnectProviderList", ())]


def fit(way: Way) -> Fit:
    """How far the conditions of a way narrow who may come by it."""
    host = host_of(way.who)
    service = SHARED.get(host)
    if service is None:
        return Fit.TIGHT if _any_fixed(way.conditions, host, ("sub",)) else Fit.LOOSE
    if _any_fixed(way.conditions, host, service.keys):
        return Fit.TIGHT
    owned = any(
        _owned(one, service.owner) for one in way.conditions if one.key == f"{host}:sub".lower()
    )
    return Fit.TIGHT if owned else Fit.OPEN


def _any_fixed(conditions: Iterable[Condition], host: str, keys: tuple[str, ...]) -> bool:
    wanted = {f"{host}:{key}".lower() for key in keys}
    return any(one.key in wanted and fixed(one) for one in conditions)


def _owned(one: Condition, owner: str) -> bool:
    """Whether each pattern names whose it is before its first wildcard."""
    if one.if_exists or one.for_all or one.operator not in LIKE or not one.values:
        return False
    return all(re.match(owner, value) and "${" not in value for value in one.values)


def named(way: Way) -> str:
    """What the conditions name: projects, branches, apps; "" where they name nothing."""
    host = host_of(way.who).lower()
    keys = {key for service in SHARED.values() for key in service.keys}
    wanted = {f"{host}:{key}" for key in keys}
    found = [value for one in way.conditions if one.key in wanted for value in one.values]
    return ", ".join(dict.fromkeys(found))


def guests(way: Way) -> bool:
    """Whether Cognito's guests, who sign in nowhere, are among those who may come by it."""
    amr = [one for one in way.conditions if one.key == f"{COGNITO}:amr"]
    values = {value for one in amr for value in one.values}
    return not values or any(value != "authenticated" for value in values)


def users(way: Way) -> bool:
    """Whether those who signed in at Cognito's pool are among those who may come by it."""
    amr = [one for one in way.conditions if one.key == f"{COGNITO}:amr"]
    values = {value for one in amr for value in one.values}
    return not values or any(value != "unauthenticated" for value in values)


def takes(way: Way, pool: str) -> bool:
    """Whether a condition doesn't keep the way to other pools of Cognito than this one."""
    return not any(_other(one, pool) for one in way.conditions if one.key == f"{COGNITO}:aud")


def _other(one: Condition, pool: str) -> bool:
    """Whether it holds for pools that it names, and this isn't one of them."""
    sure = one.operator in EQUAL | LIKE and not (one.if_exists or one.for_all)
    return sure and not any(like(pool, value) for value in one.values)
