"""What the tests of checks that look into Regions plant, and how they try a remedy out."""

from __future__ import annotations

import io
import json
import zipfile
from typing import Any

from app.plan import perform
from app.review.check import Check
from app.review.finding import Finding, Unseen
from app.work import Token
from tests.app.review.conftest import ANYTHING, Ground

OUTSIDER = "999988887777"
TOKYO = "ap-northeast-1"
HOME = "us-east-1"
READING = json.dumps(
    {
        "Version": "2012-10-17",
        "Statement": [{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}],
    }
)


def policy(*statements: Any) -> str:
    """A policy document."""
    return json.dumps({"Version": "2012-10-17", "Statement": list(statements)})


def allow(principal: Any, action: Any = "*", condition: Any = None, **more: Any) -> dict[str, Any]:
    """A statement that allows."""
    found = {"Effect": "Allow", "Principal": principal, "Action": action, "Resource": "*", **more}
    return {**found, "Condition": condition} if condition else found


def role(ground: Ground, name: str, service: str, document: str = ANYTHING) -> str:
    """A role that a service may use, with these rights; its ARN."""
    arn = ground.role(name, {"Service": service})
    ground.iam("put_role_policy", RoleName=name, PolicyName="rights", PolicyDocument=document)
    return arn


def function(
    ground: Ground, name: str, role_arn: str, region: str = TOKYO, **parameters: Any
) -> str:
    """A function; its ARN."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("main.py", "def handler(event, context): ...")
    made = ground.call(
        "lambda",
        "create_function",
        region,
        FunctionName=name,
        Role=role_arn,
        Runtime="python3.12",
        Handler="main.handler",
        Code={"ZipFile": packed.getvalue()},
        **parameters,
    )
    return str(made["FunctionArn"])


def tried_out(ground: Ground, check: Check, found: Finding, kind: str) -> None:
    """The remedy closes the finding, twice is as good as once, and the undo brings it back."""
    remedy = found.remedy(kind)
    assert remedy
    for _ in range(2):
        for action in remedy.actions:
            perform(action, ground.root.clients, Token(), {})
    assert found.id not in [one.id for one in ground.findings(check)]
    backs = [action.undo for action in reversed(remedy.actions) if action.undo]
    assert len(backs) == len(remedy.actions)
    for back in backs:
        perform(back, ground.root.clients, Token(), {})
    assert found.id in [one.id for one in ground.findings(check)]


def unseen(ground: Ground, check: Check) -> list[Unseen]:
    """What a check couldn't see."""
    return list(ground.review(check, sweep=True).unseen)
