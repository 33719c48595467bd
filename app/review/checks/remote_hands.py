"""Standing orders and ways into machines that Systems Manager and EC2 offer (F2).

Using them needs rights in the account, which the vendor no longer has; what was set up stays.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from app.messages import msg
from app.regional import Region
from app.review.bounded import Kind, some
from app.review.check import SWEEP, Check
from app.review.finding import CLOSE, SWITCH_OFF, Finding, Remedy, Said, Severity, Unseen
from app.review.remedies import call
from app.review.sharing import ACCOUNT, EVERYBODY
from app.review.view import View
from app.troubles import Trouble

ORDERS = Kind(
    "F2", msg("Standing orders (Systems Manager)"), "ssm", "list_associations", "Associations"
)
DOCUMENTS = Kind(
    "F2", msg("Documents (Systems Manager)"), "ssm", "list_documents", "DocumentIdentifiers"
)
CONSOLE = msg("The serial console of machines (EC2)")
ENDPOINTS = Kind(
    "F2",
    msg("Entrances to machines (EC2 Instance Connect)"),
    "ec2",
    "describe_instance_connect_endpoints",
    "InstanceConnectEndpoints",
)
# Orders that AWS sets up by itself, for updates and inventories.
OF_AWS = ("AWS-", "AmazonInspector", "AmazonCloudWatch")
# These do whatever whoever set up the order wrote into it.
ANYTHING = ("AWS-Run", "AWS-ApplyAnsible", "AWS-ApplyChef", "AWS-ApplyDSC")
UPDATES = ("AWS-RunPatchBaseline", "AWS-RunInspecChecks")
WHAT_ORDER = msg(
    "Systems Manager runs “{document}” on machines again and again ({when}), without anybody "
    "signing in. Whoever wrote that document decides what is done there."
)
WHAT_DOCUMENT = msg(
    "The document “{name}”, by which machines are worked on, is shared with {who}, outside this "
    "account. It can be read there; a password written in it would be known."
)
WHAT_CONSOLE = msg(
    "Machines can be worked on by the serial console. Somebody with rights in this account and a "
    "password on the machine gets in past every network rule."
)
WHAT_ENDPOINT = msg(
    "The entrance {name} lets somebody with rights in this account reach machines in the network "
    "{network} that have no address on the internet."
)
BREAKS_ORDER = msg("Updates, inventories or settings that it keeps up aren't done any more.")
BREAKS_DOCUMENT = msg("Whoever uses the document from outside can't any more.")
BREAKS_CONSOLE = msg("Nobody can repair a machine by the serial console, until it is on again.")
BREAKS_ENDPOINT = msg("Whoever works on machines through it can't reach them any more.")
ORDER_BY_HAND = msg(
    "Have somebody read the document: Systems Manager, “State Manager”. If nobody knows the order, "
    "delete it there."
)
ENDPOINT_BY_HAND = msg("If nobody needs it, delete it: VPC, “Endpoints”.")
DOCUMENT_OFF = msg("Share the document “{name}” with nobody any more. This can be undone.")
DOCUMENT_BACK = msg("Share the document “{name}” as before")
CONSOLE_OFF = msg("Switch the serial console off. This can be undone.")
CONSOLE_ON = msg("Switch the serial console on again")


def look(view: View) -> Iterator[Said]:
    """Yields what was set up, in every Region."""
    yield from view.everywhere("F2", ORDERS.what, lambda there: _orders(view, there))
    yield from view.everywhere("F2", DOCUMENTS.what, lambda there: _documents(view, there))
    yield from view.everywhere("F2", CONSOLE, _console)
    yield from view.everywhere("F2", ENDPOINTS.what, lambda there: _endpoints(view, there))


def _orders(view: View, there: Region) -> Iterator[Said]:
    found = some(view, there, ORDERS)
    yield from found.rest
    for one in found:
        document = one.get("Name", "")
        if not _is_usual(document):
            when = one.get("ScheduleExpression") or "—"
            yield Finding(
                id=f"remote_hands:{there.name}/order/{one['AssociationId']}",
                row="F2",
                severity=Severity.MEDIUM,
                subject=one["AssociationId"],
                what=msg(WHAT_ORDER.text, document=document, when=when),
                breaks=BREAKS_ORDER,
                by_hand=ORDER_BY_HAND,
                region=there.name,
            )


def _is_usual(document: str) -> bool:
    """Whether it is one of AWS's own documents that does what its name says, and no more."""
    anything = document.startswith(ANYTHING) and not document.startswith(UPDATES)
    return document.startswith(OF_AWS) and not anything


