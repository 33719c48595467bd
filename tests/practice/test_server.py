"""The server itself: where it listens, whom it answers, how it starts and ends."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest
from botocore.exceptions import ClientError

from app.practice import Practice
from tests.practice.client import Browser, Login, client_for

ROOT = Path(__file__).parents[2]
COMMAND = [sys.executable, "-m", "app.practice"]


def test_importing_is_cheap() -> None:
    code = "import sys, app.practice; print(*{m.split('.')[0] for m in sys.modules})"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    heavy = {"moto", "werkzeug", "flask", "boto3", "botocore", "cryptography"}
    assert not heavy & set(done.stdout.split())


def test_it_listens_on_this_computer_alone(practice: Practice) -> None:
    assert practice.address.startswith("http://127.0.0.1:")
    port = int(practice.address.rpartition(":")[2])
    with socket.socket() as outside:
        outside.settimeout(5)
        # Another address of the loopback network: a listener on every interface would answer.
        assert outside.connect_ex(("127.0.0.2", port)) != 0


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1", "127.0.0.1:1", "[::1]:80", ""])
def test_another_host_name_is_refused(browser: Browser, host: str) -> None:
    page = browser.get("/console", Host=host)
    assert page.status == 403


def test_localhost_is_the_same_place(practice: Practice, browser: Browser) -> None:
    port = practice.address.rpartition(":")[2]
    assert browser.get("/console", Host=f"localhost:{port}").status == 200


def test_no_web_page_elsewhere_may_read_a_reply(practice: Practice, login: Login) -> None:
    seen: list[Any] = []
    iam = login.iam()
    iam.meta.events.register(
        "after-call.iam.*", lambda http_response, **_: seen.append(http_response.headers)
    )
    iam.list_groups()
    iam.list_users()
    assert len(seen) == 2
    for headers in seen:
        assert not [name for name in headers if name.lower().startswith("access-control")]
    page = login.browser.ask("OPTIONS", "/", headers={"Origin": "http://evil.example"})
    assert page.status == 403
    assert not [name for name in page.headers if name.startswith("access-control")]


def test_a_huge_body_is_not_read(practice: Practice) -> None:
    with socket.create_connection(("127.0.0.1", int(practice.address.rpartition(":")[2]))) as raw:
        host = practice.address.removeprefix("http://")
        raw.sendall(
            f"POST /v1/token HTTP/1.1\r\nHost: {host}\r\nContent-Length: 99999999\r\n\r\n".encode()
        )
        raw.settimeout(10)
        assert b" 413 " in raw.recv(100)


@pytest.mark.parametrize(
    ("method", "target", "body"),
    [
        ("POST", "/v1/token", "{"),
        ("POST", "/v1/token", "[]"),
        ("POST", "/v1/token", "[" * 100_000),
        ("POST", "/v1/token", '{"clientId": "\\ud800", "grantType": "refresh_token"}'),
        ("POST", "/v1/token", '{"clientId": 1}'),
        ("POST", "/v1/token?x-amz-client-auth-method=iam", "{}"),
        ("POST", "/v1/authorize", "page=%ff%fe&choice=%00"),
        ("POST", "/v1/authorize", "&".join("a=1" for _ in range(3000))),
        ("GET", "/v1/authorize?" + "&".join(f"a{n}=1" for n in range(100)), ""),
        ("GET", "/v1/sessions/confirmation?code=%ff&state=%ff", ""),
        ("POST", "/console", "form=%ed%a0%80&username=%ff&password=%00"),
        ("POST", "/console/password", "form=x"),
        ("GET", "/console?account=%ff", ""),
        ("GET", "/%ff%fe", ""),
        ("DELETE", "/", ""),
    ],
)
def test_nonsense_is_refused_and_breaks_nothing(
    browser: Browser, method: str, target: str, body: str
) -> None:
    page = browser.ask(method, target, body, {"Content-Type": "application/x-www-form-urlencoded"})
    assert page.status < 500
    assert page.status >= 400 or target.startswith("/console?")


def test_a_signed_call_that_moto_stumbles_over_is_an_aws_error(login: Login) -> None:
    iam = login.iam()
    for marker in ("9" * 5000, "٣x"):
        with pytest.raises(ClientError) as caught:
            iam.list_users(Marker=marker)
        assert caught.value.response["Error"]["Code"] in ("ValidationError", "InternalFailure")


def test_an_unknown_page_is_refused_in_aws_shape(browser: Browser) -> None:
    page = browser.get("/nothing")
    assert page.status == 403
    assert "MissingAuthenticationToken" in page.text


def test_every_start_begins_with_an_empty_account() -> None:
    practice = Practice()
    for _ in range(2):
        with practice:
            iam = Login(practice.address).iam()
            assert iam.list_users()["Users"] == []
            iam.create_user(UserName="taro")
            assert len(iam.list_users()["Users"]) == 1
        assert practice.address == ""
    practice.stop()


def test_two_at_once_do_not_mix() -> None:
    with Practice() as one, Practice() as other:
        clients = [Login(each.address) for each in (one, other)]
        for login, name in zip(clients, ("taro", "hanako"), strict=True):
            iam = login.iam()
            iam.create_user(UserName=name)
            iam.create_group(GroupName=name)
        for login, name in zip(clients, ("taro", "hanako"), strict=True):
            iam = login.iam()
            assert [user["UserName"] for user in iam.list_users()["Users"]] == [name]
            assert [group["GroupName"] for group in iam.list_groups()["Groups"]] == [name]


def store(practice: Practice) -> Any:
    login = Login(practice.address)
    keys = login.exchange(login.code())["accessToken"]
    return client_for(practice.address, "s3", keys, "ap-northeast-1")


def test_two_may_have_a_bucket_of_the_same_name_one_after_the_other_and_at_once() -> None:
    where = {"LocationConstraint": "ap-northeast-1"}
    with Practice() as one, Practice() as other:
        for each in (one, other, one):
            s3 = store(each)
            if not s3.list_buckets()["Buckets"]:
                s3.create_bucket(Bucket="books", CreateBucketConfiguration=where)
            s3.put_bucket_tagging(Bucket="books", Tagging={"TagSet": []})
    with Practice() as later:
        s3 = store(later)
        assert s3.list_buckets()["Buckets"] == []
        s3.create_bucket(Bucket="books", CreateBucketConfiguration=where)


def test_stopping_closes_the_port_and_ends_a_slow_reply(practice: Practice, login: Login) -> None:
    iam = login.iam()
    practice.state.delay = 60
    ended = threading.Event()

    def call() -> None:
        with contextlib.suppress(Exception):  # whatever it was, it ended
            iam.list_users()
        ended.set()

    threading.Thread(target=call, daemon=True).start()
    port = int(practice.address.rpartition(":")[2])
    practice.stop()
    assert ended.wait(10)
    with pytest.raises(OSError), socket.create_connection(("127.0.0.1", port), timeout=5):  # noqa: PT011
        pass


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux counts it")
def test_it_sleeps_while_nobody_asks(practice: Practice) -> None:
    assert Browser(practice.address).get("/").status == 200
    thread = next(one for one in threading.enumerate() if one.name == "practice")
    status = Path(f"/proc/self/task/{thread.native_id}/status")

    def sleeps() -> str:
        lines = status.read_text(encoding="ascii").splitlines()
        return next(line for line in lines if line.startswith("voluntary_ctxt_switches"))

    while (before := sleeps()) != (threading.Event().wait(0.2) or sleeps()):
        pass  # the reply before is still being put away
    threading.Event().wait(1)
    assert sleeps() == before


def test_a_taken_port_is_an_os_error(practice: Practice) -> None:
    port = int(practice.address.rpartition(":")[2])
    with pytest.raises(OSError):  # noqa: PT011 (the system's own words)
        Practice(port).start()
    assert Browser(practice.address).get("/").status == 200


def test_a_vendor_is_planted_with_keys_that_work(practice: Practice) -> None:
    ((key, secret),) = practice.state.plant_vendor(access_keys=1)
    keys = {"accessKeyId": key, "secretAccessKey": secret}
    users = client_for(practice.address, "iam", keys).list_users()["Users"]
    assert [(user["UserName"], user["Path"]) for user in users] == [("vendor-admin", "/")]


# The command ----------------------------------------------------------------------------------


def start(
    *options: str, ambient: dict[str, str] | None = None
) -> tuple[subprocess.Popen[str], str]:
    child = subprocess.Popen(
        [*COMMAND, *options],
        cwd=ROOT,
        env={**os.environ, **(ambient or {})},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert child.stdout is not None
    return child, child.stdout.readline().strip()


def test_the_customers_own_aws_settings_are_not_read(tmp_path: Path) -> None:
    config = tmp_path / "config"
    config.write_text("[broken", encoding="utf-8")
    ambient = {
        "AWS_PROFILE": "nowhere",
        "AWS_CONFIG_FILE": str(config),
        "AWS_ENDPOINT_URL": "http://127.0.0.1:9",
        "MOTO_ACCOUNT_ID": "999999999999",
    }
    child, address = start("--fast", ambient=ambient)
    try:
        login = Login(address)
        keys = login.exchange(login.code())["accessToken"]
        made = client_for(address, "iam", keys).create_group(GroupName="team")["Group"]
        assert made["Arn"] == "arn:aws:iam::111122223333:group/team"
        assert client_for(address, "ec2", keys).describe_regions()["Regions"]
    finally:
        child.terminate()
        out, errors = child.communicate(timeout=20)
    assert (child.returncode, out, errors) == (0, "", "")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_the_command_serves_until_it_is_ended(number: signal.Signals) -> None:
    child, address = start("--port", "0", "--fast", "--root-mfa", "off", "--root-keys", "on")
    try:
        login = Login(address)
        summary = login.iam().get_account_summary()["SummaryMap"]
        assert summary["AccountMFAEnabled"] == 0
        assert summary["AccountAccessKeysPresent"] == 1
        child.send_signal(number)
        out, errors = child.communicate(timeout=20)
        assert (child.returncode, out, errors) == (0, "", "")
    finally:
        child.kill()
        child.wait()


def test_the_command_says_when_the_port_is_taken(practice: Practice) -> None:
    port = practice.address.rpartition(":")[2]
    done = subprocess.run(
        [*COMMAND, "--port", port],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    assert done.returncode == 2
    assert done.stdout == ""
    assert port in done.stderr
    assert "Traceback" not in done.stderr
