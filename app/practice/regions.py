"""The Regions of the practice account: those that are on in every new account.

https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-regions.html
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from app.practice.account import Account

if TYPE_CHECKING:
    from app.practice.api import Asked

BY_DEFAULT = (
    *("ap-northeast-1", "ap-northeast-2", "ap-northeast-3", "ap-south-1", "ap-southeast-1"),
    *("ap-southeast-2", "ca-central-1", "eu-central-1", "eu-north-1", "eu-west-1", "eu-west-2"),
    *("eu-west-3", "sa-east-1", "us-east-1", "us-east-2", "us-west-1", "us-west-2"),
)
OPT_IN = ("af-south-1", "ap-east-1", "eu-south-1", "me-south-1")


def regions(_account: Account, asked: Asked) -> dict[str, Any]:
    """account:ListRegions, as its filter asks."""
    wanted = asked.body().get("RegionOptStatusContains") or []
    status = {
        **dict.fromkeys(BY_DEFAULT, "ENABLED_BY_DEFAULT"),
        **dict.fromkeys(OPT_IN, "DISABLED"),
    }
    found = [
        {"RegionName": name, "RegionOptStatus": state}
        for name, state in sorted(status.items())
        if not wanted or state in wanted
    ]
    return {"Regions": found}


TABLE = {"account:ListRegions": regions}
