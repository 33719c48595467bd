"""Secrets, queues, topics and container images that their policies share with outsiders (G3)."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from app.messages import Message, msg
from app.regional import Region
from app.review.bounded import Kind, reply, some
from app.review.check import SWEEP, Check
from app.review.finding import Said, Unseen
from app.review.outside import Own, own_of
from app.review.sharing import Shared, Writing, findings
from app.review.view import View
from app.troubles import Trouble


@dataclass(frozen=True)
class Sort:
    """A sort of thing with a policy: how it is listed and read, and how its policy is written."""

    kind: Kind
    thing: Message
    name: Callable[[Any], str]
    arn: Callable[[Any, str, str], str]
    read: Callable[[Region, Any], str]
    writing: Callable[[Any, str], Writing]


def _own_topic(arn: str) -> str:
    """What a topic's policy says where nothing else is left: it can't be empty."""
    account = arn.split(":")[4]
    statement = {
        "Sid": "owner",
        "Effect": "Allow",
        "Principal": {"AWS": f"arn:aws:iam::{account}:root"},
        "Action": ["SNS:Publish", "SNS:Subscribe", "SNS:GetTopicAttributes"],
        "Resource": arn,
    }
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})


def _secret(there: Region, item: Mapping[str, Any]) -> str:
    absent = "ResourceNotFoundException"
    found = reply(there, "secretsmanager", "get_resource_policy", absent, SecretId=item["ARN"])
    return str((found or {}).get("ResourcePolicy") or "")


def _queue(there: Region, url: str) -> str:
    found = there.call("sqs", "get_queue_attributes", QueueUrl=url, AttributeNames=["Policy"])
    return str(found.get("Attributes", {}).get("Policy", ""))


def _topic(there: Region, item: Mapping[str, Any]) -> str:
    found = there.call("sns", "get_topic_attributes", TopicArn=item["TopicArn"])
    return str(found["Attributes"].get("Policy", ""))


def _repository(there: Region, item: Mapping[str, Any]) -> str:
    absent = "RepositoryPolicyNotFoundException"
    name = item["repositoryName"]
    found = reply(there, "ecr", "get_repository_policy", absent, repositoryName=name)
    return str(found["policyText"]) if found else ""


def _of_secret(item: Mapping[str, Any], _: str) -> Writing:
    identity = {"SecretId": item["ARN"]}
    return Writing(
        "secretsmanager",
        "put_resource_policy",
        lambda text: {**identity, "ResourcePolicy": text},
        "delete_resource_policy",
        identity,
    )


def _of_queue(url: str, _: str) -> Writing:
    return Writing(
        "sqs",
        "set_queue_attributes",
        lambda text: {"QueueUrl": url, "Attributes": {"Policy": text}},
    )


def _of_topic(item: Mapping[str, Any], arn: str) -> Writing:
    return Writing(
        "sns",
        "set_topic_attributes",
        lambda text: {"TopicArn": arn, "AttributeName": "Policy", "AttributeValue": text},
        least=_own_topic(item["TopicArn"]),
    )


def _of_repository(item: Mapping[str, Any], _: str) -> Writing:
    identity = {"repositoryName": item["repositoryName"]}
    return Writing(
        "ecr",
        "set_repository_policy",
        lambda text: {**identity, "policyText": text},
        "delete_repository_policy",
        identity,
        gone=("RepositoryPolicyNotFoundException",),
    )


SORTS = (
    Sort(
        Kind("G3", msg("Secrets"), "secretsmanager", "list_secrets", "SecretList"),
        msg("the secret “{name}”"),
        lambda item: str(item["Name"]),
        lambda item, _region, _account: str(item["ARN"]),
        _secret,
        _of_secret,
    ),
    Sort(
        Kind("G3", msg("Queues (SQS)"), "sqs", "list_queues", "QueueUrls"),
        msg("the queue “{name}”"),
        lambda url: str(url).rpartition("/")[2],
        lambda url, region, account: f"arn:aws:sqs:{region}:{account}:{url.rpartition('/')[2]}",
        _queue,
        _of_queue,
    ),
    Sort(
        Kind("G3", msg("Topics for messages (SNS)"), "sns", "list_topics", "Topics"),
        msg("the topic “{name}”"),
        lambda item: str(item["TopicArn"]).rpartition(":")[2],
        lambda item, _region, _account: str(item["TopicArn"]),
        _topic,
        _of_topic,
    ),
    Sort(
        Kind("G3", msg("Container images (ECR)"), "ecr", "describe_repositories", "repositories"),
        msg("the store of container images “{name}”"),
        lambda item: str(item["repositoryName"]),
        lambda item, _region, _account: str(item["repositoryArn"]),
        _repository,
        _of_repository,
    ),
)


def look(view: View) -> Iterator[Said]:
    """Yields what outsiders may use, sort by sort, in every Region."""
    own = own_of(view)
    for sort in SORTS:
        yield from _everywhere(view, sort, own)


def _everywhere(view: View, sort: Sort, own: Own) -> Iterator[Said]:
    read = lambda there: _in_region(view, there, sort, own)  # noqa: E731
    yield from view.everywhere("G3", sort.kind.what, read)


def _in_region(view: View, there: Region, sort: Sort, own: Own) -> Iterator[Said]:
    items = some(view, there, sort.kind)
    yield from items.rest
    for item in items:
        name = sort.name(item)
        thing = msg(sort.thing.text, name=name)
        arn = sort.arn(item, there.name, view.account)
        try:
            document = sort.read(there, item)
        except Trouble as trouble:
            if trouble.kind.sign_in_again:
                raise
            yield Unseen("G3", thing, trouble)
            continue
        shared = Shared(
            row="G3",
            check="shared_things",
            id=f"{there.name}/{sort.kind.service}/{name}",
            thing=thing,
            arn=arn,
            document=document,
            writing=sort.writing(item, arn),
            region=there.name,
        )
        yield from findings(shared, own)


CHECKS: tuple[Check, ...] = (
    Check(
        ("G3",),
        "shared_things",
        msg("Secrets, queues, topics and container images that are shared with outsiders"),
        (
            *("account:ListRegions", "ecr:DescribeRepositories", "ecr:GetRepositoryPolicy"),
            *("organizations:DescribeOrganization", "secretsmanager:GetResourcePolicy"),
            *("secretsmanager:ListSecrets", "sns:GetTopicAttributes", "sns:ListTopics"),
            *("sqs:GetQueueAttributes", "sqs:ListQueues"),
        ),
        look,
        SWEEP,
    ),
)
# Added to what the check says, as part of its row that it doesn't look at.
NOT_CHECKED: dict[str, Message] = {
    "G3": msg(
        "Of things that a policy can share, only secrets, queues, topics and container images are "
        "looked at. By hand: “IAM Access Analyzer” shows tables, file systems, backups and the "
        "rest, Region by Region."
    ),
}
