"""C4: other providers (OpenID Connect) whose sign-ins the account accepts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from app.messages import Message, msg
from app.plan import Action
from app.review.changes import Since, opened, power, sentences, trusted_by, when
from app.review.check import Check
from app.review.federation import (
    SHARED,
    cluster_region,
    host_of,
    logins,
    providers,
    service_name,
    well_known,
)
from app.review.finding import CLOSE, Finding, Remedy, Said, Severity, Unseen
from app.review.identities import Holder
from app.review.remedies import call
from app.review.rights import Power
from app.review.view import View

NAME = "oidc_providers"


def look(view: View) -> Iterator[Said]:
    """Each provider of sign-ins that is somebody's own, or new."""
    entered = []
    for one in opened(view, "C4"):
        if isinstance(one, Unseen):
            yield one
        else:
            entered.append(one)
    for arn in providers(view):
        found = view.ask("iam", "get_open_id_connect_provider", OpenIDConnectProviderArn=arn)
        past = _since(view, arn, found)
        trusting = [role for role, ways in entered if any(way.who == arn for way in logins(ways))]
        worth = max((power(view, role) for role in trusting), default=Power.NONE)
        host = host_of(arn)
        grade = _grade_of_provider(host, worth, past)
        if grade:
            yield _provider(arn, found, (grade, past, worth), trusting)


def _since(view: View, arn: str, found: Mapping[str, Any]) -> Since:
    """Its address can't be changed, only its list of audiences."""
    new = view.is_new("oidc", arn, found.get("CreateDate"))
    return Since.UNKNOWN if new is None else Since.NEW if new else Since.SAME


def _grade_of_provider(host: str, worth: Power, past: Since) -> Severity | None:
    """None: nothing to tell of it; where anybody can register, the roles are what counts."""
    if host in SHARED or cluster_region(host):
        return Severity.LOW if past is Since.NEW else None
    if past is Since.SAME:
        return Severity.LOW
    strong = worth >= Power.ESCALATES
    if past is Since.NEW:
        return Severity.CRITICAL if strong else Severity.MEDIUM
    if well_known(host):
        return Severity.LOW
    return Severity.HIGH if strong else Severity.LOW


def _provider(
    arn: str,
    found: Mapping[str, Any],
    judged: tuple[Severity, Since, Power],
    trusting: list[Holder],
) -> Finding:
    grade, past, worth = judged
    host = host_of(arn)
    delete = _delete(arn, host, found)
    return Finding(
        id=f"{NAME}:provider/{host}",
        row="C4",
        severity=grade,
        subject=host,
        what=sentences(_what_of_provider(host), *trusted_by(trusting, worth), when(past)),
        breaks=msg(
            "Programs that get into this account by sign-ins of this provider stop: most often "
            "those that build and install software (CI/CD)."
        ),
        remedies=(Remedy(CLOSE, delete.message, (delete,)),),
        new=past.new,
        made=found.get("CreateDate"),
    )


def _what_of_provider(host: str) -> Message:
    if host in SHARED or cluster_region(host) or well_known(host):
        return msg(
            "This account accepts sign-ins of “{host}” ({name}). Roles that trust it can be used "
            "without any user here.",
            host=host,
            name=well_known(host) or service_name(host),
        )
    return msg(
        "This account accepts sign-ins of “{host}”. Whoever runs that address decides who gets in "
        "by the roles that trust it, without any user here.",
        host=host,
    )


def _delete(arn: str, host: str, found: Mapping[str, Any]) -> Action:
    parameters: dict[str, object] = {
        "Url": f"https://{str(found.get('Url', host)).removeprefix('https://')}",
        "ClientIDList": list(found.get("ClientIDList", ())),
        "ThumbprintList": list(found.get("ThumbprintList", ())),
    }
    if found.get("Tags"):
        parameters["Tags"] = list(found["Tags"])
    return call(
        f"delete-oidc-{host}",
        "delete_open_id_connect_provider",
        {"OpenIDConnectProviderArn": arn},
        message=msg("Accept no sign-ins of “{host}” any more. This can be undone.", host=host),
        settled_by=("NoSuchEntity",),
        undo=call(
            f"oidc-back-{host}",
            "create_open_id_connect_provider",
            parameters,
            message=msg("Accept sign-ins of “{host}” again", host=host),
            settled_by=("EntityAlreadyExists",),
        ),
    )


CHECKS: tuple[Check, ...] = (
    Check(
        ("C4",),
        NAME,
        msg("Other providers whose sign-ins the account accepts (OpenID Connect)"),
        ("iam:ListOpenIDConnectProviders", "iam:GetOpenIDConnectProvider"),
        look,
    ),
)
