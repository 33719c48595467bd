"""Roles with strong rights that services may use which run something by themselves (E5, E6, E8)."""

from __future__ import annotations

from collections.abc import Iterator

from app.messages import Message, msg
from app.review.check import Check
from app.review.finding import Finding, Said, Severity
from app.review.identities import Holder
from app.review.remedies import quarantine, quarantined
from app.review.rights import Power, power_of
from app.review.running import at_most, old, strong
from app.review.view import View

# What runs under the role, by the service that its trust policy names.
RUNNERS: dict[str, Message] = {
    "states.amazonaws.com": msg("Step Functions (sequences of steps)"),
    "ssm.amazonaws.com": msg("Systems Manager (automations and maintenance windows)"),
    "pipes.amazonaws.com": msg("EventBridge Pipes (connections between services)"),
    "batch.amazonaws.com": msg("Batch (jobs)"),
    "ecs-tasks.amazonaws.com": msg("ECS (containers and their schedules)"),
    "glue.amazonaws.com": msg("Glue (data jobs)"),
}
BUILDERS: dict[str, Message] = {
    "codepipeline.amazonaws.com": msg("CodePipeline (deliveries of software)"),
    "amplify.amazonaws.com": msg("Amplify (web applications)"),
}
DOORS: dict[str, Message] = {
    "apigateway.amazonaws.com": msg("API Gateway (web addresses)"),
    "appsync.amazonaws.com": msg("AppSync (web addresses)"),
    "iot.amazonaws.com": msg("IoT (rules on messages of devices)"),
}
WHAT_RUNS = msg(
    "{service} may use the role “{name}”, whose rights reach everything in this account. Whatever "
    "runs there does so without anybody signing in, and whoever wrote it acts through it."
)
WHAT_BUILDS = msg(
    "{service} may use the role “{name}”, whose rights reach everything in this account. Whoever "
    "can change the program code that it fetches acts through it."
)
WHAT_DOOR = msg(
    "{service} may use the role “{name}”, whose rights reach everything in this account. If an "
    "address there is open to all, anybody can make use of these rights through it."
)
BREAKS = msg("Whatever of your own runs with this role fails from then on.")
BY_HAND = msg(
    "Look in the AWS console under {service}, in each Region that you use, for what uses the role "
    "“{name}”. What you don't know, stop there; then give the role less."
)
TABLES = (
    ("E5", RUNNERS, WHAT_RUNS, Severity.MEDIUM),
    ("E6", BUILDERS, WHAT_BUILDS, Severity.MEDIUM),
    ("E8", DOORS, WHAT_DOOR, Severity.MEDIUM),
)


def look(view: View) -> Iterator[Said]:
    """Yields the roles, once for each kind of work that may be done with them."""
    for row, table, what, severity in TABLES:
        roles = {role.id: role for role in strong(view, *table)}
        for role in roles.values():
            if not quarantined(role):
                services = [s for s in table if role in view.trusting(s)]
                yield _finding(view, role, row, table[services[0]], (what, severity))


def _finding(
    view: View, role: Holder, row: str, service: Message, said: tuple[Message, Severity]
) -> Finding:
    what, severity = said
    weaker = power_of(role, view.identities) < Power.ALL or old(view, role)
    return Finding(
        id=f"strong_roles:{row}/{role.name}",
        row=row,
        severity=at_most(severity, when=weaker),
        subject=role.arn,
        what=msg(what.text, service=service, name=role.name),
        breaks=BREAKS,
        remedies=(quarantine(role),),
        by_hand=msg(BY_HAND.text, service=service, name=role.name),
        new=view.is_new("role", role.id, role.created),
        made=role.created,
    )


CHECKS: tuple[Check, ...] = (
    Check(
        ("E5", "E6", "E8"),
        "strong_roles",
        msg("Strong rights of services that work by themselves"),
        ("iam:GetAccountAuthorizationDetails",),
        look,
    ),
)
