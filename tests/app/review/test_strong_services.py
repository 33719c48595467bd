"""Strong rights that services, machines and functions hold: found, shown rightly, or let be."""

from __future__ import annotations

from typing import Any

import pytest

from app.practice import Practice
from app.review.checks.lambda_doors import CHECKS as DOORS
from app.review.checks.lambda_layers import CHECKS as LAYERS
from app.review.checks.machines import CHECKS as MACHINES
from app.review.checks.strong_roles import CHECKS as ROLES
from app.review.finding import SWITCH_OFF, Severity
from tests.app.review.conftest import Ground
from tests.app.review.planting import OUTSIDER, READING, TOKYO, function, role, tried_out, unseen

(ROLE,), (MACHINE,), (DOOR,), (LAYER,) = ROLES, MACHINES, DOORS, LAYERS


@pytest.mark.keyring
def test_a_strong_role_of_a_service_is_shown_and_can_be_quarantined(ground: Ground) -> None:
    role(ground, "flows", "states.amazonaws.com")
    role(ground, "gate", "apigateway.amazonaws.com")
    role(ground, "pipe", "codepipeline.amazonaws.com")
    role(ground, "weak", "states.amazonaws.com", READING)
    role(ground, "lambda", "lambda.amazonaws.com")
    found = ground.findings(ROLE)
    assert {one.row: one.severity for one in found} == dict.fromkeys(
        ("E5", "E6", "E8"), Severity.MEDIUM
    )
    assert len(found) == 3
    tried_out(ground, ROLE, found[0], SWITCH_OFF)


@pytest.mark.keyring
def test_a_strong_role_of_the_time_before_is_only_good_to_know(ground: Ground) -> None:
    role(ground, "flows", "states.amazonaws.com")
    ground.remember()
    assert [one.severity for one in ground.findings(ROLE)] == [Severity.LOW]


@pytest.mark.keyring
def test_roles_that_cant_be_read_are_unseen(ground: Ground, practice: Practice) -> None:
    practice.state.fail("iam:GetAccountAuthorizationDetails", "AccessDenied", 403)
    assert unseen(ground, ROLE)


def machine(ground: Ground, profile: str) -> str:
    image = ground.call("ec2", "describe_images", TOKYO)["Images"][0]["ImageId"]
    made = ground.call(
        "ec2",
        "run_instances",
        TOKYO,
        ImageId=image,
        MinCount=1,
        MaxCount=1,
        KeyName="vendor-key",
        IamInstanceProfile={"Name": profile},
    )
    return str(made["Instances"][0]["InstanceId"])


@pytest.mark.keyring
@pytest.mark.usefixtures("two_regions")
def test_a_machine_with_all_rights_is_shown_with_its_key(
    ground: Ground, practice: Practice
) -> None:
    for name, document in (("strong", {}), ("weak", {"document": READING})):
        role(ground, name, "ec2.amazonaws.com", **document)
        ground.iam("create_instance_profile", InstanceProfileName=name)
        ground.iam("add_role_to_instance_profile", InstanceProfileName=name, RoleName=name)
        machine(ground, name)
    (found,) = ground.findings(MACHINE)
    assert found.severity is Severity.HIGH
    assert "vendor-key" in str(found.by_hand)
    ground.call("ec2", "terminate_instances", TOKYO, InstanceIds=[found.subject])
    assert ground.findings(MACHINE) == []
    practice.state.fail("ec2:DescribeInstances", "UnauthorizedOperation", 403, times=2)
    assert [one.row for one in unseen(ground, MACHINE)] == ["F1"]


@pytest.mark.keyring
def test_no_strong_role_of_machines_means_no_region_is_asked(
    ground: Ground, practice: Practice
) -> None:
    role(ground, "weak", "ec2.amazonaws.com", READING)
    role(ground, "flows", "states.amazonaws.com", READING)
    practice.state.clear()
    assert ground.findings(MACHINE) == []
    assert ground.findings(DOOR) == []
    assert practice.state.calls == ["iam:GetAccountAuthorizationDetails"] * 2


def permit(ground: Ground, name: str, **parameters: Any) -> None:
    given = {"Action": "lambda:InvokeFunction", "StatementId": "door", **parameters}
    ground.call("lambda", "add_permission", TOKYO, FunctionName=name, **given)


