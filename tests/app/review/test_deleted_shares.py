"""Policies of things that name somebody who was deleted: closed, put back, or said plainly."""

from __future__ import annotations

import json
from typing import Any

import pytest

from app.practice import Practice, resource_policies
from app.records import Records
from app.review import closing
from app.review.checks import buckets, shared_keys, shared_things
from app.review.decisions import Decisions
from app.review.finding import CLOSE, Finding
from app.troubles import PRINCIPAL_GONE, Trouble
from app.work import Token
from tests.app.review.conftest import Ground
from tests.app.review.roles import OTHER

pytestmark = pytest.mark.keyring
TOKYO, GONE = "ap-northeast-1", "AIDAIOSFODNN7EXAMPLE1"
CODES = {
    "s3": "MalformedPolicy",
    "kms": "MalformedPolicyDocumentException",
    "sqs": "InvalidAttributeValue",
}
CHECKS = {"s3": buckets.CHECKS, "kms": shared_keys.CHECKS, "sqs": shared_things.CHECKS}


def policy(account: str, *principals: str) -> str:
    named = [f"arn:aws:iam::{account}:root", f"arn:aws:iam::{OTHER}:root", *principals]
    both = {"Effect": "Allow", "Principal": {"AWS": named}, "Action": "*", "Resource": "*"}
    own = {**both, "Principal": {"AWS": named[0]}, "Sid": "own"}
    return json.dumps({"Version": "2012-10-17", "Statement": [own, both]})


def made(ground: Ground, service: str, name: str = "books") -> Any:
    """A thing of that service; what writes its policy."""
    at = ground.root.clients.at(TOKYO)
    if service == "s3":
        where = {"LocationConstraint": TOKYO}
        at.call("s3", "create_bucket", Bucket=name, CreateBucketConfiguration=where)
        return lambda text: at.call("s3", "put_bucket_policy", Bucket=name, Policy=text)
    if service == "kms":
        key = at.call("kms", "create_key")["KeyMetadata"]["KeyId"]
        which = {"KeyId": key, "PolicyName": "default"}
        return lambda text: at.call("kms", "put_key_policy", **which, Policy=text)
    url = at.call("sqs", "create_queue", QueueName="orders")["QueueUrl"]
    return lambda text: at.call(
        "sqs", "set_queue_attributes", QueueUrl=url, Attributes={"Policy": text}
    )


def found(ground: Ground, service: str) -> list[Finding]:
    said = ground.review(*CHECKS[service], sweep=True).findings
    return [one for one in said if OTHER in one.id]


@pytest.mark.usefixtures("two_regions")
@pytest.mark.parametrize("service", CODES)
def test_what_names_the_deleted_is_refused_closed_and_put_back(
    ground: Ground, records: Records, monkeypatch: pytest.MonkeyPatch, service: str
) -> None:
    put, document = made(ground, service), policy(ground.account, GONE)
    with pytest.raises(Trouble) as caught:
        put(document)
    assert caught.value.aws_code == CODES[service]
    with monkeypatch.context() as patch:  # as AWS shows it, once they are deleted
        patch.setattr(resource_policies, "refused", lambda _: False)
        put(document)
    (one,) = found(ground, service)
    close = one.remedy(CLOSE)
    assert close is not None
    decisions, clients = Decisions(records, ground.account), ground.root.clients
    decision = closing.carry_out(close, one, clients, decisions, Token())
    assert not found(ground, service)
    closing.put_back(decision, clients, decisions, Token())
    assert [again.id for again in found(ground, service)] == [one.id]


@pytest.mark.usefixtures("two_regions")
def test_what_cannot_be_put_back_is_said_and_stays_closed(
    ground: Ground, practice: Practice, records: Records
) -> None:
    made(ground, "s3", "more-books")(policy(ground.account))
    (one,) = found(ground, "s3")
    close = one.remedy(CLOSE)
    assert close is not None
    decisions, clients = Decisions(records, ground.account), ground.root.clients
    decision = closing.carry_out(close, one, clients, decisions, Token())
    # Somebody whom it names has been deleted since.
    text = "Invalid principal in policy"
    practice.state.fail("s3:PutBucketPolicy", "MalformedPolicy", 400, message=text)
    with pytest.raises(Trouble) as caught:
        closing.put_back(decision, clients, decisions, Token())
    assert caught.value.kind is PRINCIPAL_GONE
    assert not found(ground, "s3")
    kept = decisions.of(one.id)
    assert kept is not None
    assert kept.can_be_put_back, "once it is right again, it can be tried again"
