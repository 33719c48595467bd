"""Trails that were stopped, removed or narrowed, so that less is on record. H7 (and H8).

https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-user-guide.html
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from app.messages import Message, msg
from app.review.account_marks import mark_of_trail, trails
from app.review.check import Check
from app.review.finding import CLOSE, Finding, Remedy, Said, Severity, Unseen
from app.review.remedies import call
from app.review.view import View
from app.troubles import Trouble

# What AWS itself lets one leave out, since it is so much.
# https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-management-events-with-cloudtrail.html
NOISY = {"kms.amazonaws.com", "rdsdata.amazonaws.com"}
MOST = 3  # trails that are asked about: two calls each
STOPPED = msg(
    "This trail (a record of what is done in the account) is switched off. "
    "What happens now isn't kept."
)
NARROWED = msg(
    "This trail (a record of what is done in the account) leaves out a part "
    "of what people and programs change."
)
CHANGED = msg(
    "This trail (a record of what is done in the account) has been changed since the vendor was "
    "let in: where it writes, or what it covers."
)
GONE = msg(
    "A trail (a record of what is done in the account) that was there when the vendor was let in "
    "is gone."
)
BREAKS = msg("Nothing. A record costs a little for the space that it takes.")
BY_HAND = msg(
    "Open CloudTrail in the AWS console, choose “Trails”, and look at where "
    "it writes and what it records."
)
MAKE_AGAIN = msg("Open CloudTrail in the AWS console, choose “Trails”, and make a trail again.")


def look(view: View) -> Iterator[Said]:
    """Each trail of this account, and those that are gone. Raises `Trouble`."""
    found = [trail for trail in trails(view) if f":{view.account}:" in trail["TrailARN"]]
    baseline = view.baseline
    known = baseline.tables.get("trail", {}) if baseline is not None else {}
    for arn in known:
        if arn not in {trail["TrailARN"] for trail in found}:
            yield _finding("gone", arn, GONE, by_hand=MAKE_AGAIN)
    for trail in found[:MOST]:
        arn = trail["TrailARN"]
        if arn in known and known[arn] != mark_of_trail(trail):
            yield _finding("changed", arn, CHANGED, by_hand=BY_HAND)
        try:
            yield from _stopped(view, trail)
            yield from _narrowed(view, trail)
        except Trouble as trouble:
            if trouble.kind.sign_in_again:
                raise
            yield Unseen("H7", msg("The trail “{name}”", name=trail["Name"]), trouble)
    for trail in found[MOST:]:
        yield Unseen("H7", msg("The trail “{name}”", name=trail["Name"]))


def _ask(view: View, trail: Mapping[str, Any], operation: str, key: str) -> Mapping[str, Any]:
    """One call to the Region that the trail is at home in. Raises `Trouble`."""
    there = view.clients.at(trail.get("HomeRegion", ""))
    arn = trail["TrailARN"]
    found: Mapping[str, Any] = view.once(
        f"{operation}:{arn}", lambda: there.call("cloudtrail", operation, **{key: arn})
    )
    return found


def _stopped(view: View, trail: Mapping[str, Any]) -> Iterator[Said]:
    if _ask(view, trail, "get_trail_status", "Name").get("IsLogging"):
        return
    arn, region = trail["TrailARN"], trail.get("HomeRegion", "")
    start = msg("Switch the trail “{name}” on. This can be undone.", name=trail["Name"])
    back = call(
        f"stop-{arn}",
        "stop_logging",
        {"Name": arn},
        message=msg("Switch the trail “{name}” off, as it was", name=trail["Name"]),
        service="cloudtrail",
        region=region,
    )
    action = call(
        f"start-{arn}",
        "start_logging",
        {"Name": arn},
        message=start,
        service="cloudtrail",
        region=region,
        undo=back,
    )
    yield _finding("stopped", arn, STOPPED, remedies=(Remedy(CLOSE, start, (action,)),))


def _narrowed(view: View, trail: Mapping[str, Any]) -> Iterator[Said]:
    """Whether events of management are left out, or all but reads or writes."""
    found = _ask(view, trail, "get_event_selectors", "TrailName")
    plain, advanced = found.get("EventSelectors"), found.get("AdvancedEventSelectors")
    whole = any(
        one.get("IncludeManagementEvents", True)
        and one.get("ReadWriteType", "All") in ("All", "WriteOnly")
        for one in plain or ()
    )
    of_management = any(_all_changes(one.get("FieldSelectors", ())) for one in advanced or ())
    if (plain or advanced) and not (whole or of_management):
        yield _finding("narrowed", trail["TrailARN"], NARROWED, by_hand=BY_HAND)


def _all_changes(fields: Iterable[Mapping[str, Any]]) -> bool:
    """Whether an advanced selector takes every change: no further field leaves some out."""
    management = False
    for one in fields:
        asked = {part: set(one[part]) for part in one if part != "Field" and one[part]}
        if one.get("Field") == "eventCategory":
            management = "Management" in asked.get("Equals", ())
        elif one.get("Field") == "readOnly":
            if asked != {"Equals": {"false"}}:
                return False
        elif one.get("Field") != "eventSource" or not _noise_alone(asked):
            return False
    return management


def _noise_alone(asked: Mapping[str, set[str]]) -> bool:
    return set(asked) == {"NotEquals"} and asked["NotEquals"] <= NOISY


def _finding(
    kind: str,
    arn: str,
    what: Message,
    *,
    remedies: tuple[Remedy, ...] = (),
    by_hand: Message | None = None,
) -> Finding:
    name = arn.rpartition("/")[2]
    return Finding(
        f"trails:{kind}/{name}",
        "H7",
        Severity.MEDIUM,
        name,
        what,
        BREAKS,
        remedies,
        by_hand,
        new=None if kind in ("stopped", "narrowed") else True,
    )


CHECKS = (
    Check(
        ("H7",),
        "trails",
        msg("The records of what is done in the account"),
        ("cloudtrail:DescribeTrails", "cloudtrail:GetTrailStatus", "cloudtrail:GetEventSelectors"),
        look,
    ),
)
NOT_CHECKED: dict[str, Message] = {
    "H8": msg(
        "Purchases on AWS Marketplace, savings plans and open questions to AWS's "
        "support can't be told apart by who made them. By hand: look through "
        "“Manage subscriptions”, “Savings Plans” and “Support Center” in the AWS "
        "console."
    ),
}
