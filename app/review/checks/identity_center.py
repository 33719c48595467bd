"""People who come in by IAM Identity Center, AWS's sign-in for a company's own people.

They need no user here: Identity Center makes a role in the account for each set of permissions.
Without such a role nobody comes in by it, so an instance alone, which AWS may show in any Region,
is no finding.
https://docs.aws.amazon.com/singlesignon/latest/userguide/howtogetcredentials.html
"""

from __future__ import annotations

from collections.abc import Iterator

from app.messages import Message, msg
from app.review.check import Check
from app.review.finding import CLOSE, Finding, Remedy, Said, Severity, Unseen
from app.review.identities import Holder
from app.review.identity_store import GROUP, Instance, Person, instances, person
from app.review.remedies import call
from app.review.rights import Power, power_of
from app.review.view import View
from app.troubles import Trouble

PREFIX = "AWSReservedSSO_"  # and the permission set's name, "_", 16 hexadecimal digits
ADMIN = (Power.ALL, Power.ESCALATES)
SHOWN = 10  # names of a group's members in a sentence


def people(view: View) -> Iterator[Said]:
    """Who may come in by each set of permissions; the roles alone where that can't be seen."""
    roles = [role for role in view.identities.roles if role.of_identity_center]
    if not roles:
        return
    known: set[str] = set()
    try:
        for found in instances(view):
            yield from _assigned(view, found, roles, known)
    except Trouble as trouble:
        if trouble.kind.sign_in_again:
            raise
        yield Unseen("D5", msg("Who may come in by IAM Identity Center"), trouble)
    for role in roles:
        if permission_set(role) not in known:
            yield _role(view, role)


def permission_set(role: Holder) -> str:
    """The name of the set of permissions that the role was made from."""
    return role.name.removeprefix(PREFIX).rpartition("_")[0] or role.name


def _assigned(
    view: View, found: Instance, roles: list[Holder], known: set[str]
) -> Iterator[Finding]:
    """Who is assigned. The names of the sets of permissions that were seen go into `known`."""
    by_name = {permission_set(role): role for role in roles}
    here = {"InstanceArn": found.arn, "AccountId": view.account}
    listing = "list_permission_sets_provisioned_to_account"
    for number in found.there.pages("sso-admin", listing, "PermissionSets", **here):
        view.token.check()
        wanted = {"InstanceArn": found.arn, "PermissionSetArn": number}
        reply = found.there.call("sso-admin", "describe_permission_set", **wanted)
        name = str(reply["PermissionSet"]["Name"])
        assigned = found.there.pages(
            "sso-admin",
            "list_account_assignments",
            "AccountAssignments",
            **here,
            PermissionSetArn=number,
        )
        for one in assigned:
            who = person(found, one["PrincipalType"], one["PrincipalId"])
            yield _finding(view, found, who, (name, str(number), by_name.get(name)))
        known.add(name)


def _severity(view: View, role: Holder | None, *, new: bool | None) -> Severity:
    """What came before the vendor could do anything, or opens little, is less."""
    strong = role is None or power_of(role, view.identities) in ADMIN
    if new is False:
        return Severity.LOW
    if new:
        return Severity.HIGH if strong else Severity.MEDIUM
    return Severity.MEDIUM if strong else Severity.LOW


def _is_new(view: View, role: Holder | None, person: Person | None) -> bool | None:
    """New where the role or any of the people is; not new only where both are known not to be."""
    told = [view.is_new("role", role.id, role.created)] if role else []
    told += [view.is_new("person", person.id, person.created)] if person else []
    if True in told:
        return True
    return False if told and all(one is False for one in told) else None


def _finding(
    view: View, found: Instance, person: Person, chosen: tuple[str, str, Holder | None]
) -> Finding:
    name, number, role = chosen
    new = _is_new(view, role, person)
    who = msg("“{name}”", name=person.name) if person.kind != GROUP else _group(person)
    return Finding(
        id=f"identity_center:{person.kind.lower()}/{name}/{person.id}",
        row="D5",
        severity=_severity(view, role, new=new),
        subject=name,
        what=msg(
            "{who} may come into this account by IAM Identity Center, with the permissions "
            "“{name}”. Check that you know everybody there.",
            who=who,
            name=name,
        ),
        breaks=msg(
            "They can't come in that way any more. Sessions that are open end within 12 hours."
        ),
        remedies=(_unassign(view, found, person, (name, number)),),
        new=new,
        made=person.created,
        region=found.there.name,
    )


def _group(person: Person) -> Message:
    more = len(person.members) - SHOWN
    names = ", ".join(person.members[:SHOWN]) + (f" + {more}" if more > 0 else "")
    return msg("The group “{name}” ({members})", name=person.name, members=names or "-")


def _unassign(view: View, found: Instance, person: Person, chosen: tuple[str, str]) -> Remedy:
    name, number = chosen
    parameters = {
        "InstanceArn": found.arn,
        "TargetId": view.account,
        "TargetType": "AWS_ACCOUNT",
        "PermissionSetArn": number,
        "PrincipalType": person.kind,
        "PrincipalId": person.id,
    }
    back = call(
        f"assign-{name}-{person.id}",
        "create_account_assignment",
        parameters,
        message=msg("Let “{who}” in with “{name}” again", who=person.name, name=name),
        service="sso-admin",
        region=found.there.name,
    )
    what = msg("Take “{name}” away from “{who}”", name=name, who=person.name)
    action = call(
        f"unassign-{name}-{person.id}",
        "delete_account_assignment",
        parameters,
        message=what,
        service="sso-admin",
        region=found.there.name,
        settled_by=("ResourceNotFoundException",),
        undo=back,
    )
    return Remedy(CLOSE, what, (action,))


def _role(view: View, role: Holder) -> Finding:
    new = _is_new(view, role, None)
    return Finding(
        id=f"identity_center:role/{role.name}",
        row="D5",
        severity=_severity(view, role, new=new),
        subject=permission_set(role),
        what=msg(
            "Somebody's IAM Identity Center lets people into this account with the permissions "
            "“{name}”. Who they are isn't shown here: whoever runs it knows.",
            name=permission_set(role),
        ),
        breaks=msg("People of yours who sign in that way can't come in any more."),
        by_hand=msg(
            "In the account that runs IAM Identity Center, open it, choose “AWS accounts” and this "
            "account, and remove whoever shouldn't come in. The role can't be edited here."
        ),
        new=new,
        made=role.created,
    )


CHECKS: tuple[Check, ...] = (
    Check(
        ("D5",),
        "identity_center",
        msg("People who come in by IAM Identity Center"),
        (
            "iam:GetAccountAuthorizationDetails",
            "sso:ListInstances",
            "sso:ListPermissionSetsProvisionedToAccount",
            "sso:DescribePermissionSet",
            "sso:ListAccountAssignments",
            "identitystore:DescribeUser",
            "identitystore:DescribeGroup",
            "identitystore:ListGroupMemberships",
        ),
        people,
    ),
)
NOT_CHECKED: dict[str, Message] = {
    "D6": msg(
        "Sessions that are already open by IAM Identity Center: AWS has no call that lists them. "
        "They end by themselves within 12 hours, also after an assignment was removed. To cut one "
        "at once, give the set of permissions a policy that denies everything to that user's id "
        "(“identitystore:userId”), and provision it again."
    )
}
