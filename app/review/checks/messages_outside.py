"""Messages and logs that are sent on to somebody outside (G5)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from app.messages import Message, msg
from app.regional import Region
from app.review.bounded import LISTED, Kind, some
from app.review.check import SWEEP, Check
from app.review.documents import account_of
from app.review.finding import CLOSE, Finding, Remedy, Said, Severity, Unseen
from app.review.remedies import call
from app.review.rights import Power, power_of
from app.review.running import FUNCTION, old, role_of, roles_behind, service_of
from app.review.sharing import named
from app.review.view import View
from app.troubles import Trouble

READERS = Kind(
    "G5",
    msg("Who receives messages (SNS)"),
    "sns",
    "list_subscriptions",
    "Subscriptions",
)
LOGS = Kind("G5", msg("Logs (CloudWatch)"), "logs", "describe_log_groups", "logGroups")
WHAT_ACCOUNT = msg(
    "Messages of the topic “{topic}” go to the account {account} ({endpoint}), outside this "
    "account."
)
WHAT_PEOPLE = msg(
    "Messages of the topic “{topic}” go to {endpoints}. Alarms and reports often do; look whether "
    "one of them is the vendor."
)
WHAT_LOG = msg(
    "What is written to the log “{name}” is sent on to the account {account} ({target}), outside "
    "this account."
)
WHAT_OWN = msg(
    "What is written to the log “{name}” starts the function {target}, whose rights reach "
    "everything in this account. Whoever can write to that log can make it act."
)
BREAKS = msg("Whoever receives them gets none any more.")
OFF = msg(
    "Don't send messages to {endpoint} any more. It has to be confirmed there to go on again."
)
LOG_OFF = msg("Don't send on the log “{name}” any more. This can be undone.")
LOG_BACK = msg("Send on the log “{name}” as before")
BY_HAND = msg("Whom you don't know: SNS, “Subscriptions”, “Delete”.")


def look(view: View) -> Iterator[Said]:
    """Yields who receives messages and logs, in every Region."""
    yield from view.everywhere("G5", READERS.what, lambda there: _readers(view, there))
    yield from view.everywhere("G5", LOGS.what, lambda there: _logs(view, there))


def _readers(view: View, there: Region) -> Iterator[Said]:
    found = some(view, there, READERS, LISTED)
    yield from found.rest
    people: dict[str, list[str]] = defaultdict(list)
    for one in found:
        account = account_of(one["Endpoint"]) if one["Endpoint"].startswith("arn:") else ""
        if account and account != view.account:
            yield _outside(there, one, account)
        elif not account:
            people[one["TopicArn"]].append(one["Endpoint"])
    for topic, endpoints in people.items():
        yield _people(there, topic, sorted(endpoints))


def _outside(there: Region, one: Mapping[str, Any], account: str) -> Finding:
    endpoint, arn = one["Endpoint"], one["SubscriptionArn"]
    what = msg(OFF.text, endpoint=endpoint)
    off = call(
        f"unsubscribe-{there.name}-{arn.rpartition(':')[2]}",
        "unsubscribe",
        {"SubscriptionArn": arn},
        message=what,
        service="sns",
        region=there.name,
        settled_by=("NotFound",),
    )
    topic = one["TopicArn"].rpartition(":")[2]
    return Finding(
        id=f"messages_outside:{there.name}/{topic}/{endpoint}",
        row="G5",
        severity=Severity.MEDIUM,
        subject=one["TopicArn"],
        what=msg(WHAT_ACCOUNT.text, topic=topic, account=account, endpoint=endpoint),
        breaks=BREAKS,
        # One that isn't confirmed yet has no ARN, and receives nothing.
        remedies=(Remedy(CLOSE, what, (off,)),) if arn.startswith("arn:") else (),
        by_hand=BY_HAND,
        region=there.name,
    )


def _people(there: Region, topic: str, endpoints: list[str]) -> Finding:
    name = topic.rpartition(":")[2]
    return Finding(
        id=f"messages_outside:{there.name}/{name}/{','.join(endpoints)}",
        row="G5",
        severity=Severity.LOW,
        subject=topic,
        what=msg(WHAT_PEOPLE.text, topic=name, endpoints=named(endpoints)),
        breaks=BREAKS,
        by_hand=BY_HAND,
        region=there.name,
    )


def _logs(view: View, there: Region) -> Iterator[Said]:
    groups = some(view, there, LOGS)
    yield from groups.rest
    for group in groups:
        name = group["logGroupName"]
        try:
            filters = there.pages(
                *("logs", "describe_subscription_filters", "subscriptionFilters"),
                logGroupName=name,
            )
        except Trouble as trouble:
            if trouble.kind.sign_in_again:
                raise
            yield Unseen("G5", msg("the log “{name}”", name=name), trouble)
            continue
        for one in filters:
            account = account_of(one["destinationArn"])
            name, target = one["logGroupName"], one["destinationArn"]
            if account not in ("", view.account):
                what = msg(WHAT_LOG.text, name=name, account=account, target=target)
                yield _log(there, one, what)
            elif _acts(view, there, target):
                yield _log(there, one, msg(WHAT_OWN.text, name=name, target=target))


def _acts(view: View, there: Region, target: str) -> bool:
    """Whether what works on a log has rights that reach everything, and hadn't before."""
    if service_of(target) != FUNCTION:
        return False
    found = (role_of(view, arn) for arn in roles_behind(view, there, target))
    return any(
        role is not None
        and power_of(role, view.identities) >= Power.ESCALATES
        and not old(view, role)
        for role in found
    )


def _log(there: Region, one: Mapping[str, Any], told: Message) -> Finding:
    name = one["logGroupName"]
    identity = {"logGroupName": name, "filterName": one["filterName"]}
    kept = ("filterPattern", "destinationArn", "roleArn", "distribution")
    what = msg(LOG_OFF.text, name=name)
    back = call(
        f"log-back-{there.name}-{name}-{one['filterName']}",
        "put_subscription_filter",
        {**identity, **{part: one[part] for part in kept if part in one}},
        message=msg(LOG_BACK.text, name=name),
        service="logs",
        region=there.name,
    )
    off = call(
        f"log-off-{there.name}-{name}-{one['filterName']}",
        "delete_subscription_filter",
        identity,
        message=what,
        service="logs",
        region=there.name,
        settled_by=("ResourceNotFoundException",),
        undo=back,
    )
    return Finding(
        id=f"messages_outside:{there.name}/log/{name}/{one['filterName']}",
        row="G5",
        severity=Severity.MEDIUM,
        subject=name,
        what=told,
        breaks=BREAKS,
        remedies=(Remedy(CLOSE, what, (off,)),),
        region=there.name,
    )


CHECKS: tuple[Check, ...] = (
    Check(
        ("G5",),
        "messages_outside",
        msg("Who receives messages and logs (SNS, CloudWatch)"),
        (
            *("account:ListRegions", "iam:GetAccountAuthorizationDetails"),
            *("lambda:GetFunctionConfiguration", "logs:DescribeLogGroups"),
            *("logs:DescribeSubscriptionFilters", "sns:ListSubscriptions"),
        ),
        look,
        SWEEP,
    ),
)
