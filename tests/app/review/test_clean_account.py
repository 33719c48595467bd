"""An account in which nothing was planted, and a busy one, swept through every Region."""

from __future__ import annotations

import pytest

from app.review.check import Check
from app.review.checks import (
    access_points,
    bucket_grants,
    buckets,
    code_sources,
    domains,
    event_rules,
    known_secrets,
    lambda_doors,
    lambda_layers,
    lightsail,
    machines,
    messages_outside,
    open_network,
    remote_hands,
    schedules,
    shared_copies,
    shared_keys,
    shared_things,
    strong_roles,
    template_notices,
    timers,
)
from app.review.finding import Severity
from tests.app.review.conftest import Ground
from tests.app.review.planting import HOME, READING, TOKYO, allow, function, policy, role

MODULES = (
    access_points,
    *(bucket_grants, buckets, code_sources, domains, event_rules, known_secrets, lambda_doors),
    *(lambda_layers, lightsail, machines, messages_outside, open_network, remote_hands, schedules),
    *(shared_copies, shared_keys, shared_things, strong_roles, template_notices, timers),
)
ALL: tuple[Check, ...] = tuple(check for module in MODULES for check in module.CHECKS)
pytestmark = pytest.mark.keyring


@pytest.mark.usefixtures("two_regions")
def test_nothing_is_found_in_an_empty_account(ground: Ground) -> None:
    found = ground.review(*ALL, sweep=True)
    assert not found.findings
    assert not found.unseen
    assert found.whole


@pytest.mark.usefixtures("two_regions")
def test_nothing_in_a_busy_account_is_called_dangerous(ground: Ground) -> None:
    """What a small company has: a website, alarms, a nightly job, a pipeline, a queue, backups."""
    account = ground.account
    worker = role(ground, "worker", "lambda.amazonaws.com", READING)
    role(ground, "machine", "ec2.amazonaws.com", READING)
    role(ground, "clock", "scheduler.amazonaws.com", READING)
    role(ground, "builder", "codebuild.amazonaws.com", READING)
    ground.iam("create_service_linked_role", AWSServiceName="ecs.amazonaws.com")
    job = function(ground, "nightly", worker)
    ground.call("events", "put_rule", TOKYO, Name="night", ScheduleExpression="rate(1 day)")
    ground.call("events", "put_targets", TOKYO, Rule="night", Targets=[{"Id": "1", "Arn": job}])
    ground.call(
        "lambda",
        "add_permission",
        TOKYO,
        FunctionName="nightly",
        StatementId="night",
        Action="lambda:InvokeFunction",
        Principal="events.amazonaws.com",
        SourceArn=f"arn:aws:events:{TOKYO}:{account}:rule/night",
    )
    topic = ground.call("sns", "create_topic", HOME, Name="alarms")["TopicArn"]
    ground.call("sns", "subscribe", HOME, TopicArn=topic, Protocol="email", Endpoint="a@b.example")
    pattern = '{"source": ["aws.signin"]}'
    ground.call("events", "put_rule", HOME, Name="sign-ins", EventPattern=pattern)
    target = [{"Id": "1", "Arn": topic}]
    ground.call("events", "put_targets", HOME, Rule="sign-ins", Targets=target)
    ground.call("s3", "create_bucket", HOME, Bucket="homepage")
    website = policy(allow("*", "s3:GetObject"))
    ground.call("s3", "put_bucket_policy", HOME, Bucket="homepage", Policy=website)
    queue = ground.call("sqs", "create_queue", TOKYO, QueueName="work")["QueueUrl"]
    sends = allow(
        {"Service": "sns.amazonaws.com"},
        "sqs:SendMessage",
        {"ArnLike": {"aws:SourceArn": topic}},
    )
    attributes = {"Policy": policy(sends)}
    ground.call("sqs", "set_queue_attributes", TOKYO, QueueUrl=queue, Attributes=attributes)
    ground.call("kms", "create_key", TOKYO)
    ground.call("ecr", "create_repository", TOKYO, repositoryName="app")
    ground.call("logs", "create_log_group", TOKYO, logGroupName="app")
    found = ground.review(*ALL, sweep=True)
    assert not found.unseen
    assert {one.severity for one in found.findings} <= {Severity.LOW}, found.findings
    assert {one.id.partition(":")[0] for one in found.findings} == {
        *("buckets", "event_rules", "messages_outside")
    }
