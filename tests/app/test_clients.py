"""AWS clients use the session and nothing of this computer's AWS set-up."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar

import pytest
from botocore.credentials import Credentials
from botocore.loaders import Loader

from app import __version__
from app.clients import Clients
from app.practice import Practice
from app.session import RootSession
from app.settings import OTHER_REGION, Settings
from app.troubles import (
    DENIED,
    NOT_ALLOWED,
    NOT_SIGNED_IN,
    OFFLINE,
    ORGANISATION,
    ORGANISATION_RESOURCES,
    PROXY,
    THROTTLED,
    Kind,
    Trouble,
)
from app.work import Token
from tests.support.serving import serving
from tests.support.signingin import sign_in

ELSEWHERE = "http://127.0.0.1:9"  # the port that discards: whoever is sent there gets nothing


@pytest.fixture
def ambient(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A computer full of somebody else's AWS settings."""
    config = tmp_path / "config"
    config.write_text(
        f"[default]\nregion=eu-west-3\nendpoint_url={ELSEWHERE}\nca_bundle=/nonexistent\n"
        "aws_access_key_id=AKIAAMBIENT\naws_secret_access_key=ambient\n"
    )
    for name, value in {
        "AWS_ACCESS_KEY_ID": "AKIAAMBIENT",
        "AWS_SECRET_ACCESS_KEY": "ambient",
        "AWS_SESSION_TOKEN": "ambient",
        "AWS_PROFILE": "default",
        "AWS_CONFIG_FILE": str(config),
        "AWS_SHARED_CREDENTIALS_FILE": str(config),
        "AWS_ENDPOINT_URL": ELSEWHERE,
        "AWS_ENDPOINT_URL_IAM": ELSEWHERE,
        "AWS_ENDPOINT_URL_SIGNIN": ELSEWHERE,
        "AWS_REGION": "eu-west-3",
        "AWS_DEFAULT_REGION": "eu-west-3",
        "AWS_CA_BUNDLE": "/nonexistent",
        "REQUESTS_CA_BUNDLE": "/nonexistent",
        "AWS_USE_FIPS_ENDPOINT": "true",
        "AWS_RETRY_MODE": "no such mode",
        "AWS_MAX_ATTEMPTS": "1",
    }.items():
        monkeypatch.setenv(name, value)


