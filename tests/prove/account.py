"""What is in the practice account, all of it that a person could care about, as plain values."""

from __future__ import annotations

import json
import re
from typing import Any

from moto.budgets.models import budgets_backends

from app.practice import Practice

Picture = dict[str, Any]
_MOMENT = re.compile(r"202\d-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|\+00:00)")
_ID = re.compile(r"\b[0-9a-f]{32}\b")


def iam_of(aws: Practice) -> Any:
    """Its IAM."""
    return aws._front.account.iam  # type: ignore[union-attr]


def picture(aws: Practice) -> Picture:
    """The account as it is now, with ids and passwords."""
    account = aws._front.account  # type: ignore[union-attr]
    with account.lock:
        iam = account.iam
        account.moto.budgets()  # makes its services the present ones
        return {
            "users": {user.name: _user(iam, user) for user in iam.everyone()},
            "groups": {
                name: [_rights(one), sorted(user.name for user in one.users)]
                for name, one in iam.groups.items()
            },
            "roles": {
                one.name: {
                    "rights": _rights(one),
                    "trust": _document(one.assume_role_policy_document),
                }
                for one in iam.roles.values()
            },
            "policies": {
                arn: [(v.version_id, v.is_default, _document(v.document)) for v in one.versions]
                for arn, one in iam.managed_policies.items()
                if f":{aws.state.account}:" in arn
            },
            "providers": sorted([*iam.open_id_providers, *iam.saml_providers]),
            "devices": sorted(iam.virtual_mfa_devices),
            "budgets": [
                [_budget(one.budget), [[n.details, n.subscribers] for n in one.notifications]]
                for one in budgets_backends[aws.state.account]["aws"]
                .budgets[aws.state.account]
                .values()
            ],
            "contacts": {kind: dict(one) for kind, one in aws.state.contacts.items()},
            "sign-in policy": dict(aws.state.signin_policy),
        }


def _budget(found: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in found.items() if name != "LastUpdatedTime"}


def _user(iam: Any, user: Any) -> Picture:
    return {
        "id": user.id,
        "path": user.path,
        "tags": sorted((tag["Key"], tag["Value"]) for tag in user.tags or ()),
        "password": user.password,
        "must change": bool(user.password and user.password_reset_required),
        "rights": _rights(user),
        "boundary": user.permissions_boundary,
        "groups": sorted(one.name for one in iam.get_groups_for_user(user.name)),
        "keys": sorted((key.access_key_id, key.status) for key in user.access_keys),
        "ssh": sorted((key.ssh_public_key_id, key.status) for key in user.ssh_public_keys),
        "certificates": sorted((c.id, c.status) for c in user.signing_certificates.values()),
        "services": sorted((k, v["Status"]) for k, v in user.service_credentials.items()),
        "mfa": sorted(user.mfa_devices),
    }


def _rights(holder: Any) -> Picture:
    inline = holder.policies
    return {
        "attached": sorted(holder.managed_policies),
        "inline": {name: _document(inline[name]) for name in sorted(inline)},
    }


def _document(text: Any) -> Any:
    return json.loads(text) if isinstance(text, str) else text


def alike(now: Picture, before: Picture) -> Picture:
    """The picture with what can't be the same in two runs said in words: new ids, moments."""
    old = {user["id"] for user in before["users"].values()}
    passwords = {user["password"] for user in before["users"].values()}
    users = {
        name: {
            **user,
            "id": user["id"] if user["id"] in old else "new",
            "password": user["password"] if user["password"] in (*passwords, None) else "new",
        }
        for name, user in now["users"].items()
    }
    text = json.dumps({**now, "users": users}, sort_keys=True)
    found: Picture = json.loads(_ID.sub("id", _MOMENT.sub("moment", text)))
    return found


def differences(now: Any, wished: Any, where: str = "") -> list[str]:
    """What differs, in words that hold no secret."""
    if isinstance(now, dict) and isinstance(wished, dict):
        found: list[str] = []
        for name in sorted({*now, *wished}):
            there = f"{where}/{name}"
            if name not in now:
                found.append(f"{there} is missing")
            elif name not in wished:
                found.append(f"{there} shouldn't be there")
            else:
                found += differences(now[name], wished[name], there)
        return found
    if now == wished:
        return []
    return [f"{where} differs" if "password" in where else f"{where}: {now!r}, not {wished!r}"]
