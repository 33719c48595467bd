"""C8: IAM Roles Anywhere: machines that get in with a certificate, whose authority anybody can be.

https://docs.aws.amazon.com/rolesanywhere/latest/userguide/introduction.html
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from app.messages import Message, msg
from app.regional import Region
from app.review.changes import (
    from_outside,
    rights,
    sentences,
    strongest,
    unblocked,
    weighed,
)
from app.review.check import POINTED, Check
from app.review.finding import SWITCH_OFF, Finding, Remedy, Said
from app.review.identities import Holder
from app.review.remedies import call
from app.review.view import View

NAME = "roles_anywhere"
SERVICE = "rolesanywhere.amazonaws.com"
Roles = Sequence[Holder]


def look(view: View) -> Iterator[Said]:
    """Each trust anchor and profile that is switched on, where a role trusts the service."""
    trusting = unblocked(view, SERVICE)
    if not trusting:
        return
    arns = {role.arn for role in trusting}

    def read(there: Region) -> Iterator[Said]:
        anchors = _on(there, "list_trust_anchors", "trustAnchors")
        profiles = [
            one
            for one in _on(there, "list_profiles", "profiles")
            if arns & set(one.get("roleArns", ()))
        ]
        yield from (_anchor(view, one, there.name, trusting) for one in anchors)
        if anchors:  # without one a profile opens nothing
            for one in profiles:
                roles = [role for role in trusting if role.arn in one.get("roleArns", ())]
                yield _profile(view, one, there.name, roles)

    what = msg("certificates by which machines elsewhere get in (IAM Roles Anywhere)")
    yield from view.everywhere("C8", what, read)


def _on(there: Region, operation: str, key: str) -> list[Mapping[str, Any]]:
    return [one for one in there.pages("rolesanywhere", operation, key) if one.get("enabled")]


def _anchor(view: View, one: Mapping[str, Any], region: str, roles: Roles) -> Finding:
    what = msg(
        "Whoever holds a certificate of the authority “{name}” gets a role of this account, from "
        "anywhere and without a user (IAM Roles Anywhere).",
        name=one["name"],
    )
    return _finding(view, one, ("trustAnchor", "trust_anchor", region), roles, what)


def _profile(view: View, one: Mapping[str, Any], region: str, roles: Roles) -> Finding:
    what = msg(
        "The profile “{name}” of IAM Roles Anywhere gives roles of this account to machines that "
        "show a certificate.",
        name=one["name"],
    )
    return _finding(view, one, ("profile", "profile", region), roles, what)


def _finding(
    view: View,
    one: Mapping[str, Any],
    place: tuple[str, str, str],
    roles: Roles,
    what: Message,
) -> Finding:
    """`place`: the kind in AWS's member names, in its operations' names, and the Region."""
    kind, _, region = place
    worth = strongest(view, roles)
    past, told = weighed(view, roles, one.get("createdAt"), one.get("updatedAt"))
    return Finding(
        id=f"{NAME}:{region}/{kind}/{one[f'{kind}Id']}",
        row="C8",
        severity=from_outside(worth, past),
        subject=one["name"],
        what=sentences(what, rights(worth), *told),
        breaks=msg(
            "Servers outside AWS that work in this account with a certificate can't any more. Ask "
            "who runs servers of yours."
        ),
        remedies=(_switch_off(one, place),),
        new=past.new,
        made=one.get("createdAt"),
        region=region,
    )


def _switch_off(one: Mapping[str, Any], place: tuple[str, str, str]) -> Remedy:
    kind, word, region = place
    key, name = f"{kind}Id", one["name"]
    message = msg("Switch “{name}” of IAM Roles Anywhere off. This can be undone.", name=name)
    back = call(
        f"enable-{kind}-{one[key]}",
        f"enable_{word}",
        {key: one[key]},
        message=msg("Switch “{name}” of IAM Roles Anywhere on again", name=name),
        service="rolesanywhere",
        region=region,
    )
    off = call(
        f"disable-{kind}-{one[key]}",
        f"disable_{word}",
        {key: one[key]},
        message=message,
        service="rolesanywhere",
        region=region,
        undo=back,
    )
    return Remedy(SWITCH_OFF, message, (off,))


CHECKS: tuple[Check, ...] = (
    Check(
        ("C8",),
        NAME,
        msg("Machines that get in with a certificate (IAM Roles Anywhere)"),
        ("rolesanywhere:ListTrustAnchors", "rolesanywhere:ListProfiles"),
        look,
        POINTED,
    ),
)
