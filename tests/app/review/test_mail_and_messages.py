"""Messages, logs, mail and secrets that somebody outside has: shown, closed where they can be."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from app.practice import Practice
from app.review.checks.domains import CHECKS as DOMAINS
from app.review.checks.known_secrets import CHECKS as SECRETS
from app.review.checks.messages_outside import CHECKS as MESSAGES
from app.review.finding import CLOSE, Finding, Severity
from app.review.view import View
from app.work import Token
from tests.app.review.conftest import Ground
from tests.app.review.planting import OUTSIDER, TOKYO, unseen

(DOMAIN,), (SECRET,), (MESSAGE,) = DOMAINS, SECRETS, MESSAGES
pytestmark = [pytest.mark.keyring, pytest.mark.usefixtures("two_regions")]


def test_readers_of_messages_are_told_apart(ground: Ground, practice: Practice) -> None:
    topic = ground.call("sns", "create_topic", TOKYO, Name="alarm")["TopicArn"]
    own = f"arn:aws:sqs:{TOKYO}:{ground.account}:work"
    theirs = f"arn:aws:sqs:{TOKYO}:{OUTSIDER}:ear"

    def subscribe(protocol: str, endpoint: str) -> None:
        ground.call("sns", "subscribe", TOKYO, TopicArn=topic, Protocol=protocol, Endpoint=endpoint)

    ground.call("sqs", "create_queue", TOKYO, QueueName="work")
    subscribe("sqs", own)
    assert ground.findings(MESSAGE) == []
    subscribe("email", "desk@vendor.example.com")
    subscribe("sqs", theirs)
    found = {one.severity: one for one in ground.findings(MESSAGE)}
    assert set(found) == {Severity.LOW, Severity.MEDIUM}
    remedy = found[Severity.MEDIUM].remedy(CLOSE)
    assert remedy
    (action,) = remedy.actions
    assert action.undo is None
    ground.call("sns", "unsubscribe", TOKYO, **action.parameters)
    assert [one.severity for one in ground.findings(MESSAGE)] == [Severity.LOW]
    practice.state.fail("sns:ListSubscriptions", "AuthorizationError", 403, times=2)
    assert unseen(ground, MESSAGE)


def test_logs_that_are_sent_on_are_found_and_stopped(ground: Ground, practice: Practice) -> None:
    ground.call("logs", "create_log_group", TOKYO, logGroupName="app")
    assert ground.findings(MESSAGE) == []
    _plant_filter(ground)
    (found,) = ground.findings(MESSAGE)
    assert OUTSIDER in str(found.what)
    remedy = found.remedy(CLOSE)
    assert remedy
    assert remedy.actions[0].undo
    assert remedy.actions[0].undo.parameters["destinationArn"].endswith(":ear")  # type: ignore[attr-defined]
    ground.call("logs", "delete_subscription_filter", TOKYO, **remedy.actions[0].parameters)
    assert ground.findings(MESSAGE) == []
    practice.state.fail("logs:DescribeLogGroups", "AccessDeniedException", 400, times=2)
    assert unseen(ground, MESSAGE)


def _plant_filter(ground: Ground) -> None:
    """moto knows no destination of another account; the filter is planted behind its back."""
    from moto.logs.models import logs_backends

    group = logs_backends[ground.account][TOKYO].groups["app"]
    group.put_subscription_filter(
        "ship", "", f"arn:aws:logs:{TOKYO}:{OUTSIDER}:destination:ear", ""
    )


def test_secrets_that_were_not_changed_since_are_named(ground: Ground, practice: Practice) -> None:
    assert ground.findings(SECRET) == []
    made = ground.call("secretsmanager", "create_secret", TOKYO, Name="db", SecretString="x")
    ground.call("ssm", "put_parameter", TOKYO, Name="/mail", Value="x", Type="SecureString")
    ground.call("ssm", "put_parameter", TOKYO, Name="/size", Value="3", Type="String")
    found = ground.findings(SECRET)
    assert {one.subject for one in found} == {"db", "/mail"}
    since = ground.root.clients.now() - timedelta(hours=1)

    def left() -> list[str]:
        view = View(ground.root.clients, ground.account, Token(), since=since)
        return [one.subject for one in SECRET.look(view) if isinstance(one, Finding)]

    assert left() == []
    since = ground.root.clients.now() + timedelta(hours=1)
    ground.call("secretsmanager", "tag_resource", TOKYO, SecretId=made["ARN"], Tags=[])
    assert left() == ["db", "/mail"]
    practice.state.fail("secretsmanager:ListSecrets", "AccessDeniedException", 400, times=2)
    assert unseen(ground, SECRET)


def record(ground: Ground, zone: str, sort: str, *values: str) -> None:
    given: dict[str, Any] = {
        "Name": "example.jp",
        "Type": sort,
        "TTL": 300,
        "ResourceRecords": [{"Value": value} for value in values],
    }
    batch = {"Changes": [{"Action": "UPSERT", "ResourceRecordSet": given}]}
    ground.call("route53", "change_resource_record_sets", HostedZoneId=zone, ChangeBatch=batch)


def test_where_mail_goes_is_shown(ground: Ground, practice: Practice) -> None:
    made = ground.call("route53", "create_hosted_zone", Name="example.jp", CallerReference="1")
    zone = made["HostedZone"]["Id"]
    record(ground, zone, "TXT", '"v=spf1 -all"')
    assert ground.findings(DOMAIN) == []
    record(ground, zone, "MX", "10 mx.vendor.example.com.")
    (found,) = ground.findings(DOMAIN)
    assert "mx.vendor.example.com" in str(found.what)
    assert found.subject == "example.jp"
    record(ground, zone, "MX", "0 .")
    assert ground.findings(DOMAIN) == []
    practice.state.fail("route53domains:ListDomains", "AccessDeniedException", 400)
    (missed,) = unseen(ground, DOMAIN)
    assert missed.row == "G7"
