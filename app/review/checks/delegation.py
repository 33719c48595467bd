"""C14: rights that partners asked for; C16: proofs of identity that the account gives outsiders.

https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListDelegationRequests.html
https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetOutboundWebIdentityFederationInfo.html
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from app.messages import Message, msg
from app.review.changes import Since, sentences, thing_since, when
from app.review.check import Check
from app.review.finding import CLOSE, SWITCH_OFF, Finding, Remedy, Said, Severity
from app.review.remedies import call
from app.review.view import View
from app.troubles import Trouble

REQUESTS, OUTBOUND = "delegation_requests", "outbound_identity"
OVER = ("REJECTED", "EXPIRED")
GIVEN = ("ACCEPTED", "FINALIZED")
FINAL = "FINALIZED"
SWITCHED_OFF = "FeatureDisabled"


def look_at_requests(view: View) -> Iterator[Said]:
    """C14: each request that isn't over."""
    for one in _requests(view):
        if one.get("State") not in OVER:
            yield _request(view, one)


def _requests(view: View) -> Iterator[Mapping[str, Any]]:
    """All pages; botocore doesn't know how to turn them."""
    marker: dict[str, object] = {}
    while True:
        page = view.ask("iam", "list_delegation_requests", **marker)
        yield from page.get("DelegationRequests", ())
        if not page.get("isTruncated") or not page.get("Marker"):
            return
        marker = {"Marker": page["Marker"]}


def _request(view: View, one: Mapping[str, Any]) -> Finding:
    key, state = one["DelegationRequestId"], one.get("State")
    past = thing_since(view, one.get("CreateDate"), one.get("UpdatedTime"))
    who = one.get("RequestorName") or one.get("RequestorId") or "?"
    given = state in GIVEN
    return Finding(
        id=f"{REQUESTS}:request/{key}",
        row="C14",
        severity=Severity.MEDIUM if given and past is not Since.SAME else Severity.LOW,
        subject=key,
        what=sentences(_what(who, given=given), when(past)),
        breaks=msg("The partner can't do the work for which it asked for these rights."),
        remedies=() if state == FINAL else (_reject(key, who),),
        by_hand=msg(
            "What was handed over can't be called back, and ends by itself. In IAM, under "
            "“Temporary delegation requests”, see what it allows and until when."
        )
        if given
        else None,
        new=past.new,
        made=one.get("CreateDate"),
    )


def _what(who: object, *, given: bool) -> Message:
    if given:
        return msg(
            "The partner “{who}” was lent rights of this account for a time (delegation request).",
            who=who,
        )
    return msg(
        "The partner “{who}” asks for rights of this account (delegation request). Whoever "
        "approves it lends them for a time.",
        who=who,
    )


def _reject(key: str, who: object) -> Remedy:
    message = msg(
        "Refuse the request of “{who}”. This can't be undone; they can ask anew.", who=who
    )
    action = call(
        f"reject-request-{key}",
        "reject_delegation_request",
        {"DelegationRequestId": key},
        message=message,
        settled_by=("NoSuchEntity",),
    )
    return Remedy(CLOSE, message, (action,))


def look_at_outbound(view: View) -> Iterator[Said]:
    """C16: whether the account gives such proofs. Nobody gets into this account by them."""
    try:
        found = view.ask("iam", "get_outbound_web_identity_federation_info")
    except Trouble as trouble:
        if trouble.aws_code in (SWITCHED_OFF, f"{SWITCHED_OFF}Exception"):
            return
        raise
    if not found.get("JwtVendingEnabled", True):
        return
    message = msg("Give no more such proofs. This can be undone.")
    back = call(
        "outbound-on",
        "enable_outbound_web_identity_federation",
        {},
        message=msg("Give such proofs again"),
        settled_by=("FeatureEnabled", "FeatureEnabledException"),
    )
    off = call(
        "outbound-off",
        "disable_outbound_web_identity_federation",
        {},
        message=message,
        settled_by=(SWITCHED_OFF, f"{SWITCHED_OFF}Exception"),
        undo=back,
    )
    yield Finding(
        id=f"{OUTBOUND}:account",
        row="C16",
        severity=Severity.LOW,
        subject=str(found.get("IssuerIdentifier", "IAM")),
        what=msg(
            "The account gives its users and programs proofs of who they are for services outside "
            "AWS (outbound identity federation). Nobody gets into this account by them, but such a "
            "service may still let in whoever holds one, until it runs out."
        ),
        breaks=msg("Programs of yours that show such a proof to a service elsewhere stop."),
        remedies=(Remedy(SWITCH_OFF, message, (off,)),),
    )


CHECKS: tuple[Check, ...] = (
    Check(
        ("C14",),
        REQUESTS,
        msg("Rights that partners were lent or ask for (delegation requests)"),
        ("iam:ListDelegationRequests",),
        look_at_requests,
    ),
    Check(
        ("C16",),
        OUTBOUND,
        msg("Proofs of identity for services outside AWS"),
        ("iam:GetOutboundWebIdentityFederationInfo",),
        look_at_outbound,
    ),
)
