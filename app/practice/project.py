"""The new, project-based kind of account: no root user, a managed role, and AWS's own rules.

https://docs.aws.amazon.com/accounts/latest/reference/sign-in-new.html
The role's name is ours; AWS names only the path ``role/managed/``.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from app.practice.credentials import Principal
from app.practice.state import State

if TYPE_CHECKING:
    from app.practice.iam_backend import PracticeIAM

PROJECT = "project"
ROLE = "PracticeProjectOwner"
SESSION = "owner@example.jp"
ORGANIZATION = "444455556666"
_ADMINISTRATOR = "arn:aws:iam::aws:policy/AdministratorAccess"
# https://docs.aws.amazon.com/accounts/latest/reference/scps-and-rcps-for-projects.html
# Left out: what they say of Regions, roles, notifications, and services that practice hasn't.
FORBIDDEN = (
    *("account:AcceptPrimaryEmailUpdate", "account:CloseAccount", "account:DeleteAlternateContact"),
    *("account:DisableRegion", "account:EnableRegion", "account:GetAlternateContact"),
    *("account:GetContactInformation", "account:GetGovCloudAccountInformation"),
    *("account:GetRegionOptStatus", "account:PutAccountName", "account:PutAlternateContact"),
    *("account:PutContactInformation", "account:StartPrimaryEmailUpdate", "billing:*"),
    *("organizations:AcceptHandshake", "organizations:LeaveOrganization", "sso:CreateInstance"),
)


def forbidden(state: State) -> tuple[str, ...]:
    """The actions that an organization's rules forbid to everyone in the account."""
    return (*state.forbidden, *FORBIDDEN) if state.kind == PROJECT else state.forbidden


def organization(state: State) -> str:
    """The number of the account that runs the organization; empty for none."""
    return state.organization or (ORGANIZATION if state.kind == PROJECT else "")


def owner(iam: PracticeIAM) -> Principal:
    """Who signs in as the project's owner: a session of the managed role, made when it's needed."""
    role = next((one for one in iam.get_roles() if one.name == ROLE), None)
    if role is None:
        trust = {"Effect": "Allow", "Principal": {"Service": "signin.amazonaws.com"}}
        document = {"Version": "2012-10-17", "Statement": [{**trust, "Action": "sts:AssumeRole"}]}
        role = iam.create_role(
            role_name=ROLE,
            assume_role_policy_document=json.dumps(document),
            path="/managed/",
            permissions_boundary=None,
            description="",
            tags=[],
            max_session_duration="3600",
        )
        iam.attach_role_policy(_ADMINISTRATOR, ROLE)
    return Principal("role", role.id, SESSION)
