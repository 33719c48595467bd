"""Buckets that outsiders may use by a list of grants (ACL), and copies to their buckets (G1).

https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html
https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication.html
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from app.messages import msg
from app.regional import Region
from app.review.aws_accounts import CLOUDFRONT_LOGS
from app.review.bounded import reply
from app.review.bucket_setting import BucketSetting
from app.review.check import SWEEP, Check
from app.review.checks.buckets import all_of, blocked, each, thing
from app.review.documents import digest
from app.review.finding import CLOSE, SWITCH_OFF, Finding, Remedy, Said, Severity
from app.review.view import View

PUBLIC = ("/global/AllUsers", "/global/AuthenticatedUsers")
NO_COPIES = "ReplicationConfigurationNotFoundError"
WHAT_PUBLIC = msg(
    "Everybody may use {thing}, by its list of grants (ACL): {permission}. Public web pages may "
    "want that; anything else doesn't."
)
WHAT_GRANT = msg(
    "Another account may use {thing}, by its list of grants (ACL): {permission}. S3 names it only "
    "by an id of its own, {grantee}."
)
BREAKS = msg("Whoever uses the bucket by this grant can't any more.")
OFF = msg("Take this grant off {thing}. This can be undone.")
BACK = msg("Give {thing} its grants back")
WHAT_COPIES = msg(
    "S3 copies what is written to {thing} into the bucket “{bucket}”, which isn't one of this "
    "account's. Copies that were made already stay there."
)
COPIES_BREAK = msg("If it is a backup of yours in another account, it isn't kept up to date.")
COPIES_OFF = msg("Stop the copies from {thing}. This can be undone.")
COPIES_BACK = msg("Copy {thing} as before")


def look(view: View) -> Iterator[Said]:
    """Yields grants to outsiders, and copies that leave the account."""
    own = {bucket["Name"] for bucket in all_of(view)}

    def read(there: Region, bucket: Mapping[str, Any]) -> Iterator[Finding]:
        yield from _grants(view, there, bucket["Name"])
        yield from _copies(view, there, bucket["Name"], own)

    yield from each(view, "G1", read)


def _grants(view: View, there: Region, name: str) -> Iterator[Finding]:
    found = there.call("s3", "get_bucket_acl", Bucket=name)
    foreign = [one for one in found["Grants"] if _is_foreign(one["Grantee"], found["Owner"]["ID"])]
    if any(_is_public(one) for one in foreign) and blocked(view, there, name, "IgnorePublicAcls"):
        foreign = [one for one in foreign if not _is_public(one)]
    if foreign:
        yield _finding(there, name, found, foreign)


def _is_foreign(grantee: Mapping[str, str], owner: str) -> bool:
    """Whether it is neither the owner nor AWS itself, which delivers logs."""
    if grantee.get("URI"):
        return grantee["URI"].endswith(PUBLIC)
    return grantee.get("ID", owner) not in (owner, CLOUDFRONT_LOGS)


def _is_public(grant: Mapping[str, Any]) -> bool:
    return bool(grant["Grantee"].get("URI"))


def _finding(there: Region, name: str, found: Mapping[str, Any], foreign: list[Any]) -> Finding:
    public = [one for one in foreign if _is_public(one)]
    permissions = ", ".join(dict.fromkeys(one["Permission"] for one in public or foreign))
    values = {"thing": thing(name), "permission": permissions}
    if public:
        what = msg(WHAT_PUBLIC.text, **values)
    else:
        what = msg(WHAT_GRANT.text, grantee=foreign[0]["Grantee"].get("ID", ""), **values)
    reads = public == foreign and all(one["Permission"].startswith("READ") for one in public)
    return Finding(
        id=f"bucket_grants:{name}/{digest(repr(foreign))}",
        row="G1",
        severity=Severity.MEDIUM if reads else Severity.HIGH,
        subject=f"arn:aws:s3:::{name}",
        what=what,
        breaks=BREAKS,
        remedies=(_without(there.name, name, found, foreign),),
        region=there.name,
    )


def _without(region: str, name: str, found: Mapping[str, Any], foreign: list[Any]) -> Remedy:
    def written(grants: list[Any]) -> dict[str, object]:
        return {"AccessControlPolicy": {"Owner": found["Owner"], "Grants": grants}}

    what = msg(OFF.text, thing=thing(name))
    off = BucketSetting("acl", "put_bucket_acl", name, region).replaced(
        written([one for one in found["Grants"] if one not in foreign]),
        written(found["Grants"]),
        off=what,
        back=msg(BACK.text, thing=thing(name)),
    )
    return Remedy(CLOSE, what, (off,))


def _copies(view: View, there: Region, name: str, own: set[str]) -> Iterator[Finding]:
    found = reply(there, "s3", "get_bucket_replication", NO_COPIES, Bucket=name)
    configuration = found["ReplicationConfiguration"] if found else {"Rules": []}
    foreign = [one for one in configuration["Rules"] if _leaves(one, view.account, own)]
    if not foreign:
        return
    targets = sorted({_target(one) for one in foreign})
    yield Finding(
        id=f"bucket_copies:{name}/{','.join(targets)}",
        row="G1",
        severity=Severity.HIGH,
        subject=f"arn:aws:s3:::{name}",
        what=msg(WHAT_COPIES.text, thing=thing(name), bucket=", ".join(targets)),
        breaks=COPIES_BREAK,
        remedies=(_stop(there.name, name, configuration, foreign),),
        region=there.name,
    )


def _target(rule: Mapping[str, Any]) -> str:
    return str(rule["Destination"]["Bucket"].rpartition(":")[2])


def _leaves(rule: Mapping[str, Any], account: str, own: set[str]) -> bool:
    """Whether a rule copies into a bucket of somebody else."""
    foreign = rule["Destination"].get("Account", account) != account
    return rule["Status"] == "Enabled" and (foreign or _target(rule) not in own)


def _stop(region: str, name: str, configuration: Mapping[str, Any], foreign: list[Any]) -> Remedy:
    rules = [
        {**one, "Status": "Disabled"} if one in foreign else one for one in configuration["Rules"]
    ]
    what = msg(COPIES_OFF.text, thing=thing(name))
    off = BucketSetting("copies", "put_bucket_replication", name, region).replaced(
        {"ReplicationConfiguration": {**configuration, "Rules": rules}},
        {"ReplicationConfiguration": configuration},
        off=what,
        back=msg(COPIES_BACK.text, thing=thing(name)),
    )
    return Remedy(SWITCH_OFF, what, (off,))


CHECKS: tuple[Check, ...] = (
    Check(
        ("G1",),
        "bucket_grants",
        msg("Grants on buckets, and copies to buckets of others (S3)"),
        (
            *("s3:GetBucketAcl", "s3:GetBucketReplication", "s3:GetPublicAccessBlock"),
            *("s3:ListBuckets", "s3control:GetPublicAccessBlock"),
        ),
        look,
        SWEEP,
    ),
)
