"""Lightsail's machines and keys, which are apart from those of EC2 (F3).

https://docs.aws.amazon.com/lightsail/latest/userguide/understanding-ssh-in-amazon-lightsail.html
"""

from __future__ import annotations

from collections.abc import Iterator

from app.messages import Message, msg
from app.regional import Region
from app.review.bounded import LISTED, Kind, some
from app.review.check import SWEEP, Check
from app.review.finding import Finding, Said, Severity
from app.review.view import View

MACHINES = Kind("F3", msg("Machines (Lightsail)"), "lightsail", "get_instances", "instances")
KEYS = Kind("F3", msg("Keys of machines (Lightsail)"), "lightsail", "get_key_pairs", "keyPairs")
WHAT_MACHINE = msg(
    "In Lightsail runs the machine “{name}”. Whoever has its key (“{key}”), or a password that was "
    "set on it, can log in to it, with or without rights in this account."
)
WHAT_KEY = msg(
    "In Lightsail is the key pair “{name}”. Whoever has its other half can log in to every machine "
    "that was made with it."
)
BREAKS = msg("Whoever logs in with this key can't any more; programs on the machine go on.")
BY_HAND = msg(
    "On the machine itself look at who may log in (the file authorized_keys) and change passwords. "
    "Removing the key in Lightsail doesn't lock it out."
)
F5 = msg(
    "Tools with users, passwords or programs of their own (Cloud9, WorkSpaces, AppStream, "
    "SageMaker notebooks, Glue, Transfer Family, databases, Redshift, QuickSight, Grafana) aren't "
    "looked at, because their users aren't AWS's. By hand: in those that you use, remove the "
    "vendor's users and change the passwords that the vendor knew."
)


def look(view: View) -> Iterator[Said]:
    """Yields machines and keys, in every Region where Lightsail is."""
    yield from view.everywhere("F3", MACHINES.what, lambda there: _in_region(view, there))


def _in_region(view: View, there: Region) -> Iterator[Said]:
    machines = some(view, there, MACHINES, LISTED)
    keys = some(view, there, KEYS, LISTED)
    yield from (*machines.rest, *keys.rest)
    for one in machines:
        key = one.get("sshKeyName") or "—"
        what = msg(WHAT_MACHINE.text, name=one["name"], key=key)
        yield _finding(there, f"machine/{one['name']}", Severity.MEDIUM, what)
    for one in keys:
        what = msg(WHAT_KEY.text, name=one["name"])
        yield _finding(there, f"key/{one['name']}", Severity.LOW, what)


def _finding(there: Region, identity: str, severity: Severity, what: Message) -> Finding:
    return Finding(
        id=f"lightsail:{there.name}/{identity}",
        row="F3",
        severity=severity,
        subject=identity.partition("/")[2],
        what=what,
        breaks=BREAKS,
        by_hand=BY_HAND,
        region=there.name,
    )


CHECKS: tuple[Check, ...] = (
    Check(
        ("F3",),
        "lightsail",
        msg("Machines and keys of Lightsail"),
        ("account:ListRegions", "lightsail:GetInstances", "lightsail:GetKeyPairs"),
        look,
        SWEEP,
    ),
)
NOT_CHECKED: dict[str, Message] = {"F5": F5}
