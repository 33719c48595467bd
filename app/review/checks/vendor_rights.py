"""Rights of the vendor's own user that nothing denies, and quotas that leave no room. A11, A12.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from app.denial import DENY_ALL_ARN, DENY_POLICY
from app.messages import msg
from app.review.check import Check
from app.review.denied import denied
from app.review.finding import SWITCH_OFF, Finding, Remedy, Said, Severity
from app.review.grades import rights, worth
from app.review.identities import Holder
from app.review.remedies import call, quarantine
from app.review.rights import Power, power_of
from app.review.view import View

MANAGED_QUOTA, INLINE_QUOTA = 10, 2048


def look(view: View) -> Iterator[Said]:
    """What it may do. Raises `Trouble`, `Unreadable`."""
    user = view.identities.user(view.vendor.user_id)
    if user is not None and not denied(user):
        yield from _rights(user, power_of(user, view.identities))


def _rights(user: Holder, power: Power) -> Iterator[Said]:
    if power is Power.NONE:
        return
    bad = worth(power) if power > Power.SOME else Severity.LOW
    yield Finding(
        f"vendor_rights:rights/{user.id}",
        "A11",
        bad,
        user.name,
        msg("The vendor's own user isn't blocked. {rights}", rights=rights(power)),
        msg("The vendor's work in the account."),
        (quarantine(user),),
        made=user.created,
    )
    inline = sum(len("".join(text.split())) for text in user.inline.values())
    if len(user.attached) >= MANAGED_QUOTA or inline > INLINE_QUOTA - len(DENY_POLICY):
        yield Finding(
            f"vendor_rights:quota/{user.id}",
            "A12",
            Severity.HIGH,
            user.name,
            msg(
                "The vendor's own user holds so many policies that no further one fits, "
                "so a block may be refused. That is rare, and a trick to stay."
            ),
            msg("Nothing."),
            (_bound(user),),
        )


def _bound(user: Holder) -> Remedy:
    """A boundary that denies everything has no quota."""
    what = msg(
        "Set a boundary on “{name}” that allows nothing. This can be undone.", name=user.name
    )
    parameters: Mapping[str, Any] = {"UserName": user.name}
    before = user.boundary
    back = call(
        f"unbound-{user.name}",
        "put_user_permissions_boundary" if before else "delete_user_permissions_boundary",
        {**parameters, **({"PermissionsBoundary": before} if before else {})},
        message=msg("Set the boundary of “{name}” as before", name=user.name),
    )
    bind = call(
        f"bound-{user.name}",
        "put_user_permissions_boundary",
        {**parameters, "PermissionsBoundary": DENY_ALL_ARN},
        message=what,
        undo=back,
    )
    return Remedy(SWITCH_OFF, what, (bind,))


CHECKS = (
    Check(
        ("A11", "A12"),
        "vendor_rights",
        msg("What the vendor's own user may do"),
        ("iam:GetAccountAuthorizationDetails",),
        look,
    ),
)
