"""Machines with strong rights, where whoever can log in to the machine has them too (F1)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from app.messages import msg
from app.regional import Region
from app.review.bounded import LISTED, Kind, some
from app.review.check import POINTED, Check
from app.review.finding import Finding, Said, Severity
from app.review.identities import Holder
from app.review.rights import Power, power_of
from app.review.running import at_most, old, strong
from app.review.view import View

SERVICE = "ec2.amazonaws.com"
MACHINES = Kind(
    "F1",
    msg("Machines (EC2)"),
    "ec2",
    "describe_instances",
    "Reservations[].Instances",
)
WHAT_PUBLIC = msg(
    "The machine {id} ({name}) holds the rights of the role “{role}”, which reach everything in "
    "this account, and has an address on the internet ({address}). Whoever can log in to it, with "
    "a key or a program that was left there, has these rights."
)
WHAT_INSIDE = msg(
    "The machine {id} ({name}) holds the rights of the role “{role}”, which reach everything in "
    "this account. Whoever can log in to it, with a key or a program that was left there, has "
    "these rights."
)
BREAKS = msg("Programs on the machine that call AWS fail where they need more than is left.")
BY_HAND = msg(
    "Give the role less, or the machine another role (EC2, “Instances”, “Actions”, “Security”). On "
    "the machine itself look at who may log in (the file authorized_keys; key pair: {key}), at "
    "scheduled jobs and at its user data. Removing the key pair in EC2 doesn't lock it out."
)
NO_KEY = msg("none is known to EC2")


def look(view: View) -> Iterator[Said]:
    """Yields machines of all Regions whose role is strong, where there is such a role at all."""
    by_profile = {p: role for role in strong(view, SERVICE) for p in role.profiles}
    if by_profile:
        read = lambda there: _in_region(view, there, by_profile)  # noqa: E731
        yield from view.everywhere("F1", MACHINES.what, read)


def _in_region(view: View, there: Region, by_profile: Mapping[str, Holder]) -> Iterator[Said]:
    found = some(view, there, MACHINES, LISTED)
    yield from found.rest
    for machine in found:
        profile = machine.get("IamInstanceProfile", {}).get("Arn", "").rpartition("/")[2]
        gone = machine.get("State", {}).get("Name") in ("terminated", "shutting-down")
        if profile in by_profile and not gone:
            yield _finding(view, there, machine, by_profile[profile])


def _finding(view: View, there: Region, machine: Mapping[str, Any], role: Holder) -> Finding:
    address = machine.get("PublicIpAddress", "")
    tags = {tag["Key"]: tag["Value"] for tag in machine.get("Tags", ())}
    whole = power_of(role, view.identities) >= Power.ALL
    severity = Severity.HIGH if whole and address else Severity.MEDIUM
    launched = machine.get("LaunchTime")
    new = view.is_new("machine", machine["InstanceId"], launched)
    text = WHAT_PUBLIC if address else WHAT_INSIDE
    values = {"address": address} if address else {}
    return Finding(
        id=f"machines:{there.name}/{machine['InstanceId']}",
        row="F1",
        severity=at_most(severity, when=new is False and old(view, role)),
        subject=machine["InstanceId"],
        what=msg(
            text.text,
            id=machine["InstanceId"],
            name=tags.get("Name", "—"),
            role=role.name,
            **values,
        ),
        breaks=BREAKS,
        by_hand=msg(BY_HAND.text, key=machine.get("KeyName") or NO_KEY),
        new=new,
        made=launched,
        region=there.name,
    )


CHECKS: tuple[Check, ...] = (
    Check(
        ("F1",),
        "machines",
        msg("Machines with strong rights"),
        ("account:ListRegions", "ec2:DescribeInstances"),
        look,
        POINTED,
    ),
)
