"""What AWS asks of a vendor before anything else: a new password, a second factor."""

from __future__ import annotations

import json
import time
from typing import Any

import pyotp
import pytest

from app.mfa_policy import MFA_POLICY, MFA_POLICY_NAME
from app.practice import Practice
from tests.practice.client import ADMINISTRATOR, PASSWORD, Browser, Login, Page
from tests.practice.test_console import OTHER, outcome, sign_in


def policy(**statement: object) -> str:
    whole = [{"Resource": "*", **statement}]
    return json.dumps({"Version": "2012-10-17", "Statement": whole})


def note(page: Page) -> str:
    return page.text.split('id="note" data-outcome="', 1)[1].split('"', 1)[0]


def change(browser: Browser, page: Page, new: str = OTHER, old: str = PASSWORD) -> Page:
    fields = {"old_password": old, "new_password": new}
    return browser.post("/console/password", form=page.hidden("form"), **fields)


@pytest.fixture
def newcomer(iam: Any, vendor: str) -> str:
    """The vendor's user, with a password that has to be changed."""
    iam.update_login_profile(UserName=vendor, Password=PASSWORD, PasswordResetRequired=True)
    return vendor


@pytest.fixture
def guarded(iam: Any, vendor: str) -> str:
    """The vendor's user, which may do nothing without MFA."""
    iam.put_user_policy(UserName=vendor, PolicyName=MFA_POLICY_NAME, PolicyDocument=MFA_POLICY)
    return vendor


# The password -----------------------------------------------------------------------------------


def test_a_new_password_comes_before_anything_else(
    browser: Browser, iam: Any, newcomer: str
) -> None:
    page = sign_in(browser)
    assert outcome(page) == "must-change"
    assert "PasswordLastUsed" not in iam.get_user(UserName=newcomer)["User"]
    page = change(browser, page)
    assert (outcome(page), note(page)) == ("signed-in", "changed")
    assert "PasswordLastUsed" in iam.get_user(UserName=newcomer)["User"]
    assert not iam.get_login_profile(UserName=newcomer)["LoginProfile"]["PasswordResetRequired"]
    assert outcome(sign_in(browser)) == "refused"
    assert outcome(sign_in(browser, password=OTHER)) == "signed-in"


@pytest.mark.parametrize(
    ("old", "new", "said"), [("wrong", OTHER, "wrong"), (PASSWORD, "weak", "weak")]
)
def test_a_new_password_that_is_refused(
    browser: Browser, newcomer: str, old: str, new: str, said: str
) -> None:
    page = change(browser, sign_in(browser), new, old)
    assert (outcome(page), note(page)) == ("must-change", said)
    assert outcome(change(browser, page)) == "signed-in"


def test_changing_it_takes_the_right_to(browser: Browser, iam: Any, newcomer: str) -> None:
    iam.detach_user_policy(UserName=newcomer, PolicyArn=ADMINISTRATOR)
    page = change(browser, sign_in(browser))
    assert (outcome(page), note(page)) == ("must-change", "refused")
    iam.put_user_policy(
        UserName=newcomer,
        PolicyName="own",
        PolicyDocument=policy(Effect="Allow", Action="iam:ChangePassword"),
    )
    assert outcome(change(browser, page)) == "no-rights"


def test_the_account_can_let_everybody_change_their_own(
    browser: Browser, iam: Any, newcomer: str
) -> None:
    iam.detach_user_policy(UserName=newcomer, PolicyArn=ADMINISTRATOR)
    iam.update_account_password_policy(MinimumPasswordLength=8, AllowUsersToChangePassword=True)
    assert outcome(change(browser, sign_in(browser))) == "no-rights"


def test_awss_own_policy_for_it_is_enough(browser: Browser, iam: Any, newcomer: str) -> None:
    iam.detach_user_policy(UserName=newcomer, PolicyArn=ADMINISTRATOR)
    managed = "arn:aws:iam::aws:policy/IAMUserChangePassword"
    iam.attach_user_policy(UserName=newcomer, PolicyArn=managed)
    assert outcome(change(browser, sign_in(browser))) == "no-rights"


def test_a_program_is_not_let_in_with_a_password_to_be_changed(
    practice: Practice, newcomer: str
) -> None:
    login = Login(practice.address)
    page = login.browser.get(login.link())
    fields = {"choice": "user", "username": newcomer, "password": PASSWORD}
    page = login.browser.post("/v1/authorize", page=page.hidden("page"), **fields)
    assert page.status == 401
    assert 'id="failed" data-outcome="must-change"' in page.text


# MFA --------------------------------------------------------------------------------------------


def seed_of(page: Page) -> str:
    return page.text.split('<code id="seed" tabindex="0">', 1)[1].split("<", 1)[0].replace(" ", "")


