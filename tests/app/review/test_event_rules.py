"""Rules and schedules that act by themselves are found, switched off, and brought back."""

from __future__ import annotations

import json
from typing import Any

import pytest

from app.plan import perform
from app.practice import Practice
from app.review.checks.event_rules import CHECKS as RULES
from app.review.checks.schedules import CHECKS as SCHEDULES
from app.review.checks.timers import CHECKS as TIMERS
from app.review.event_patterns import hears
from app.review.finding import CLOSE, SWITCH_OFF, Severity
from app.work import Token
from tests.app.review.conftest import Ground
from tests.app.review.planting import (
    HOME,
    OUTSIDER,
    READING,
    TOKYO,
    allow,
    function,
    policy,
    role,
    tried_out,
    unseen,
)

(RULE,), (SCHEDULE,), (TIMER,) = RULES, SCHEDULES, TIMERS
ON_IAM = json.dumps({"source": ["aws.iam"], "detail-type": ["AWS API Call via CloudTrail"]})
HEARD = [
    ON_IAM,
    '{"source": [{"prefix": "aws."}]}',
    '{"account": ["111122223333"]}',
    '{"detail": {"eventSource": ["iam.amazonaws.com"]}}',
    '{"detail-type": ["AWS Console Sign In via CloudTrail"]}',
    '{"$or": [{"source": ["aws.ec2"]}, {"source": ["aws.iam"]}]}',
    '{"source": [{"wildcard": "*.iam"}]}',
    '{"source": [{"anything-but": ["aws.ec2"]}]}',
    "not a pattern",
]
NOT_HEARD = [
    "",
    '{"source": ["aws.ec2"]}',
    '{"source": [{"prefix": "com.example"}]}',
    '{"source": [{"anything-but": {"prefix": "aws."}}], "detail": {"eventSource": ["x"]}}',
    '{"source": ["aws.s3"], "detail": {"eventName": ["CreateUser"]}}',
]


def rule(ground: Ground, name: str, target: str, region: str = HOME, **what: Any) -> None:
    """A rule that starts `target`."""
    ground.call("events", "put_rule", region, Name=name, **(what or {"EventPattern": ON_IAM}))
    ground.call("events", "put_targets", region, Rule=name, Targets=[{"Id": "1", "Arn": target}])


@pytest.mark.parametrize("pattern", HEARD)
def test_a_pattern_that_may_hear_of_users_is_known(pattern: str) -> None:
    assert hears(pattern)


@pytest.mark.parametrize("pattern", NOT_HEARD)
def test_a_pattern_about_something_else_is_let_be(pattern: str) -> None:
    assert not hears(pattern)


@pytest.mark.keyring
def test_a_rule_that_makes_users_anew_is_critical_and_can_be_switched_off(ground: Ground) -> None:
    worker = function(ground, "resurrect", role(ground, "worker", "lambda.amazonaws.com"), HOME)
    rule(ground, "watch", worker)
    (found,) = ground.findings(RULE)
    assert found.severity is Severity.CRITICAL
    assert "before the vendor's user is deleted" in str(found.what)
    tried_out(ground, RULE, found, SWITCH_OFF)


@pytest.mark.keyring
def test_through_a_topic_a_queue_and_what_cant_be_told_it_is_critical_too(ground: Ground) -> None:
    worker = function(ground, "resurrect", role(ground, "worker", "lambda.amazonaws.com"), HOME)
    topic = ground.call("sns", "create_topic", Name="news")["TopicArn"]
    ground.call("sns", "subscribe", TopicArn=topic, Protocol="lambda", Endpoint=worker)
    ground.call("sqs", "create_queue", QueueName="work")
    queue = f"arn:aws:sqs:{HOME}:{ground.account}:work"
    ground.call(
        "lambda", "create_event_source_mapping", EventSourceArn=queue, FunctionName="resurrect"
    )
    rule(ground, "by-topic", topic)
    rule(ground, "by-queue", queue)
    rule(ground, "gone", f"arn:aws:lambda:{HOME}:{ground.account}:function:nowhere")
    rule(ground, "outside", f"arn:aws:events:{HOME}:{OUTSIDER}:event-bus/default")
    found = ground.findings(RULE)
    assert {one.severity for one in found} == {Severity.CRITICAL}
    assert len(found) == 4
    assert any(OUTSIDER in str(one.what) for one in found)


@pytest.mark.keyring
def test_a_warning_by_mail_and_a_weak_function_are_not_called_dangerous(ground: Ground) -> None:
    topic = ground.call("sns", "create_topic", Name="alarm")["TopicArn"]
    ground.call("sns", "subscribe", TopicArn=topic, Protocol="email", Endpoint="a@example.jp")
    rule(ground, "warn", topic)
    weak = role(ground, "chat", "lambda.amazonaws.com", READING)
    rule(ground, "chat", function(ground, "chat", weak, HOME))
    found = {one.subject.rpartition("/")[2]: one.severity for one in ground.findings(RULE)}
    assert found == {"warn": Severity.LOW, "chat": Severity.MEDIUM}
    rule(ground, "ec2", topic, EventPattern='{"source": ["aws.ec2"]}')
    assert len(ground.findings(RULE)) == 2


