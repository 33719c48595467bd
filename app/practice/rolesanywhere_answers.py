"""IAM Roles Anywhere: trust anchors and profiles, which can be switched off and on.

https://docs.aws.amazon.com/rolesanywhere/latest/APIReference/API_Operations.html
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from app.practice.account import Account
from app.practice.shelf import find, moment, new_id, paged, said, things

if TYPE_CHECKING:
    from app.practice.api import Asked

Answer = Callable[[Account, "Asked"], dict[str, Any]]
ANCHOR, PROFILE = "trustAnchor", "profile"
# How the ARN names each.
WORDS = {ANCHOR: "trust-anchor", PROFILE: "profile"}


def _create(kind: str) -> Answer:
    def create(account: Account, asked: Asked) -> dict[str, Any]:
        key, now = new_id(), moment()
        place = f"arn:aws:rolesanywhere:{asked.region}:{account.state.account}"
        made = {
            "enabled": True,
            **{k: v for k, v in asked.body().items() if k != "tags"},
            f"{kind}Id": key,
            f"{kind}Arn": f"{place}:{WORDS[kind]}/{key}",
            "createdAt": now,
            "updatedAt": now,
        }
        things(account, asked, kind)[key] = made
        return {kind: made}

    return create


def _list(kind: str) -> Answer:
    def listing(account: Account, asked: Asked) -> dict[str, Any]:
        wanted = said(asked)
        found = list(things(account, asked, kind).values())
        return paged(f"{kind}s", found, wanted.get("nextToken"), wanted.get("pageSize"))

    return listing


def _switch(kind: str, *, on: bool) -> Answer:
    def switch(account: Account, asked: Asked) -> dict[str, Any]:
        found = find(things(account, asked, kind), said(asked)[f"{kind}Id"])
        found["enabled"] = on  # AWS dates this as a change as well
        found["updatedAt"] = moment()
        return {kind: found}

    return switch


TABLE: dict[str, Answer] = {
    "rolesanywhere:CreateTrustAnchor": _create(ANCHOR),
    "rolesanywhere:CreateProfile": _create(PROFILE),
    "rolesanywhere:ListTrustAnchors": _list(ANCHOR),
    "rolesanywhere:ListProfiles": _list(PROFILE),
    "rolesanywhere:EnableTrustAnchor": _switch(ANCHOR, on=True),
    "rolesanywhere:DisableTrustAnchor": _switch(ANCHOR, on=False),
    "rolesanywhere:EnableProfile": _switch(PROFILE, on=True),
    "rolesanywhere:DisableProfile": _switch(PROFILE, on=False),
}
