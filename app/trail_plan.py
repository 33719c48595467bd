"""The steps that make a trail of the customer's own, derived from what is there.

https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-create-and-update-a-trail-by-using-the-aws-cli.html
"""

from __future__ import annotations

import json
import secrets

from app.messages import Message, msg
from app.plan import Action, Plan
from app.trail import HOME, NAME, Seen, Trail, prefix

CLOUDTRAIL = "cloudtrail"
GONE = ("TrailNotFoundException",)
BLOCK = {
    "BlockPublicAcls": True,
    "IgnorePublicAcls": True,
    "BlockPublicPolicy": True,
    "RestrictPublicBuckets": True,
}


def plan(seen: Seen, account: str) -> Plan:
    """What makes a trail, or puts ours right; nothing where a good one is there."""
    if seen.good:
        return ()
    ours = seen.ours
    if ours and ours.own_bucket:
        bucket, made = ours.bucket, True
    else:
        bucket, made = seen.bucket or prefix(account) + secrets.token_hex(4), False
    return (
        *_bucket(bucket, account, already=made and not (ours and ours.failing), new=not made),
        *_trail(bucket, ours),
    )


def _bucket(bucket: str, account: str, *, already: bool, new: bool) -> Plan:
    """The bucket, closed to the public, and open to CloudTrail's writing alone.

    In us-east-1 a bucket is made without naming the Region:
    https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateBucket.html
    """
    return tuple(
        Action(
            name,
            operation,
            parameters,
            message,
            service="s3",
            already=already,
            settled_by=("BucketAlreadyOwnedByYou",),
            undo=_unmake(name, back, bucket) if new else None,
        )
        for name, operation, parameters, message, back in _bucket_steps(bucket, account)
    )


def _bucket_steps(
    bucket: str, account: str
) -> tuple[tuple[str, str, dict[str, object], Message, str], ...]:
    """Each step's name, operation, parameters and sentence, and the operation that undoes it."""
    it: dict[str, object] = {"Bucket": bucket}
    return (
        (
            "trail-bucket",
            "create_bucket",
            it,
            msg("Make the bucket “{bucket}” for what the trail writes", bucket=bucket),
            "delete_bucket",
        ),
        (
            "trail-bucket-private",
            "put_public_access_block",
            {**it, "PublicAccessBlockConfiguration": BLOCK},
            msg("Close the bucket to the public"),
            "delete_public_access_block",
        ),
        (
            "trail-bucket-policy",
            "put_bucket_policy",
            {**it, "Policy": policy(bucket, account)},
            msg("Let AWS CloudTrail write into the bucket"),
            "delete_bucket_policy",
        ),
    )


def _unmake(name: str, operation: str, bucket: str) -> Action:
    message = msg("Remove the trail's bucket, or what it was given, again")
    gone = ("NoSuchBucket", "NoSuchBucketPolicy")
    return Action(
        f"un-{name}", operation, {"Bucket": bucket}, message, service="s3", settled_by=gone
    )


def policy(bucket: str, account: str) -> str:
    """What lets CloudTrail write, for our trail alone.

    https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html
    """
    source = {"aws:SourceArn": f"arn:aws:cloudtrail:{HOME}:{account}:trail/{NAME}"}
    common = {"Effect": "Allow", "Principal": {"Service": "cloudtrail.amazonaws.com"}}
    look = {
        "Sid": "AWSCloudTrailAclCheck20150319",
        **common,
        "Action": "s3:GetBucketAcl",
        "Resource": f"arn:aws:s3:::{bucket}",
        "Condition": {"StringEquals": source},
    }
    owner = {"s3:x-amz-acl": "bucket-owner-full-control"}
    write = {
        "Sid": "AWSCloudTrailWrite20150319",
        **common,
        "Action": "s3:PutObject",
        "Resource": f"arn:aws:s3:::{bucket}/AWSLogs/{account}/*",
        "Condition": {"StringEquals": {**owner, **source}},
    }
    return json.dumps({"Version": "2012-10-17", "Statement": [look, write]})


def _trail(bucket: str, ours: Trail | None) -> Plan:
    return (_make(bucket, ours), *_all_changes(ours), _start(ours))


def _make(bucket: str, ours: Trail | None) -> Action:
    """Of every Region, with digests that show whether what was written is as it was."""
    parameters: dict[str, object] = {
        "Name": NAME,
        "S3BucketName": bucket,
        "IncludeGlobalServiceEvents": True,
        "IsMultiRegionTrail": True,
        "EnableLogFileValidation": True,
    }
    unmake = Action(
        "unmake-trail",
        "delete_trail",
        {"Name": NAME},
        msg("Remove the trail again"),
        CLOUDTRAIL,
        settled_by=GONE,
    )
    return Action(
        "make-trail",
        "update_trail" if ours else "create_trail",
        parameters,
        msg("Make the trail “{name}”, of all Regions", name=NAME),
        CLOUDTRAIL,
        already=bool(ours and ours.whole and ours.bucket == bucket),
        settled_by=("TrailAlreadyExistsException",),
        undo=None if ours else unmake,
    )


def _start(ours: Trail | None) -> Action:
    stop = Action(
        "stop-trail",
        "stop_logging",
        {"Name": NAME},
        msg("Stop the trail again"),
        CLOUDTRAIL,
        settled_by=GONE,
    )
    return Action(
        "start-trail",
        "start_logging",
        {"Name": NAME},
        msg("Start the trail"),
        CLOUDTRAIL,
        already=bool(ours and ours.logging),
        undo=stop,
    )


def _all_changes(ours: Trail | None) -> Plan:
    """Where somebody has narrowed what our trail writes."""
    if ours is None or ours.whole:
        return ()
    selector = {"ReadWriteType": "All", "IncludeManagementEvents": True, "DataResources": []}
    parameters: dict[str, object] = {"TrailName": NAME, "EventSelectors": [selector]}
    message = msg("Let the trail write down all changes again")
    return (Action("widen-trail", "put_event_selectors", parameters, message, CLOUDTRAIL),)
