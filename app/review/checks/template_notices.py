"""Notices about the buckets that CloudFormation's templates pass through (E7).

Who is told of a template as soon as it arrives can change it before it is used.
https://docs.aws.amazon.com/AmazonS3/latest/userguide/EventNotifications.html
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from app.messages import msg
from app.regional import Region
from app.review.bucket_setting import BucketSetting
from app.review.check import SWEEP, Check
from app.review.checks.buckets import each, thing
from app.review.documents import account_of
from app.review.finding import SWITCH_OFF, Finding, Remedy, Said, Severity
from app.review.view import View

# As the AWS console and the CDK name them.
TEMPLATES = ("cf-templates-", "cdk-hnb659fds-assets-", "cdktoolkit-", "aws-sam-cli-managed-")
TARGETS = {
    "LambdaFunctionConfigurations": "LambdaFunctionArn",
    "QueueConfigurations": "QueueArn",
    "TopicConfigurations": "TopicArn",
}
EVENTS = "EventBridgeConfiguration"
WHAT = msg(
    "As soon as a template, by which your systems are built, arrives in {thing}, {targets} is "
    "told, and could change it before AWS uses it. Hardly anybody needs that."
)
BREAKS = msg("Whatever is meant to happen when a template arrives doesn't happen any more.")
OFF = msg("Tell nobody any more when something arrives in {thing}. This can be undone.")
BACK = msg("Send notices about {thing} as before")


def look(view: View) -> Iterator[Said]:
    """Yields buckets for templates that send notices."""
    yield from each(view, "E7", lambda there, bucket: _notices(view, there, bucket["Name"]))


def _notices(view: View, there: Region, name: str) -> Iterator[Finding]:
    if not name.startswith(TEMPLATES):
        return
    found = there.call("s3", "get_bucket_notification_configuration", Bucket=name)
    before = {part: found[part] for part in (*TARGETS, EVENTS) if part in found}
    told = [one[key] for part, key in TARGETS.items() for one in before.get(part, ())]
    if not told:
        return
    foreign = any(account_of(arn) not in ("", view.account) for arn in told)
    yield Finding(
        id=f"template_notices:{name}/{','.join(sorted(told))}",
        row="E7",
        severity=Severity.HIGH if foreign else Severity.MEDIUM,
        subject=f"arn:aws:s3:::{name}",
        what=msg(WHAT.text, thing=thing(name), targets=", ".join(f"“{arn}”" for arn in told)),
        breaks=BREAKS,
        remedies=(_off(there.name, name, before),),
        region=there.name,
    )


def _off(region: str, name: str, before: Mapping[str, Any]) -> Remedy:
    """Send no notices; what EventBridge is told of stays."""
    left = {EVENTS: before[EVENTS]} if EVENTS in before else {}
    what = msg(OFF.text, thing=thing(name))
    setting = BucketSetting("notices", "put_bucket_notification_configuration", name, region)
    off = setting.replaced(
        {"NotificationConfiguration": left},
        {"NotificationConfiguration": before, "SkipDestinationValidation": True},
        off=what,
        back=msg(BACK.text, thing=thing(name)),
    )
    return Remedy(SWITCH_OFF, what, (off,))


CHECKS: tuple[Check, ...] = (
    Check(
        ("E7",),
        "template_notices",
        msg("Who is told of new templates (CloudFormation's buckets)"),
        ("s3:GetBucketNotification", "s3:ListBuckets"),
        look,
        SWEEP,
    ),
)
