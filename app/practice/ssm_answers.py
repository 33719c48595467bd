"""Systems Manager's machines outside AWS: activations, and what has registered with them.

https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_CreateActivation.html
"""

from __future__ import annotations

import secrets
import time
from typing import TYPE_CHECKING, Any

from app.practice.account import Account
from app.practice.errors import AwsError
from app.practice.shelf import Thing, new_id, things

if TYPE_CHECKING:
    from app.practice.api import Asked

DAY = 86_400.0
PAGE = 50
ACTIVATION, MACHINE = "activation", "machine"


def create_activation(account: Account, asked: Asked) -> dict[str, Any]:
    """ssm:CreateActivation."""
    body, key = asked.body(), new_id()
    made: Thing = {
        "ActivationId": key,
        "IamRole": body["IamRole"],
        "RegistrationLimit": body.get("RegistrationLimit", 1),
        "RegistrationsCount": 0,
        "ExpirationDate": body.get("ExpirationDate", time.time() + DAY),
        "CreatedDate": time.time(),
        "Expired": False,
        **{k: body[k] for k in ("Description", "DefaultInstanceName") if k in body},
    }
    things(account, asked, ACTIVATION)[key] = made
    return {"ActivationId": key, "ActivationCode": secrets.token_urlsafe(15)}


def register(account: Account, region: str, activation: str) -> str:
    """What the agent of a machine elsewhere does with an activation; the machine's id."""
    found = account.shelf[("ssm", ACTIVATION, region)][activation]
    found["RegistrationsCount"] += 1
    key = f"mi-{secrets.token_hex(9)[:17]}"
    machines = account.shelf.setdefault(("ssm", MACHINE, region), {})
    machines[key] = {
        "InstanceId": key,
        "PingStatus": "Online",
        "ActivationId": activation,
        "IamRole": found["IamRole"],
        "RegistrationDate": time.time(),
        "ResourceType": "ManagedInstance",
        "ComputerName": "elsewhere.example.com",
        "IPAddress": "192.0.2.1",
    }
    return key


def activations(account: Account, asked: Asked) -> dict[str, Any]:
    """ssm:DescribeActivations."""
    found = list(things(account, asked, ACTIVATION).values())
    return _paged("ActivationList", found, asked)


def machines(account: Account, asked: Asked) -> dict[str, Any]:
    """ssm:DescribeInstanceInformation, with the filter for the kind of machine."""
    found = list(things(account, asked, MACHINE).values())
    for one in asked.body().get("Filters", ()):
        found = [m for m in found if m.get(one["Key"]) in one["Values"]]
    return _paged("InstanceInformationList", found, asked)


def _paged(member: str, found: list[Thing], asked: Asked) -> dict[str, Any]:
    token, size = asked.body().get("NextToken", "0"), asked.body().get("MaxResults", PAGE)
    if not str(token).isdecimal():
        raise AwsError(400, "InvalidNextToken", "The specified token isn't valid.")
    start = int(token)
    result: dict[str, Any] = {member: found[start : start + size]}
    if start + size < len(found):
        result["NextToken"] = str(start + size)
    return result


def delete_activation(account: Account, asked: Asked) -> dict[str, Any]:
    """ssm:DeleteActivation. What has registered with it stays."""
    if things(account, asked, ACTIVATION).pop(asked.body()["ActivationId"], None) is None:
        raise AwsError(400, "InvalidActivation", "The activation isn't valid.")
    return {}


def deregister(account: Account, asked: Asked) -> dict[str, Any]:
    """ssm:DeregisterManagedInstance."""
    if things(account, asked, MACHINE).pop(asked.body()["InstanceId"], None) is None:
        raise AwsError(400, "InvalidInstanceId", "The instance isn't known.")
    return {}


TABLE = {
    "ssm:CreateActivation": create_activation,
    "ssm:DescribeActivations": activations,
    "ssm:DeleteActivation": delete_activation,
    "ssm:DescribeInstanceInformation": machines,
    "ssm:DeregisterManagedInstance": deregister,
}
