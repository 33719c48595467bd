"""A view of practice AWS for the checks, as root."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from app.review.baseline import Baseline, take
from app.review.check import Check
from app.review.finding import Finding, Said, Unseen
from app.review.look import Review, review
from app.review.view import Vendor, View
from app.session import RootSession
from app.work import Token

ANYTHING = json.dumps(
    {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}
)


class Ground:
    """The account under review: plant something in it, then look."""

    def __init__(self, root: RootSession) -> None:
        self.root, self.account = root, root.identity.account
        self.vendor = Vendor()
        self.baseline: Baseline | None = None

    def call(self, service: str, operation: str, region: str = "", **parameters: Any) -> Any:
        """One call as root."""
        return self.root.clients.at(region).call(service, operation, **parameters)

    def iam(self, operation: str, **parameters: Any) -> Any:
        """One call of IAM as root."""
        return self.call("iam", operation, **parameters)

    def user(self, name: str, **parameters: Any) -> str:
        """A user; its UserId."""
        return str(self.iam("create_user", UserName=name, **parameters)["User"]["UserId"])

    def role(self, name: str, principal: Any, condition: Any = None, **parameters: Any) -> str:
        """A role that `principal` may assume; its ARN."""
        statement = {"Effect": "Allow", "Principal": principal, "Action": "sts:AssumeRole"}
        if condition:
            statement["Condition"] = condition
        document = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
        reply = self.iam(
            "create_role", RoleName=name, AssumeRolePolicyDocument=document, **parameters
        )
        return str(reply["Role"]["Arn"])

    def let_in(self, name: str = "vendor-admin") -> str:
        """The vendor, an administrator; the review is about it from now on. Its UserId."""
        found = self.user(name)
        policy = "arn:aws:iam::aws:policy/AdministratorAccess"
        self.iam("attach_user_policy", UserName=name, PolicyArn=policy)
        moment = self.root.clients.now() + timedelta(seconds=1)
        self.vendor = Vendor(found, name, moment)
        return found

    def remember(self) -> None:
        """Take the baseline now, as on the day of the hand-over."""
        self.baseline = take(self.view())

    def view(self, report: Callable[[object], None] = lambda _: None) -> View:
        """A fresh look."""
        return View(
            self.root.clients,
            self.account,
            Token(report),
            vendor=self.vendor,
            baseline=self.baseline,
        )

    def said(self, check: Check) -> list[Said]:
        """All that one check says."""
        return list(check.look(self.view()))

    def findings(self, check: Check) -> list[Finding]:
        """What one check finds; it must have seen everything."""
        said = self.said(check)
        assert not [one for one in said if isinstance(one, Unseen)]
        return [one for one in said if isinstance(one, Finding)]

    def review(self, *checks: Check, sweep: bool = False) -> Review:
        """A review by these checks, or by all."""
        return review(self.view(), sweep=sweep, checks=checks) if checks else review(self.view())


@pytest.fixture
def ground(root: RootSession) -> Ground:
    """An empty account."""
    return Ground(root)


@pytest.fixture
def two_regions(monkeypatch: pytest.MonkeyPatch) -> tuple[str, str]:
    """An account in which two Regions are on, so that a sweep is short."""
    found = ("ap-northeast-1", "us-east-1")
    monkeypatch.setattr("app.practice.regions.BY_DEFAULT", found)
    return found
