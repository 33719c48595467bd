"""The steps that let the vendor in, as data, each with the sentence that says what it does."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from app import __version__
from app.denial import DENY_ALL_ARN, DENY_POLICY, DENY_POLICY_NAME
from app.grant_look import Found
from app.messages import Message, msg
from app.mfa_policy import MFA_POLICY, MFA_POLICY_NAME
from app.plan import Action, Plan
from app.troubles import USER_TAKEN, Trouble
from app.users import PATH, TAG_HANDOVER, TAG_MADE, TAG_VENDOR, TAG_VERSION

DEFAULT_NAME = "vendor-admin"
ADMINISTRATOR = "arn:aws:iam::aws:policy/AdministratorAccess"
POWER_USER = "arn:aws:iam::aws:policy/PowerUserAccess"
READ_ONLY = "arn:aws:iam::aws:policy/ReadOnlyAccess"
GIVEN = frozenset({ADMINISTRATOR, POWER_USER, READ_ONLY})
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
    change_password: bool = False  # the vendor has to, at the first sign-in
    rights_later: bool = False  # the user gets no rights before the vendor has signed in
    ends_at: str = ""  # ISO 8601, UTC: from then on everything is denied; "" for never


def plan(wish: Wish, found: Found, *, handover: str = "", today: datetime | None = None) -> Plan:
    """What makes it so: the user, its password, its rights. Raises `Trouble` (USER_TAKEN).

    `handover` is the record's id, written on a new user as a tag; `today` is AWS's date.
    """
    user = found.user
    if user and not (user.ours or wish.take_over):
        raise Trouble(USER_TAKEN)
    password = _set_password(wish, found)
    rights = (
        _attach(wish, found),
        *_drop_other_rights(wish, found),
        *_mfa(wish, found),
        *_lift_denial(wish, found),
    )
    make = _make_user(wish, found, handover, today)
    # A password that replaces another can't be taken back: it goes last, so that what fails
    # before it leaves everything as it was.
    return (make, *rights, password) if found.has_password else (make, password, *rights)


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
    policy = wish.policy_arn.rpartition("/")[2]
    away = msg("Take the rights “{policy}” away again", policy=policy)
    return Action(
        id="attach-policy",
        operation="attach_user_policy",
        parameters={"UserName": wish.user_name, "PolicyArn": wish.policy_arn},
        message=msg("Give it the rights “{policy}”", policy=policy),
        already=wish.policy_arn in found.attached,
        on_new_thing=True,
        undo=_detach("detach-policy", wish.user_name, wish.policy_arn, away),
    )


def _drop_other_rights(wish: Wish, found: Found) -> Plan:
    """Of the rights that Aikagi gives, only those that are wished for stay."""
    others = sorted((found.attached & GIVEN) - {wish.policy_arn})
    return tuple(
        _detach(
            f"drop-{arn}",
            wish.user_name,
            arn,
            msg("Take the rights “{policy}” away", policy=arn.rpartition("/")[2]),
            undone=True,
        )
        for arn in others
    )


def _mfa(wish: Wish, found: Found) -> Plan:
    name = wish.user_name
    demand = msg("Let it do nothing until the vendor has set up MFA (a second factor)")
    stop = msg("Stop demanding MFA")
    if wish.require_mfa:
        # Put also where one of that name is there: it may say something else by now.
        return (_put_inline(name, MFA_POLICY_NAME, MFA_POLICY, demand, undone=True),)
    if MFA_POLICY_NAME in found.inline:
        return (_drop_inline(name, MFA_POLICY_NAME, stop, MFA_POLICY),)
    return ()


def _lift_denial(wish: Wish, found: Found) -> Plan:
    """A user that was disabled is let in again: what denies it goes after the rights."""
    name = wish.user_name
    steps: list[Action] = []
    if DENY_ALL_ARN in found.attached:
        lift = msg("Lift the block “AWSDenyAll”")
        steps.append(_detach("lift-attached-denial", name, DENY_ALL_ARN, lift, undone=True))
    if found.user and found.user.boundary == DENY_ALL_ARN:
        steps.append(_lift_boundary(name))
    if DENY_POLICY_NAME in found.inline:
        lift = msg("Lift the block that Aikagi had set")
        steps.append(_drop_inline(name, DENY_POLICY_NAME, lift, DENY_POLICY))
    return tuple(steps)


def _lift_boundary(name: str) -> Action:
    return Action(
        id="lift-boundary",
        operation="delete_user_permissions_boundary",
        parameters={"UserName": name},
        message=msg("Lift the limit “AWSDenyAll”"),
        settled_by=("NoSuchEntity",),
        undo=Action(
            id="limit-again",
            operation="put_user_permissions_boundary",
            parameters={"UserName": name, "PermissionsBoundary": DENY_ALL_ARN},
            message=msg("Block it again"),
        ),
    )


def _detach(
    action: str, user_name: str, arn: str, message: Message, *, undone: bool = False
) -> Action:
    parameters = {"UserName": user_name, "PolicyArn": arn}
    again = msg("Give it back as it was")
    return Action(
        id=action,
        operation="detach_user_policy",
        parameters=parameters,
        message=message,
        settled_by=("NoSuchEntity",),
        undo=Action(f"un{action}", "attach_user_policy", parameters, again) if undone else None,
    )


def _put_inline(
    user_name: str, policy: str, document: str, message: Message, *, undone: bool = False
) -> Action:
    undo = _drop_inline(user_name, policy, msg("Stop demanding MFA again")) if undone else None
    return Action(
        id=f"put-{policy}",
        operation="put_user_policy",
        parameters={"UserName": user_name, "PolicyName": policy, "PolicyDocument": document},
        message=message,
        on_new_thing=True,
        undo=undo,
    )


def _drop_inline(user_name: str, policy: str, message: Message, document: str = "") -> Action:
    """Drop an inline policy; `document` is what it said, where dropping it can be undone."""
    again = msg("Give it back as it was")
    return Action(
        id=f"drop-{policy}",
        operation="delete_user_policy",
        parameters={"UserName": user_name, "PolicyName": policy},
        message=message,
        settled_by=("NoSuchEntity",),
        undo=_put_inline(user_name, policy, document, again) if document else None,
    )


def tag_text(text: str) -> str:
    """`text` as a tag's value can hold it.

    https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags.html#id_tags_rules
    """
    return _NOT_IN_TAGS.sub("_", text)[:LONGEST_TAG].strip()