def test_nothing_ambient_is_used(
    ambient: None, settings: Settings, secret_service: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = sign_in(settings)
    assert root.security(Token()).root_mfa
    iam = root.clients.client("iam")
    assert iam.meta.region_name in ("us-east-1", "aws-global")
    for name in list(monkeypatch._setitem):  # the clean room asks for none at the end
        del name
    monkeypatch.undo()


def test_without_a_session_nothing_is_signed(
    ambient: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert Clients()._session.get_credentials() is None
    monkeypatch.undo()


def test_the_real_aws_is_asked_for_by_its_own_name(
    ambient: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    clients = Clients()
    assert clients.client("iam").meta.endpoint_url == "https://iam.amazonaws.com"
    assert clients.client("sts").meta.endpoint_url == "https://sts.us-east-1.amazonaws.com"
    monkeypatch.undo()


def test_the_second_entrance_is_for_the_sign_in_alone() -> None:
    clients = Clients(region=OTHER_REGION)
    assert clients.client("signin").meta.region_name == OTHER_REGION
    assert OTHER_REGION in clients.client("signin").meta.endpoint_url
    for service in ("sts", "account", "freetier"):
        assert OTHER_REGION not in clients.client(service).meta.endpoint_url


def test_no_network_is_a_trouble(root: RootSession, practice: Practice) -> None:
    practice.stop()
    with pytest.raises(Trouble) as caught:
        root.security(Token())
    assert caught.value.kind is OFFLINE


def test_throttling_is_waited_out(root: RootSession, practice: Practice) -> None:
    practice.state.clear()
    practice.state.fail("iam:GetAccountSummary", "Throttling", 400, times=2)
    assert root.security(Token()).root_mfa
    assert practice.state.calls.count("iam:GetAccountSummary") == 3


def test_endless_throttling_is_a_trouble(root: RootSession, practice: Practice) -> None:
    practice.state.fail("iam:GetAccountSummary", "Throttling", 400, times=99)
    with pytest.raises(Trouble) as caught:
        root.security(Token())
    assert caught.value.kind is THROTTLED


def test_a_closed_session_signs_nothing(root: RootSession, practice: Practice) -> None:
    root.clients.close()
    practice.state.clear()
    with pytest.raises(Trouble) as caught:
        root.security(Token())
    assert caught.value.kind is NOT_SIGNED_IN
    assert practice.state.calls == []


@pytest.mark.parametrize(
    ("message", "kind"),
    [
        ("… with an explicit deny in a service control policy: arn", ORGANISATION),
        ("… with an explicit deny in a resource control policy: arn", ORGANISATION_RESOURCES),
        ("… with an explicit deny in a resource-based policy", DENIED),
        ("… because no identity-based policy allows it", NOT_ALLOWED),
    ],
)
def test_rules_are_told_apart(
    root: RootSession, practice: Practice, message: str, kind: Kind
) -> None:
    practice.state.fail("iam:GetAccountSummary", "AccessDenied", 403, message=message)
    with pytest.raises(Trouble) as caught:
        root.security(Token())
    assert caught.value.kind is kind


class _Filter(BaseHTTPRequestHandler):
    """A company's filter: a page of its own, whatever was asked, and a note of the headers."""

    status = 200
    seen: ClassVar[dict[str, str]] = {}

    def do_POST(self) -> None:
        type(self).seen = dict(self.headers)
        body = b"<html><br>blocked by the company, ticket hunter2"
        self.send_response(self.status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        pass


@pytest.fixture
def filtered() -> Iterator[str]:
    with serving(ThreadingHTTPServer(("127.0.0.1", 0), _Filter)) as server:
        yield f"http://127.0.0.1:{server.server_address[1]}"


@pytest.mark.parametrize("status", [200, 403])
@pytest.mark.parametrize(
    "ask",
    [
        lambda clients: clients.pages("iam", "list_users", "Users"),
        lambda clients: clients.call("iam", "create_user", UserName="x"),
    ],
)
def test_a_filters_page_is_a_trouble_and_is_not_quoted(
    filtered: str,
    status: int,
    ask: Callable[[Clients], object],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(_Filter, "status", status)
    clients = Clients(filtered, lambda: Credentials("AKIAX", "secret", "token"))
    with pytest.raises(Trouble) as caught:
        ask(clients)
    assert caught.value.kind is PROXY
    assert caught.value.uncertain, "it may have reached AWS"
    assert "hunter2" not in "".join(traceback.format_exception(caught.value))


def test_nothing_of_the_environment_is_told(filtered: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (
        "AWS_EXECUTION_ENV",
        "AWS_LAMBDA_FUNCTION_NAME",
        "_X_AMZN_TRACE_ID",
        "AWS_BEARER_TOKEN_IAM",
        "AWS_SDK_UA_APP_ID",
    ):
        monkeypatch.setenv(name, "of-this-computer")
    clients = Clients(filtered, lambda: Credentials("AKIAX", "secret", "token"))
    with pytest.raises(Trouble):
        clients.call("iam", "list_users")
    assert _Filter.seen["User-Agent"] == f"Aikagi/{__version__}"
    assert "of-this-computer" not in str(_Filter.seen)
    monkeypatch.undo()


def test_no_model_of_the_home_directory_is_loaded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    newest = tmp_path / "iam" / "2999-01-01"
    newest.mkdir(parents=True)
    (newest / "service-2.json").write_text("{}")
    monkeypatch.setattr(Loader, "CUSTOMER_DATA_PATH", str(tmp_path))
    assert Clients().client("iam").meta.service_model.api_version == "2010-05-08"


def test_no_plugin_that_a_variable_names_is_loaded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "somebodys_plugin.py").write_text("def initialize_client_plugin(client): ...\n")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setenv("BOTOCORE_EXPERIMENTAL__PLUGINS", "x=somebodys_plugin")
    Clients().client("iam")
    assert "somebodys_plugin" not in sys.modules


def test_the_clock_is_aws_own(root: RootSession) -> None:
    root.security(Token())
    assert abs(root.clients.skew) < 5
    root.clients.skew = 3600.0
    assert (root.clients.now() - Clients().now()).total_seconds() > 3500
