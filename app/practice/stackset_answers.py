"""CloudFormation StackSets: what is put into several accounts at once. moto's needs more to run.

https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ListStackSets.html
"""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from app.practice.account import Account
from app.practice.errors import AwsError

if TYPE_CHECKING:
    from app.practice.api import Asked


def create(account: Account, asked: Asked) -> dict[str, Any]:
    """cloudformation:CreateStackSet."""
    params = asked.params()
    name = params["StackSetName"]
    made: dict[str, Any] = {
        "StackSetName": name,
        "StackSetId": f"{name}:{uuid.uuid4()}",
        "Status": "ACTIVE",
        "PermissionModel": params.get("PermissionModel", "SELF_MANAGED"),
        "region": asked.region,
        "instances": [],
    }
    if params.get("AutoDeployment.Enabled") == "true":
        made["AutoDeployment"] = {"Enabled": True, "RetainStacksOnAccountRemoval": False}
    account.state.above.stack_sets.append(made)
    return {"StackSetId": made["StackSetId"]}


def sets(account: Account, asked: Asked) -> dict[str, Any]:
    """cloudformation:ListStackSets."""
    own = ("region", "instances")
    found = [
        {name: value for name, value in one.items() if name not in own}
        for one in account.state.above.stack_sets
        if one["region"] == asked.region
    ]
    return {"Summaries": found}


def instances(account: Account, asked: Asked) -> dict[str, Any]:
    """cloudformation:ListStackInstances."""
    wanted = asked.params().get("StackSetName")
    for one in account.state.above.stack_sets:
        if one["StackSetName"] == wanted and one["region"] == asked.region:
            return {"Summaries": one["instances"]}
    raise AwsError(404, "StackSetNotFoundException", f"StackSet {wanted} not found")


TABLE = {
    "cloudformation:CreateStackSet": create,
    "cloudformation:ListStackSets": sets,
    "cloudformation:ListStackInstances": instances,
}
