"""Schedules that call AWS by themselves, hour after hour, without any code (E4).

A “universal target” is any operation of any service, with its parameters written down:
https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-targets-universal.html
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from app.messages import msg
from app.regional import Region
from app.review.bounded import Kind, some
from app.review.check import POINTED, Check
from app.review.finding import SWITCH_OFF, Finding, Remedy, Said, Severity
from app.review.remedies import call
from app.review.rights import Power
from app.review.running import power_by, roles_behind, service_of
from app.review.view import View

SERVICE = "scheduler.amazonaws.com"
UNIVERSAL = ":scheduler:::aws-sdk:"
# Operations of these give somebody a way in.
DOORS = ("iam", "sts", "organizations", "sso", "ssoadmin", "identitystore", "rolesanywhere")
GONE = "ResourceNotFoundException"
SCHEDULES = Kind("E4", msg("Schedules (EventBridge)"), "scheduler", "list_schedules", "Schedules")
# What UpdateSchedule takes; whatever it isn't given it forgets.
# https://docs.aws.amazon.com/scheduler/latest/APIReference/API_UpdateSchedule.html
KEPT = (
    *("Description", "EndDate", "FlexibleTimeWindow", "GroupName", "KmsKeyArn", "Name"),
    *("ScheduleExpression", "ScheduleExpressionTimezone", "StartDate", "State", "Target"),
    "ActionAfterCompletion",
)
WHAT_DOOR = msg(
    "The schedule “{name}” calls “{call}” by itself, again and again ({when}). It can make a user, "
    "a key or a password that its maker knows, as often as you delete it. Switch it off before "
    "the vendor's user is deleted."
)
WHAT_STRONG = msg(
    "The schedule “{name}” starts “{call}” by itself ({when}), with rights that reach everything "
    "in this account. Whoever wrote it acts here without signing in."
)
OFF = msg("Switch the schedule “{name}” off. This can be undone.")
OFF_FOR_GOOD = msg(
    "Switch the schedule “{name}” off. It stays as it is, and can be switched on again in the AWS "
    "console (“EventBridge”, “Schedules”): what it sends may hold a password, so Aikagi keeps none "
    "of it."
)
# What is needed to put something back is kept on the disk, where no secret may be.
SECRET = re.compile(r"password|secret|token|credential|key", re.IGNORECASE)
BREAKS = msg("Whatever the schedule does for your own systems isn't done any more.")


class Veiled(dict[str, Any]):
    """Parameters that may have a password in them: what the schedule sends is never printed."""

    def __repr__(self) -> str:
        """What it is, and nothing of what it says."""
        return "<the schedule's target>"


def look(view: View) -> Iterator[Said]:
    """Yields schedules that could let somebody in, where a role lets the Scheduler act at all."""
    if view.trusting(SERVICE):
        yield from view.everywhere("E4", SCHEDULES.what, lambda there: _in_region(view, there))


def _in_region(view: View, there: Region) -> Iterator[Said]:
    found = some(view, there, SCHEDULES)
    yield from found.rest
    for item in found:
        if item.get("State") != "DISABLED":
            yield from _schedule(view, there, item)


def _schedule(view: View, there: Region, item: Mapping[str, Any]) -> Iterator[Finding]:
    target = item["Target"]["Arn"]
    whole = there.call(
        "scheduler", "get_schedule", Name=item["Name"], GroupName=item.get("GroupName", "default")
    )
    severity = _severity(view, there, whole)
    if severity is None:
        return
    modified = whole.get("LastModificationDate")
    new = view.is_new("schedule", whole["Arn"], modified)
    name = f"{whole.get('GroupName', 'default')}/{whole['Name']}"
    text = WHAT_DOOR if severity is Severity.CRITICAL else WHAT_STRONG
    yield Finding(
        id=f"schedules:{there.name}/{name}",
        row="E4",
        severity=severity if new is not False else Severity.LOW,
        subject=whole["Arn"],
        what=msg(text.text, name=name, call=_short(target), when=whole["ScheduleExpression"]),
        breaks=BREAKS,
        remedies=(_off(there.name, whole, view.clients.now()),),
        new=new,
        made=modified,
        region=there.name,
    )


def _short(target: str) -> str:
    """What it calls: "iam:createUser", or the last part of an ARN."""
    return target.partition(UNIVERSAL)[2] or target.rpartition(":")[2]


def _severity(view: View, there: Region, whole: Mapping[str, Any]) -> Severity | None:
    """How dangerous it is; None where it can't change who may come in."""
    target = whole["Target"]
    _, universal, operation = target["Arn"].partition(UNIVERSAL)
    if universal and operation.partition(":")[0].lower() in DOORS:
        return Severity.CRITICAL
    roles = [target["RoleArn"]]
    if not universal and service_of(target["Arn"]) in ("lambda", "states", "sns", "sqs"):
        roles += roles_behind(view, there, target["Arn"])
    strongest = max(power_by(view, role) for role in roles if role) if any(roles) else Power.ALL
    return Severity.HIGH if strongest >= Power.ESCALATES else None


def _off(region: str, whole: Mapping[str, Any], now: datetime) -> Remedy:
    name = whole["Name"]
    before = _definition(whole, now)
    keeps = not SECRET.search(str(whole["Target"].get("Input", "")))
    what = msg((OFF if keeps else OFF_FOR_GOOD).text, name=name)
    identity = f"{region}-{whole.get('GroupName', 'default')}-{name}"
    back = call(
        f"schedule-on-{identity}",
        "update_schedule",
        before,
        message=msg("Switch the schedule “{name}” on again", name=name),
        service="scheduler",
        region=region,
    )
    off = call(
        f"schedule-off-{identity}",
        "update_schedule",
        {**before, "State": "DISABLED"},
        message=what,
        service="scheduler",
        region=region,
        settled_by=(GONE,),
        undo=back if keeps else None,
    )
    return Remedy(SWITCH_OFF, what, (off,))


def _definition(whole: Mapping[str, Any], now: datetime) -> dict[str, object]:
    """The schedule as UpdateSchedule takes it, in JSON's types.

    A beginning in the past is left out: AWS refuses it, and it has no effect any more.
    """
    kept = {key: whole[key] for key in KEPT if whole.get(key) is not None}
    start = kept.get("StartDate")
    if isinstance(start, datetime) and start <= now:
        del kept["StartDate"]
    plain = {k: v.isoformat() if isinstance(v, datetime) else v for k, v in kept.items()}
    return {**plain, "Target": Veiled(whole["Target"])}


CHECKS: tuple[Check, ...] = (
    Check(
        ("E4",),
        "schedules",
        msg("Schedules that call AWS by themselves"),
        (
            *("account:ListRegions", "scheduler:GetSchedule", "scheduler:ListSchedules"),
            *("lambda:GetFunctionConfiguration", "states:DescribeStateMachine"),
        ),
        look,
        POINTED,
    ),
)
