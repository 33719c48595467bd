"""Kinds of credentials that a user can have several of, and how one of each is switched off."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.messages import Message, msg
from app.plan import Action
from app.review.finding import SWITCH_OFF, Remedy, Severity
from app.review.remedies import call

ACTIVE, INACTIVE = "Active", "Inactive"
GONE = "NoSuchEntity"


@dataclass(frozen=True)
class Kind:
    """A kind of credential: how it is listed and switched off. `what` names it in a sentence."""

    row: str
    name: str
    list_by: str
    key: str
    id_key: str
    switch: str
    what: Message
    title: Message
    at_most: Severity


KINDS = (
    Kind(
        "A2",
        "key",
        "list_access_keys",
        "AccessKeyMetadata",
        "AccessKeyId",
        "update_access_key",
        msg(
            "The vendor's own user has an access key that is switched on: {id}. "
            "Whoever holds it works in the account without a password."
        ),
        msg("The access keys of the vendor's user"),
        Severity.CRITICAL,
    ),
    Kind(
        "A5",
        "ssh_key",
        "list_ssh_public_keys",
        "SSHPublicKeys",
        "SSHPublicKeyId",
        "update_ssh_public_key",
        msg(
            "The vendor's own user has an SSH key that is switched on: {id}. It "
            "opens program code that is kept in CodeCommit."
        ),
        msg("The SSH keys of the vendor's user"),
        Severity.MEDIUM,
    ),
    Kind(
        "A6",
        "certificate",
        "list_signing_certificates",
        "Certificates",
        "CertificateId",
        "update_signing_certificate",
        msg(
            "The vendor's own user has a signing certificate that is switched on: "
            "{id}. Old programs of AWS accept it in place of a key."
        ),
        msg("The certificates of the vendor's user"),
        Severity.MEDIUM,
    ),
)


def switch_off(user: str, kind: Kind, found: str) -> Remedy:
    """Set one credential to inactive; it can be switched on again. `user` is "" for the root."""

    def action(status: str, message: Message, undo: Action | None = None) -> Action:
        return call(
            f"{status.lower()}-{found}",
            kind.switch,
            {**({"UserName": user} if user else {}), kind.id_key: found, "Status": status},
            message=message,
            settled_by=(GONE,) if status == INACTIVE else (),
            undo=undo,
        )

    what = msg("Switch {id} off. This can be undone.", id=found)
    back = action(ACTIVE, msg("Switch {id} on again", id=found))
    return Remedy(SWITCH_OFF, what, (action(INACTIVE, what, back),))


def joined(remedies: Sequence[Remedy]) -> Remedy:
    """Several switches in one."""
    if len(remedies) == 1:
        return remedies[0]
    actions = tuple(action for remedy in remedies for action in remedy.actions)
    count = len(remedies)
    return Remedy(
        SWITCH_OFF, msg("Switch all {count} off. This can be undone.", count=count), actions
    )
