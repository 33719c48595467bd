"""Data that outsiders may have: found, closed, put back; what is public or ours is told rightly."""

from __future__ import annotations

from typing import Any

import pytest

from app.plan import perform, undo
from app.practice import Practice
from app.review.checks.bucket_grants import CHECKS as GRANTS
from app.review.checks.buckets import CHECKS as BUCKETS
from app.review.checks.shared_copies import CHECKS as COPIES
from app.review.checks.shared_keys import CHECKS as KEYS
from app.review.checks.shared_things import CHECKS as THINGS
from app.review.finding import CLOSE, SWITCH_OFF, Severity
from app.work import Token
from tests.app.review.conftest import Ground
from tests.app.review.planting import OUTSIDER, TOKYO, allow, policy, tried_out, unseen

(BUCKET,), (GRANT,), (KEY,), (THING,), (COPY,) = BUCKETS, GRANTS, KEYS, THINGS, COPIES
ROOT = {"AWS": f"arn:aws:iam::{OUTSIDER}:root"}


def bucket(ground: Ground, name: str, *statements: Any) -> None:
    """A bucket in Tokyo with a policy."""
    where = {"LocationConstraint": TOKYO}
    ground.call("s3", "create_bucket", TOKYO, Bucket=name, CreateBucketConfiguration=where)
    if statements:
        document = policy(*statements)
        ground.call("s3", "put_bucket_policy", TOKYO, Bucket=name, Policy=document)


@pytest.mark.keyring
def test_a_bucket_shared_with_an_outsider_is_closed_and_shared_again(ground: Ground) -> None:
    ours = allow({"AWS": f"arn:aws:iam::{ground.account}:root"}, "s3:*", Sid="ours")
    bucket(ground, "books", ours, allow(ROOT, "s3:GetObject"), allow({"AWS": OUTSIDER}, "s3:*"))
    bucket(ground, "wholly", allow(ROOT, "s3:GetObject"))
    found = {one.subject: one for one in ground.findings(BUCKET)}
    assert found["arn:aws:s3:::books"].severity is Severity.HIGH
    assert found["arn:aws:s3:::wholly"].severity is Severity.MEDIUM
    assert OUTSIDER in str(found["arn:aws:s3:::books"].what)
    for one in found.values():
        tried_out(ground, BUCKET, one, CLOSE)


@pytest.mark.keyring
def test_a_public_website_logs_and_own_services_are_not_called_dangerous(
    ground: Ground, practice: Practice
) -> None:
    bucket(ground, "website", allow("*", "s3:GetObject"))
    bucket(ground, "logs", allow({"AWS": "arn:aws:iam::582318560864:root"}, "s3:PutObject"))
    own = {"StringEquals": {"aws:SourceAccount": ground.account}}
    bucket(ground, "trail", allow({"Service": "cloudtrail.amazonaws.com"}, "s3:PutObject", own))
    bucket(ground, "blocked", allow("*", "s3:*"))
    ground.call(
        "s3",
        "put_public_access_block",
        TOKYO,
        Bucket="blocked",
        PublicAccessBlockConfiguration={"RestrictPublicBuckets": True},
    )
    (found,) = ground.findings(BUCKET)
    assert (found.severity, found.subject) == (Severity.LOW, "arn:aws:s3:::website")
    practice.state.fail("s3:GetBucketPolicy", "AccessDenied", 403)
    (missed,) = unseen(ground, BUCKET)
    assert missed.row == "G1"


@pytest.mark.keyring
def test_the_own_organization_is_let_be_and_an_unknown_one_isnt(
    ground: Ground, practice: Practice
) -> None:
    practice.state.organization = "444455556666"
    own = {"StringEquals": {"aws:PrincipalOrgID": "o-practice01"}}
    bucket(ground, "shared-in-house", allow("*", "s3:GetObject", own))
    assert ground.findings(BUCKET) == []
    practice.state.fail("organizations:DescribeOrganization", "AccessDeniedException", 400)
    (found,) = ground.findings(BUCKET)
    assert "o-practice01" in str(found.what)


