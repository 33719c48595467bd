"""The vendor's sign-in page, before and after revoking."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pyotp
import pytest

from tests.practice.client import ADMINISTRATOR, DENY_ALL, PASSWORD, Browser, Page
from tests.practice.test_iam import enabled_device

OTHER = "Another-Horse-8-Battery"


def sign_in(browser: Browser, **changed: str) -> Page:
    opened = browser.get("/console").hidden("form")
    fields = {
        "account": "111122223333",
        "username": "vendor-admin",
        "password": PASSWORD,
        "mfa": "",
        "form": opened,
    }
    return browser.post("/console", **{**fields, **changed})


def outcome(page: Page) -> str:
    return page.text.split('id="result" data-outcome="', 1)[1].split('"', 1)[0]


def test_the_page_has_the_fields_and_says_what_it_is(browser: Browser) -> None:
    page = browser.get("/console?username=vendor-admin")
    for control in ("account", "username", "password", "mfa", "signin"):
        assert f'id="{control}"' in page.text
    assert 'value="vendor-admin"' in page.text
    assert "本物のAWSではありません" in page.text


def test_what_is_put_into_the_address_is_text(browser: Browser) -> None:
    page = browser.get("/console?username=%22%3E%3Cscript%3E&account=%3Cb%3E")
    assert "<script" not in page.text
    assert "<b>" not in page.text


def test_the_first_sign_in_is_seen_in_iam(browser: Browser, iam: Any, vendor: str) -> None:
    assert "PasswordLastUsed" not in iam.get_user(UserName=vendor)["User"]
    page = sign_in(browser)
    assert (page.status, outcome(page)) == (200, "signed-in")
    assert "arn:aws:iam::111122223333:user/aikagi/vendor-admin" in page.text
    used = iam.get_user(UserName=vendor)["User"]["PasswordLastUsed"]
    assert abs(datetime.now(UTC) - used) < timedelta(seconds=60)
    assert iam.list_users()["Users"][0]["PasswordLastUsed"] == used


@pytest.mark.parametrize(
    "changed",
    [
        {"password": "wrong"},
        {"username": "nobody"},
        {"account": "999999999999"},
        {"password": ""},
        {"form": "invented"},
    ],
)
def test_every_refusal_looks_the_same(
    browser: Browser, iam: Any, vendor: str, changed: dict[str, str]
) -> None:
    page = sign_in(browser, **changed)
    assert (page.status, outcome(page)) == (401, "refused")
    assert "PasswordLastUsed" not in iam.get_user(UserName=vendor)["User"]
    notice = page.text.split('id="result"', 1)[1].split("</p>", 1)[0]
    reference = sign_in(browser, password="wrong too").text
    assert notice == reference.split('id="result"', 1)[1].split("</p>", 1)[0]


def test_the_vendor_changes_the_password(browser: Browser, vendor: str) -> None:
    page = sign_in(browser)
    change = {"old_password": PASSWORD, "new_password": OTHER}
    page = browser.post("/console/password", form=page.hidden("form"), **change)
    assert 'data-outcome="changed"' in page.text
    assert outcome(sign_in(browser)) == "refused"
    assert outcome(sign_in(browser, password=OTHER)) == "signed-in"


@pytest.mark.parametrize(
    ("old", "new", "note"), [("wrong", OTHER, "wrong"), (PASSWORD, "weak", "weak")]
)
def test_a_change_that_is_refused(
    browser: Browser, vendor: str, old: str, new: str, note: str
) -> None:
    form = sign_in(browser).hidden("form")
    page = browser.post("/console/password", form=form, old_password=old, new_password=new)
    assert f'data-outcome="{note}"' in page.text
    assert outcome(sign_in(browser)) == "signed-in"


def test_a_form_is_good_once(browser: Browser, vendor: str) -> None:
    form = sign_in(browser).hidden("form")
    change = {"old_password": "wrong", "new_password": OTHER}
    assert browser.post("/console/password", form=form, **change).status == 200
    assert browser.post("/console/password", form=form, **change).status == 400


def test_mfa_is_asked_for_once_it_is_on(browser: Browser, iam: Any, vendor: str) -> None:
    _, seed = enabled_device(iam, vendor)
    assert outcome(sign_in(browser)) == "refused"
    assert outcome(sign_in(browser, mfa="000000")) == "refused"
    assert outcome(sign_in(browser, mfa=pyotp.TOTP(seed).now())) == "signed-in"


def test_after_revoking_the_password_is_refused(browser: Browser, iam: Any, vendor: str) -> None:
    assert outcome(sign_in(browser)) == "signed-in"
    iam.attach_user_policy(UserName=vendor, PolicyArn=DENY_ALL)
    assert outcome(sign_in(browser)) == "denied"
    iam.delete_login_profile(UserName=vendor)
    assert outcome(sign_in(browser)) == "refused"
    iam.detach_user_policy(UserName=vendor, PolicyArn=DENY_ALL)
    iam.detach_user_policy(UserName=vendor, PolicyArn=ADMINISTRATOR)
    iam.delete_user(UserName=vendor)
    assert outcome(sign_in(browser)) == "refused"


def test_a_denied_user_cannot_change_the_password(browser: Browser, iam: Any, vendor: str) -> None:
    form = sign_in(browser).hidden("form")
    iam.attach_user_policy(UserName=vendor, PolicyArn=DENY_ALL)
    page = browser.post("/console/password", form=form, old_password=PASSWORD, new_password=OTHER)
    assert outcome(page) == "denied"
    iam.detach_user_policy(UserName=vendor, PolicyArn=DENY_ALL)
    assert outcome(sign_in(browser)) == "signed-in"
