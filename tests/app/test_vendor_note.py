"""What the note in the zip asks of the vendor, done with the vendor's own calls."""

from __future__ import annotations

import subprocess
import time
from itertools import product
from pathlib import Path

import pytest
from pyotp import TOTP

from app import grant, handover
from app.grant import ADMINISTRATOR, CHANGE_PASSWORD, POWER_USER, READ_ONLY, Wish
from app.handoverfile import Handover
from app.practice import Practice
from app.records import Records
from app.session import RootSession
from app.settings import Settings
from app.troubles import ALL_UNDONE, Trouble
from app.work import Token
from tests.app.handedover import Desk, unzip
from tests.app.vendorcalls import VendorCalls

NAME = "vendor-admin"
OWN = "arn:aws:iam::aws:policy/job-function/SystemAdministrator"
WISHES = [
    Wish(policy_arn=policy, require_mfa=mfa, rights_later=later)
    for policy, mfa, later in product(
        (ADMINISTRATOR, POWER_USER, READ_ONLY, OWN), (False, True), (False, True)
    )
]


@pytest.fixture
def desk(root: RootSession, tmp_path: Path, records: Records, settings: Settings) -> Desk:
    return Desk(root, tmp_path, records, settings)


def steps(desk: Desk, made: Handover) -> dict[str, str]:
    """The English note's steps, by heading and without their numbers, which must follow on."""
    phrase = handover.passphrase(desk.settings, made)
    command = ["7z", "x", f"-p{phrase}", "-so", made.zip_path, "README.txt"]
    text = subprocess.run(command, capture_output=True, check=True).stdout.decode("utf-8-sig")
    lines = text[text.index("About this file") :].splitlines()
    heads = [n for n, line in enumerate(lines) if line.startswith("---")]
    assert [lines[n - 1].partition(".")[0] for n in heads] == [
        str(number) for number in range(1, len(heads) + 1)
    ]
    ends = [*(n - 1 for n in heads[1:]), len(lines)]
    return {
        lines[n - 1].partition(". ")[2]: "\n".join(lines[n + 1 : end])
        for n, end in zip(heads, ends, strict=True)
    }


def sets_up_mfa(vendor: VendorCalls) -> bool:
    """Whether AWS lets the vendor set its MFA up, as the console does."""
    iam = vendor.client("iam")
    if not vendor.may("list_mfa_devices", UserName=NAME):
        return False
    try:
        made = iam.create_virtual_mfa_device(VirtualMFADeviceName=NAME)["VirtualMFADevice"]
    except iam.exceptions.ClientError:
        return False
    app, now = TOTP(made["Base32StringSeed"].decode()), int(time.time())
    codes = {"AuthenticationCode1": app.at(now - 30), "AuthenticationCode2": app.at(now)}
    return vendor.may(
        "enable_mfa_device", UserName=NAME, SerialNumber=made["SerialNumber"], **codes
    )


def changes_password(desk: Desk, vendor: VendorCalls, made: Handover) -> bool:
    old = unzip(made.zip_path, handover.passphrase(desk.settings, made))["Password"]
    return vendor.may("change_password", OldPassword=old, NewPassword=old[::-1])


@pytest.mark.parametrize(
    "wish",
    WISHES,
    ids=lambda w: "-".join(
        [
            w.policy_arn.rpartition("/")[2],
            *(name for name in ("require_mfa", "rights_later") if getattr(w, name)),
        ]
    ),
)
def test_nothing_is_asked_that_aws_refuses(desk: Desk, practice: Practice, wish: Wish) -> None:
    made = desk.create(wish)
    vendor = VendorCalls(practice, made.user_id)
    note = steps(desk, made)
    assert changes_password(desk, vendor, made), "every note asks for it"
    (mfa,) = [head for head in note if "MFA" in head] or [""]
    if mfa.startswith("Once you have your rights"):
        assert wish.rights_later
        handover.give_rights(desk.root, made, desk.records, Token())
    assert (
        sets_up_mfa(vendor) is bool(mfa) is (wish.require_mfa or wish.policy_arn == ADMINISTRATOR)
    )


@pytest.mark.parametrize("policy", [ADMINISTRATOR, READ_ONLY])
def test_the_same_of_a_package_made_anew(desk: Desk, practice: Practice, policy: str) -> None:
    first = desk.create()
    name = {"UserName": NAME}
    desk.root.clients.call("iam", "detach_user_policy", **name, PolicyArn=ADMINISTRATOR)
    desk.root.clients.call("iam", "attach_user_policy", **name, PolicyArn=policy)
    made = handover.reissue(desk.root, first, desk.folder, desk.records, desk.settings, Token())
    vendor = VendorCalls(practice, made.user_id)
    assert changes_password(desk, vendor, made)
    asked = any("MFA" in head for head in steps(desk, made))
    assert sets_up_mfa(vendor) is asked is (policy == ADMINISTRATOR)


def test_the_right_to_change_it_is_planned_and_taken_back(desk: Desk, practice: Practice) -> None:
    plan = grant.plan(Wish(policy_arn=READ_ONLY), grant.Found())
    said = [str(action.message) for action in plan]
    assert "Let it change its own password (IAMUserChangePassword)" in said
    assert "let-change-password" not in [a.id for a in grant.plan(Wish(), grant.Found())]
    practice.state.fail("iam:PutUserPolicy", "AccessDenied", 403)
    with pytest.raises(Trouble) as caught:
        desk.create(Wish(policy_arn=READ_ONLY, require_mfa=True))
    assert caught.value.changed is ALL_UNDONE
    assert desk.users() == []
    desk.create(Wish(policy_arn=READ_ONLY))
    attached = grant.look(desk.root.clients, NAME, Token()).attached
    assert attached == {READ_ONLY, CHANGE_PASSWORD}
