"""Things that moto doesn't know, kept as they were given: made, listed and removed.

A review only lists them, so practice knows no more of them than that.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from app.practice.account import Account
from app.practice.errors import AwsError

if TYPE_CHECKING:
    from app.practice.api import Asked

Table = dict[str, Callable[[Account, "Asked"], dict[str, Any] | None]]


@dataclass(frozen=True)
class Sort:
    """A sort of thing: how its operations are named, and which member is its id.

    `listed` is the listing's member; `made` what making one answers with; `also` are members that
    AWS adds, which may have {id}, {region} and {account} in them.
    """

    service: str
    make: str
    list: str
    listed: str
    key: str
    remove: str = ""
    made: str = ""
    also: tuple[tuple[str, str], ...] = ()


SORTS = (
    Sort(
        *("codebuild", "ImportSourceCredentials", "ListSourceCredentials"),
        *("sourceCredentialsInfos", "serverType", "DeleteSourceCredentials", "arn"),
        also=(("arn", "arn:aws:codebuild:{region}:{account}:token/{id}"),),
    ),
    Sort(
        *("codeconnections", "CreateConnection", "ListConnections", "Connections"),
        *("ConnectionName", "DeleteConnection", "ConnectionArn"),
        also=(
            ("ConnectionArn", "arn:aws:codeconnections:{region}:{account}:connection/{id}"),
            ("ConnectionStatus", "AVAILABLE"),
        ),
    ),
    Sort(
        *("lightsail", "CreateKeyPair", "GetKeyPairs", "keyPairs", "keyPairName"),
        also=(("name", "{id}"),),
    ),
    Sort(
        *("lightsail", "CreateInstances", "GetInstances", "instances", "name"),
        also=(("username", "ec2-user"),),
    ),
    Sort(
        *("ssm", "CreateAssociation", "ListAssociations", "Associations", "AssociationName"),
        "DeleteAssociation",
        also=(("AssociationId", "{id}"),),
    ),
)
SECRETS = ("token", "password")  # never told again, as AWS doesn't


def _make(sort: Sort) -> Callable[[Account, Asked], dict[str, Any]]:
    def answer(account: Account, asked: Asked) -> dict[str, Any]:
        given = {k: v for k, v in asked.body().items() if k.lower() not in SECRETS}
        names = given.pop("instanceNames", None) or [str(given.get(sort.key, ""))]
        also: dict[str, str] = {}
        for name in names:
            values = {"id": name, "region": asked.region, "account": account.state.account}
            also = {key: text.format(**values) for key, text in sort.also}
            _things(account, asked, sort)[name] = {**given, sort.key: name, **also}
        return {sort.made: also[sort.made]} if sort.made else {}

    return answer


def _list(sort: Sort) -> Callable[[Account, Asked], dict[str, Any]]:
    return lambda account, asked: {sort.listed: list(_things(account, asked, sort).values())}


def _remove(sort: Sort) -> Callable[[Account, Asked], dict[str, Any]]:
    def answer(account: Account, asked: Asked) -> dict[str, Any]:
        things, wanted = _things(account, asked, sort), set(map(str, asked.body().values()))
        for name in [one for one, thing in things.items() if wanted & set(_texts(thing))]:
            del things[name]
        return {}

    return answer


def _texts(thing: dict[str, Any]) -> list[str]:
    return [value for value in thing.values() if isinstance(value, str)]


def _things(account: Account, asked: Asked, sort: Sort) -> dict[str, dict[str, Any]]:
    return account.shelf.setdefault((sort.service, sort.listed, asked.region), {})


def serial_console(account: Account, asked: Asked) -> dict[str, Any]:
    """ec2:GetSerialConsoleAccessStatus, EnableSerialConsoleAccess, DisableSerialConsoleAccess."""
    kept = account.shelf.setdefault(("ec2", "serial", asked.region), {}).setdefault("console", {})
    if not asked.operation.startswith("Get"):
        kept["on"] = asked.operation.startswith("Enable")
    return {"SerialConsoleAccessEnabled": bool(kept.get("on"))}


def endpoints(_account: Account, asked: Asked) -> dict[str, Any]:
    """ec2:DescribeInstanceConnectEndpoints and DescribeClientVpnEndpoints: there are none."""
    client = asked.operation == "DescribeClientVpnEndpoints"
    return {"ClientVpnEndpoints" if client else "InstanceConnectEndpoints": []}


def subscribe(_account: Account, asked: Asked) -> dict[str, Any] | None:
    """sns:Subscribe, but for web addresses: moto would post to them, which practice never does.

    Raises AwsError.
    """
    if asked.params().get("Protocol") in ("http", "https"):
        raise AwsError(400, "InvalidParameter", "Practice doesn't post to web addresses.")
    return None


TABLE: Table = {
    "sns:Subscribe": subscribe,
    **{f"{sort.service}:{sort.make}": _make(sort) for sort in SORTS},
    **{f"{sort.service}:{sort.list}": _list(sort) for sort in SORTS},
    **{f"{sort.service}:{sort.remove}": _remove(sort) for sort in SORTS if sort.remove},
    "ec2:DescribeClientVpnEndpoints": endpoints,
    "ec2:DescribeInstanceConnectEndpoints": endpoints,
    "ec2:DisableSerialConsoleAccess": serial_console,
    "ec2:EnableSerialConsoleAccess": serial_console,
    "ec2:GetSerialConsoleAccessStatus": serial_console,
}
