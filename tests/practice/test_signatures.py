"""Who signed: nothing is answered to strangers, and refusals are in AWS's own shapes."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any

import pytest
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials
from botocore.exceptions import ClientError

from app.practice import Practice
from tests.practice.client import Browser, Login, client_for

BODY = "Action=GetCallerIdentity&Version=2011-06-15"
KIND = {"Content-Type": "application/x-www-form-urlencoded"}


def code_of(call: Callable[[], object]) -> str:
    with pytest.raises(ClientError) as caught:
        call()
    return str(caught.value.response["Error"]["Code"])


@pytest.fixture
def keys(login: Login) -> dict[str, str]:
    found: dict[str, str] = login.exchange(login.code())["accessToken"]
    return found


def signed(practice: Practice, keys: dict[str, str], body: str = BODY) -> dict[str, str]:
    """The headers of a right request."""
    request = AWSRequest("POST", f"{practice.address}/", data=body, headers=dict(KIND))
    held = Credentials(keys["accessKeyId"], keys["secretAccessKey"], keys["sessionToken"])
    SigV4Auth(held, "sts", "us-east-1").add_auth(request)
    return dict(request.headers.items())


def test_a_right_signature_is_answered(
    practice: Practice, browser: Browser, keys: dict[str, str]
) -> None:
    page = browser.ask("POST", "/", BODY, signed(practice, keys))
    assert page.status == 200
    assert "<Arn>arn:aws:iam::111122223333:root</Arn>" in page.text
    assert page.headers["x-amzn-requestid"]
    stamp = parsedate_to_datetime(page.headers["date"])
    assert abs(datetime.now(UTC) - stamp) < timedelta(seconds=60)


def test_unsigned_is_refused(browser: Browser) -> None:
    page = browser.ask("POST", "/", BODY, KIND)
    assert page.status == 403
    assert "<Code>MissingAuthenticationToken</Code>" in page.text


@pytest.mark.parametrize("service", ["iam", "sts"])
def test_a_stranger_is_refused(practice: Practice, service: str) -> None:
    stranger = {"accessKeyId": "AKIAIOSFODNN7EXAMPLE", "secretAccessKey": "x" * 40}
    client = client_for(practice.address, service, stranger)
    call = client.list_users if service == "iam" else client.get_caller_identity
    assert code_of(call) == "InvalidClientTokenId"


def test_a_stranger_is_refused_in_json_services(practice: Practice) -> None:
    stranger = {"accessKeyId": "AKIAIOSFODNN7EXAMPLE", "secretAccessKey": "x" * 40}
    budgets = client_for(practice.address, "budgets", stranger)
    with pytest.raises(ClientError) as caught:
        budgets.describe_budgets(AccountId="111122223333")
    assert caught.value.response["Error"]["Code"] == "UnrecognizedClientException"


def test_a_wrong_secret_is_refused(practice: Practice, keys: dict[str, str]) -> None:
    sts = client_for(practice.address, "sts", {**keys, "secretAccessKey": "x" * 40})
    assert code_of(sts.get_caller_identity) == "SignatureDoesNotMatch"


@pytest.mark.parametrize("token", ["x" * 100, None])
def test_a_wrong_session_token_is_refused(
    practice: Practice, keys: dict[str, str], token: str | None
) -> None:
    changed = {name: value for name, value in keys.items() if name != "sessionToken"}
    if token:
        changed["sessionToken"] = token
    sts = client_for(practice.address, "sts", changed)
    assert code_of(sts.get_caller_identity) == "InvalidClientTokenId"


def test_expired_credentials_are_refused(practice: Practice, keys: dict[str, str]) -> None:
    sts = client_for(practice.address, "sts", keys)
    practice.state.shift = 899
    assert sts.get_caller_identity()
    practice.state.shift = 901
    assert code_of(sts.get_caller_identity) == "ExpiredToken"


def test_a_tampered_body_is_refused(
    practice: Practice, browser: Browser, keys: dict[str, str]
) -> None:
    page = browser.ask("POST", "/", BODY + "&x=1", signed(practice, keys, BODY))
    assert page.status == 403
    assert "<Code>SignatureDoesNotMatch</Code>" in page.text


@pytest.mark.parametrize("target", ["/other", "/?Action=ListUsers"])
def test_a_tampered_target_is_refused(
    practice: Practice, browser: Browser, keys: dict[str, str], target: str
) -> None:
    page = browser.ask("POST", target, BODY, signed(practice, keys))
    assert page.status == 403
    assert "<Code>SignatureDoesNotMatch</Code>" in page.text


def test_an_old_signature_is_refused(
    practice: Practice,
    browser: Browser,
    keys: dict[str, str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    headers = signed(practice, keys)
    real = practice.state.real_now()
    monkeypatch.setattr(type(practice.state), "real_now", staticmethod(lambda: real + 901))
    page = browser.ask("POST", "/", BODY, headers)
    assert page.status == 403
    assert "Signature expired" in page.text


@pytest.mark.parametrize("header", ["Bearer x", "AWS4-HMAC-SHA256 nonsense", "AWS a:b"])
def test_a_malformed_authorization_is_refused(browser: Browser, header: str) -> None:
    page = browser.ask("POST", "/", BODY, {**KIND, "Authorization": header})
    assert page.status == 400
    assert "<Code>IncompleteSignature</Code>" in page.text


def test_s3_paths_and_rest_services_verify(as_root: Callable[[str], Any]) -> None:
    s3 = as_root("s3")
    s3.create_bucket(Bucket="practice")
    s3.put_object(Bucket="practice", Key="a b/日本語+~.txt", Body=b"x")
    listed = s3.list_objects_v2(Bucket="practice", Prefix="a b/")
    assert [one["Key"] for one in listed["Contents"]] == ["a b/日本語+~.txt"]
    assert as_root("account").get_contact_information()["ContactInformation"]["CountryCode"] == "JP"


def test_moto_own_pages_are_out_of_reach(browser: Browser) -> None:
    for target in ("/moto-api/", "/moto-api/reset", "/latest/meta-data/"):
        assert browser.get(target).status == 403


def test_a_signed_call_to_moto_own_pages_is_no_reset(
    practice: Practice, browser: Browser, keys: dict[str, str]
) -> None:
    practice.state.plant_vendor("taro")
    held = Credentials(keys["accessKeyId"], keys["secretAccessKey"], keys["sessionToken"])
    request = AWSRequest("POST", f"{practice.address}/moto-api/reset", data="")
    SigV4Auth(held, "iam", "us-east-1").add_auth(request)
    page = browser.ask("POST", "/moto-api/reset", "", dict(request.headers.items()))
    assert page.status >= 400
    users = client_for(practice.address, "iam", keys).list_users()["Users"]
    assert [user["UserName"] for user in users] == ["taro"]


def test_nothing_nobody_has_is_an_html_page(as_root: Callable[[str], Any]) -> None:
    assert code_of(as_root("iam").get_account_properties) == "InvalidAction"
    assert code_of(as_root("cloudtrail").list_channels) == "UnknownOperationException"
    assert code_of(as_root("ses").list_identities) == "InvalidAction"


def test_nothing_runs_code_or_posts_to_web_addresses(as_root: Callable[[str], Any]) -> None:
    sns = as_root("sns")
    topic = sns.create_topic(Name="news")["TopicArn"]
    there = {"TopicArn": topic, "Protocol": "https", "Endpoint": "https://example.com/"}
    assert code_of(lambda: sns.subscribe(**there)) == "InvalidParameter"
    assert code_of(lambda: sns.publish(TopicArn=topic, Message="x")) == "InvalidAction"
    call = as_root("lambda")
    assert code_of(lambda: call.invoke(FunctionName="x")) == "UnknownOperationException"


def test_failures_on_purpose_have_the_protocol_of_the_service(
    practice: Practice, as_root: Callable[[str], Any]
) -> None:
    practice.state.fail("iam:ListUsers", "Throttling", 400, times=2)
    practice.state.fail("budgets:DescribeBudgets", "ThrottlingException", 400)
    iam = as_root("iam")
    assert [code_of(iam.list_users), code_of(iam.list_users)] == ["Throttling", "Throttling"]
    assert iam.list_users()["Users"] == []
    budgets = as_root("budgets")
    refused = code_of(lambda: budgets.describe_budgets(AccountId="111122223333"))
    assert refused == "ThrottlingException"


def test_a_lost_reply_leaves_what_was_done(practice: Practice, iam: Any) -> None:
    practice.state.fail("iam:CreateUser", "ServiceFailure", 500, after=True)
    assert code_of(lambda: iam.create_user(UserName="taro")) == "ServiceFailure"
    assert iam.get_user(UserName="taro")["User"]["UserName"] == "taro"


def test_calls_are_counted_and_forgotten(practice: Practice, iam: Any) -> None:
    practice.state.clear()
    iam.list_users()
    iam.get_account_summary()
    assert practice.state.calls == ["iam:ListUsers", "iam:GetAccountSummary"]
    practice.state.clear()
    assert practice.state.calls == []


def test_no_secret_is_in_a_log_or_a_repr(
    practice: Practice, login: Login, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG", logger="app.practice")
    tokens = login.exchange(login.code())
    sts = client_for(practice.address, "sts", {**tokens["accessToken"], "secretAccessKey": "x"})
    code_of(sts.get_caller_identity)
    shown = caplog.text + repr(practice) + repr(practice.state) + repr(vars(practice))
    own = "\n".join(r.getMessage() for r in caplog.records if r.name.startswith("app."))
    for secret in (
        tokens["accessToken"]["secretAccessKey"],
        tokens["accessToken"]["sessionToken"],
        tokens["refreshToken"],
    ):
        assert secret not in own
        assert secret not in shown.replace(json.dumps(tokens), "")