@pytest.mark.keyring
@pytest.mark.usefixtures("two_regions")
@pytest.mark.parametrize(
    ("given", "severity", "word"),
    [
        (
            {
                "Principal": "*",
                "Action": "lambda:InvokeFunctionUrl",
                "FunctionUrlAuthType": "NONE",
            },
            Severity.CRITICAL,
            "web address",
        ),
        ({"Principal": OUTSIDER}, Severity.CRITICAL, OUTSIDER),
        ({"Principal": OUTSIDER, "Action": "lambda:*"}, Severity.CRITICAL, "any code"),
        (
            {"Principal": "events.amazonaws.com", "SourceAccount": OUTSIDER},
            Severity.CRITICAL,
            OUTSIDER,
        ),
        ({"Principal": "s3.amazonaws.com"}, Severity.HIGH, "usual limit"),
    ],
)
def test_a_strong_function_open_to_outsiders_can_be_closed(
    ground: Ground, given: dict[str, str], severity: Severity, word: str
) -> None:
    function(ground, "door", role(ground, "strong", "lambda.amazonaws.com"))
    permit(ground, "door", **given)
    (found,) = ground.findings(DOOR)
    assert found.severity is severity
    assert word in str(found.what)
    tried_out(ground, DOOR, found, SWITCH_OFF)


@pytest.mark.keyring
@pytest.mark.usefixtures("two_regions")
def test_web_pages_and_own_services_are_not_called_dangerous(
    ground: Ground, practice: Practice
) -> None:
    function(ground, "page", role(ground, "weak", "lambda.amazonaws.com", READING))
    permit(
        ground,
        "page",
        Principal="*",
        Action="lambda:InvokeFunctionUrl",
        FunctionUrlAuthType="NONE",
    )
    function(ground, "own", role(ground, "strong", "lambda.amazonaws.com"))
    ground.call("s3", "create_bucket", Bucket="ours")
    source = f"arn:aws:events:{TOKYO}:{ground.account}:rule/nightly"
    permit(ground, "own", Principal="events.amazonaws.com", SourceArn=source)
    permit(
        ground,
        "own",
        Principal="s3.amazonaws.com",
        SourceArn="arn:aws:s3:::ours",
        StatementId="bucket",
    )
    permit(ground, "own", Principal=ground.account, StatementId="ourselves")
    (found,) = ground.findings(DOOR)
    assert (found.severity, "page" in found.subject) == (Severity.LOW, True)
    practice.state.fail("lambda:GetPolicy", "AccessDeniedException", 403, times=20)
    assert unseen(ground, DOOR)


@pytest.mark.keyring
@pytest.mark.usefixtures("two_regions")
def test_a_layer_of_another_account_is_shown(ground: Ground, practice: Practice) -> None:
    strong = role(ground, "strong", "lambda.amazonaws.com")
    function(ground, "plain", strong)
    assert ground.findings(LAYER) == []
    layer = f"arn:aws:lambda:{TOKYO}:{OUTSIDER}:layer:helper:3"
    practice.state.clear()
    assert not unseen(ground, LAYER)
    _plant_layer(ground, practice, layer)
    (found,) = ground.findings(LAYER)
    assert found.severity is Severity.MEDIUM
    assert OUTSIDER in str(found.what)
    practice.state.fail("lambda:ListFunctions", "AccessDeniedException", 403, times=2)
    assert unseen(ground, LAYER)


def _plant_layer(ground: Ground, practice: Practice, layer: str) -> None:
    """moto refuses a layer that it doesn't know; it is given to the function behind its back."""
    from moto.awslambda.models import lambda_backends

    backend = lambda_backends[ground.account][TOKYO]
    (planted,) = backend.list_functions()
    planted.layers = [{"Arn": layer, "CodeSize": 1}]


@pytest.mark.keyring
@pytest.mark.usefixtures("two_regions")
def test_a_door_behind_an_alias_of_a_strong_function_is_found(ground: Ground) -> None:
    function(ground, "door", role(ground, "strong", "lambda.amazonaws.com"))
    version = ground.call("lambda", "publish_version", TOKYO, FunctionName="door")["Version"]
    ground.call(
        "lambda", "create_alias", TOKYO, FunctionName="door", Name="live", FunctionVersion=version
    )
    assert ground.findings(DOOR) == []
    permit(ground, "door", Principal=OUTSIDER, Qualifier="live")
    (found,) = ground.findings(DOOR)
    assert found.severity is Severity.CRITICAL
    assert "door:live" in str(found.what)
    tried_out(ground, DOOR, found, SWITCH_OFF)
