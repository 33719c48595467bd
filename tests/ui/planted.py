"""A few ways in, planted in a practice account, and the checks that find them.

They stand for the real checks, so that a test of the page doesn't depend on any of those.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from app.messages import msg
from app.review.check import SWEEP, Check
from app.review.documents import statements
from app.review.finding import CLOSE, Finding, Remedy, Said, Severity, Unseen
from app.review.identities import Holder
from app.review.remedies import call, quarantine, quarantined
from app.review.view import View
from app.troubles import DENIED, Trouble
from tests.ui.account import iam
from ui.desk import Desk

OUTSIDE = "999988887777"
ADMINISTRATOR = "arn:aws:iam::aws:policy/AdministratorAccess"


def plant(desk: Desk) -> None:
    """A role that outsiders may use, with all rights, and a user nobody knows."""
    principal = {"AWS": f"arn:aws:iam::{OUTSIDE}:root"}
    statement = {"Effect": "Allow", "Principal": principal, "Action": "sts:AssumeRole"}
    document = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
    iam(desk, "create_role", RoleName="SupportAccess", AssumeRolePolicyDocument=document)
    iam(desk, "attach_role_policy", RoleName="SupportAccess", PolicyArn=ADMINISTRATOR)
    iam(desk, "create_user", UserName="backup-svc")


def _roles(view: View) -> Iterable[Said]:
    for role in view.identities.roles:
        named = {p for s in statements(role.trust) for _kind, p in s.principals}
        if any(OUTSIDE in p for p in named) and not quarantined(role):
            yield _role(role, view)


def _role(role: Holder, view: View) -> Finding:
    return Finding(
        id=f"planted_roles:role/{role.name}",
        row="C1",
        severity=Severity.CRITICAL,
        subject=role.name,
        what=msg(
            "The AWS account {other} may use the role “{name}”, and with it everything in this "
            "account. Whoever works there comes in without any password of yours.",
            other=OUTSIDE,
            name=role.name,
        ),
        breaks=msg("A service of another company that you use (monitoring, say) loses its access."),
        remedies=(quarantine(role), Remedy(CLOSE, quarantine(role).message, _gone(role))),
        new=view.is_new("role", role.id, role.created),
        made=role.created,
    )


def _gone(role: Holder) -> Any:
    back = call(
        f"attach-{role.name}",
        "attach_role_policy",
        {"RoleName": role.name, "PolicyArn": ADMINISTRATOR},
        message=msg("Give “{name}” its rights back", name=role.name),
    )
    take = call(
        f"detach-{role.name}",
        "detach_role_policy",
        {"RoleName": role.name, "PolicyArn": ADMINISTRATOR},
        message=msg("Take the rights of “{name}” away", name=role.name),
        settled_by=("NoSuchEntity",),
        undo=back,
    )
    return (*quarantine(role).actions, take)


def _users(view: View) -> Iterable[Said]:
    for user in view.others():
        if user.name == "backup-svc":
            yield Finding(
                id=f"planted_users:user/{user.name}",
                row="B1",
                severity=Severity.MEDIUM,
                subject=user.name,
                what=msg("A user “{name}” that wasn't there at the hand-over.", name=user.name),
                breaks=msg("Whatever signs in with it."),
                by_hand=msg("Ask who made it. In IAM, open Users and delete it."),
                made=user.created,
                made_by="vendor-admin",
            )


def _mail(_view: View) -> Iterable[Said]:
    yield Unseen("H2", msg("The account's telephone number"), Trouble(DENIED))


def _lambdas(view: View) -> Iterable[Said]:
    def read(there: Any) -> Iterable[Said]:
        if there.name == "us-east-1":
            yield Finding(
                id="planted_functions:function/resurrect",
                row="E1",
                severity=Severity.HIGH,
                subject="resurrect",
                what=msg("A program that anybody can start over the internet."),
                breaks=msg("Whoever calls it."),
                region="us-east-1",
            )

    yield from view.everywhere("E1", msg("Programs (Lambda)"), read)


def _waits(view: View) -> Iterable[Said]:
    view.token.wait(60)
    yield from ()


SLOW = Check(("F1",), "planted_slow", msg("Machines"), (), _waits)
CHECKS = (
    Check(
        ("C1",), "planted_roles", msg("Roles (rights to borrow) that outsiders may use"), (), _roles
    ),
    Check(("B1",), "planted_users", msg("Users besides the vendor's"), (), _users),
    Check(("H2",), "planted_phone", msg("The account's telephone number"), (), _mail),
    Check(("E1",), "planted_functions", msg("Programs (Lambda)"), (), _lambdas, SWEEP),
)


@contextmanager
def checks(*wanted: Check) -> Iterator[None]:
    """Review with these checks alone."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("app.review.catalogue.CHECKS", wanted)
        yield
