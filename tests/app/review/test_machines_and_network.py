"""Builds, templates, orders, networks and Lightsail: shown rightly, closed where they can be."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from app.practice import Practice
from app.review.checks.code_sources import CHECKS as SOURCES
from app.review.checks.lightsail import CHECKS as LIGHTSAIL
from app.review.checks.open_network import CHECKS as NETWORK
from app.review.checks.remote_hands import CHECKS as HANDS
from app.review.checks.template_notices import CHECKS as NOTICES
from app.review.finding import CLOSE, SWITCH_OFF, Severity
from tests.app.review.conftest import Ground
from tests.app.review.planting import (
    OUTSIDER,
    READING,
    TOKYO,
    function,
    role,
    tried_out,
    unseen,
)

(SOURCE,), (SAIL,), (NET,), (HAND,), (NOTICE,) = SOURCES, LIGHTSAIL, NETWORK, HANDS, NOTICES
pytestmark = [pytest.mark.keyring, pytest.mark.usefixtures("two_regions")]


def build(ground: Ground, name: str, role_arn: str, source: dict[str, Any]) -> None:
    ground.call(
        "codebuild",
        "create_project",
        TOKYO,
        name=name,
        source=source,
        artifacts={"type": "NO_ARTIFACTS"},
        environment={
            "type": "LINUX_CONTAINER",
            "image": "aws/codebuild/standard:7.0",
            "computeType": "BUILD_GENERAL1_SMALL",
        },
        serviceRole=role_arn,
    )


def test_a_strong_build_from_outside_and_its_accesses_are_shown(
    ground: Ground, practice: Practice
) -> None:
    strong = role(ground, "builder", "codebuild.amazonaws.com")
    weak = role(ground, "checker", "codebuild.amazonaws.com", READING)
    theirs = {"type": "GITHUB", "location": "https://github.com/vendor/app.git"}
    build(ground, "deploy", strong, theirs)
    build(ground, "check", weak, theirs)
    build(ground, "own", strong, {"type": "S3", "location": "ours/app.zip"})
    (found,) = ground.findings(SOURCE)
    assert found.severity is Severity.HIGH
    assert "github.com/vendor" in str(found.what)
    ground.call(
        "codebuild",
        "import_source_credentials",
        TOKYO,
        token="not-a-real-one",
        serverType="GITHUB",
        authType="PERSONAL_ACCESS_TOKEN",
    )
    ground.call(
        "codeconnections",
        "create_connection",
        TOKYO,
        ConnectionName="vendor",
        ProviderType="GitHub",
    )
    assert [one.severity.name for one in ground.findings(SOURCE)] == ["HIGH", "LOW", "LOW"]
    practice.state.fail("codebuild:ListProjects", "AccessDeniedException", 400, times=2)
    practice.state.fail("codeconnections:ListConnections", "AccessDeniedException", 400)
    assert [one.row for one in unseen(ground, SOURCE)] == ["E6", "E6"]


def test_who_is_told_of_templates_is_found_and_told_no_more(
    ground: Ground, practice: Practice
) -> None:
    arn = function(ground, "inject", role(ground, "f", "lambda.amazonaws.com", READING))
    for name in ("cf-templates-1abc-ap-northeast-1", "photos"):
        where = {"LocationConstraint": TOKYO}
        ground.call("s3", "create_bucket", TOKYO, Bucket=name, CreateBucketConfiguration=where)
        told = {"LambdaFunctionArn": arn, "Events": ["s3:ObjectCreated:*"]}
        ground.call(
            "s3",
            "put_bucket_notification_configuration",
            TOKYO,
            Bucket=name,
            NotificationConfiguration={"LambdaFunctionConfigurations": [told]},
        )
    (found,) = ground.findings(NOTICE)
    assert (found.severity, "cf-templates" in found.subject) == (Severity.MEDIUM, True)
    tried_out(ground, NOTICE, found, SWITCH_OFF)
    practice.state.fail("s3:GetBucketNotificationConfiguration", "AccessDenied", 403)
    practice.state.fail("s3:GetBucketNotification", "AccessDenied", 403)
    assert unseen(ground, NOTICE)


def test_standing_orders_documents_and_the_console_are_found(
    ground: Ground, practice: Practice
) -> None:
    assert ground.findings(HAND) == []
    for name, document in (
        ("patches", "AWS-RunPatchBaseline"),
        ("shell", "AWS-RunShellScript"),
        ("own", "vendor-agent"),
    ):
        ground.call("ssm", "create_association", TOKYO, Name=document, AssociationName=name)
    ground.call(
        "ssm",
        "create_document",
        TOKYO,
        Name="runbook",
        Content='{"schemaVersion": "2.2", "description": "x", "mainSteps": []}',
        DocumentType="Command",
        DocumentFormat="JSON",
    )
    ground.call(
        "ssm",
        "modify_document_permission",
        TOKYO,
        Name="runbook",
        PermissionType="Share",
        AccountIdsToAdd=[OUTSIDER],
    )
    ground.call("ec2", "enable_serial_console_access", TOKYO)
    found = {one.id.rpartition(f"{TOKYO}/")[2]: one for one in ground.findings(HAND)}
    assert set(found) == {"order/shell", "order/own", f"document/runbook/{OUTSIDER}", "console"}
    tried_out(ground, HAND, found[f"document/runbook/{OUTSIDER}"], CLOSE)
    tried_out(ground, HAND, found["console"], SWITCH_OFF)
    practice.state.fail("ssm:ListAssociations", "AccessDeniedException", 400, times=2)
    assert [one.region for one in unseen(ground, HAND)] == [f"{TOKYO}, us-east-1"]


def test_machines_and_keys_of_lightsail_are_shown(ground: Ground, practice: Practice) -> None:
    assert ground.findings(SAIL) == []
    ground.call("lightsail", "create_key_pair", TOKYO, keyPairName="vendor-key")
    ground.call(
        "lightsail",
        "create_instances",
        TOKYO,
        instanceNames=["shop"],
        availabilityZone=f"{TOKYO}a",
        blueprintId="wordpress",
        bundleId="nano_3_0",
    )
    assert {one.subject for one in ground.findings(SAIL)} == {"vendor-key", "shop"}
    practice.state.fail("lightsail:GetInstances", "AccessDeniedException", 400, times=2)
    assert unseen(ground, SAIL)


def opened(ground: Ground, name: str, port: int, *sources: str) -> None:
    made = ground.call("ec2", "create_security_group", TOKYO, GroupName=name, Description="x")
    rule = {
        "IpProtocol": "tcp",
        "FromPort": port,
        "ToPort": port,
        "IpRanges": [{"CidrIp": source} for source in sources],
    }
    ground.call(
        "ec2",
        "authorize_security_group_ingress",
        TOKYO,
        GroupId=made["GroupId"],
        IpPermissions=[rule],
    )


def test_doors_that_are_open_to_the_world_are_shown(ground: Ground, practice: Practice) -> None:
    opened(ground, "web", 443, "0.0.0.0/0")
    opened(ground, "office", 22, "192.0.2.0/24")
    assert ground.findings(NET) == []
    opened(ground, "ssh", 22, "0.0.0.0/0")
    opened(ground, "halves", 3389, "0.0.0.0/1", "128.0.0.0/1")
    found = ground.findings(NET)
    assert ["SSH (22)" in str(one.what) for one in found].count(True) == 1
    assert len(found) == 2
    practice.state.fail("ec2:DescribeSecurityGroups", "UnauthorizedOperation", 403, times=2)
    assert unseen(ground, NET)


def test_a_tie_to_a_network_of_somebody_else_is_shown(ground: Ground) -> None:
    network = ground.call("ec2", "create_vpc", TOKYO, CidrBlock="10.9.0.0/16")["Vpc"]["VpcId"]
    gateway = ground.call(
        "ec2", "create_customer_gateway", TOKYO, BgpAsn=65000, IpAddress="192.0.2.1", Type="ipsec.1"
    )["CustomerGateway"]["CustomerGatewayId"]
    inner = ground.call("ec2", "create_vpn_gateway", TOKYO, Type="ipsec.1")["VpnGateway"]
    ground.call(
        "ec2",
        "create_vpn_connection",
        TOKYO,
        CustomerGatewayId=gateway,
        VpnGatewayId=inner["VpnGatewayId"],
        Type="ipsec.1",
    )
    (tunnel,) = ground.findings(NET)
    assert gateway in str(tunnel.what)
    other = ground.call("ec2", "create_vpc", TOKYO, CidrBlock="10.8.0.0/16")["Vpc"]["VpcId"]
    made = ground.call(
        "ec2", "create_vpc_peering_connection", TOKYO, VpcId=network, PeerVpcId=other
    )
    assert len(ground.findings(NET)) == 1
    _give_away(ground, made["VpcPeeringConnection"]["VpcPeeringConnectionId"])
    assert any(OUTSIDER in str(one.what) for one in ground.findings(NET))


def _give_away(ground: Ground, peering: str) -> None:
    """moto knows no network of another account; the other end is moved behind its back."""
    from moto.ec2.models import ec2_backends

    tie = ec2_backends[ground.account][TOKYO].vpc_pcxs[peering]
    theirs = SimpleNamespace(
        owner_id=OUTSIDER, region=TOKYO, id="vpc-theirs", cidr_block="10.8.0.0/16"
    )
    tie.peer_vpc = theirs  # type: ignore[assignment]
