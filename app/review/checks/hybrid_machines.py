"""C10: machines outside AWS that Systems Manager gave a role, and codes that let more in.

Its maintenance windows and automations use roles that trust the same service, so such a role by
itself is no finding.
https://docs.aws.amazon.com/systems-manager/latest/userguide/hybrid-multicloud-service-role.html
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from app.messages import msg
from app.plan import Action
from app.regional import Region
from app.review.changes import (
    from_outside,
    power,
    rights,
    sentences,
    unblocked,
    weighed,
)
from app.review.check import POINTED, Check
from app.review.finding import CLOSE, Finding, Remedy, Said
from app.review.identities import Holder
from app.review.remedies import call, quarantine
from app.review.view import View

NAME = "hybrid_machines"
SERVICE = "ssm.amazonaws.com"
OUTSIDE_AWS = [{"Key": "ResourceType", "Values": ["ManagedInstance"]}]


def look(view: View) -> Iterator[Said]:
    """Each activation that can still be used, and each machine that used one."""
    trusting = {role.name: role for role in unblocked(view, SERVICE)}
    if not trusting:
        return

    def read(there: Region) -> Iterator[Said]:
        for one in there.pages("ssm", "describe_activations", "ActivationList"):
            left = one.get("RegistrationsCount", 0) < one.get("RegistrationLimit", 1)
            role = _role(trusting, one)
            if role and left and not one.get("Expired"):
                yield _activation(view, one, role, there.name)
        for one in there.pages(
            "ssm", "describe_instance_information", "InstanceInformationList", Filters=OUTSIDE_AWS
        ):
            role = _role(trusting, one)
            if role:
                yield _machine(view, one, role, there.name)

    what = msg("machines outside AWS that have a role (Systems Manager)")
    yield from view.everywhere("C10", what, read)


def _role(trusting: Mapping[str, Holder], one: Mapping[str, Any]) -> Holder | None:
    """The role of it; Systems Manager names it with its path or without."""
    return trusting.get(str(one.get("IamRole", "")).rpartition("/")[2])


def _activation(view: View, one: Mapping[str, Any], role: Holder, region: str) -> Finding:
    key = one["ActivationId"]
    worth = power(view, role)
    past, told = weighed(view, [role], one.get("CreatedDate"))
    close = _no_more(region, key, "delete_activation", {"ActivationId": key}, "InvalidActivation")
    return Finding(
        id=f"{NAME}:{region}/activation/{key}",
        row="C10",
        severity=from_outside(worth, past),
        subject=key,
        what=sentences(
            msg(
                "Whoever knows the code of this activation can register a machine anywhere, which "
                "then holds the role “{role}” (Systems Manager).",
                role=role.name,
            ),
            rights(worth),
            *told,
        ),
        breaks=msg("Machines that still wait to be registered with this code can't be any more."),
        remedies=(quarantine(role), Remedy(CLOSE, close.message, (close,))),
        new=past.new,
        made=one.get("CreatedDate"),
        region=region,
    )


def _machine(view: View, one: Mapping[str, Any], role: Holder, region: str) -> Finding:
    key = one["InstanceId"]
    worth = power(view, role)
    past, told = weighed(view, [role], one.get("RegistrationDate"))
    close = _no_more(
        region, key, "deregister_managed_instance", {"InstanceId": key}, "InvalidInstanceId"
    )
    return Finding(
        id=f"{NAME}:{region}/machine/{key}",
        row="C10",
        severity=from_outside(worth, past),
        subject=key,
        what=sentences(
            msg(
                "The machine “{name}” outside AWS ({address}) holds the role “{role}” and renews "
                "it by itself (Systems Manager).",
                name=one.get("ComputerName") or one.get("Name") or key,
                address=one.get("IPAddress", "?"),
                role=role.name,
            ),
            rights(worth),
            *told,
        ),
        breaks=msg(
            "If it is a server of yours, it is no longer looked after by Systems Manager, and its "
            "programs lose this role."
        ),
        remedies=(quarantine(role), Remedy(CLOSE, close.message, (close,))),
        new=past.new,
        made=one.get("RegistrationDate"),
        region=region,
    )


def _no_more(
    region: str, key: str, operation: str, parameters: Mapping[str, object], gone: str
) -> Action:
    message = msg("Remove {name} from Systems Manager. This can't be undone.", name=key)
    return call(
        f"{operation}-{key}",
        operation,
        parameters,
        message=message,
        service="ssm",
        region=region,
        settled_by=(gone,),
    )


CHECKS: tuple[Check, ...] = (
    Check(
        ("C10",),
        NAME,
        msg("Machines outside AWS that hold a role (Systems Manager)"),
        ("ssm:DescribeActivations", "ssm:DescribeInstanceInformation"),
        look,
        POINTED,
    ),
)
