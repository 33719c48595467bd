"""C11: Cognito's identity pools, which give app users a role: guests too, or a stranger's users.

https://docs.aws.amazon.com/cognito/latest/developerguide/identity-pools.html
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from app.messages import Message, msg
from app.regional import Region
from app.review.changes import opened, power, rights, sentences
from app.review.check import POINTED, Check
from app.review.federation import COGNITO, guests, takes, users
from app.review.finding import SWITCH_OFF, Finding, Remedy, Said, Severity, Unseen
from app.review.identities import Holder
from app.review.remedies import call, quarantine
from app.review.rights import Power
from app.review.trust import LOGIN, Way
from app.review.view import View

NAME = "cognito_pools"
AT_ONCE = 60  # the most that ListIdentityPools gives, which wants a number
GUEST, USER = "unauthenticated", "authenticated"
KEPT = (
    *("IdentityPoolId", "IdentityPoolName", "AllowUnauthenticatedIdentities", "AllowClassicFlow"),
    *("SupportedLoginProviders", "DeveloperProviderName", "OpenIdConnectProviderARNs"),
    *("CognitoIdentityProviders", "SamlProviderARNs", "IdentityPoolTags"),
)


def look(view: View) -> Iterator[Said]:
    """Each pool whose people get a role, where a role trusts Cognito's pools."""
    trusting: dict[str, tuple[Holder, tuple[Way, ...]]] = {}
    for one in opened(view, "C11"):
        if isinstance(one, Unseen):
            yield one
        else:
            found = tuple(way for way in one[1] if way.kind == LOGIN and way.who == COGNITO)
            if found:
                trusting[one[0].arn] = (one[0], found)
    if not trusting:
        return

    def read(there: Region) -> Iterator[Said]:
        for short in there.pages(
            "cognito-identity", "list_identity_pools", "IdentityPools", MaxResults=AT_ONCE
        ):
            key = {"IdentityPoolId": short["IdentityPoolId"]}
            pool = there.call("cognito-identity", "describe_identity_pool", **key)
            roles = there.call("cognito-identity", "get_identity_pool_roles", **key)
            yield from _pool(view, pool, _roles(pool, roles, trusting), there.name)

    what = msg("app users who get a role (Cognito identity pools)")
    yield from view.everywhere("C11", what, read)


def _roles(
    pool: Mapping[str, Any],
    found: Mapping[str, Any],
    trusting: Mapping[str, tuple[Holder, tuple[Way, ...]]],
) -> dict[str, list[Holder]]:
    """The roles of guests and of users, those that rules choose among the latter.

    In the classic flow an app asks for any role that trusts the pool, whichever the pool names, and
    with a mapping by token the sign-in says which:
    https://docs.aws.amazon.com/cognito/latest/developerguide/authentication-flow.html
    https://docs.aws.amazon.com/cognito/latest/developerguide/role-based-access-control.html
    """
    plain = found.get("Roles", {})
    chosen = [
        rule.get("RoleARN", "")
        for mapping in found.get("RoleMappings", {}).values()
        for rule in mapping.get("RulesConfiguration", {}).get("Rules", ())
    ]
    arns = {GUEST: [plain.get(GUEST, "")], USER: [plain.get(USER, ""), *chosen]}
    by_token = any(one.get("Type") == "Token" for one in found.get("RoleMappings", {}).values())
    classic = pool.get("AllowClassicFlow")
    for arn, (_, ways) in trusting.items():
        mine = [way for way in ways if takes(way, pool["IdentityPoolId"])]
        arns[GUEST] += [arn] if classic and any(guests(way) for way in mine) else []
        arns[USER] += [arn] if (classic or by_token) and any(users(way) for way in mine) else []
    return {
        kind: [trusting[arn][0] for arn in dict.fromkeys(named) if arn in trusting]
        for kind, named in arns.items()
    }


def _pool(
    view: View, pool: Mapping[str, Any], roles: Mapping[str, list[Holder]], region: str
) -> Iterator[Finding]:
    if pool.get("AllowUnauthenticatedIdentities") and roles[GUEST]:
        strongest = max(roles[GUEST], key=lambda role: power(view, role))
        yield _guests(view, pool, strongest, region)
    logins = sorted(_logins(pool))
    if logins and roles[USER]:
        yield _users(view, pool, roles[USER], logins, region)


