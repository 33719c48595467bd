"""Rules that do something as soon as a user or a right changes here (E3).

EventBridge hears of IAM's changes in one Region alone, on its default bus:
https://docs.aws.amazon.com/IAM/latest/UserGuide/cloudtrail-integration.html
A rule that calls a function then can make a deleted user anew, or lift a deny, within seconds. So
such a rule has to be off before the vendor's user is touched.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from app.messages import Message, msg
from app.regional import Region
from app.review.bounded import Kind, reply, some
from app.review.check import Check
from app.review.documents import account_of
from app.review.event_patterns import hears
from app.review.finding import SWITCH_OFF, Finding, Remedy, Said, Severity
from app.review.outside import Opening, own_of
from app.review.remedies import call
from app.review.rights import Power
from app.review.running import power_by, roles_behind
from app.review.sharing import Shared, Writing, findings
from app.review.view import View

HOME = "us-east-1"
GONE = "ResourceNotFoundException"
RULES = Kind(
    "E3", msg("Rules that act on what happens (EventBridge)"), "events", "list_rules", "Rules"
)
WHAT = msg(
    "As soon as a user or a right changes in this account, the rule “{name}” starts {targets} by "
    "itself. It could make a deleted user anew, or lift a block, within seconds, without anybody "
    "signing in. Switch it off before the vendor's user is deleted."
)
TELLS = msg(
    "As soon as a user or a right changes in this account, the rule “{name}” tells {targets} of "
    "it. By what Aikagi sees it changes nothing: it is the usual way to be warned. Check that "
    "you know who is told."
)
BREAKS = msg(
    "Warnings and automatic work that hang on the rule stop. What it started before isn't touched."
)
BUS_NAME = msg("the event bus “{name}”")
BUS = msg(
    "From outside this account, {who} may reach {thing} ({actions}), that is, send it events or "
    "change its rules, and so start what hangs on them."
)
REMOTE = msg("something in the account {account} ({arn})")


def look(view: View) -> Iterator[Said]:
    """Yields the rules on changes of users and rights, and what may reach the bus from outside."""
    there = view.clients.at(HOME)
    rules = some(view, there, RULES)
    yield from rules.rest
    for rule in rules:
        if _is_on(rule) and hears(rule.get("EventPattern", "")):
            yield from _rule(view, there, rule)
    yield from bus(view, there)


def _is_on(rule: dict[str, Any]) -> bool:
    """Whether it can act. What a service of AWS made for itself (ManagedBy) is AWS's own."""
    return rule.get("State") != "DISABLED" and not rule.get("ManagedBy")


def _rule(view: View, there: Region, rule: dict[str, Any]) -> Iterator[Said]:
    name = rule["Name"]
    what = msg("What the rule “{name}” starts", name=name)
    kind = Kind("E3", what, "events", "list_targets_by_rule", "Targets")
    targets = some(view, there, kind, Rule=name)
    yield from targets.rest
    if not targets.items:
        return
    worst = max(_severity(view, there, target) for target in targets)
    text = WHAT if worst > Severity.LOW else TELLS
    yield Finding(
        id=f"event_rules:rule/{name}",
        row="E3",
        severity=worst,
        subject=rule["Arn"],
        what=msg(text.text, name=name, targets=_names(view, targets.items)),
        breaks=BREAKS,
        remedies=(switch_off(HOME, name),),
        region=HOME,
    )


def _severity(view: View, there: Region, target: dict[str, Any]) -> Severity:
    """What a target could do by itself. What can't be told is taken for the worst."""
    arn = target["Arn"]
    if account_of(arn) not in ("", view.account):
        return Severity.CRITICAL  # somebody else is told, and can answer with whatever he has left
    found = list(roles_behind(view, there, arn))
    if not found:
        return Severity.LOW
    if "" in found:
        return Severity.CRITICAL
    strongest = max(power_by(view, role) for role in found)
    return Severity.CRITICAL if strongest >= Power.ESCALATES else Severity.MEDIUM


def _names(view: View, targets: tuple[dict[str, Any], ...]) -> Message | str:
    foreign = [t["Arn"] for t in targets if account_of(t["Arn"]) not in ("", view.account)]
    if foreign:
        return msg(REMOTE.text, account=account_of(foreign[0]), arn=foreign[0])
    return ", ".join(f"“{target['Arn'].rpartition(':')[2]}”" for target in targets)


def switch_off(region: str, rule: str) -> Remedy:
    """Stop a rule of the default bus; it can be started again as it was.

    https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_DisableRule.html
    """
    what = msg("Switch the rule “{name}” off. This can be undone.", name=rule)
    back = call(
        f"rule-on-{region}-{rule}",
        "enable_rule",
        {"Name": rule},
        message=msg("Switch the rule “{name}” on again", name=rule),
        service="events",
        region=region,
    )
    off = call(
        f"rule-off-{region}-{rule}",
        "disable_rule",
        {"Name": rule},
        message=what,
        service="events",
        region=region,
        settled_by=(GONE,),
        undo=back,
    )
    return Remedy(SWITCH_OFF, what, (off,))


def bus(view: View, there: Region) -> Iterator[Finding]:
    """Yields who may reach the default bus of a Region from outside.

    https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-bus-perms.html
    """
    found = reply(there, "events", "describe_event_bus", GONE) or {}
    if not found.get("Policy"):
        return
    shared = Shared(
        row="E3",
        check="event_rules",
        id=f"bus/{there.name}",
        thing=msg(BUS_NAME.text, name=found["Name"]),
        arn=found["Arn"],
        document=found["Policy"],
        writing=Writing(
            service="events",
            put="put_permission",
            parameters=lambda text: {"Policy": text},
            remove="remove_permission",
            identity={"RemoveAllPermissions": True},
            gone=(GONE,),
        ),
        region=there.name,
        what=BUS,
    )
    yield from findings(shared, own_of(view), judge=_of_bus)


def _of_bus(opening: Opening) -> Severity:
    acts = opening.lets("events:PutRule", "events:PutTargets", "events:PutPermission")
    return Severity.HIGH if acts else Severity.MEDIUM


CHECKS: tuple[Check, ...] = (
    Check(
        ("E3",),
        "event_rules",
        msg("Rules that act by themselves when users or rights change (EventBridge)"),
        (
            *("events:DescribeEventBus", "events:ListRules", "events:ListTargetsByRule"),
            *("lambda:GetFunctionConfiguration", "lambda:ListEventSourceMappings"),
            *("sns:ListSubscriptionsByTopic", "states:DescribeStateMachine"),
            "organizations:DescribeOrganization",
        ),
        look,
    ),
)
