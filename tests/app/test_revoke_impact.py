"""What shutting the vendor out would break, said before it is done."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest

from app import clients as clients_of
from app import revoke_impact, users
from app.clients import Clients
from app.impact import MAY_STOP, STOPS
from app.practice import Practice
from app.review.documents import statements
from app.revoke_impact import Impacts, Into, quick, thorough
from app.revoke_impact_places import CLUSTER_ADMIN, only
from app.session import RootSession
from app.troubles import Trouble
from app.users import UserSeen
from app.work import Cancelled, Token

pytestmark = pytest.mark.keyring
TOKYO = "ap-northeast-1"
ROLE = "arn:aws:iam::111122223333:role/x"


@pytest.fixture
def vendor(root: RootSession, practice: Practice) -> UserSeen:
    practice.state.plant_vendor()
    return users.list_users(root.clients, Token())[0]


def arn(vendor: UserSeen, root: RootSession) -> str:
    return f"arn:aws:iam::{root.identity.account}:user/{vendor.name}"


def use_key(practice: Practice, root: RootSession, name: str) -> str:
    """A program of the customer's works with a key of the vendor's, in Tokyo; the key's id."""
    made = root.clients.call("iam", "create_access_key", UserName=name)["AccessKey"]

    theirs = program(practice, made["AccessKeyId"], made["SecretAccessKey"])
    theirs.at(TOKYO).call("s3", "list_buckets")
    return str(made["AccessKeyId"])


def program(practice: Practice, number: str, secret: str) -> Clients:
    """Something that works with an access key."""

    def load() -> Any:
        from botocore.credentials import Credentials

        return Credentials(number, secret)

    return Clients(practice.address, load)


def key_of(root: RootSession, region: str, *principals: str) -> str:
    """An encryption key that these alone may do everything with."""
    statement = {"Effect": "Allow", "Action": "kms:*", "Resource": "*"}
    document = {
        "Version": "2012-10-17",
        "Statement": [{**statement, "Principal": {"AWS": list(principals)}}],
    }
    made = root.clients.at(region).call("kms", "create_key", Policy=json.dumps(document))
    return str(made["KeyMetadata"]["KeyId"])


def cluster(root: RootSession, name: str, entries: dict[str, str] | None = None) -> None:
    """A cluster that lets in the ARNs of `entries`, each with a policy; without, the old kind."""
    there = root.clients.at(TOKYO)
    mode = "CONFIG_MAP" if entries is None else "API_AND_CONFIG_MAP"
    make: dict[str, object] = {"roleArn": ROLE, "resourcesVpcConfig": {}}
    access = {"authenticationMode": mode}
    there.call("eks", "create_cluster", name=name, accessConfig=access, **make)
    for principal, policy in (entries or {}).items():
        who: dict[str, object] = {"clusterName": name, "principalArn": principal}
        there.call("eks", "create_access_entry", **who)
        if policy:
            scope = {"type": "cluster"}
            grant: dict[str, object] = {"policyArn": policy, "accessScope": scope}
            there.call("eks", "associate_access_policy", **who, **grant)


def whole(root: RootSession, vendor: UserSeen) -> Impacts:
    return thorough(root.clients, root.identity.account, vendor, Token())


def test_a_key_in_a_running_program_is_named_with_its_service(
    root: RootSession, practice: Practice, vendor: UserSeen, monkeypatch: pytest.MonkeyPatch
) -> None:
    root.clients.call("iam", "create_access_key", UserName=vendor.name)  # never used
    assert quick(root.clients, vendor, Token()) == Impacts()
    number = use_key(practice, root, vendor.name)
    (found,) = quick(root.clients, vendor, Token()).found
    assert found.weight == MAY_STOP
    assert (found.what.values["key"], found.what.values["service"]) == (number, "s3")
    assert found.what.values["region"] == "ap-northeast-1"
    assert str(found.first)
    monkeypatch.setattr(revoke_impact, "RECENT", timedelta(days=-1))  # as if it was long ago
    assert quick(root.clients, vendor, Token()).found == ()


def test_a_key_that_is_off_stops_nothing(
    root: RootSession, practice: Practice, vendor: UserSeen
) -> None:
    number = use_key(practice, root, vendor.name)
    off = {"UserName": vendor.name, "AccessKeyId": number, "Status": "Inactive"}
    root.clients.call("iam", "update_access_key", **off)
    assert quick(root.clients, vendor, Token()) == Impacts()


def test_keys_that_cant_be_looked_at_are_said(
    root: RootSession, practice: Practice, vendor: UserSeen
) -> None:
    practice.state.fail("iam:ListAccessKeys", "AccessDenied", 403)
    (unlooked,) = quick(root.clients, vendor, Token()).unlooked
    assert unlooked.trouble.aws_code == "AccessDenied"
    practice.state.sign_out_everyone()
    with pytest.raises(Trouble):
        quick(root.clients, vendor, Token())


def test_a_lone_account_loses_nothing(root: RootSession, vendor: UserSeen) -> None:
    root.clients.call("kms", "create_key")  # with AWS's own policy, which names the account
    assert whole(root, vendor) == Impacts()


def test_an_encryption_key_of_the_vendors_alone_is_found_in_any_region(
    root: RootSession, vendor: UserSeen
) -> None:
    theirs, account = arn(vendor, root), f"arn:aws:iam::{root.identity.account}:root"
    lost = key_of(root, "eu-west-1", theirs)
    key_of(root, "eu-west-1", theirs, account)
    key_of(root, "eu-west-1", account)
    (found,) = whole(root, vendor).found
    assert (found.weight, found.region) == (STOPS, "eu-west-1")
    assert found.what.values["key"] == lost