@pytest.mark.keyring
def test_grants_to_others_are_found_and_taken_off(ground: Ground) -> None:
    bucket(ground, "plain")
    assert ground.findings(GRANT) == []
    bucket(ground, "public")
    ground.call("s3", "put_bucket_acl", TOKYO, Bucket="public", ACL="public-read")
    bucket(ground, "granted")
    owner = ground.call("s3", "get_bucket_acl", TOKYO, Bucket="granted")
    other = {"Grantee": {"Type": "CanonicalUser", "ID": "9" * 64}, "Permission": "FULL_CONTROL"}
    given = {"Owner": owner["Owner"], "Grants": [*owner["Grants"], other]}
    ground.call("s3", "put_bucket_acl", TOKYO, Bucket="granted", AccessControlPolicy=given)
    found = {one.subject: one for one in ground.findings(GRANT)}
    assert found["arn:aws:s3:::public"].severity is Severity.MEDIUM
    assert found["arn:aws:s3:::granted"].severity is Severity.HIGH
    for one in found.values():
        tried_out(ground, GRANT, one, CLOSE)


@pytest.mark.keyring
def test_copies_that_leave_the_account_are_stopped(ground: Ground, practice: Practice) -> None:
    for name in ("source", "safe"):
        bucket(ground, name)
        ground.call(
            "s3",
            "put_bucket_versioning",
            TOKYO,
            Bucket=name,
            VersioningConfiguration={"Status": "Enabled"},
        )

    def copies(*targets: str) -> None:
        rules = [
            {
                "ID": target,
                "Priority": number,
                "Filter": {"Prefix": ""},
                "DeleteMarkerReplication": {"Status": "Disabled"},
                "Status": "Enabled",
                "Destination": {"Bucket": f"arn:aws:s3:::{target}"},
            }
            for number, target in enumerate(targets)
        ]
        role = f"arn:aws:iam::{ground.account}:role/copies"
        given = {"Role": role, "Rules": rules}
        ground.call(
            "s3",
            "put_bucket_replication",
            TOKYO,
            Bucket="source",
            ReplicationConfiguration=given,
        )

    copies("safe")
    assert ground.findings(GRANT) == []
    copies("safe", "theirs")
    (found,) = ground.findings(GRANT)
    assert "theirs" in str(found.what)
    tried_out(ground, GRANT, found, SWITCH_OFF)
    practice.state.fail("s3:GetBucketReplication", "AccessDenied", 403)
    assert unseen(ground, GRANT)


@pytest.mark.keyring
@pytest.mark.usefixtures("two_regions")
def test_keys_and_grants_for_outsiders_are_closed(ground: Ground, practice: Practice) -> None:
    own = allow({"AWS": f"arn:aws:iam::{ground.account}:root"}, "kms:*", Sid="own")
    safe = ground.call("kms", "create_key", TOKYO, Policy=policy(own))["KeyMetadata"]
    assert ground.findings(KEY) == []
    document = policy(own, allow(ROOT, ["kms:Decrypt", "kms:CreateGrant"]))
    key = ground.call("kms", "create_key", TOKYO, Policy=document)["KeyMetadata"]["KeyId"]
    ground.call("kms", "create_alias", TOKYO, AliasName="alias/books", TargetKeyId=key)
    (found,) = ground.findings(KEY)
    assert found.severity is Severity.HIGH
    assert "alias/books" in str(found.what)
    tried_out(ground, KEY, found, CLOSE)
    ground.call("kms", "put_key_policy", TOKYO, KeyId=key, PolicyName="default", Policy=policy(own))
    ground.call(
        "kms",
        "create_grant",
        TOKYO,
        KeyId=safe["KeyId"],
        GranteePrincipal=ROOT["AWS"],
        Operations=["Decrypt"],
    )
    (granted,) = ground.findings(KEY)
    assert granted.severity is Severity.MEDIUM
    remedy = granted.remedy(CLOSE)
    assert remedy
    for _ in range(2):
        perform(remedy.actions[0], ground.root.clients, Token(), {})
        assert not ground.findings(KEY)
    assert not undo(remedy.actions, ground.root.clients, Token())
    (back,) = ground.findings(KEY)  # AWS gives the grant another id
    assert str(back.what) == str(granted.what)
    practice.state.fail("kms:GetKeyPolicy", "AccessDeniedException", 400)
    assert unseen(ground, KEY)


