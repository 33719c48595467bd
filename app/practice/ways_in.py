"""A few of the ways back in that a vendor could have left, for a rehearsal of the review.

Each is harmless here and like those that were seen in real accounts.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from app.practice.state import State

if TYPE_CHECKING:
    from app.practice.iam_backend import PracticeIAM

OUTSIDER = "999988887777"  # nobody's account
ADMINISTRATOR = "arn:aws:iam::aws:policy/AdministratorAccess"
HELPER_USER, OUTSIDE_ROLE = "backup-operator", "MonitoringAccess"
SLEEPING_POLICY, BUILD_ROLE = "team-readers", "build-from-github"
CONTACT = {
    "Name": "Vendor Desk",
    "Title": "Support",
    "EmailAddress": "desk@vendor.example.com",
    "PhoneNumber": "+81 3 0000 0000",
}


def plant(iam: PracticeIAM, state: State) -> None:
    """Plant them; what is there already stays as it is. The caller holds the account's lock."""
    _second_administrator(iam)
    _role_for_an_outsider(iam)
    _sleeping_rights(iam)
    _any_repository(iam)
    state.contacts.setdefault("SECURITY", dict(CONTACT))


def _policy(*statements: dict[str, Any]) -> str:
    return json.dumps({"Version": "2012-10-17", "Statement": list(statements)})


def _second_administrator(iam: PracticeIAM) -> None:
    if HELPER_USER not in iam.users:
        iam.create_user("us-east-1", HELPER_USER)
        iam.attach_user_policy(ADMINISTRATOR, HELPER_USER)
        iam.create_access_key(HELPER_USER)


def _role(iam: PracticeIAM, name: str, trust: str, rights: str) -> None:
    if any(role.name == name for role in iam.roles.values()):
        return
    iam.create_role(name, trust, "/", None, "", [], "3600")
    iam.attach_role_policy(rights, name)


def _role_for_an_outsider(iam: PracticeIAM) -> None:
    outside = {"AWS": f"arn:aws:iam::{OUTSIDER}:root"}
    trust = _policy({"Effect": "Allow", "Principal": outside, "Action": "sts:AssumeRole"})
    _role(iam, OUTSIDE_ROLE, trust, ADMINISTRATOR)


def _sleeping_rights(iam: PracticeIAM) -> None:
    """A policy that reads now, with an older version that may do everything."""
    arn = f"arn:aws:iam::{iam.account_id}:policy/{SLEEPING_POLICY}"
    if arn in iam.managed_policies:
        return
    everything = _policy({"Effect": "Allow", "Action": "*", "Resource": "*"})
    reading = _policy({"Effect": "Allow", "Action": "s3:List*", "Resource": "*"})
    iam.create_policy("", "/", everything, SLEEPING_POLICY, [])
    iam.create_policy_version(arn, reading, True)


def _any_repository(iam: PracticeIAM) -> None:
    """A role for builds on GitHub that doesn't say whose."""
    host = "token.actions.githubusercontent.com"
    arn = f"arn:aws:iam::{iam.account_id}:oidc-provider/{host}"
    if arn not in iam.open_id_providers:
        iam.create_open_id_connect_provider(
            f"https://{host}",
            ["6938fd4d98bab03faadb97b34396831e3780aea1"],
            ["sts.amazonaws.com"],
            [],
        )
    trust = _policy(
        {
            "Effect": "Allow",
            "Principal": {"Federated": arn},
            "Action": "sts:AssumeRoleWithWebIdentity",
            "Condition": {"StringEquals": {f"{host}:aud": "sts.amazonaws.com"}},
        }
    )
    _role(iam, BUILD_ROLE, trust, ADMINISTRATOR)
