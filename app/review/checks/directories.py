"""C13: AWS Directory Service: people of a directory who open the console with a role.

https://docs.aws.amazon.com/directoryservice/latest/admin-guide/ms_ad_manage_roles.html
"""

from __future__ import annotations

from collections.abc import Iterator

from app.messages import msg
from app.regional import Region
from app.review.changes import from_outside, power, rights, sentences, since, unblocked, when
from app.review.check import POINTED, Check
from app.review.finding import Finding, Said, Severity, Unseen
from app.review.identities import Holder
from app.review.remedies import quarantine
from app.review.role_remedies import shut_out
from app.review.trust import BY_SERVICE, Way, ways
from app.review.view import View

NAME = "directories"
SERVICE = "ds.amazonaws.com"


def look(view: View) -> Iterator[Said]:
    """Each role that a directory's people may use, and the directories that there are."""
    trusting = unblocked(view, SERVICE)
    if not trusting:
        return

    def read(there: Region) -> Iterator[str]:
        for one in there.pages("ds", "describe_directories", "DirectoryDescriptions"):
            yield f"{one.get('Name') or one['DirectoryId']} ({there.name})"

    names: list[str] = []
    unsure = False
    for one in view.everywhere("C13", msg("directories of AWS Directory Service"), read):
        if isinstance(one, Unseen):
            unsure = True
            yield one
        else:
            names.append(one)
    for role in trusting:
        yield _finding(view, role, names, unsure=unsure)


def _finding(view: View, role: Holder, names: list[str], *, unsure: bool) -> Finding:
    past, worth = since(view, role), power(view, role)
    which = (
        msg("Directories here: {names}.", names=", ".join(names))
        if names
        else msg("No directory was seen here, so nobody gets in by it today.")
    )
    message = msg("Let no directory use the role “{name}” any more", name=role.name)
    return Finding(
        id=f"{NAME}:role/{role.name}",
        row="C13",
        severity=from_outside(worth, past) if names or unsure else Severity.LOW,
        subject=role.name,
        what=sentences(
            msg(
                "People of a directory (AWS Directory Service) can be given the role “{name}”, and "
                "open the AWS console with it, without any user in this account.",
                name=role.name,
            ),
            which,
            rights(worth),
            when(past),
        ),
        breaks=msg("People of yours who come to AWS by your company's directory can't any more."),
        remedies=(
            quarantine(role),
            shut_out(role, _theirs(role, view), view.account, view.clients.now(), message),
        ),
        new=past.new,
        made=role.created,
    )


def _theirs(role: Holder, view: View) -> tuple[Way, ...]:
    found = ways(role.trust, view.account)
    return tuple(way for way in found if way.kind == BY_SERVICE and way.who == SERVICE)


CHECKS: tuple[Check, ...] = (
    Check(
        ("C13",),
        NAME,
        msg("Roles that people of a directory may use (AWS Directory Service)"),
        ("ds:DescribeDirectories",),
        look,
        POINTED,
    ),
)
