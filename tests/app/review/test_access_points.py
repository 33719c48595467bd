"""Access points that let outsiders into a bucket are found, closed and put back."""

from __future__ import annotations

import pytest

from app.practice import Practice
from app.review.checks.access_points import CHECKS
from app.review.checks.buckets import CHECKS as BUCKETS
from app.review.finding import CLOSE, Severity
from tests.app.review.conftest import Ground
from tests.app.review.planting import HOME, OUTSIDER, allow, policy, tried_out, unseen

(POINT,) = CHECKS


@pytest.mark.keyring
def test_an_access_point_for_an_outsider_is_closed(ground: Ground, practice: Practice) -> None:
    ground.call("s3", "create_bucket", HOME, Bucket="ledgers")
    account = {"AccountId": ground.account}
    ground.call("s3control", "create_access_point", HOME, Name="door", Bucket="ledgers", **account)
    theirs = policy(allow({"AWS": OUTSIDER}, "s3:GetObject"))
    ground.call("s3control", "put_access_point_policy", HOME, Name="door", Policy=theirs, **account)
    assert ground.findings(POINT) == []  # the bucket itself lets no outsider in
    left = {"StringEquals": {"s3:DataAccessPointAccount": ground.account}}
    delegating = policy(allow({"AWS": "*"}, "s3:*", left))
    ground.call("s3", "put_bucket_policy", HOME, Bucket="ledgers", Policy=delegating)
    assert ground.findings(BUCKETS[0]) == []
    (found,) = ground.findings(POINT)
    assert found.severity is Severity.MEDIUM
    assert OUTSIDER in str(found.what)
    tried_out(ground, POINT, found, CLOSE)
    practice.state.fail("s3:GetBucketPolicy", "AccessDenied", 403)
    assert unseen(ground, POINT)
