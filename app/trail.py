"""A trail of the customer's own, so that a year later it can be told who did what.

CloudTrail's own history ends after 90 days; a trail writes the same into a bucket, for as long as
the customer keeps it. AWS makes no charge for the first copy of management events; the bucket is
paid by what is in it: https://aws.amazon.com/cloudtrail/pricing/
The bucket's policy: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.clients import Clients
from app.messages import Message, msg
from app.plan import Plan, apply
from app.regional import Region
from app.settings import DEFAULT_REGION
from app.troubles import FORBIDDEN, Trouble
from app.work import Token

NAME = "aikagi-trail"
# Where AWS writes down what happens to users, roles and sign-ins, and where AWS is asked by
# default: to see whether the trail works then needs no other Region, nor does making its bucket.
HOME = DEFAULT_REGION
# Many and harmless: AWS itself offers to leave them out.
# https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-management-events-with-cloudtrail.html
NOISY = frozenset({"kms.amazonaws.com", "rdsdata.amazonaws.com"})
NOT_OURS = ("403", "404", "301", "NoSuchBucket", "AccessDenied")
COST = msg(
    "AWS makes no charge for the first trail. What it writes is stored for a few cents a month in "
    "a small company, a little more each month, until you delete it."
)
COST_OF_ANOTHER = msg(
    "There is another trail already. Of a further one AWS charges 2 US dollars for 100,000 events, "
    "and a few cents a month for storing them."
)

LIMIT = msg(
    "As long as the vendor is an administrator, it can stop the trail or delete what was written. "
    "AWS's own history of the last 90 days can't be deleted by anybody, and shows that."
)


@dataclass(frozen=True)
class Trail:
    """A trail that is there. `own_bucket`: it writes into a bucket of this account.

    `whole`: it writes down changes in every Region, users and roles among them. `failing`: the last
    time it couldn't write into its bucket.
    """

    name: str
    arn: str
    region: str
    bucket: str
    own_bucket: bool
    whole: bool
    logging: bool
    failing: bool = False

    @property
    def good(self) -> bool:
        """Whether it does all that a trail is for."""
        return self.own_bucket and self.whole and self.logging and not self.failing

    @property
    def ours(self) -> bool:
        """Whether it is the one that this program makes. A hint: names can be taken."""
        return self.name == NAME and self.region == HOME


@dataclass(frozen=True)
class Seen:
    """What one look found: all trails, and a bucket that an earlier try left behind, or ""."""

    trails: tuple[Trail, ...] = ()
    bucket: str = ""

    @property
    def good(self) -> Trail | None:
        """A trail that does all that one is for; there is nothing to do then."""
        return next((trail for trail in self.trails if trail.good), None)

    @property
    def ours(self) -> Trail | None:
        """The one that this program makes."""
        return next((trail for trail in self.trails if trail.ours), None)

    @property
    def cost(self) -> Message:
        """What a new trail costs, in one line."""
        return COST_OF_ANOTHER if any(not trail.ours for trail in self.trails) else COST


def look(clients: Clients, account: str, token: Token) -> Seen:
    """The account's trails, those of other Regions that reach this one too. Raises `Trouble`."""
    found = []
    for one in clients.call("cloudtrail", "describe_trails")["trailList"]:
        token.check()
        found.append(_trail(clients, account, one))
    token.check()
    start = prefix(account)
    buckets = clients.pages("s3", "list_buckets", "Buckets", Prefix=start)
    left = next((str(b["Name"]) for b in buckets if str(b["Name"]).startswith(start)), "")
    return Seen(tuple(found), left)


def _trail(clients: Clients, account: str, one: Mapping[str, Any]) -> Trail:
    arn, bucket = str(one["TrailARN"]), str(one.get("S3BucketName", ""))
    region = str(one.get("HomeRegion", HOME))
    status, selectors = _state(clients.at(region), arn)
    reaches = bool(one.get("IsMultiRegionTrail")) and bool(one.get("IncludeGlobalServiceEvents"))
    return Trail(
        name=str(one["Name"]),
        arn=arn,
        region=region,
        bucket=bucket,
        own_bucket=_own(clients, account, bucket),
        whole=reaches and selectors is not None and writes_changes(selectors),
        logging=bool(status.get("IsLogging")),
        failing=bool(status.get("LatestDeliveryError")),
    )


def _state(there: Region, arn: str) -> tuple[Mapping[str, Any], Mapping[str, Any] | None]:
    """How it stands and what it writes. Of an organization's trail a member may not know that."""
    try:
        return (
            there.call("cloudtrail", "get_trail_status", Name=arn),
            there.call("cloudtrail", "get_event_selectors", TrailName=arn),
        )
    except Trouble as trouble:
        if trouble.kind in FORBIDDEN or trouble.aws_code == "TrailNotFoundException":
            return {}, None  # what isn't known doesn't count as good
        raise


def writes_changes(selectors: Mapping[str, Any]) -> bool:
    """Whether all changes are written down: neither left out nor only those of some services.

    https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_GetEventSelectors.html
    """
    plain = selectors.get("EventSelectors") or ()
    advanced = selectors.get("AdvancedEventSelectors") or ()
    if not plain and not advanced:
        return True  # what a trail does when nobody told it otherwise
    return any(_plainly(one) for one in plain) or any(_advanced(one) for one in advanced)


def _plainly(one: Mapping[str, Any]) -> bool:
    changes = one.get("ReadWriteType", "All") in ("All", "WriteOnly")
    left_out = set(one.get("ExcludeManagementEventSources") or ())
    return bool(one.get("IncludeManagementEvents", True)) and changes and left_out <= NOISY


def _advanced(one: Mapping[str, Any]) -> bool:
    fields = {field["Field"]: field for field in one.get("FieldSelectors", ())}
    category = fields.pop("eventCategory", {}).get("Equals", ())
    reads = fields.pop("readOnly", {}).get("Equals", ["false"])
    left_out = set(fields.pop("eventSource", {"NotEquals": ()}).get("NotEquals", ("?",)))
    return "Management" in category and "false" in reads and left_out <= NOISY and not fields


def _own(clients: Clients, account: str, bucket: str) -> bool:
    """Whether the bucket is there and this account's: what is written elsewhere isn't kept by us.

    https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-owner-condition.html
    """
    if not bucket:
        return False
    try:
        clients.call("s3", "head_bucket", Bucket=bucket, ExpectedBucketOwner=account)
    except Trouble as trouble:
        if trouble.aws_code in NOT_OURS:
            return False
        raise
    return True


def prefix(account: str) -> str:
    """How the name of the bucket begins that this program makes."""
    return f"{NAME}-{account}-"


def carry_out(plan: Plan, clients: Clients, account: str, token: Token) -> Seen:
    """Carry out a plan of `app.trail_plan.plan`, and look again: what comes back was *seen*.

    On a trouble or a cancel what was done is undone. Raises `Trouble` and `Cancelled`.
    """
    apply(plan, clients, token)
    return look(clients, account, Token())
