"""AWS IoT in Regions that moto doesn't know it in: nothing is there.

https://docs.aws.amazon.com/general/latest/gr/iot-core.html
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from app.practice.account import Account

if TYPE_CHECKING:
    from app.practice.api import Asked


def role_aliases(account: Account, asked: Asked) -> dict[str, Any] | None:
    """iot:ListRoleAliases."""
    from moto.iot.models import iot_backends

    known = iot_backends[account.state.account].regions
    return None if asked.region in known else {"roleAliases": []}


TABLE = {"iot:ListRoleAliases": role_aliases}