def test_a_key_that_root_may_not_look_at_is_a_warning(
    root: RootSession, practice: Practice, vendor: UserSeen
) -> None:
    key_of(root, "us-east-1", arn(vendor, root))
    practice.state.fail("kms:GetKeyPolicy", "AccessDeniedException", 400)
    (found,) = whole(root, vendor).found
    assert found.weight == MAY_STOP


def test_who_else_may_change_a_policy_counts() -> None:
    names = ("arn:aws:iam::111122223333:user/v", "AIDAX")

    def policy(*items: dict[str, Any]) -> Any:
        return statements(json.dumps({"Statement": [{"Effect": "Allow", **i} for i in items]}))

    theirs = {"Principal": {"AWS": names[0]}, "Action": "kms:*"}
    gone = {"Principal": {"AWS": names[1]}, "Action": "kms:Put*"}
    user = {"Principal": {"AWS": "arn:aws:iam::111122223333:role/app"}, "Action": "kms:Decrypt"}
    admin = {"Principal": {"AWS": "arn:aws:iam::111122223333:role/admin"}, "Action": "*"}
    everybody = {"Principal": "*", "Action": "kms:*"}
    assert only(policy(theirs), names)
    assert only(policy(gone), names)
    assert only(policy(theirs, user), names)
    assert not only(policy(theirs, admin), names)
    assert not only(policy(theirs, everybody), names)
    assert not only(policy(user), names)


def test_clusters_are_judged_by_who_else_may_administer_them(
    root: RootSession, practice: Practice, vendor: UserSeen
) -> None:
    theirs, other = arn(vendor, root), "arn:aws:iam::111122223333:role/admin"
    node = "arn:aws:iam::111122223333:role/node"
    cluster(root, "alone", {theirs: CLUSTER_ADMIN, node: ""})
    cluster(root, "shared", {theirs: CLUSTER_ADMIN, other: CLUSTER_ADMIN})
    cluster(root, "foreign", {other: ""})
    cluster(root, "older")
    practice.state.history.events.clear()  # longer ago than AWS remembers
    found = whole(root, vendor).found
    assert [one.what.values["name"] for one in found] == ["alone", "older"]
    assert {one.weight for one in found} == {MAY_STOP}


def test_who_made_an_older_cluster_is_asked_of_the_history(
    root: RootSession, practice: Practice, vendor: UserSeen
) -> None:
    cluster(root, "ours")
    assert whole(root, vendor).found == ()  # root made it
    made = root.clients.call("iam", "create_access_key", UserName=vendor.name)["AccessKey"]
    theirs = program(practice, made["AccessKeyId"], made["SecretAccessKey"])
    make: dict[str, object] = {"roleArn": ROLE, "resourcesVpcConfig": {}}
    theirs.at(TOKYO).call("eks", "create_cluster", name="theirs", **make)
    (found,) = whole(root, vendor).found
    assert found.what.values["name"] == "theirs"
    assert "vendor's user made" in found.what.text
    practice.state.history.events.clear()  # longer ago than AWS remembers
    assert len(whole(root, vendor).found) == 2


def test_credentials_for_single_services_are_warned_of(root: RootSession, vendor: UserSeen) -> None:
    for service in ("codecommit.amazonaws.com", "bedrock.amazonaws.com"):
        named = {"UserName": vendor.name, "ServiceName": service}
        root.clients.call("iam", "create_service_specific_credential", **named)
    found = quick(root.clients, vendor, Token()).found
    assert [one.what.values["service"] for one in found] == [
        "bedrock.amazonaws.com",
        "codecommit.amazonaws.com",
    ]


def test_what_stops_for_sure_comes_first(
    root: RootSession, practice: Practice, vendor: UserSeen
) -> None:
    cluster(root, "older")
    practice.state.history.events.clear()
    key_of(root, "us-west-2", arn(vendor, root))
    assert [one.weight for one in whole(root, vendor).found] == [STOPS, MAY_STOP]


def test_a_region_that_refuses_is_said_and_the_others_are_looked_into(
    root: RootSession, practice: Practice, vendor: UserSeen
) -> None:
    key_of(root, "us-west-2", arn(vendor, root))
    practice.state.fail("kms:ListKeys", "AccessDeniedException", 400)
    found = whole(root, vendor)
    assert len(found.found) == 1
    assert [one.region for one in found.unlooked] == ["ap-northeast-1"]


def test_it_reports_its_way_and_can_be_cancelled(root: RootSession, vendor: UserSeen) -> None:
    seen: list[object] = []
    thorough(root.clients, root.identity.account, vendor, Token(seen.append))
    assert [one.number for one in seen if isinstance(one, Into)] == list(range(1, 18))
    token = Token(lambda _: token.cancel())
    with pytest.raises(Cancelled):
        thorough(root.clients, root.identity.account, vendor, token)


def test_nothing_is_changed(root: RootSession, practice: Practice, vendor: UserSeen) -> None:
    practice.state.clear()
    events = len(practice.state.history.events)
    quick(root.clients, vendor, Token())
    whole(root, vendor)
    assert len(practice.state.history.events) == events
    assert clients_of.AGENT.startswith("Aikagi/")