@pytest.mark.keyring
def test_an_outsider_on_the_bus_is_found_and_taken_off(ground: Ground) -> None:
    ground.call(
        "events",
        "put_permission",
        StatementId="vendor",
        Action="events:PutEvents",
        Principal=OUTSIDER,
    )
    (found,) = ground.findings(RULE)
    assert found.severity is Severity.MEDIUM
    tried_out(ground, RULE, found, CLOSE)


@pytest.mark.keyring
def test_rules_that_cant_be_read_are_unseen(ground: Ground, practice: Practice) -> None:
    practice.state.fail("events:ListRules", "AccessDeniedException", 400)
    assert unseen(ground, RULE)


def schedule(ground: Ground, name: str, target: dict[str, Any], region: str = TOKYO) -> None:
    ground.call(
        "scheduler",
        "create_schedule",
        region,
        Name=name,
        ScheduleExpression="rate(1 hour)",
        FlexibleTimeWindow={"Mode": "OFF"},
        Target=target,
    )


SECRET = "known-to-the-vendor"


@pytest.mark.keyring
@pytest.mark.usefixtures("two_regions")
def test_a_schedule_that_makes_passwords_is_critical_and_can_be_switched_off(
    ground: Ground,
) -> None:
    assert ground.findings(SCHEDULE) == []
    runner = role(ground, "clock", "scheduler.amazonaws.com", READING)
    asked = json.dumps({"UserName": "back", "Password": SECRET})
    call = "arn:aws:scheduler:::aws-sdk:iam:createLoginProfile"
    schedule(ground, "hourly", {"Arn": call, "RoleArn": runner, "Input": asked})
    (found,) = ground.findings(SCHEDULE)
    assert found.severity is Severity.CRITICAL
    assert found.region == TOKYO
    assert SECRET not in repr(found)
    remedy = found.remedy(SWITCH_OFF)
    assert remedy
    (off,) = remedy.actions
    assert off.undo is None  # it would keep the password on the disk
    perform(off, ground.root.clients, Token(), {})
    assert ground.findings(SCHEDULE) == []
    kept = ground.call("scheduler", "get_schedule", TOKYO, Name="hourly")
    assert (kept["Target"]["Input"], kept["State"]) == (asked, "DISABLED")


@pytest.mark.keyring
@pytest.mark.usefixtures("two_regions")
def test_only_schedules_with_strong_rights_are_shown(ground: Ground, practice: Practice) -> None:
    clock = role(ground, "clock", "scheduler.amazonaws.com", READING)
    weak = function(ground, "report", role(ground, "weak", "lambda.amazonaws.com", READING))
    strong = function(ground, "nightly", role(ground, "strong", "lambda.amazonaws.com"))
    stop = "arn:aws:scheduler:::aws-sdk:ec2:stopInstances"
    for name, target in (("weak", weak), ("stop", stop), ("nightly", strong)):
        schedule(ground, name, {"Arn": target, "RoleArn": clock})
    (found,) = ground.findings(SCHEDULE)
    assert (found.severity, "nightly" in found.subject) == (Severity.HIGH, True)
    tried_out(ground, SCHEDULE, found, SWITCH_OFF)
    practice.state.fail("scheduler:ListSchedules", "AccessDeniedException", 403, times=2)
    (missed,) = unseen(ground, SCHEDULE)
    assert missed.region == f"{TOKYO}, {HOME}"


@pytest.mark.keyring
@pytest.mark.usefixtures("two_regions")
def test_strong_work_by_the_clock_is_found_in_every_region(ground: Ground) -> None:
    strong = function(ground, "nightly", role(ground, "strong", "lambda.amazonaws.com"))
    weak = function(ground, "report", role(ground, "weak", "lambda.amazonaws.com", READING))
    rule(ground, "night", strong, TOKYO, ScheduleExpression="rate(1 day)")
    rule(ground, "week", weak, TOKYO, ScheduleExpression="rate(7 days)")
    (found,) = ground.findings(TIMER)
    assert (found.severity, "night" in found.subject) == (Severity.HIGH, True)
    tried_out(ground, TIMER, found, SWITCH_OFF)
    remote = f"arn:aws:events:{TOKYO}:{OUTSIDER}:event-bus/watch"
    rule(ground, "watch", remote, TOKYO, EventPattern='{"source": ["aws.s3"]}')
    assert {one.severity for one in ground.findings(TIMER)} == {Severity.HIGH, Severity.MEDIUM}


@pytest.mark.keyring
def test_what_was_taken_off_can_be_done_without_reading_again(ground: Ground) -> None:
    ground.call(
        "events",
        "put_permission",
        Policy=policy(
            {
                **allow({"AWS": "*"}, "events:PutRule"),
                "Sid": "all",
                "Resource": f"arn:aws:events:{HOME}:{ground.account}:event-bus/default",
            }
        ),
    )
    (found,) = ground.findings(RULE)
    assert found.severity is Severity.HIGH
    remedy = found.remedy(CLOSE)
    assert remedy
    perform(remedy.actions[0], ground.root.clients, Token(), {})
    assert ground.findings(RULE) == []
