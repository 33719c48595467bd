"""What is found in the account decides what is planned."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app import grant
from app.denial import DENY_ALL_ARN, DENY_POLICY, DENY_POLICY_NAME
from app.grant import Found, Holder, Wish
from app.handoverfile import Handover
from app.plan import apply
from app.session import RootSession
from app.troubles import USER_TAKEN, Trouble
from app.work import Token

PASSWORD = {"password": "Aa3#" + "x" * 20}


def ids(wish: Wish, found: Found) -> list[tuple[str, bool]]:
    return [(a.id, a.already) for a in grant.plan(wish, found)]


def carry_out(root: RootSession, wish: Wish) -> None:
    found = grant.look(root.clients, wish.user_name, Token())
    apply(grant.plan(wish, found, handover="h1"), root.clients, Token(), PASSWORD)


def test_an_empty_account_gets_user_password_and_rights(root: RootSession) -> None:
    wish = Wish(vendor="株式会社ベンダー (東京)")
    found = grant.look(root.clients, wish.user_name, Token())
    assert found == Found(password_policy=found.password_policy)
    assert ids(wish, found) == [("make-user", False), ("password", False), ("attach-policy", False)]
    carry_out(root, wish)
    user = root.clients.call("iam", "get_user", UserName="vendor-admin")["User"]
    assert user["Path"] == "/aikagi/"
    tags = {tag["Key"]: tag["Value"] for tag in user["Tags"]}
    assert tags["aikagi:vendor"] == "株式会社ベンダー _東京_"
    assert tags["aikagi:handover"] == "h1"
    profile = root.clients.call("iam", "get_login_profile", UserName="vendor-admin")
    assert profile["LoginProfile"]["PasswordResetRequired"] is False


def test_what_is_there_already_is_said_and_left(root: RootSession) -> None:
    carry_out(root, Wish())
    found = grant.look(root.clients, "vendor-admin", Token())
    assert ids(Wish(), found) == [
        ("make-user", True),
        ("attach-policy", True),
        ("new-password", False),
    ]


def test_a_half_made_user_is_repaired(root: RootSession) -> None:
    root.clients.call("iam", "create_user", UserName="vendor-admin", Path="/aikagi/")
    found = grant.look(root.clients, "vendor-admin", Token())
    assert ids(Wish(), found) == [
        ("make-user", True),
        ("password", False),
        ("attach-policy", False),
    ]


def test_somebody_elses_user_is_never_taken_over_unasked(root: RootSession) -> None:
    root.clients.call("iam", "create_user", UserName="vendor-admin")
    found = grant.look(root.clients, "vendor-admin", Token())
    with pytest.raises(Trouble) as caught:
        grant.plan(Wish(), found)
    assert caught.value.kind is USER_TAKEN
    assert ids(Wish(take_over=True), found)[0] == ("make-user", True)


def test_a_disabled_user_is_let_in_again(root: RootSession) -> None:
    carry_out(root, Wish())
    call = root.clients.call
    call("iam", "attach_user_policy", UserName="vendor-admin", PolicyArn=DENY_ALL_ARN)
    call(
        "iam",
        "put_user_policy",
        UserName="vendor-admin",
        PolicyName=DENY_POLICY_NAME,
        PolicyDocument=DENY_POLICY,
    )
    call(
        "iam",
        "put_user_permissions_boundary",
        UserName="vendor-admin",
        PermissionsBoundary=DENY_ALL_ARN,
    )
    carry_out(root, Wish())
    found = grant.look(root.clients, "vendor-admin", Token())
    assert DENY_ALL_ARN not in found.attached
    assert DENY_POLICY_NAME not in found.inline
    assert found.user
    assert found.user.boundary == ""


def test_mfa_is_demanded_and_no_longer(root: RootSession) -> None:
    carry_out(root, Wish(require_mfa=True))
    name = {"UserName": "vendor-admin"}
    policy = root.clients.call("iam", "get_user_policy", PolicyName=grant.MFA_POLICY_NAME, **name)
    (statement,) = [s for s in policy["PolicyDocument"]["Statement"] if s["Effect"] == "Deny"]
    assert "iam:EnableMFADevice" in statement["NotAction"]
    assert "iam:DeleteVirtualMFADevice" not in statement["NotAction"]
    carry_out(root, Wish(require_mfa=False))
    assert grant.look(root.clients, "vendor-admin", Token()).inline == frozenset()


def test_the_accounts_password_rules_are_read(root: RootSession) -> None:
    root.clients.call("iam", "update_account_password_policy", MinimumPasswordLength=40)
    assert grant.look(root.clients, "x", Token()).password_policy.minimum == 40


@pytest.mark.parametrize(
    ("name", "good"),
    [
        ("vendor-admin", True),
        ("a.b_c@d,e+f=g", True),
        ("x" * 64, True),
        ("", False),
        ("vendor admin", False),
        ("vendor　admin", False),
        ("x" * 65, False),
        ("業者", False),
        ("a/b", False),
        ("Taken", False),
        ("ours", True),
        ("making", True),
        *((state, False) for state in ("made", "reissuing", "disabled", "revoking")),
    ],
)
def test_names(name: str, good: bool) -> None:
    on_record = ("making", "made", "reissuing", "disabled", "revoking")
    taken = {
        "taken": Holder(ours=False),
        "ours": Holder(ours=True),
        **{state: Holder(ours=True, record=Handover(state=state)) for state in on_record},
    }
    assert (grant.check_name(name, taken) is None) is good


def test_a_name_in_use_leads_to_re_issue_or_to_another_name() -> None:
    let_in = Holder(ours=True, record=Handover(state="made"))
    assert "“Re-issue”" in str(grant.check_name("Vendor-Admin", {"vendor-admin": let_in}))
    shut_out = Holder(ours=True, record=Handover(state="disabled"))
    said = str(grant.check_name("vendor-admin", {"vendor-admin": shut_out}))
    assert "shut out" in said
    assert "Re-issue" not in said


@pytest.mark.parametrize(
    ("wished", "taken", "free"),
    [
        ("vendor-admin", (), "vendor-admin"),
        ("Vendor-Admin", ("vendor-admin",), "Vendor-Admin-2"),
        ("vendor-admin", ("vendor-admin", "vendor-admin-2"), "vendor-admin-3"),
        ("x" * 64, ("x" * 64,), "x" * 62 + "-2"),
    ],
)
def test_a_free_name_is_found(wished: str, taken: tuple[str, ...], free: str) -> None:
    assert grant.free_name(wished, taken) == free


def test_who_has_a_name_is_known_by_the_user_and_not_by_the_name(root: RootSession) -> None:
    ids = {}
    for name, path in (("Mine", "/aikagi/"), ("late", "/aikagi/"), ("theirs", "/")):
        made = root.clients.call("iam", "create_user", UserName=name, Path=path)
        ids[name] = made["User"]["UserId"]
    records = (
        Handover(state="made", user_name="its-old-name", user_id=ids["Mine"]),
        Handover(state="made", user_name="theirs", user_id="AIDAGONE"),
        Handover(state="making", user_name="late"),
        Handover(state="making", user_name="theirs"),
        Handover(state="deleted", user_name="late", user_id=ids["late"]),
    )
    assert grant.names(root.clients, Token(), records) == {
        "mine": Holder(ours=True, record=records[0]),
        "late": Holder(ours=True, record=records[2]),
        "theirs": Holder(ours=False),
    }


@given(st.text(max_size=400))
def test_any_vendor_name_becomes_a_tag_that_aws_takes(text: str) -> None:
    tag = grant.tag_text(text)
    assert len(tag) <= 256
    assert all(c.isalnum() or c in "_ .:/=+-@" for c in tag)


def test_policies_fit_a_users_quota() -> None:
    # https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
    assert len(grant.MFA_POLICY) + len(DENY_POLICY) <= 2048
    assert json.loads(grant.MFA_POLICY)["Version"] == "2012-10-17"