def register(browser: Browser, page: Page, *, choice: str = "own", wrong: bool = False) -> Page:
    codes = pyotp.TOTP(seed_of(page))
    now = time.time()
    first, second = codes.at(now), codes.at(now + 30)
    if wrong:
        first, second = second, first
    fields = {"code_1": f"{first[:3]} {first[3:]}", "code_2": second, "choice": choice}
    return browser.post("/console/mfa", form=page.hidden("form"), **fields)


def test_mfa_is_set_up_with_a_phone(browser: Browser, iam: Any, guarded: str) -> None:
    page = sign_in(browser)
    assert outcome(page) == "mfa-needed"
    seed = seed_of(page)
    page = register(browser, page)
    assert outcome(page) == "registered"
    assert iam.list_mfa_devices(UserName=guarded)["MFADevices"]
    assert outcome(sign_in(browser)) == "refused"
    assert outcome(sign_in(browser, mfa=pyotp.TOTP(seed).now())) == "signed-in"


def test_wrong_codes_can_be_typed_again(browser: Browser, iam: Any, guarded: str) -> None:
    page = sign_in(browser)
    seed = seed_of(page)
    page = register(browser, page, wrong=True)
    assert (outcome(page), note(page), seed_of(page)) == ("mfa-needed", "codes", seed)
    assert not iam.list_mfa_devices(UserName=guarded)["MFADevices"]
    assert outcome(register(browser, page)) == "registered"


def test_a_practice_phone_shows_its_codes(browser: Browser, guarded: str) -> None:
    page = register(browser, sign_in(browser), choice="practice")
    assert outcome(page) == "registered"
    phone = page.hidden("phone")
    page = sign_in(browser, mfa="000000", phone=phone)
    assert outcome(page) == "refused"
    code = page.text.split('<code id="phone-code" tabindex="0">', 1)[1].split("<", 1)[0]
    assert outcome(sign_in(browser, mfa=code, phone=phone)) == "signed-in"
    assert 'id="phone-code"' in browser.get(f"/console?phone={phone}").text
    assert 'id="phone-code"' not in browser.get("/console?phone=invented").text


def test_what_was_begun_and_left_is_begun_anew(browser: Browser, iam: Any, guarded: str) -> None:
    first, second = sign_in(browser), sign_in(browser)
    assert seed_of(first) != seed_of(second)
    assert note(register(browser, first)) == "codes"
    assert outcome(register(browser, second)) == "registered"
    assert len(iam.list_virtual_mfa_devices()["VirtualMFADevices"]) == 1


def test_a_form_for_mfa_is_good_once_and_for_nothing_else(browser: Browser, guarded: str) -> None:
    page = sign_in(browser)
    assert outcome(register(browser, page)) == "registered"
    assert register(browser, page).status == 400
    form = browser.get("/console").hidden("form")
    assert browser.post("/console/mfa", form=form, choice="practice").status == 400


def test_without_the_right_to_set_it_up_all_is_denied(
    browser: Browser, iam: Any, guarded: str
) -> None:
    iam.detach_user_policy(UserName=guarded, PolicyArn=ADMINISTRATOR)
    deny = policy(Effect="Deny", Action="iam:CreateVirtualMFADevice")
    iam.put_user_policy(UserName=guarded, PolicyName="no", PolicyDocument=deny)
    assert outcome(sign_in(browser)) == "denied"


def test_both_one_after_the_other(browser: Browser, iam: Any, guarded: str, newcomer: str) -> None:
    page = sign_in(browser)
    assert outcome(page) == "must-change"
    page = change(browser, page)
    assert (outcome(page), note(page)) == ("mfa-needed", "changed")
    seed = seed_of(page)
    register(browser, page)
    page = sign_in(browser, password=OTHER, mfa=pyotp.TOTP(seed).now())
    assert outcome(page) == "signed-in"


# What is there to see ---------------------------------------------------------------------------


@pytest.mark.parametrize("policy", ["PowerUserAccess", "ReadOnlyAccess"])
def test_less_than_an_administrator_is_in_too(
    browser: Browser, iam: Any, vendor: str, policy: str
) -> None:
    iam.detach_user_policy(UserName=vendor, PolicyArn=ADMINISTRATOR)
    assert outcome(sign_in(browser)) == "no-rights"
    iam.attach_user_policy(UserName=vendor, PolicyArn=f"arn:aws:iam::aws:policy/{policy}")
    assert outcome(sign_in(browser)) == "signed-in"


def test_a_user_is_shut_out_from_its_end_date_on(
    practice: Practice, browser: Browser, iam: Any, vendor: str
) -> None:
    end = {"DateGreaterThan": {"aws:CurrentTime": "2100-01-01T15:00:00Z"}}
    deny = policy(Effect="Deny", Action="*", Condition=end)
    iam.put_user_policy(UserName=vendor, PolicyName="end", PolicyDocument=deny)
    assert outcome(sign_in(browser)) == "signed-in"
    practice.state.shift = 4_102_498_800 - practice.state.real_now() + 1  # a second after it
    assert outcome(sign_in(browser)) == "denied"
