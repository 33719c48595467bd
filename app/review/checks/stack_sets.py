"""CloudFormation StackSets: templates that one account puts into others, with a role there.

https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-prereqs-self-managed.html
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from app.messages import Message, msg
from app.regional import Region
from app.review.check import SWEEP, Check
from app.review.documents import ANYONE, AWS, account_of, digest, statements
from app.review.finding import Finding, Said, Severity
from app.review.identities import Holder
from app.review.remedies import quarantine, quarantined
from app.review.rights import Power, power_of
from app.review.view import View

# What AWS names the role in an account that is put into, by hand and by an organization.
BY_HAND, BY_ORGANIZATION = "AWSCloudFormationStackSetExecutionRole", "stacksets-exec-"


def executes(role: Holder) -> bool:
    """Whether it is the role by which stack sets are put into this account."""
    return role.name == BY_HAND or role.name.startswith(BY_ORGANIZATION)


def outsiders(role: Holder, account: str) -> tuple[str, ...]:
    """The other accounts that its trust policy lets in, "*" for all. Raises `Unreadable`."""
    found = {
        principal if principal == ANYONE else account_of(principal)
        for one in statements(role.trust)
        if one.allows
        for principal in one.principals_of(AWS)
    }
    return tuple(sorted(found - {account, ""}))


def execution_roles(view: View) -> Iterator[Said]:
    """Roles by which another account may put anything into this one."""
    for role in view.identities.roles:
        if executes(role) and not quarantined(role):
            others = outsiders(role, view.account)
            if others:
                yield _execution(view, role, others)


def _execution(view: View, role: Holder, others: tuple[str, ...]) -> Finding:
    new = view.is_new("role", role.id, role.created)
    strong = power_of(role, view.identities) in (Power.ALL, Power.ESCALATES)
    return Finding(
        id=f"stack_set_role:role/{role.name}",
        row="D7",
        severity=_severity(strong=strong, known=new is False and not _retrusted(view, role)),
        subject=role.name,
        what=msg(
            "By the role “{name}” the account {owner} may put things into this account with "
            "CloudFormation StackSets, as far as the role allows: users, roles and programs too.",
            name=role.name,
            owner=", ".join(others),
        ),
        breaks=msg(
            "Stacks that came that way stay and go on, but can't be changed or removed from there."
        ),
        remedies=(quarantine(role),),
        new=new,
        made=role.created,
    )


def _retrusted(view: View, role: Holder) -> bool:
    """Whether its trust policy has changed since the hand-over."""
    return view.baseline is None or not view.baseline.same("trust", role.id, digest(role.trust))


def _severity(*, strong: bool, known: bool) -> Severity:
    if known:
        return Severity.LOW
    return Severity.CRITICAL if strong else Severity.HIGH


def stack_sets(view: View) -> Iterator[Said]:
    """Stack sets of this account, which may put things into it and others by themselves."""

    def read(there: Region) -> Iterator[Finding]:
        for one in there.pages("cloudformation", "list_stack_sets", "Summaries", Status="ACTIVE"):
            yield _stack_set(there, one)

    yield from view.everywhere("D7", msg("CloudFormation StackSets"), read)


def _stack_set(there: Region, one: Mapping[str, Any]) -> Finding:
    name = str(one["StackSetName"])
    automatic = bool(one.get("AutoDeployment", {}).get("Enabled"))
    return Finding(
        id=f"stack_sets:stack-set/{there.name}/{name}",
        row="D7",
        severity=Severity.MEDIUM if automatic else Severity.LOW,
        subject=name,
        what=_automatic(name) if automatic else _by_hand(name),
        breaks=msg("Nothing, while its stacks are kept. What they made goes on."),
        by_hand=msg(
            "Open “CloudFormation”, “StackSets” in the Region named here. Look at its template; if "
            "nobody of yours knows it, delete its stacks and then the stack set."
        ),
        region=there.name,
    )


def _automatic(name: str) -> Message:
    return msg(
        "The stack set “{name}” puts its template into every account that joins the organization, "
        "by itself. What the template makes could let somebody in.",
        name=name,
    )


def _by_hand(name: str) -> Message:
    return msg(
        "The stack set “{name}” can put its template into several accounts. It does so only when "
        "somebody with rights in this account tells it to.",
        name=name,
    )


CHECKS: tuple[Check, ...] = (
    Check(
        ("D7",),
        "stack_set_role",
        msg("Roles by which another account puts things into this one"),
        ("iam:GetAccountAuthorizationDetails",),
        execution_roles,
    ),
    Check(
        ("D7",),
        "stack_sets",
        msg("CloudFormation StackSets"),
        ("cloudformation:ListStackSets",),
        stack_sets,
        SWEEP,
    ),
)
