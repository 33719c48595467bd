"""The pages in a real browser, which applies their security policy."""

from __future__ import annotations

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest
from selenium.common.exceptions import WebDriverException
from selenium.webdriver import Chrome
from selenium.webdriver.common.by import By
from selenium.webdriver.support.expected_conditions import staleness_of
from selenium.webdriver.support.ui import WebDriverWait

from app.mfa_policy import MFA_POLICY, MFA_POLICY_NAME
from app.practice import Practice
from tests.practice.client import CROSS_DEVICE, PASSWORD, Login
from tests.support.serving import serving

pytestmark = pytest.mark.browser
CHANGED = "Another-Horse-8-Battery"


class Callback(BaseHTTPRequestHandler):
    """A client's listener."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"<p id=back>back</p>")

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def listener() -> Iterator[str]:
    with serving(HTTPServer(("127.0.0.1", 0), Callback)) as server:
        yield f"http://127.0.0.1:{server.server_port}/oauth/callback"


def find(driver: Chrome, name: str) -> Any:
    return WebDriverWait(driver, 20).until(lambda seen: seen.find_element(By.ID, name))


def press(driver: Chrome, name: str) -> None:
    """Press what leads to another page, and wait until this one is gone.

    Asked in the very moment in which the page goes, ChromeDriver answers with an error that has no
    name of its own; the next time it says that the page is gone.
    """
    pressed = find(driver, name)
    pressed.click()
    waiting = WebDriverWait(driver, 20, ignored_exceptions=[WebDriverException])
    waiting.until(staleness_of(pressed))


@pytest.mark.parametrize(
    ("button", "answer"), [("signin-root", "code="), ("signin-deny", "error=access_denied")]
)
def test_the_buttons_lead_back_to_the_client(
    practice: Practice, chromium: Chrome, listener: str, button: str, answer: str
) -> None:
    login = Login(practice.address)
    login.redirect = listener
    chromium.get(practice.address + login.link())
    find(chromium, button).click()
    find(chromium, "back")
    assert chromium.current_url.startswith(listener)
    assert answer in chromium.current_url


def test_an_iam_user_signs_in(practice: Practice, chromium: Chrome, listener: str) -> None:
    practice.state.plant_vendor("taro", password=PASSWORD)
    login = Login(practice.address)
    login.redirect = listener
    chromium.get(practice.address + login.link())
    find(chromium, "username").send_keys("taro")
    find(chromium, "password").send_keys(PASSWORD)
    press(chromium, "signin-user")
    find(chromium, "back")
    assert "code=" in chromium.current_url


def test_the_other_devices_code_is_shown(practice: Practice, chromium: Chrome) -> None:
    login = Login(practice.address, CROSS_DEVICE)
    chromium.get(practice.address + login.link())
    press(chromium, "signin-root")
    assert len(find(chromium, "code").text) > 100


def test_the_vendor_signs_in_and_changes_the_password(practice: Practice, chromium: Chrome) -> None:
    practice.state.plant_vendor(password=PASSWORD)
    chromium.get(f"{practice.address}/console?username=vendor-admin")
    assert find(chromium, "account").get_attribute("value") == practice.state.account
    find(chromium, "password").send_keys(PASSWORD)
    press(chromium, "signin")
    assert find(chromium, "result").get_attribute("data-outcome") == "signed-in"
    find(chromium, "old_password").send_keys(PASSWORD)
    find(chromium, "new_password").send_keys(CHANGED)
    press(chromium, "change")
    assert find(chromium, "note").get_attribute("data-outcome") == "changed"


def test_nothing_breaks_the_page_own_policy(practice: Practice, chromium: Chrome) -> None:
    for target in ("/", "/console", Login(practice.address).link()):
        chromium.get(practice.address + target)
        # The practice banner is yellow only when the page's style was let in.
        banner = chromium.find_element(By.CLASS_NAME, "practice")
        assert "255, 210, 74" in banner.value_of_css_property("background-color")
        log: Any = chromium.get_log  # selenium gives it no types
        wrong = [line for line in log("browser") if "favicon" not in line["message"]]
        assert wrong == []


def test_a_whole_first_sign_in_without_a_phone(practice: Practice, chromium: Chrome) -> None:
    iam = Login(practice.address).iam()
    practice.state.plant_vendor("taro", "/aikagi/")
    iam.create_login_profile(UserName="taro", Password=PASSWORD, PasswordResetRequired=True)
    iam.put_user_policy(UserName="taro", PolicyName=MFA_POLICY_NAME, PolicyDocument=MFA_POLICY)
    chromium.get(f"{practice.address}/console?username=taro")
    find(chromium, "password").send_keys(PASSWORD)
    press(chromium, "signin")
    find(chromium, "old_password").send_keys(PASSWORD)
    find(chromium, "new_password").send_keys(CHANGED)
    press(chromium, "change")
    press(chromium, "register-practice")
    assert find(chromium, "result").get_attribute("data-outcome") == "registered"
    press(chromium, "phone-again")
    assert find(chromium, "username").get_attribute("value") == "taro"
    find(chromium, "mfa").send_keys(find(chromium, "phone-code").text)
    find(chromium, "password").send_keys(CHANGED)
    press(chromium, "signin")
    assert find(chromium, "result").get_attribute("data-outcome") == "signed-in"
