"""Encryption keys that outsiders may use or manage, by policy or by grant (G2).

https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html
https://docs.aws.amazon.com/kms/latest/developerguide/grants.html
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from app.messages import msg
from app.regional import Region
from app.review.bounded import Kind, some
from app.review.check import SWEEP, Check
from app.review.documents import account_of
from app.review.finding import CLOSE, Finding, Remedy, Said, Severity, Unseen
from app.review.outside import Own, own_of
from app.review.remedies import call
from app.review.sharing import ACCOUNT, Shared, Writing, findings, named
from app.review.view import View
from app.troubles import Trouble

KEYS = Kind("G2", msg("Encryption keys (KMS)"), "kms", "list_keys", "Keys")
ALIASES = Kind("G2", msg("Names of encryption keys (KMS)"), "kms", "list_aliases", "Aliases")
THING = msg("the encryption key “{name}”")
OF_AWS = "alias/aws/"  # keys that AWS keeps for its services; nobody can change their policies
WHAT_GRANT = msg(
    "A grant, which the key's policy doesn't show, lets {who} use {thing} ({actions}). With data "
    "that was encrypted by it, it can be read from outside."
)
BREAKS = msg("Backups, copies or services that use the key by this grant fail.")
OFF = msg("Take away this grant of {thing}. This can be undone.")
BACK = msg("Grant {thing} as before")


def look(view: View) -> Iterator[Said]:
    """Yields keys that outsiders may use, in every Region."""
    own = own_of(view)
    yield from view.everywhere("G2", KEYS.what, lambda there: _in_region(view, there, own))


def _in_region(view: View, there: Region, own: Own) -> Iterator[Said]:
    aliases = some(view, there, ALIASES, 1000)
    names = {a["TargetKeyId"]: a["AliasName"] for a in aliases if a.get("TargetKeyId")}
    keys = some(view, there, KEYS)
    yield from (*aliases.rest, *keys.rest)
    for key in keys:
        name = names.get(key["KeyId"], key["KeyId"])
        if name.startswith(OF_AWS):
            continue
        try:
            yield from _key(there, key, name, own)
        except Trouble as trouble:
            if trouble.kind.sign_in_again:
                raise
            yield Unseen("G2", msg(THING.text, name=name), trouble)


def _key(there: Region, key: Mapping[str, Any], name: str, own: Own) -> Iterator[Finding]:
    identity = key["KeyId"]
    policy = there.call("kms", "get_key_policy", KeyId=identity, PolicyName="default")["Policy"]
    shared = Shared(
        row="G2",
        check="shared_keys",
        id=f"{there.name}/{identity}",
        thing=msg(THING.text, name=name),
        arn=key["KeyArn"],
        document=policy,
        writing=Writing(
            service="kms",
            put="put_key_policy",
            parameters=lambda text: {"KeyId": identity, "PolicyName": "default", "Policy": text},
        ),
        region=there.name,
    )
    yield from findings(shared, own)
    for grant in there.pages("kms", "list_grants", "Grants", KeyId=identity):
        account = account_of(grant["GranteePrincipal"])
        if account and account != own.account:
            yield _grant(there.name, key, name, grant)


def _grant(region: str, key: Mapping[str, Any], name: str, grant: Mapping[str, Any]) -> Finding:
    who = msg(ACCOUNT.text, account=account_of(grant["GranteePrincipal"]))
    values = {"thing": msg(THING.text, name=name), "who": who}
    return Finding(
        id=f"shared_keys:{region}/grant/{key['KeyId']}/{grant['GranteePrincipal']}/{grant['GrantId']}",
        row="G2",
        severity=Severity.HIGH if "CreateGrant" in grant["Operations"] else Severity.MEDIUM,
        subject=f"{key['KeyArn']} {grant['GrantId']}",
        what=msg(WHAT_GRANT.text, actions=named(grant["Operations"]), **values),
        breaks=BREAKS,
        remedies=(_revoke(region, key, name, grant),),
        made=grant.get("CreationDate"),
        region=region,
    )


def _revoke(region: str, key: Mapping[str, Any], name: str, grant: Mapping[str, Any]) -> Remedy:
    """Revoke a grant; put back, it has another id.

    https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateGrant.html
    """
    thing = msg(THING.text, name=name)
    what = msg(OFF.text, thing=thing)
    kept = ("GranteePrincipal", "RetiringPrincipal", "Operations", "Constraints", "Name")
    given = {part: grant[part] for part in kept if grant.get(part)}
    back = call(
        f"grant-back-{region}-{grant['GrantId'][:16]}",
        "create_grant",
        {"KeyId": key["KeyId"], **given},
        message=msg(BACK.text, thing=thing),
        service="kms",
        region=region,
    )
    off = call(
        f"grant-off-{region}-{grant['GrantId'][:16]}",
        "revoke_grant",
        {"KeyId": key["KeyId"], "GrantId": grant["GrantId"]},
        message=what,
        service="kms",
        region=region,
        settled_by=("NotFoundException",),
        undo=back,
    )
    return Remedy(CLOSE, what, (off,))


CHECKS: tuple[Check, ...] = (
    Check(
        ("G2",),
        "shared_keys",
        msg("Encryption keys that outsiders may use (KMS)"),
        (
            *("account:ListRegions", "kms:GetKeyPolicy", "kms:ListAliases", "kms:ListGrants"),
            *("kms:ListKeys", "organizations:DescribeOrganization"),
        ),
        look,
        SWEEP,
    ),
)
