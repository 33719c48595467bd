"""Buckets that their policy shares with outsiders (G1).

https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from app.messages import Message, msg
from app.regional import Region
from app.review.aws_accounts import LOAD_BALANCERS
from app.review.bounded import Kind, Some, cut, reply
from app.review.check import SWEEP, Check
from app.review.finding import Finding, Said, Severity, Unseen
from app.review.outside import Kind as Who
from app.review.outside import Opening, Own, own_of
from app.review.sharing import Shared, Writing, findings, severity_of
from app.review.view import View
from app.troubles import Trouble

HOME = "us-east-1"
BUCKETS = Kind("G1", msg("Buckets (S3)"), "s3", "list_buckets", "Buckets")
THING = msg("the bucket “{name}”")
NO_POLICY = "NoSuchBucketPolicy"
NO_BLOCK = "NoSuchPublicAccessBlockConfiguration"
# All that a public website or download page needs.
PUBLIC_READ = ("s3:getobject", "s3:getobjectversion")
LOGS = ("s3:putobject",)


def all_of(view: View, row: str = "G1") -> Some:
    """The account's buckets, with their Regions. Raises `Trouble`.

    S3 tells the Region only where it is asked for pages:
    https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListBuckets.html
    """
    found = view.list("s3", "list_buckets", "Buckets", PaginationConfig={"PageSize": 1000})
    return cut(found, Kind(row, BUCKETS.what, BUCKETS.service, BUCKETS.operation, BUCKETS.key))


def each(
    view: View, row: str, read: Callable[[Region, Mapping[str, Any]], Iterator[Said]]
) -> Iterator[Said]:
    """What `read` yields of each bucket; one that can't be read is `Unseen` alone."""
    buckets = all_of(view, row)
    yield from buckets.rest
    for bucket in buckets:
        view.token.check()
        there = view.clients.at(bucket.get("BucketRegion") or HOME)
        try:
            yield from read(there, bucket)
        except Trouble as trouble:
            if trouble.kind.sign_in_again:
                raise
            yield Unseen(row, thing(bucket["Name"]), trouble, region=there.name)


def look(view: View) -> Iterator[Said]:
    """Yields what the buckets' policies let outsiders do."""
    own = own_of(view)
    yield from each(view, "G1", lambda there, bucket: _policy(view, there, bucket["Name"], own))


def policy_of(view: View, there: Region, name: str) -> str:
    """A bucket's policy (JSON text), read once; "" where it has none. Raises `Trouble`."""
    found: Any = view.once(
        f"s3:policy:{name}",
        lambda: reply(there, "s3", "get_bucket_policy", NO_POLICY, Bucket=name),
    )
    return str(found["Policy"]) if found else ""


def _policy(view: View, there: Region, name: str, own: Own) -> Iterator[Finding]:
    document = policy_of(view, there, name)
    if not document:
        return
    blocks = lambda: blocked(view, there, name, "RestrictPublicBuckets")  # noqa: E731
    shared = Shared(
        row="G1",
        check="buckets",
        id=name,
        thing=thing(name),
        arn=f"arn:aws:s3:::{name}",
        document=document,
        writing=_writing(name),
        region=there.name,
    )
    yield from findings(shared, own, judge=lambda one: judge(one, blocks))


def judge(opening: Opening, blocks: Callable[[], bool]) -> Severity | None:
    """How dangerous an opening of a bucket is.

    None for AWS's own load balancers' logs, and for everybody where S3 ignores (`blocks`) that.
    """
    if opening.kind is Who.EVERYBODY and blocks():
        return None
    allowed = {action.lower() for action in opening.statement.actions}
    if opening.who in LOAD_BALANCERS and allowed <= set(LOGS):
        return None
    if opening.kind is Who.EVERYBODY and allowed and allowed <= set(PUBLIC_READ):
        return Severity.LOW
    return severity_of(opening)


def blocked(view: View, there: Region, name: str, rule: str) -> bool:
    """Whether S3 ignores what is public, by the bucket's or the account's setting.

    Raises `Trouble`.
    """
    of_account: Any = view.once(
        "s3control:block",
        lambda: reply(
            view.clients.at(HOME),
            *("s3control", "get_public_access_block", NO_BLOCK),
            AccountId=view.account,
        ),
    )
    found = [of_account, reply(there, "s3", "get_public_access_block", NO_BLOCK, Bucket=name)]
    return any(one and one["PublicAccessBlockConfiguration"].get(rule) for one in found)


def _writing(name: str) -> Writing:
    return Writing(
        service="s3",
        put="put_bucket_policy",
        parameters=lambda text: {"Bucket": name, "Policy": text},
        remove="delete_bucket_policy",
        identity={"Bucket": name},
        gone=("NoSuchBucket",),
    )


def thing(name: str) -> Message:
    """A bucket, as words in a sentence."""
    return msg(THING.text, name=name)


CHECKS: tuple[Check, ...] = (
    Check(
        ("G1",),
        "buckets",
        msg("Buckets that are shared with outsiders (S3)"),
        (
            *("s3:GetBucketPolicy", "s3:GetPublicAccessBlock", "s3:ListBuckets"),
            *("organizations:DescribeOrganization", "s3control:GetPublicAccessBlock"),
        ),
        look,
        SWEEP,
    ),
)
