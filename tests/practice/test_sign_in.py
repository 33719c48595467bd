"""The browser's part: what the authorize page asks, answers and refuses."""

from __future__ import annotations

import base64
from urllib.parse import parse_qs, urlencode

import pytest

from app.practice import Practice
from tests.practice.client import (
    ADMINISTRATOR,
    CALLBACK,
    CROSS_DEVICE,
    PASSWORD,
    Browser,
    Login,
    claims,
)


def test_the_page_says_in_both_languages_that_it_is_practice(login: Login) -> None:
    page = login.browser.get(login.link())
    assert page.status == 200
    assert "本物のAWSではありません" in page.text
    assert "not the real AWS" in page.text
    for control in ('id="signin-root"', 'id="signin-user"', 'id="signin-deny"'):
        assert control in page.text


def test_the_page_loads_nothing_and_cannot_be_framed(login: Login) -> None:
    page = login.browser.get(login.link())
    policy = page.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "form-action 'self' http://127.0.0.1:54321;" in policy + ";"
    assert page.headers["referrer-policy"] == "no-referrer"
    assert page.headers["cache-control"] == "no-store"
    for outside in ("<script", "src=", "<link", "url("):
        assert outside not in page.text


def test_root_consents_and_is_sent_back_with_a_code(login: Login) -> None:
    tokens = login.exchange(login.code())
    assert tokens["tokenType"] == "aws_sigv4"
    assert tokens["expiresIn"] == 900
    assert tokens["accessToken"]["accessKeyId"].startswith("ASIA")
    assert claims(tokens["idToken"])["sub"] == "arn:aws:iam::111122223333:root"


def test_refusing_sends_back_access_denied(login: Login) -> None:
    name = login.browser.get(login.link()).hidden("page")
    page = login.browser.post("/v1/authorize", page=name, choice="deny")
    assert page.status == 303
    assert page.headers["location"].startswith(CALLBACK + "?")
    assert page.sent_to == {"error": "access_denied", "state": login.state}


def test_the_other_device_shows_a_text_to_paste(practice: Practice) -> None:
    login = Login(practice.address, CROSS_DEVICE)
    code = login.code()
    query = urlencode({"state": login.state, "code": code})
    page = login.browser.get(f"/v1/sessions/confirmation?{query}")
    shown = page.text.split('id="code"', 1)[1].split(">", 1)[1].split("<", 1)[0]
    pasted = parse_qs(base64.b64decode(shown).decode())
    assert pasted == {"state": [login.state], "code": [code]}
    assert login.exchange(code)["expiresIn"] == 900


def test_the_confirmation_shows_no_code_that_is_not_waiting(browser: Browser) -> None:
    page = browser.get("/v1/sessions/confirmation?state=x&code=invented")
    assert page.status == 400
    assert 'id="code"' not in page.text


def test_fast_answers_without_a_person() -> None:
    with Practice(fast=True) as practice:
        login = Login(practice.address)
        assert login.browser.get(login.link()).status == 303
        assert login.exchange(login.code())["expiresIn"] == 900


@pytest.mark.parametrize(
    "changed",
    [
        {"redirect_uri": "http://127.0.0.1:54321.evil.example/oauth/callback"},
        {"redirect_uri": "http://evil.example/oauth/callback"},
        {"redirect_uri": "http://localhost:54321/oauth/callback"},
        {"redirect_uri": "https://127.0.0.1:54321/oauth/callback"},
        {"redirect_uri": "http://127.0.0.1:54321/oauth/callback/x"},
        {"redirect_uri": "http://127.0.0.1:54321/oauth/callback\n"},
        {"redirect_uri": "http://127.0.0.1:99999/oauth/callback"},
        {"redirect_uri": "http://127.0.0.1@evil.example:1/oauth/callback"},
        {"client_id": "arn:aws:signin:::devtools/other"},
        {"client_id": CROSS_DEVICE},
        {"code_challenge_method": "S256"},
        {"code_challenge": "short"},
        {"response_type": "token"},
        {"scope": "email"},
        {"state": ""},
    ],
)
def test_a_wrong_link_shows_a_page_and_sends_nobody_anywhere(
    login: Login, changed: dict[str, str]
) -> None:
    page = login.browser.get(login.link(**changed))
    assert page.status == 400
    assert "location" not in page.headers
    assert "/v1/authorize" not in page.text


def test_a_parameter_given_twice_is_refused(login: Login) -> None:
    page = login.browser.get(login.link() + "&redirect_uri=http%3A%2F%2Fevil.example")
    assert page.status == 400


def test_a_page_is_good_for_one_answer(login: Login) -> None:
    name = login.browser.get(login.link()).hidden("page")
    assert login.browser.post("/v1/authorize", page=name, choice="root").status == 303
    assert login.browser.post("/v1/authorize", page=name, choice="root").status == 400


def test_an_invented_page_is_refused(browser: Browser) -> None:
    assert browser.post("/v1/authorize", page="invented", choice="root").status == 400


def test_a_page_grows_too_old(practice: Practice, login: Login) -> None:
    name = login.browser.get(login.link()).hidden("page")
    practice.state.shift = 601
    assert login.browser.post("/v1/authorize", page=name, choice="root").status == 400


def test_a_form_of_another_site_is_refused(login: Login) -> None:
    name = login.browser.get(login.link()).hidden("page")
    headers = {
        "Sec-Fetch-Site": "cross-site",
        "Content-Type": "application/x-www-form-urlencoded",
    }
    body = urlencode({"page": name, "choice": "root"})
    assert login.browser.ask("POST", "/v1/authorize", body, headers).status == 403


def test_an_iam_user_signs_in_and_is_who_sts_says(practice: Practice, login: Login) -> None:
    practice.state.plant_vendor("taro", password=PASSWORD)
    tokens = login.exchange(login.code("user", username="taro", password=PASSWORD))
    assert claims(tokens["idToken"])["sub"] == "arn:aws:iam::111122223333:user/taro"


@pytest.mark.parametrize(
    ("name", "password"), [("taro", "wrong"), ("nobody", PASSWORD), ("taro", ""), ("", "")]
)
def test_a_wrong_name_and_a_wrong_password_look_the_same(
    practice: Practice, login: Login, name: str, password: str
) -> None:
    practice.state.plant_vendor("taro", password=PASSWORD)
    opened = login.browser.get(login.link()).hidden("page")
    page = login.browser.post(
        "/v1/authorize", page=opened, choice="user", username=name, password=password
    )
    assert page.status == 401
    assert 'id="failed"' in page.text
    assert password not in page.text or not password


def test_guessing_ends_after_five_attempts(practice: Practice, login: Login) -> None:
    practice.state.plant_vendor("taro", password=PASSWORD)
    opened = login.browser.get(login.link()).hidden("page")
    answer = {"page": opened, "choice": "user", "username": "taro"}
    for _ in range(5):
        assert login.browser.post("/v1/authorize", **answer, password="x").status == 401
    assert login.browser.post("/v1/authorize", **answer, password=PASSWORD).status == 400


def test_a_user_without_permission_gets_no_credentials(practice: Practice, login: Login) -> None:
    practice.state.plant_vendor("taro", password=PASSWORD)
    root = Login(practice.address)
    iam = root.iam()
    iam.detach_user_policy(UserName="taro", PolicyArn=ADMINISTRATOR)
    code = login.code("user", username="taro", password=PASSWORD)
    assert login.refusal(lambda: login.exchange(code)) == (
        "AccessDeniedException",
        "INSUFFICIENT_PERMISSIONS",
    )
