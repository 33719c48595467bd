"""Under which rights something in the account runs by itself: a function, a state machine."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from app.regional import Region
from app.review.finding import Severity
from app.review.identities import Holder
from app.review.rights import Power, power_of
from app.review.view import View
from app.troubles import Trouble

FUNCTION, TOPIC, QUEUE, MACHINE = "lambda", "sns", "sqs", "states"


def role_of(view: View, arn: str) -> Holder | None:
    """The role of that ARN, if it is one of the account's. Raises `Trouble`."""
    return next((role for role in view.identities.roles if role.arn == arn), None)


def power_by(view: View, arn: str) -> Power:
    """What a role may do; NONE where there is no such role (any more). Raises `Trouble`."""
    role = role_of(view, arn)
    return power_of(role, view.identities) if role else Power.NONE


def strong(view: View, *services: str) -> tuple[Holder, ...]:
    """The roles that may come to all rights and that one of these services may use.

    Service-linked ones are AWS's own, and nobody can change them. Raises `Trouble`, `Unreadable`.
    """
    found = {role.arn: role for service in services for role in view.trusting(service)}
    return tuple(
        role
        for role in found.values()
        if not role.service_linked and power_of(role, view.identities) >= Power.ESCALATES
    )


def old(view: View, role: Holder) -> bool:
    """Whether a role was there on the day of the hand-over, with these rights and this trust."""
    from app.review.baseline import mark
    from app.review.changes import without_ours
    from app.review.documents import digest

    baseline = view.baseline
    return (
        baseline is not None
        and any(baseline.same("role", role.id, mark(one)) for one in (role, without_ours(role)))
        and baseline.same("trust", role.id, digest(role.trust))
    )


def at_most(severity: Severity, limit: Severity = Severity.LOW, *, when: bool) -> Severity:
    """The severity, or `limit` if that is less, when a reason for it holds."""
    return min(severity, limit) if when else severity


def service_of(arn: str) -> str:
    """The service in an ARN: "lambda" of "arn:aws:lambda:…"."""
    parts = arn.split(":")
    return parts[2] if len(parts) > 2 else ""


def roles_behind(view: View, there: Region, arn: str) -> Iterator[str]:
    """The ARNs of the roles under which whatever is sent to `arn` is worked on.

    Through a topic's or queue's functions too. Nothing where nothing runs. What can't be told
    yields "". Raises `Trouble`.
    """
    sort = service_of(arn)
    if sort == FUNCTION:
        yield _function(view, there, arn)
    elif sort == MACHINE:
        yield _told(view, there, MACHINE, "describe_state_machine", "roleArn", stateMachineArn=arn)
    elif sort == TOPIC:
        for one in _listed(view, there, TOPIC, "list_subscriptions_by_topic", TopicArn=arn):
            if one["Protocol"] == FUNCTION:
                yield _function(view, there, one["Endpoint"])
            elif one["Protocol"] == QUEUE:
                yield from roles_behind(view, there, one["Endpoint"])
    elif sort in (QUEUE, "kinesis"):
        for one in _listed(view, there, FUNCTION, "list_event_source_mappings", EventSourceArn=arn):
            yield _function(view, there, one["FunctionArn"])
    elif sort != "logs":
        yield ""


def _function(view: View, there: Region, arn: str) -> str:
    operation = "get_function_configuration"
    return _told(view, there, FUNCTION, operation, "Role", FunctionName=arn)


def _told(
    view: View, there: Region, service: str, operation: str, key: str, **parameters: str
) -> str:
    """One member of a reply; "" where the thing isn't there or isn't ours."""
    service = {MACHINE: "stepfunctions"}.get(service, service)
    name = f"{there.name}:{service}:{operation}:{sorted(parameters.items())}"
    try:
        reply = view.once(name, lambda: there.call(service, operation, **parameters))
    except Trouble as trouble:
        if trouble.kind.sign_in_again or not trouble.aws_code:
            raise
        return ""
    return str(reply.get(key, ""))


def _listed(
    view: View, there: Region, service: str, operation: str, **parameters: str
) -> list[dict[str, Any]]:
    key = {"list_event_source_mappings": "EventSourceMappings"}.get(operation, "Subscriptions")
    name = f"{there.name}:{service}:{operation}:{sorted(parameters.items())}"
    return view.once(name, lambda: there.pages(service, operation, key, **parameters))
