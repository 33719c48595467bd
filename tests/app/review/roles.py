"""What the tests of roles plant, and how they carry out a remedy and take it back."""

from __future__ import annotations

import json
from typing import Any

from app.plan import perform, undo
from app.review.check import Check
from app.review.finding import Finding
from app.work import Token
from tests.app.review.conftest import ANYTHING, Ground

OTHER = "999988887777"
ADMIN = "arn:aws:iam::aws:policy/AdministratorAccess"
READ = "arn:aws:iam::aws:policy/ReadOnlyAccess"
SOME = json.dumps(
    {
        "Version": "2012-10-17",
        "Statement": [{"Effect": "Allow", "Action": "s3:Get*", "Resource": "*"}],
    }
)


def admin(ground: Ground, name: str) -> None:
    """Give a role all rights."""
    ground.iam("put_role_policy", RoleName=name, PolicyName="all", PolicyDocument=ANYTHING)


def some(ground: Ground, name: str) -> None:
    """Give a role the right to read."""
    ground.iam("put_role_policy", RoleName=name, PolicyName="some", PolicyDocument=SOME)


def login(ground: Ground, name: str, provider: str, condition: Any = None) -> None:
    """A role for sign-ins of a provider."""
    action = "sts:AssumeRoleWithSAML" if "saml" in provider else "sts:AssumeRoleWithWebIdentity"
    one = {"Effect": "Allow", "Principal": {"Federated": provider}, "Action": action}
    if condition:
        one["Condition"] = condition
    document = json.dumps({"Version": "2012-10-17", "Statement": [one]})
    ground.iam("create_role", RoleName=name, AssumeRolePolicyDocument=document)


def trust_of(ground: Ground, name: str) -> Any:
    """A role's trust policy."""
    return ground.iam("get_role", RoleName=name)["Role"]["AssumeRolePolicyDocument"]


def one(ground: Ground, check: Check) -> Finding:
    """The only thing that a check finds."""
    (found,) = ground.findings(check)
    return found


def closes_and_comes_back(ground: Ground, check: Check, kind: str) -> None:
    """Carry out the remedy of the only finding, look, take it back, look."""
    found = one(ground, check)
    remedy = found.remedy(kind)
    assert remedy is not None
    for action in remedy.actions:
        assert perform(action, ground.root.clients, Token(), {})
    assert ground.findings(check) == []
    for action in remedy.actions:  # doing it twice is safe
        perform(action, ground.root.clients, Token(), {})
    assert undo(remedy.actions, ground.root.clients, Token()) == ()
    back = one(ground, check)
    assert (back.id, back.severity) == (found.id, found.severity)
