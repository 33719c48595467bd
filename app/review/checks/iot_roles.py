"""C9: AWS IoT: devices that exchange their certificate for a role, by a role alias.

https://docs.aws.amazon.com/iot/latest/developerguide/authorizing-direct-aws.html
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from app.messages import msg
from app.plan import Action
from app.regional import Region
from app.review.changes import (
    Since,
    from_outside,
    power,
    rights,
    sentences,
    thing_since,
    unblocked,
    weighed,
    when,
)
from app.review.check import POINTED, Check
from app.review.finding import CLOSE, SWITCH_OFF, Finding, Remedy, Said, Severity
from app.review.identities import Holder
from app.review.remedies import call, quarantine
from app.review.rights import Power
from app.review.view import View

NAME = "iot_roles"
SERVICE = "credentials.iot.amazonaws.com"
FEW = 10  # more certificates than these are a fleet, and one finding


def look(view: View) -> Iterator[Said]:
    """Each role alias, and the certificates that may use it, where a role trusts the service."""
    trusting = {role.arn: role for role in unblocked(view, SERVICE)}
    if not trusting:
        return

    def read(there: Region) -> Iterator[Said]:
        names = there.pages("iot", "list_role_aliases", "roleAliases")
        aliases = [
            there.call("iot", "describe_role_alias", roleAlias=name)["roleAliasDescription"]
            for name in names
        ]
        live = [(one, trusting[one["roleArn"]]) for one in aliases if one["roleArn"] in trusting]
        for alias, role in live:
            yield _alias(view, alias, role, there.name)
        if live:  # without one a certificate opens no role
            worth = max(power(view, role) for _, role in live)
            yield from _certificates(view, there, worth)

    what = msg("devices that get a role with a certificate (AWS IoT)")
    yield from view.everywhere("C9", what, read)


def _alias(view: View, alias: Mapping[str, Any], role: Holder, region: str) -> Finding:
    name, worth = alias["roleAlias"], power(view, role)
    moments = (alias.get("creationDate"), alias.get("lastModifiedDate"))
    past, told = weighed(view, [role], *moments)
    delete = _delete_alias(alias, region)
    return Finding(
        id=f"{NAME}:{region}/alias/{name}",
        row="C9",
        severity=from_outside(worth, past),
        subject=name,
        what=sentences(
            msg(
                "Devices with a certificate of AWS IoT can get the role “{role}” by the role alias "
                "“{name}”, from anywhere and without a user.",
                role=role.name,
                name=name,
            ),
            rights(worth),
            *told,
        ),
        breaks=msg("Devices of yours that work with AWS by this role can't any more."),
        remedies=(quarantine(role), Remedy(CLOSE, delete.message, (delete,))),
        new=past.new,
        made=alias.get("creationDate"),
        region=region,
    )


def _delete_alias(alias: Mapping[str, Any], region: str) -> Action:
    name = alias["roleAlias"]
    kept: dict[str, object] = {"roleAlias": name, "roleArn": alias["roleArn"]}
    if alias.get("credentialDurationSeconds"):
        kept["credentialDurationSeconds"] = alias["credentialDurationSeconds"]
    return call(
        f"delete-alias-{region}-{name}",
        "delete_role_alias",
        {"roleAlias": name},
        message=msg("Delete the role alias “{name}”. This can be undone.", name=name),
        service="iot",
        region=region,
        settled_by=("ResourceNotFoundException",),
        undo=call(
            f"alias-back-{region}-{name}",
            "create_role_alias",
            kept,
            message=msg("Make the role alias “{name}” again", name=name),
            service="iot",
            region=region,
            settled_by=("ResourceAlreadyExistsException",),
        ),
    )


def _certificates(view: View, there: Region, worth: Power) -> Iterator[Finding]:
    """New ones each by itself; the rest too where they are few, else as one."""
    found = [
        (one, thing_since(view, one.get("creationDate")))
        for one in there.pages("iot", "list_certificates", "certificates")
        if one.get("status") == "ACTIVE"
    ]
    fresh = [(one, past) for one, past in found if past is Since.NEW]
    rest = [(one, past) for one, past in found if past is not Since.NEW]
    for one, past in fresh if len(rest) > FEW else found:
        yield _certificate(one, past, worth, there.name)
    if len(rest) > FEW:
        yield _fleet(len(rest), there.name)


def _certificate(one: Mapping[str, Any], past: Since, worth: Power, region: str) -> Finding:
    key = one["certificateId"]
    message = msg("Switch the certificate {name} off. This can be undone.", name=key[:12])
    off = _set_status(key, region, "INACTIVE")
    return Finding(
        id=f"{NAME}:{region}/certificate/{key}",
        row="C9",
        severity=from_outside(worth, past),
        subject=key,
        what=sentences(
            msg(
                "The device with the certificate {name} may be able to get a role of this account "
                "(AWS IoT).",
                name=key[:12],
            ),
            rights(worth),
            when(past),
        ),
        breaks=msg("The device with this certificate can't work with AWS IoT any more."),
        remedies=(Remedy(SWITCH_OFF, message, (off,)),),
        new=past.new,
        made=one.get("creationDate"),
        region=region,
    )


def _set_status(key: str, region: str, status: str) -> Action:
    on = status == "ACTIVE"
    message = (
        msg("Switch the certificate {name} on again", name=key[:12])
        if on
        else msg("Switch the certificate {name} off", name=key[:12])
    )
    return call(
        f"certificate-{status.lower()}-{key}",
        "update_certificate",
        {"certificateId": key, "newStatus": status},
        message=message,
        service="iot",
        region=region,
        undo=None if on else _set_status(key, region, "ACTIVE"),
    )


def _fleet(number: int, region: str) -> Finding:
    return Finding(
        id=f"{NAME}:{region}/certificates",
        row="C9",
        severity=Severity.LOW,
        subject="AWS IoT",
        what=msg(
            "{number} certificates of devices are switched on here, and some may get a role of "
            "this account.",
            number=number,
        ),
        breaks=msg("The device with this certificate can't work with AWS IoT any more."),
        by_hand=msg(
            "In AWS IoT, under “Security” and “Certificates”, compare them with your devices, and "
            "deactivate those that aren't yours."
        ),
        region=region,
    )


CHECKS: tuple[Check, ...] = (
    Check(
        ("C9",),
        NAME,
        msg("Devices that get a role with a certificate (AWS IoT)"),
        ("iot:ListRoleAliases", "iot:DescribeRoleAlias", "iot:ListCertificates"),
        look,
        POINTED,
    ),
)
