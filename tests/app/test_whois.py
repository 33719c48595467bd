"""Who it is that signed in, by the ARN; asked of real servers where AWS is asked."""

from __future__ import annotations

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

import pytest
from botocore.credentials import Credentials

from app import session, troubles, whois
from app.clients import Clients
from app.handoverfile import Handover
from app.troubles import Kind
from app.whois import earlier_account, kind_of, who
from tests.support.serving import serving

IAM, STS = "arn:aws:iam::111122223333", "arn:aws:sts::111122223333"
SSO = "AWSReservedSSO_AdministratorAccess_0123456789abcdef"
GUESTS: list[tuple[str, Kind, str]] = [
    (f"{IAM}:user/tanaka", troubles.NOT_ROOT_USER, "tanaka"),
    (f"{IAM}:user/staff/tokyo/tanaka", troubles.NOT_ROOT_USER, "tanaka"),
    (f"{STS}:assumed-role/{SSO}/tanaka@example.jp", troubles.NOT_ROOT_SSO, "AdministratorAccess"),
    (
        f"{IAM}:role/aws-reserved/sso.amazonaws.com/ap-northeast-1/{SSO}",
        troubles.NOT_ROOT_SSO,
        "AdministratorAccess",
    ),
    (f"{STS}:assumed-role/Deploy/session", troubles.NOT_ROOT_ROLE, "Deploy"),
    (f"{IAM}:role/Deploy", troubles.NOT_ROOT_ROLE, "Deploy"),
    (
        f"{STS}:assumed-role/AccountFullAccessRole/24685458-d011",
        troubles.PROJECT_ACCOUNT,
        "AccountFullAccessRole",
    ),
    (f"{IAM}:role/managed/SomethingElse", troubles.PROJECT_ACCOUNT, "SomethingElse"),
    (f"{STS}:assumed-role/managed/session", troubles.NOT_ROOT_ROLE, "managed"),
    (f"{STS}:federated-user/tanaka", troubles.NOT_ROOT, "tanaka"),
    ("", troubles.NOT_ROOT, ""),
    ("nonsense", troubles.NOT_ROOT, "nonsense"),
]


@pytest.mark.parametrize(("arn", "kind", "name"), GUESTS)
def test_each_kind_of_guest_is_told_apart(arn: str, kind: Kind, name: str) -> None:
    assert kind_of(arn) is kind
    assert who(arn) == name
    assert not whois.is_root(arn, "111122223333")


def test_root_is_root_of_that_account_alone() -> None:
    assert whois.is_root(f"{IAM}:root", "111122223333")
    assert not whois.is_root(f"{IAM}:root", "999988887777")
    assert not whois.is_root(f"{IAM}:user/root", "111122223333")


class _Aws(BaseHTTPRequestHandler):
    """STS and IAM in one: who is asking, and the path of a role where it may be told."""

    server: _Server

    def do_POST(self) -> None:
        length = int(self.headers["Content-Length"])
        operation = parse_qs(self.rfile.read(length).decode())["Action"][0]
        if operation == "GetCallerIdentity":
            inside = f"<Arn>{self.server.arn}</Arn><Account>111122223333</Account>"
            self._reply(200, operation, inside)
        elif self.server.role:
            role = f"<Role><Arn>{self.server.role}</Arn><Path>/</Path></Role>"
            self._reply(200, operation, role)
        else:
            text = "<Error><Code>AccessDenied</Code><Message>no</Message></Error>"
            self._send(403, f"<ErrorResponse>{text}</ErrorResponse>")

    def _reply(self, status: int, operation: str, inside: str) -> None:
        result = f"<{operation}Result>{inside}</{operation}Result>"
        self._send(status, f"<{operation}Response>{result}</{operation}Response>")

    def _send(self, status: int, xml: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "text/xml")
        self.send_header("Content-Length", str(len(xml)))
        self.end_headers()
        self.wfile.write(xml.encode())

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        pass


class _Server(ThreadingHTTPServer):
    arn = role = ""


@pytest.fixture
def aws() -> Iterator[_Server]:
    with serving(_Server(("127.0.0.1", 0), _Aws)) as server:
        yield server


@pytest.mark.parametrize(
    ("arn", "role", "kind"),
    [
        (f"{IAM}:user/tanaka", "", troubles.NOT_ROOT_USER),
        (f"{STS}:assumed-role/{SSO}/tanaka", "", troubles.NOT_ROOT_SSO),
        (f"{STS}:assumed-role/Owner/x", f"{IAM}:role/managed/Owner", troubles.PROJECT_ACCOUNT),
        (f"{STS}:assumed-role/Owner/x", f"{IAM}:role/Owner", troubles.NOT_ROOT_ROLE),
        (f"{STS}:assumed-role/Owner/x", "", troubles.NOT_ROOT_ROLE),
        (f"{STS}:assumed-role/AccountFullAccessRole/x", "", troubles.PROJECT_ACCOUNT),
    ],
)
def test_a_role_is_looked_at_where_it_may_be(aws: _Server, arn: str, role: str, kind: Kind) -> None:
    aws.arn, aws.role = arn, role
    address = f"http://127.0.0.1:{aws.server_address[1]}"
    clients = Clients(address, lambda: Credentials("AKIAX", "secret", "token"))
    found = session._identity(clients)
    assert not found.is_root
    assert kind_of(found.arn) is kind


def handover(account: str, started: str, state: str = "made") -> Handover:
    return Handover(account=account, started=started, state=state)


@pytest.mark.parametrize(
    ("accounts", "earlier"),
    [
        ([], ""),
        (["111122223333"], ""),
        (["999988887777"], "999988887777"),
        (["999988887777", "111122223333"], ""),
        (["111122223333", "999988887777"], ""),
        (["555566667777", "999988887777"], "999988887777"),
        ([""], ""),
    ],
)
def test_the_account_of_earlier_hand_overs(accounts: list[str], earlier: str) -> None:
    records = [handover(a, f"2026-0{n + 1}-01T00:00:00+00:00") for n, a in enumerate(accounts)]
    assert earlier_account(records, "111122223333") == earlier


def test_what_was_undone_does_not_count() -> None:
    undone = handover("999988887777", "2026-01-01T00:00:00+00:00", "undone")
    assert earlier_account([undone], "111122223333") == ""


def test_a_wrong_account_is_said_with_both_numbers() -> None:
    trouble = whois.wrong_account("111122223333", "999988887777")
    assert trouble.kind is troubles.WRONG_ACCOUNT
    assert str(trouble.values["found"]) == "account 111122223333"
    assert str(trouble.values["wanted"]) == "account 999988887777"
