"""Networks that are open to the world or tied to somebody else's (F4)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from ipaddress import ip_network
from typing import Any

from app.messages import Message, msg
from app.regional import Region
from app.review.bounded import LISTED, Kind, cut, some
from app.review.check import SWEEP, Check
from app.review.finding import Finding, Said, Severity
from app.review.view import View

GROUPS = Kind(
    "F4",
    msg("Rules for who reaches machines (security groups)"),
    "ec2",
    "describe_security_groups",
    "SecurityGroups",
)
PEERS = Kind(
    "F4",
    msg("Ties between networks (VPC peering)"),
    "ec2",
    "describe_vpc_peering_connections",
    "VpcPeeringConnections",
)
TUNNELS = Kind(
    "F4",
    msg("Tunnels to other networks (VPN)"),
    "ec2",
    "describe_vpn_connections",
    "VpnConnections",
)
CLIENTS = Kind(
    "F4",
    msg("Ways into networks for people (Client VPN)"),
    "ec2",
    "describe_client_vpn_endpoints",
    "ClientVpnEndpoints",
)
# A range of addresses shorter than these is as good as the whole internet, which can be written
# as two halves as well.
WORLD = {4: 8, 6: 16}
# Ports by which machines and databases are administered.
DOORS = {
    22: "SSH",
    23: "Telnet",
    3389: "Remote Desktop",
    5900: "VNC",
    5985: "WinRM",
    5986: "WinRM",
    1433: "SQL Server",
    1521: "Oracle",
    3306: "MySQL",
    5432: "PostgreSQL",
    6379: "Redis",
    9200: "Elasticsearch",
    27017: "MongoDB",
}
WHAT_GROUP = msg(
    "Machines with the security group “{name}” can be reached from the whole internet by {doors}. "
    "Whoever knows a password or key of such a machine gets in from anywhere."
)
WHAT_PEER = msg(
    "The network {own} is tied to the network {other} of the account {account}. From there, "
    "machines here can be reached as far as their own rules allow it."
)
WHAT_TUNNEL = msg(
    "A tunnel ties a network of this account to {gateway} outside. From there, machines here can "
    "be reached as far as their own rules allow it."
)
WHAT_CLIENT = msg(
    "People can dial in to a network of this account by {name}. Whoever has a certificate or a "
    "password for it gets in, with or without rights in this account."
)
BREAKS = msg("Whoever works or is served by this way can't reach the machines any more.")
BY_HAND = msg(
    "If it isn't meant so, limit the rule to your own addresses: EC2, “Security Groups”, the "
    "group, “Edit inbound rules”."
)
TIE_BY_HAND = msg("If you don't know it, delete it: VPC, “{page}”.")


def look(view: View) -> Iterator[Said]:
    """Yields open rules and ties to other networks, in every Region."""
    yield from view.everywhere("F4", GROUPS.what, lambda there: _groups(view, there))
    yield from view.everywhere("F4", PEERS.what, lambda there: _peers(view, there))
    yield from view.everywhere("F4", TUNNELS.what, _tunnels)
    yield from view.everywhere("F4", CLIENTS.what, lambda there: _clients(view, there))


def _groups(view: View, there: Region) -> Iterator[Said]:
    found = some(view, there, GROUPS, LISTED)
    yield from found.rest
    for group in found:
        doors = sorted({door for rule in group["IpPermissions"] for door in _doors(rule)})
        if doors:
            what = msg(WHAT_GROUP.text, name=group["GroupName"], doors=", ".join(doors))
            identity = f"{group['GroupId']}/{','.join(doors)}"
            yield _finding(there, identity, group["GroupId"], what, BY_HAND)


def _doors(rule: Mapping[str, Any]) -> Iterator[str]:
    """The doors that one rule opens to the whole internet."""
    sources = [one.get("CidrIp", "") for one in rule.get("IpRanges", ())]
    sources += [one.get("CidrIpv6", "") for one in rule.get("Ipv6Ranges", ())]
    if not any(_is_world(source) for source in sources):
        return
    if rule["IpProtocol"] not in ("-1", "tcp", "6"):
        return
    first, last = rule.get("FromPort", 0), rule.get("ToPort", 65535)
    whole = rule["IpProtocol"] == "-1"
    yield from (
        f"{name} ({port})" for port, name in DOORS.items() if whole or first <= port <= last
    )


def _is_world(source: str) -> bool:
    if not source:
        return False
    network = ip_network(source, strict=False)
    return network.prefixlen < WORLD[network.version]


def _peers(view: View, there: Region) -> Iterator[Said]:
    found = some(view, there, PEERS, LISTED)
    yield from found.rest
    for one in found:
        ends = [one.get("RequesterVpcInfo", {}), one.get("AccepterVpcInfo", {})]
        others = [end for end in ends if end.get("OwnerId") != view.account]
        if one["Status"]["Code"] in ("active", "pending-acceptance") and others:
            own: Mapping[str, Any] = next(
                (end for end in ends if end.get("OwnerId") == view.account), {}
            )
            what = msg(
                WHAT_PEER.text,
                own=own.get("VpcId", "—"),
                other=others[0].get("VpcId", "—"),
                account=others[0].get("OwnerId", "—"),
            )
            name = one["VpcPeeringConnectionId"]
            page = msg(TIE_BY_HAND.text, page=msg("Peering connections"))
            yield _finding(there, name, name, what, page)


def _tunnels(there: Region) -> Iterator[Said]:
    listed = there.call("ec2", "describe_vpn_connections").get("VpnConnections", [])
    found = cut(listed, TUNNELS, LISTED, there.name)
    yield from found.rest
    for one in found:
        if one.get("State") in ("available", "pending"):
            name = one["VpnConnectionId"]
            what = msg(WHAT_TUNNEL.text, gateway=one.get("CustomerGatewayId", "—"))
            page = msg(TIE_BY_HAND.text, page=msg("Site-to-Site VPN connections"))
            yield _finding(there, name, name, what, page)


def _clients(view: View, there: Region) -> Iterator[Said]:
    found = some(view, there, CLIENTS)
    yield from found.rest
    for one in found:
        name = one["ClientVpnEndpointId"]
        page = msg(TIE_BY_HAND.text, page=msg("Client VPN endpoints"))
        yield _finding(there, name, name, msg(WHAT_CLIENT.text, name=name), page)


def _finding(
    there: Region, identity: str, subject: str, what: Message, by_hand: Message
) -> Finding:
    return Finding(
        id=f"open_network:{there.name}/{identity}",
        row="F4",
        severity=Severity.MEDIUM,
        subject=subject,
        what=what,
        breaks=BREAKS,
        by_hand=by_hand,
        region=there.name,
    )


CHECKS: tuple[Check, ...] = (
    Check(
        ("F4",),
        "open_network",
        msg("Networks that are open to the world or tied to others"),
        (
            *("account:ListRegions", "ec2:DescribeClientVpnEndpoints"),
            *("ec2:DescribeSecurityGroups", "ec2:DescribeVpcPeeringConnections"),
            "ec2:DescribeVpnConnections",
        ),
        look,
        SWEEP,
    ),
)
