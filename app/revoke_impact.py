"""What shutting the vendor out would break, before it is done: shown with what to do first.

Two parts: `quick` asks about the user's own keys, `thorough` looks into every Region. Neither
changes anything, and what couldn't be looked at is said.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.clients import Clients
from app.impact import MAY_STOP, STOPS, Impact, Said, Unlooked
from app.messages import Message, msg
from app.regional import Region
from app.revoke_impact_places import LOOKS, Look, Names
from app.revoke_look import stops
from app.revoke_parts import service_credentials
from app.troubles import Trouble
from app.users import UserSeen
from app.work import Token

ACTIVE = "Active"
RECENT = timedelta(days=14)  # a key that was used since then is likely to be in a running system
NOTHING = ("", "N/A")  # what AWS says of a key that wasn't used


@dataclass(frozen=True)
class Impacts:
    """All that was found. Nothing found, and something `unlooked`, isn't “nothing breaks”."""

    found: tuple[Impact, ...] = ()
    unlooked: tuple[Unlooked, ...] = ()


@dataclass(frozen=True)
class Into:
    """A report: the Region `region`, number `number` of `total`, is looked into."""

    region: str
    number: int
    total: int


def quick(clients: Clients, user: UserSeen, token: Token) -> Impacts:
    """What programs may work with: keys used in the last 14 days, and other active credentials.

    A few calls, none of them to another Region. Raises `Trouble` where no more can be asked, and
    `Cancelled`.
    """
    said: list[Said] = []
    for what, look in (
        (msg("When the access keys were last used"), _keys),
        (msg("Whether it has SSH keys"), _ssh_keys),
        (msg("Whether it has passwords for single services"), _service_credentials),
    ):
        token.check()
        try:
            said += look(clients, user.name)
        except Trouble as trouble:
            said.append(_unlooked(what, trouble))
    return _sorted(said)


def _keys(clients: Clients, name: str) -> Iterator[Impact]:
    for key in clients.pages("iam", "list_access_keys", "AccessKeyMetadata", UserName=name):
        if key["Status"] == ACTIVE:
            yield from _key(clients, str(key["AccessKeyId"]))


def _ssh_keys(clients: Clients, name: str) -> Iterator[Impact]:
    """For CodeCommit. AWS doesn't tell when one was used."""
    found = clients.pages("iam", "list_ssh_public_keys", "SSHPublicKeys", UserName=name)
    if any(one["Status"] == ACTIVE for one in found):
        yield _unknown_use("CodeCommit (SSH)")


def _service_credentials(clients: Clients, name: str) -> Iterator[Impact]:
    """Of CodeCommit, Keyspaces and Bedrock. AWS doesn't tell when one was used.

    https://docs.aws.amazon.com/IAM/latest/APIReference/API_ServiceSpecificCredentialMetadata.html
    """
    active = [one for one in service_credentials(clients, name) if one["Status"] == ACTIVE]
    for service in sorted({str(one["ServiceName"]) for one in active}):
        yield _unknown_use(service)


def _unknown_use(service: str) -> Impact:
    return Impact(
        MAY_STOP,
        msg(
            "The user has a credential for “{service}” alone. AWS doesn't show when it was last "
            "used. If a program of yours works with it, that program stops.",
            service=service,
        ),
        _ASK,
    )


_ASK = msg(
    "Ask the vendor which program uses it, and give that program a credential of its own. If only "
    "the vendor's own computers use it, go on."
)


def _key(clients: Clients, number: str) -> Iterator[Impact]:
    """https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccessKeyLastUsed.html."""
    used = clients.call("iam", "get_access_key_last_used", AccessKeyId=number)["AccessKeyLastUsed"]
    when: datetime | None = used.get("LastUsedDate")
    service, region = str(used.get("ServiceName", "")), str(used.get("Region", ""))
    if when is None or service in NOTHING or clients.now() - when > RECENT:
        return
    yield Impact(
        MAY_STOP,
        msg(
            "The access key {key} was used on {when}, for “{service}” in {region}. If a program of "
            "yours works with it, that program stops.",
            key=number,
            when=when.date(),
            service=service,
            region=region,
        ),
        msg(
            "Ask the vendor which program uses the key, and give that program a key or role of "
            "its own. If only the vendor's own computers use it, go on."
        ),
    )


def thorough(clients: Clients, account: str, user: UserSeen, token: Token) -> Impacts:
    """Encryption keys and clusters that only the user can administer, in every enabled Region.

    Reports `Into`. Raises `Trouble` where the Regions can't be listed or no more can be asked, and
    `Cancelled`.
    """
    said: list[Said] = []
    names = regions(clients)
    arn = f"arn:aws:iam::{account}:user{user.path}{user.name}"
    for number, name in enumerate(names, start=1):
        token.report(Into(name, number, len(names)))
        there = clients.at(name)
        for what, look in LOOKS:
            token.check()
            said += _looked(what, look, there, (arn, user.user_id))
        clients.forget(name)
    return _sorted(said)


def regions(clients: Clients) -> tuple[str, ...]:
    """The Regions that are switched on in this account. Raises `Trouble`.

    https://docs.aws.amazon.com/accounts/latest/reference/API_ListRegions.html
    """
    on = ["ENABLED", "ENABLED_BY_DEFAULT"]
    found = clients.pages("account", "list_regions", "Regions", RegionOptStatusContains=on)
    return tuple(sorted(str(region["RegionName"]) for region in found))


def _looked(what: Message, look: Look, there: Region, names: Names) -> list[Said]:
    said: list[Said] = []
    try:
        said += look(there, names)
    except Trouble as trouble:
        said.append(_unlooked(what, trouble, there.name))
    return said


def _unlooked(what: Message, trouble: Trouble, region: str = "") -> Unlooked:
    if stops(trouble):
        raise trouble
    return Unlooked(what, trouble, region)


def _sorted(said: Iterable[Said]) -> Impacts:
    several = tuple(said)
    found = [one for one in several if isinstance(one, Impact)]
    return Impacts(
        tuple(sorted(found, key=lambda one: one.weight != STOPS)),
        tuple(one for one in several if isinstance(one, Unlooked)),
    )
