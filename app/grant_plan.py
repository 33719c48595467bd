"""The steps that let the vendor in, as data, each with the sentence that says what it does."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from app import __version__
from app import grant_guard as guard
from app.grant_look import Found
from app.grant_rights import ADMINISTRATOR, CHANGE_PASSWORD, GIVEN, manages_itself, rights_in, title
from app.grant_steps import attach, detach, put_inline
from app.handoverfile import Handover
from app.messages import msg
from app.plan import Action, Plan
from app.troubles import USER_GONE, USER_TAKEN, Trouble
from app.users import PATH, TAG_HANDOVER, TAG_MADE, TAG_RIGHTS, TAG_VENDOR, TAG_VERSION

DEFAULT_NAME = "vendor-admin"
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
    documents: tuple[str, ...] = ()  # what the vendor says it hands in: for the record
    channels: tuple[str, ...] = ()  # by which it can receive: for the record
    keep: bool = False  # a re-issue: the rights stay as they are, and no guard goes

    def rights(self, found: Found) -> frozenset[str]:
        """The ARNs of what gives the user its rights once the plan has been carried out."""
        if self.keep:
            return rights_in(found.attached)
        return frozenset() if self.rights_later else frozenset({self.policy_arn})


def plan(wish: Wish, found: Found, *, handover: str = "", today: datetime | None = None) -> Plan:
    """What makes it so: the user, its password, its rights. Raises `Trouble` (USER_TAKEN).

    `handover` is the record's id, written on a new user as a tag; `today` is AWS's date.
    """
    user = found.user
    if user and not (user.ours or wish.take_over):
        raise Trouble(USER_TAKEN)
    password = _set_password(wish, found)
    # What guards the rights is there before them.
    rest = (*_guards(wish, found), *(() if wish.keep else _rights(wish, found)))
    make = _make_user(wish, found, handover, today)
    # A password that replaces another can't be taken back: it goes last, so that what fails
    # before it leaves everything as it was.
    return (make, *rest, password) if found.has_password else (make, password, *rest)


def _guards(wish: Wish, found: Found) -> Plan:
    name = wish.user_name
    mfa, end = wish.require_mfa, wish.ends_at
    return (
        *(() if manages_itself(wish.rights(found)) else guard.own_password(name, found)),
        *(guard.mfa(name, found, wished=mfa) if mfa or not wish.keep else ()),
        *(guard.end(name, found, end) if end or not wish.keep else ()),
    )


def _rights(wish: Wish, found: Found) -> Plan:
    name = wish.user_name
    return (
        *(() if wish.rights_later else _give(name, wish.policy_arn, found)),
        *_drop_other_rights(wish, found),
        *guard.lift_denial(name, found),
    )


def rights_plan(handover: Handover, found: Found) -> Plan:
    """What gives the rights that were kept back, and nothing else. Raises `Trouble` (USER_GONE)."""
    if found.user is None:
        raise Trouble(USER_GONE)
    return _give(found.user.name, handover.policy_arn, found)


def end_plan(ends_at: str, found: Found) -> Plan:
    """What puts the end at another moment, or ("") lifts it. Raises `Trouble` (USER_GONE)."""
    if found.user is None:
        raise Trouble(USER_GONE)
    return guard.end(found.user.name, found, ends_at)


def mfa_plan(found: Found) -> Plan:
    """What demands MFA. Raises `Trouble` (USER_GONE)."""
    if found.user is None:
        raise Trouble(USER_GONE)
    return guard.mfa(found.user.name, found, wished=True)


def unmaking(wish: Wish, found: Found) -> Plan:
    """What a hand-over that was cut short may have done, for it to be undone.

    Also where AWS doesn't show it yet, or where an earlier attempt wished for something else.
    """
    made = plan(wish, Found())
    name, away = wish.user_name, msg("Take its conditions away again")
    known = {str(value) for action in made for value in action.parameters.values()}
    others = (
        *(
            attach(f"attach-{arn}", name, arn, away, already=True)
            for arn in sorted(found.attached & {*GIVEN, CHANGE_PASSWORD})
            if arn not in known
        ),
        *(
            put_inline(name, policy, document, away, away)
            for policy, document in sorted(found.guards.items())
            if policy not in known
        ),
    )
    return (*made, *others)


def _make_user(wish: Wish, found: Found, handover: str, today: datetime | None) -> Action:
    tags = {
        TAG_VENDOR: tag_text(wish.vendor),
        TAG_MADE: f"{today:%Y-%m-%d}" if today else "",
        TAG_VERSION: __version__,
        TAG_HANDOVER: handover,
        TAG_RIGHTS: wish.policy_arn if wish.rights_later else "",
    }
    make = msg("Make the user “{name}” for the vendor", name=wish.user_name)
    bare = msg("Make the user “{name}” for the vendor, without rights for now", name=wish.user_name)
    return Action(
        id="make-user",
        operation="create_user",
        parameters={
            "UserName": wish.user_name,
            "Path": PATH,
            "Tags": [{"Key": k, "Value": v} for k, v in tags.items() if v],
        },
        message=bare if wish.rights_later else make,
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
    change = wish.change_password
    parameters = {"UserName": wish.user_name, "PasswordResetRequired": change}
    if found.has_password:
        return Action(
            id="new-password",
            operation="update_login_profile",
            parameters=parameters,
            secrets={"Password": PASSWORD},
            message=msg(
                "Give it a new password, to be changed at the next sign-in. The old one stops "
                "working"
            )
            if change
            else msg("Give it a new password. The old one stops working"),
        )
    return Action(
        id="password",
        operation="create_login_profile",
        parameters=parameters,
        secrets={"Password": PASSWORD},
        message=msg("Give it a password for the AWS console, to be changed at the first sign-in")
        if change
        else msg("Give it a password for signing in to the AWS console"),
        on_new_thing=True,
        undo=Action(
            id="unset-password",
            operation="delete_login_profile",
            parameters={"UserName": wish.user_name},
            message=msg("Remove its password again"),
            settled_by=("NoSuchEntity",),
        ),
    )


def _give(name: str, arn: str, found: Found) -> Plan:
    if not arn:  # let in from another computer, and nobody here knows what it was to get
        return ()
    give = msg("Give it the rights “{policy}”", policy=title(arn))
    return (attach("attach-policy", name, arn, give, already=arn in found.attached),)


def _drop_other_rights(wish: Wish, found: Found) -> Plan:
    """Of the rights that Aikagi gives, only those that are wished for now stay."""
    unwished = GIVEN | {wish.policy_arn} if wish.rights_later else GIVEN - {wish.policy_arn}
    return tuple(
        detach(
            f"drop-{arn}",
            wish.user_name,
            arn,
            msg("Take the rights “{policy}” away", policy=title(arn)),
        )
        for arn in sorted(found.attached & unwished)
    )


def tag_text(text: str) -> str:
    """`text` as a tag's value can hold it.

    https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags.html#id_tags_rules
    """
    return _NOT_IN_TAGS.sub("_", text)[:LONGEST_TAG].strip()
