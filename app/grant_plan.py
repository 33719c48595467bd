"""The steps that let the vendor in, as data, each with the sentence that says what it does."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import datetime

from app import __version__
from app.denial import DENY_ALL_ARN, DENY_POLICY_NAME
from app.grant_look import Found
from app.messages import Message, msg
from app.plan import Action, Plan
from app.troubles import USER_TAKEN, Trouble
from app.users import PATH, TAG_HANDOVER, TAG_MADE, TAG_VENDOR, TAG_VERSION

DEFAULT_NAME = "vendor-admin"
ADMINISTRATOR = "arn:aws:iam::aws:policy/AdministratorAccess"
MFA_POLICY_NAME = "AikagiRequireMFA"
PASSWORD = "password"  # noqa: S105  (the name under which the plan is given it)

_NOT_IN_TAGS = re.compile(r"[^\w .:/=+\-@]")
LONGEST_TAG = 256


@dataclass(frozen=True)
class Wish:
    """What the customer wants the vendor to have."""

    user_name: str = DEFAULT_NAME
    policy_arn: str = ADMINISTRATOR
    require_mfa: bool = False
    vendor: str = ""
    take_over: bool = False  # "this user, which Aikagi didn't make, is the vendor's"


def plan(wish: Wish, found: Found, *, handover: str = "", today: datetime | None = None) -> Plan:
    """What makes it so: the user, its password, its rights. Raises `Trouble` (USER_TAKEN).

    `handover` is the record's id, written on a new user as a tag; `today` is AWS's date.
    """
    user = found.user
    if user and not (user.ours or wish.take_over):
        raise Trouble(USER_TAKEN)
    return (
        _make_user(wish, found, handover, today),
        _set_password(wish, found),
        _attach(wish, found),
        *_mfa(wish, found),
        *_lift_denial(wish, found),
    )


def _make_user(wish: Wish, found: Found, handover: str, today: datetime | None) -> Action:
    tags = {
        TAG_VENDOR: tag_text(wish.vendor),
        TAG_MADE: f"{today:%Y-%m-%d}" if today else "",
        TAG_VERSION: __version__,
        TAG_HANDOVER: handover,
    }
    return Action(
        id="make-user",
        operation="create_user",
        parameters={
            "UserName": wish.user_name,
            "Path": PATH,
            "Tags": [{"Key": k, "Value": v} for k, v in tags.items() if v],
        },
        message=msg("Make the user “{name}” for the vendor", name=wish.user_name),
        already=found.user is not None,
        undo=Action(
            id="unmake-user",
            operation="delete_user",
            parameters={"UserName": wish.user_name},
            message=msg("Remove the user “{name}” again", name=wish.user_name),
            settled_by=("NoSuchEntity",),
        ),
    )


def _set_password(wish: Wish, found: Found) -> Action:
    """Never "already so": nobody knows the old password, and the package needs one."""
    parameters = {"UserName": wish.user_name, "PasswordResetRequired": False}
    if found.has_password:
        return Action(
            id="new-password",
            operation="update_login_profile",
            parameters=parameters,
            secrets={"Password": PASSWORD},
            message=msg("Give it a new password. The old one stops working"),
        )
    return Action(
        id="password",
        operation="create_login_profile",
        parameters=parameters,
        secrets={"Password": PASSWORD},
        message=msg("Give it a password for signing in to the AWS console"),
        on_new_thing=True,
        undo=Action(
            id="unset-password",
            operation="delete_login_profile",
            parameters={"UserName": wish.user_name},
            message=msg("Remove its password again"),
            settled_by=("NoSuchEntity",),
        ),
    )


def _attach(wish: Wish, found: Found) -> Action:
    parameters = {"UserName": wish.user_name, "PolicyArn": wish.policy_arn}
    policy = wish.policy_arn.rpartition("/")[2]
    return Action(
        id="attach-policy",
        operation="attach_user_policy",
        parameters=parameters,
        message=msg("Give it the rights “{policy}”", policy=policy),
        already=wish.policy_arn in found.attached,
        on_new_thing=True,
        undo=Action(
            id="detach-policy",
            operation="detach_user_policy",
            parameters=parameters,
            message=msg("Take the rights “{policy}” away again", policy=policy),
            settled_by=("NoSuchEntity",),
        ),
    )


def _mfa(wish: Wish, found: Found) -> Plan:
    there = MFA_POLICY_NAME in found.inline
    put = Action(
        id="require-mfa",
        operation="put_user_policy",
        parameters={
            "UserName": wish.user_name,
            "PolicyName": MFA_POLICY_NAME,
            "PolicyDocument": MFA_POLICY,
        },
        message=msg("Let it do nothing until the vendor has set up MFA (a second factor)"),
        already=there,
        on_new_thing=True,
        undo=_drop_inline(wish.user_name, MFA_POLICY_NAME, msg("Stop demanding MFA again")),
    )
    if wish.require_mfa:
        return (put,)
    return (_drop_inline(wish.user_name, MFA_POLICY_NAME, msg("Stop demanding MFA")),) * there


def _lift_denial(wish: Wish, found: Found) -> Plan:
    """A user that was disabled is let in again: what denies it goes last."""
    steps: list[Action] = []
    if DENY_ALL_ARN in found.attached:
        steps.append(
            Action(
                id="lift-attached-denial",
                operation="detach_user_policy",
                parameters={"UserName": wish.user_name, "PolicyArn": DENY_ALL_ARN},
                message=msg("Lift the block “AWSDenyAll”"),
                settled_by=("NoSuchEntity",),
            )
        )
    if found.user and found.user.boundary == DENY_ALL_ARN:
        steps.append(
            Action(
                id="lift-boundary",
                operation="delete_user_permissions_boundary",
                parameters={"UserName": wish.user_name},
                message=msg("Lift the limit “AWSDenyAll”"),
                settled_by=("NoSuchEntity",),
            )
        )
    if DENY_POLICY_NAME in found.inline:
        lift = msg("Lift the block that Aikagi had set")
        steps.append(_drop_inline(wish.user_name, DENY_POLICY_NAME, lift))
    return tuple(steps)


def _drop_inline(user_name: str, policy: str, message: Message) -> Action:
    return Action(
        id=f"drop-{policy}",
        operation="delete_user_policy",
        parameters={"UserName": user_name, "PolicyName": policy},
        message=message,
        settled_by=("NoSuchEntity",),
    )


def tag_text(text: str) -> str:
    """`text` as a tag's value can hold it.

    https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags.html#id_tags_rules
    """
    return _NOT_IN_TAGS.sub("_", text)[:LONGEST_TAG].strip()


# Until the vendor has signed in with MFA only these are allowed: to set it up, and to change the
# password. Deny wins over AdministratorAccess. After AWS's own example:
# https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_examples_aws_my-sec-creds-self-manage-mfa-only.html
MFA_POLICY = json.dumps(
    {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Sid": "DenyAllExceptListedIfNoMFA",
                "Effect": "Deny",
                "NotAction": [
                    "iam:CreateVirtualMFADevice",
                    "iam:EnableMFADevice",
                    "iam:GetUser",
                    "iam:GetMFADevice",
                    "iam:ListMFADevices",
                    "iam:ListVirtualMFADevices",
                    "iam:ResyncMFADevice",
                    "iam:ChangePassword",
                    "iam:GetAccountPasswordPolicy",
                    "sts:GetSessionToken",
                ],
                "Resource": "*",
                "Condition": {"BoolIfExists": {"aws:MultiFactorAuthPresent": "false"}},
            }
        ],
    },
    separators=(",", ":"),
)
