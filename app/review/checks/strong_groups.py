"""Groups of users that give all rights, or the means to them, to users besides the vendor's. B9."""

from __future__ import annotations

from collections.abc import Iterator

from app.messages import Message, msg
from app.plan import Action
from app.review.check import Check
from app.review.documents import statements
from app.review.finding import CLOSE, Finding, Remedy, Said, Severity
from app.review.grades import STRONG, rights
from app.review.identities import Holder
from app.review.remedies import call
from app.review.rights import power, power_of, power_of_policy
from app.review.unchanged import rights_unchanged
from app.review.view import View

MEMBERS_SHOWN = 5
NEW = msg(
    "This group of users has appeared since the vendor was let in and gives its members "
    "far-reaching rights. Members besides the vendor: {members}."
)
CHANGED = msg(
    "The rights of this group of users have changed since the vendor was let in, and are "
    "far-reaching now. Members besides the vendor: {members}."
)
THERE = msg(
    "This group of users gives its members far-reaching rights. Members "
    "besides the vendor: {members}."
)
NOBODY = msg("none")
BREAKS = msg(
    "Its members lose these rights, your own people among them. If they need "
    "them and you know each of them, keep the group as it is."
)


def look(view: View) -> Iterator[Said]:
    """Strong groups that others are in, or that have become strong. Raises `Trouble`."""
    for group in view.identities.groups:
        if power_of(group, view.identities) not in STRONG:
            continue
        members = [user.name for user in view.others() if group.name in user.groups]
        new = view.is_new("group", group.id, group.created)
        same = rights_unchanged(view, group)
        what, bad = _judged(new=new, same=same)
        if members or bad >= Severity.HIGH:
            yield Finding(
                f"strong_groups:group/{group.id}",
                "B9",
                bad,
                group.name,
                msg(
                    "{what} {rights}",
                    what=msg(what.text, members=_names(members)),
                    rights=rights(power_of(group, view.identities)),
                ),
                BREAKS,
                (_take_rights(view, group),),
                new=new,
                made=group.created,
            )


def _judged(*, new: bool | None, same: bool | None) -> tuple[Message, Severity]:
    if new:
        return NEW, Severity.HIGH
    if same is None:
        return THERE, Severity.MEDIUM
    return (THERE, Severity.LOW) if same else (CHANGED, Severity.HIGH)


def _names(members: list[str]) -> object:
    if not members:
        return NOBODY
    more = len(members) - MEMBERS_SHOWN
    names = ", ".join(members[:MEMBERS_SHOWN])
    return msg("{names} and {count} more", names=names, count=more) if more > 0 else names


def _take_rights(view: View, group: Holder) -> Remedy:
    """Take away what makes it strong, each as it can be put back."""
    inline = [
        _pair(group, "put_group_policy", "delete_group_policy", name, {"PolicyDocument": document})
        for name, document in group.inline.items()
        if power(statements(document)) in STRONG
    ]
    attached = [
        _pair(group, "attach_group_policy", "detach_group_policy", arn, {})
        for arn in group.attached
        if power_of_policy(arn, view.identities) in STRONG
    ]
    everything = (*inline, *attached) or _all(group)
    what = msg(
        "Take the far-reaching rights from the group “{name}”. This can be undone.", name=group.name
    )
    return Remedy(CLOSE, what, tuple(everything))


def _all(group: Holder) -> tuple[Action, ...]:
    """Where only all of its policies together make it strong."""
    own = (
        _pair(group, "put_group_policy", "delete_group_policy", name, {"PolicyDocument": document})
        for name, document in group.inline.items()
    )
    others = (
        _pair(group, "attach_group_policy", "detach_group_policy", arn, {})
        for arn in group.attached
    )
    return (*own, *others)


def _pair(group: Holder, put: str, take: str, policy: str, text: dict[str, str]) -> Action:
    key = "PolicyArn" if policy.startswith("arn:") else "PolicyName"
    which = {"GroupName": group.name, key: policy}
    back = call(
        f"group-back-{group.name}-{policy}",
        put,
        {**which, **text},
        message=msg(
            "Give the group “{name}” the policy “{policy}” again", name=group.name, policy=policy
        ),
    )
    return call(
        f"group-{group.name}-{policy}",
        take,
        which,
        message=msg(
            "Take the policy “{policy}” from the group “{name}”", name=group.name, policy=policy
        ),
        settled_by=("NoSuchEntity",),
        undo=back,
    )


CHECKS = (
    Check(
        ("B9",),
        "strong_groups",
        msg("Groups with far-reaching rights"),
        ("iam:GetAccountAuthorizationDetails",),
        look,
    ),
)