def _documents(view: View, there: Region) -> Iterator[Said]:
    own = [{"Key": "Owner", "Values": ["Self"]}]
    found = some(view, there, DOCUMENTS, Filters=own)
    yield from found.rest
    for one in found:
        name = one["Name"]
        asked = {"Name": name, "PermissionType": "Share"}
        try:
            shared = there.call("ssm", "describe_document_permission", **asked)["AccountIds"]
        except Trouble as trouble:
            if trouble.kind.sign_in_again:
                raise
            yield Unseen("F2", msg("the document “{name}”", name=name), trouble)
            continue
        outsiders = [who for who in shared if who != view.account]
        if outsiders:
            yield _document(there, name, outsiders)


def _document(there: Region, name: str, outsiders: list[str]) -> Finding:
    everybody = any(one.lower() == "all" for one in outsiders)
    accounts = ", ".join(outsiders)
    who = EVERYBODY if everybody else msg(ACCOUNT.text, account=accounts)
    asked = {"Name": name, "PermissionType": "Share"}
    what = msg(DOCUMENT_OFF.text, name=name)
    back = call(
        f"document-back-{there.name}-{name}",
        "modify_document_permission",
        {**asked, "AccountIdsToAdd": outsiders},
        message=msg(DOCUMENT_BACK.text, name=name),
        service="ssm",
        region=there.name,
    )
    off = call(
        f"document-off-{there.name}-{name}",
        "modify_document_permission",
        {**asked, "AccountIdsToRemove": outsiders},
        message=what,
        service="ssm",
        region=there.name,
        settled_by=("InvalidDocument",),
        undo=back,
    )
    return Finding(
        id=f"remote_hands:{there.name}/document/{name}/{accounts}",
        row="F2",
        severity=Severity.MEDIUM,
        subject=name,
        what=msg(WHAT_DOCUMENT.text, name=name, who=who),
        breaks=BREAKS_DOCUMENT,
        remedies=(Remedy(CLOSE, what, (off,)),),
        region=there.name,
    )


def _console(there: Region) -> Iterator[Finding]:
    found = there.call("ec2", "get_serial_console_access_status")
    if not found["SerialConsoleAccessEnabled"]:
        return
    given: dict[str, Any] = {"service": "ec2", "region": there.name}
    on, off = "enable_serial_console_access", "disable_serial_console_access"
    back = call(f"console-on-{there.name}", on, {}, message=CONSOLE_ON, **given)
    stop = call(f"console-off-{there.name}", off, {}, message=CONSOLE_OFF, undo=back, **given)
    yield Finding(
        id=f"remote_hands:{there.name}/console",
        row="F2",
        severity=Severity.LOW,
        subject="EC2 serial console",
        what=WHAT_CONSOLE,
        breaks=BREAKS_CONSOLE,
        remedies=(Remedy(SWITCH_OFF, CONSOLE_OFF, (stop,)),),
        region=there.name,
    )


def _endpoints(view: View, there: Region) -> Iterator[Said]:
    found = some(view, there, ENDPOINTS)
    yield from found.rest
    for one in found:
        name = one["InstanceConnectEndpointId"]
        yield Finding(
            id=f"remote_hands:{there.name}/endpoint/{name}",
            row="F2",
            severity=Severity.LOW,
            subject=name,
            what=msg(WHAT_ENDPOINT.text, name=name, network=one.get("VpcId", "—")),
            breaks=BREAKS_ENDPOINT,
            by_hand=ENDPOINT_BY_HAND,
            made=one.get("CreatedAt"),
            region=there.name,
        )


CHECKS: tuple[Check, ...] = (
    Check(
        ("F2",),
        "remote_hands",
        msg("Standing orders and entrances to machines (Systems Manager, EC2)"),
        (
            *("account:ListRegions", "ec2:DescribeInstanceConnectEndpoints"),
            *("ec2:GetSerialConsoleAccessStatus", "ssm:DescribeDocumentPermission"),
            *("ssm:ListAssociations", "ssm:ListDocuments"),
        ),
        look,
        SWEEP,
    ),
)
