"""Rules that start something with strong rights, by the clock or on whatever happens (E5)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from app.messages import msg
from app.regional import Region
from app.review.bounded import MOST, Kind, some
from app.review.check import SWEEP, Check
from app.review.checks.event_rules import HOME, bus, switch_off
from app.review.documents import account_of
from app.review.event_patterns import hears
from app.review.finding import Finding, Said, Severity
from app.review.rights import Power
from app.review.running import power_by, roles_behind
from app.review.view import View

RULES = Kind("E5", msg("Rules that start something (EventBridge)"), "events", "list_rules", "Rules")
WHAT = msg(
    "The rule “{name}” starts something by itself ({when}), with rights that reach everything in "
    "this account. Whoever wrote it acts here without signing in."
)
REMOTE = msg(
    "The rule “{name}” sends what happens in this account ({when}) to the account {account}, by "
    "itself. Nobody gets in by that, but somebody there keeps watching."
)
BREAKS = msg("Whatever the rule starts for your own systems isn't started any more.")
ON_EVENT = msg("on an event")


def look(view: View) -> Iterator[Said]:
    """Yields, in every Region, rules with strong rights and buses that are open to outsiders."""
    yield from view.everywhere("E5", RULES.what, lambda there: _in_region(view, there))


def _in_region(view: View, there: Region) -> Iterator[Said]:
    rules = some(view, there, RULES, MOST)
    yield from rules.rest
    for rule in rules:
        seen_before = there.name == HOME and hears(rule.get("EventPattern", ""))
        if rule.get("State") != "DISABLED" and not rule.get("ManagedBy") and not seen_before:
            yield from _rule(view, there, rule)
    if there.name != HOME:  # that one is always looked at
        yield from bus(view, there)


def _rule(view: View, there: Region, rule: dict[str, Any]) -> Iterator[Said]:
    name = rule["Name"]
    what = msg("What the rule “{name}” starts", name=name)
    kind = Kind("E5", what, "events", "list_targets_by_rule", "Targets")
    targets = some(view, there, kind, Rule=name)
    yield from targets.rest
    strong = any(_is_strong(view, there, target) for target in targets)
    accounts = [account_of(target["Arn"]) for target in targets]
    foreign = [one for one in accounts if one not in ("", view.account)]
    if not strong and not foreign:
        return
    text = WHAT if strong else REMOTE
    when = rule.get("ScheduleExpression") or ON_EVENT
    yield Finding(
        id=f"timers:{there.name}/{name}",
        row="E5",
        severity=Severity.HIGH if strong else Severity.MEDIUM,
        subject=rule["Arn"],
        what=msg(text.text, name=name, when=when, **({} if strong else {"account": foreign[0]})),
        breaks=BREAKS,
        remedies=(switch_off(there.name, name),),
        region=there.name,
    )


def _is_strong(view: View, there: Region, target: dict[str, Any]) -> bool:
    """Whether what it starts, or what starts it, may come to all rights."""
    if account_of(target["Arn"]) not in ("", view.account):
        return False
    roles = {*roles_behind(view, there, target["Arn"]), target.get("RoleArn", "")}
    return any(power_by(view, role) >= Power.ESCALATES for role in roles if role)


CHECKS: tuple[Check, ...] = (
    Check(
        ("E3", "E5"),
        "timers",
        msg("Rules that start something with strong rights (EventBridge), in every Region"),
        (
            *("account:ListRegions", "events:DescribeEventBus", "events:ListRules"),
            *("events:ListTargetsByRule", "lambda:GetFunctionConfiguration"),
            *("sns:ListSubscriptionsByTopic", "states:DescribeStateMachine"),
        ),
        look,
        SWEEP,
    ),
)