def _guests(view: View, pool: Mapping[str, Any], role: Holder, region: str) -> Finding:
    """Guests are anybody who knows the pool's id, which stands in every app that uses it."""
    worth, name = power(view, role), pool["IdentityPoolName"]
    grades = {Power.NONE: Severity.LOW, Power.SOME: Severity.MEDIUM}
    return Finding(
        id=f"{NAME}:{region}/guests/{pool['IdentityPoolId']}",
        row="C11",
        severity=grades.get(worth, Severity.CRITICAL),
        subject=name,
        what=sentences(
            msg(
                "Anybody who knows the id of the pool “{name}” gets the role “{role}” as a guest, "
                "without signing in (Cognito).",
                name=name,
                role=role.name,
            ),
            rights(worth),
        ),
        breaks=msg("An app or web page of yours that lets guests in can't do so any more."),
        remedies=(_no_guests(pool, region), quarantine(role)),
        region=region,
    )


def _no_guests(pool: Mapping[str, Any], region: str) -> Remedy:
    """The call sets everything anew, so all else is said again as it is."""
    kept = {key: pool[key] for key in KEPT if key in pool}
    key, name = pool["IdentityPoolId"], pool["IdentityPoolName"]
    back = call(
        f"guests-back-{key}",
        "update_identity_pool",
        kept,
        message=msg("Let guests into the pool “{name}” again", name=name),
        service="cognito-identity",
        region=region,
    )
    message = msg("Let no guests into the pool “{name}”. This can be undone.", name=name)
    off = call(
        f"no-guests-{key}",
        "update_identity_pool",
        {**kept, "AllowUnauthenticatedIdentities": False},
        message=message,
        service="cognito-identity",
        region=region,
        undo=back,
    )
    return Remedy(SWITCH_OFF, message, (off,))


def _logins(pool: Mapping[str, Any]) -> Iterator[str]:
    """Whose sign-ins the pool takes, besides its own developers' servers."""
    yield from pool.get("SupportedLoginProviders", {})
    yield from (arn.partition("/")[2] for arn in pool.get("OpenIdConnectProviderARNs", ()))
    yield from (arn.partition("/")[2] for arn in pool.get("SamlProviderARNs", ()))
    yield from (one["ProviderName"] for one in pool.get("CognitoIdentityProviders", ()))


def _users(
    view: View, pool: Mapping[str, Any], roles: list[Holder], logins: list[str], region: str
) -> Finding:
    worth = max(power(view, role) for role in roles)
    name = pool["IdentityPoolName"]
    return Finding(
        id=f"{NAME}:{region}/users/{pool['IdentityPoolId']}",
        row="C11",
        severity=Severity.HIGH if worth >= Power.ESCALATES else Severity.LOW,
        subject=name,
        what=sentences(_who(name, roles, logins), rights(worth)),
        breaks=msg("The users of an app or web page of yours lose what they can do in AWS."),
        remedies=(quarantine(max(roles, key=lambda role: power(view, role))),),
        by_hand=msg(
            "If one of these sign-ins isn't yours: in Cognito, open the identity pool, and delete "
            "that identity provider under “User access”."
        ),
        region=region,
    )


def _who(name: str, roles: list[Holder], logins: list[str]) -> Message:
    return msg(
        "Users who signed in at {logins} get a role of this account ({roles}) by the pool “{name}” "
        "(Cognito). Check that these sign-ins are those of your app.",
        logins=", ".join(logins),
        roles=", ".join(role.name for role in roles),
        name=name,
    )


CHECKS: tuple[Check, ...] = (
    Check(
        ("C11",),
        NAME,
        msg("App users and guests who get a role (Cognito)"),
        (
            "cognito-identity:ListIdentityPools",
            "cognito-identity:DescribeIdentityPool",
            "cognito-identity:GetIdentityPoolRoles",
        ),
        look,
        POINTED,
    ),
)
