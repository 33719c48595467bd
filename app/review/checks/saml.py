"""C5: other sign-in services whose word the account takes (SAML), and whether they have changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from app.messages import Message, msg
from app.plan import Action
from app.review.baseline import mark_of_metadata
from app.review.changes import Since, opened, power, sentences, trusted_by, when
from app.review.check import Check
from app.review.federation import saml_name
from app.review.finding import CLOSE, Finding, Remedy, Said, Severity, Unseen
from app.review.identities import Holder
from app.review.remedies import call
from app.review.rights import Power
from app.review.trust import LOGIN
from app.review.view import View

NAME = "saml_providers"


def look(view: View) -> Iterator[Said]:
    """Each SAML provider but Identity Center's own."""
    listed = view.ask("iam", "list_saml_providers").get("SAMLProviderList", ())
    entered = []
    for one in opened(view, "C5"):
        if isinstance(one, Unseen):
            yield one
        else:
            entered.append(one)
    for item in listed:
        arn = item["Arn"]
        trusting = [
            role
            for role, ways in entered
            if any(way.kind == LOGIN and way.who == arn for way in ways)
        ]
        found = view.ask("iam", "get_saml_provider", SAMLProviderArn=arn)
        changed = _since(view, arn, found) is Since.CHANGED
        if not trusting and _of_identity_center(view, arn) and not changed:
            continue
        yield _finding(view, arn, found, trusting)


def _of_identity_center(view: View, arn: str) -> bool:
    """By its roles, which only Identity Center can make; anybody can choose such a name.

    https://docs.aws.amazon.com/singlesignon/latest/userguide/using-service-linked-roles.html
    """
    name = saml_name(arn)
    usual = name.startswith("AWSSSO_") and name.endswith("_DO_NOT_DELETE")
    return usual and any(
        role.of_identity_center and f'"{arn}"' in role.trust for role in view.identities.roles
    )


def _since(view: View, arn: str, found: Mapping[str, Any]) -> Since:
    """Metadata can be replaced at any time, and AWS doesn't tell when."""
    new = view.is_new("saml", arn, found.get("CreateDate"))
    if new:
        return Since.NEW
    past = view.baseline.tables.get("saml", {}).get(arn, "") if view.baseline else ""
    if not past:
        return Since.UNKNOWN
    now = mark_of_metadata(found.get("SAMLMetadataDocument", ""))
    return Since.SAME if past == now else Since.CHANGED


def _finding(view: View, arn: str, found: Mapping[str, Any], trusting: list[Holder]) -> Finding:
    name = saml_name(arn)
    past = _since(view, arn, found)
    worth = max((power(view, role) for role in trusting), default=Power.NONE)
    delete = _delete(arn, name, found)
    return Finding(
        id=f"{NAME}:provider/{name}",
        row="C5",
        severity=_grade(worth, past),
        subject=name,
        what=sentences(_what(name, past), *trusted_by(trusting, worth), when(past)),
        breaks=msg(
            "Everybody who signs in to AWS by way of this service, most often your company's own "
            "sign-in, can't any more."
        ),
        remedies=(Remedy(CLOSE, delete.message, (delete,)),),
        by_hand=msg(
            "If it is your own sign-in service: in IAM, under “Identity providers”, "
            "replace its metadata by the file that your service gives."
        )
        if past is Since.CHANGED
        else None,
        new=past.new,
        made=found.get("CreateDate"),
    )


def _grade(worth: Power, past: Since) -> Severity:
    strong = worth >= Power.ESCALATES
    if past is Since.SAME:
        return Severity.LOW
    if past is Since.UNKNOWN:  # most often the company's own sign-in
        return Severity.MEDIUM if strong else Severity.LOW
    return Severity.CRITICAL if strong else Severity.MEDIUM


def _what(name: str, past: Since) -> Message:
    if past is Since.CHANGED:
        return msg(
            "The metadata of the sign-in service “{name}” (SAML) were replaced. Whoever holds the "
            "new key can sign in as anybody it knows.",
            name=name,
        )
    return msg(
        "The account takes the word of the sign-in service “{name}” (SAML). Whoever runs that "
        "service decides who gets in, without any user here.",
        name=name,
    )


def _delete(arn: str, name: str, found: Mapping[str, Any]) -> Action:
    """A provider with private keys of its own can't be made anew: AWS never gives them out."""
    parameters: dict[str, object] = {
        "Name": name,
        "SAMLMetadataDocument": found.get("SAMLMetadataDocument", ""),
    }
    if found.get("Tags"):
        parameters["Tags"] = list(found["Tags"])
    keys = bool(found.get("PrivateKeyList"))
    back = call(
        f"saml-back-{name}",
        "create_saml_provider",
        parameters,
        message=msg("Take the word of the sign-in service “{name}” again", name=name),
        settled_by=("EntityAlreadyExists",),
    )
    message = (
        msg(
            "Take the word of the sign-in service “{name}” no more. This can't be undone: it has "
            "keys that AWS doesn't give out.",
            name=name,
        )
        if keys
        else msg(
            "Take the word of the sign-in service “{name}” no more. This can be undone.", name=name
        )
    )
    return call(
        f"delete-saml-{name}",
        "delete_saml_provider",
        {"SAMLProviderArn": arn},
        message=message,
        settled_by=("NoSuchEntity",),
        undo=None if keys else back,
    )


CHECKS: tuple[Check, ...] = (
    Check(
        ("C5",),
        NAME,
        msg("Other sign-in services that the account trusts (SAML)"),
        ("iam:ListSAMLProviders", "iam:GetSAMLProvider"),
        look,
    ),
)