@pytest.mark.keyring
@pytest.mark.usefixtures("two_regions")
def test_secrets_queues_topics_and_images_for_outsiders_are_closed(
    ground: Ground, practice: Practice
) -> None:
    secret = ground.call("secretsmanager", "create_secret", TOKYO, Name="db", SecretString="x")
    queue = ground.call("sqs", "create_queue", TOKYO, QueueName="work")["QueueUrl"]
    topic = ground.call("sns", "create_topic", TOKYO, Name="news")["TopicArn"]
    ground.call("ecr", "create_repository", TOKYO, repositoryName="app")
    assert ground.findings(THING) == []
    opened = allow(ROOT, "secretsmanager:GetSecretValue")
    ground.call(
        "secretsmanager",
        "put_resource_policy",
        TOKYO,
        SecretId=secret["ARN"],
        ResourcePolicy=policy(opened),
    )
    attributes = {"Policy": policy(allow("*", "sqs:*"))}
    ground.call("sqs", "set_queue_attributes", TOKYO, QueueUrl=queue, Attributes=attributes)
    ground.call(
        "sns",
        "set_topic_attributes",
        TOKYO,
        TopicArn=topic,
        AttributeName="Policy",
        AttributeValue=policy(allow(ROOT, "sns:Subscribe", Resource=topic)),
    )
    pulls = policy({**allow(ROOT, "ecr:BatchGetImage"), "Sid": "pull"})
    ground.call("ecr", "set_repository_policy", TOKYO, repositoryName="app", policyText=pulls)
    found = ground.findings(THING)
    assert sorted(one.severity.name for one in found) == ["HIGH", "HIGH", "MEDIUM", "MEDIUM"]
    for one in found:
        tried_out(ground, THING, one, CLOSE)
    practice.state.fail("sqs:GetQueueAttributes", "AccessDenied", 403)
    (missed,) = unseen(ground, THING)
    assert "work" in str(missed.what)


@pytest.mark.keyring
@pytest.mark.usefixtures("two_regions")
def test_shared_copies_of_disks_machines_and_databases_are_closed(
    ground: Ground, practice: Practice
) -> None:
    def ec2(operation: str, **given: Any) -> Any:
        return ground.call("ec2", operation, TOKYO, **given)

    disk = ec2("create_volume", AvailabilityZone=f"{TOKYO}a", Size=1)["VolumeId"]
    copy = ec2("create_snapshot", VolumeId=disk)["SnapshotId"]
    base = ec2("describe_images")["Images"][0]["ImageId"]
    machine = ec2("run_instances", ImageId=base, MinCount=1, MaxCount=1)["Instances"][0]
    image = ec2("create_image", InstanceId=machine["InstanceId"], Name="app")["ImageId"]
    ground.call(
        "rds",
        "create_db_instance",
        TOKYO,
        DBInstanceIdentifier="db",
        DBInstanceClass="db.t3.micro",
        Engine="mysql",
    )
    ground.call(
        "rds",
        "create_db_snapshot",
        TOKYO,
        DBInstanceIdentifier="db",
        DBSnapshotIdentifier="db-copy",
    )
    assert ground.findings(COPY) == []
    ec2(
        "modify_snapshot_attribute",
        SnapshotId=copy,
        Attribute="createVolumePermission",
        OperationType="add",
        GroupNames=["all"],
    )
    ec2(
        "modify_image_attribute",
        ImageId=image,
        LaunchPermission={"Add": [{"UserId": OUTSIDER}]},
    )
    ground.call(
        "rds",
        "modify_db_snapshot_attribute",
        TOKYO,
        DBSnapshotIdentifier="db-copy",
        AttributeName="restore",
        ValuesToAdd=[OUTSIDER],
    )
    found = ground.findings(COPY)
    assert {one.subject for one in found} == {copy, image, "db-copy"}
    assert {one.severity for one in found} == {Severity.HIGH}
    for one in found:
        tried_out(ground, COPY, one, CLOSE)
    practice.state.fail("ec2:DescribeSnapshots", "UnauthorizedOperation", 403, times=2)
    assert unseen(ground, COPY)
