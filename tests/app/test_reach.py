"""The look at the way to AWS before the browser opens: against real servers on this computer."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from app import clients, clock, reach, signin, troubles
from app.practice import Practice
from app.settings import OTHER_REGION, Settings
from app.troubles import Kind, Trouble
from app.work import Cancelled, Token
from tests.support.certificates import SelfSigned
from tests.support.serving import serving

TLS_HELLO = 0x16
HTML = {"Content-Type": "text/html; charset=utf-8"}
AMZ = {"x-amzn-requestid": "1", "Content-Type": "application/json"}


@dataclass
class Answer:
    """What the server says, to whatever it is asked."""

    status: int = 403
    headers: dict[str, str] = field(default_factory=lambda: dict(AMZ))
    ahead: timedelta | None = timedelta()  # of its clock; None for no `Date` at all
    before: Callable[[], object] = lambda: None


class Handler(BaseHTTPRequestHandler):
    server: Server

    def do_GET(self) -> None:
        answer = self.server.answer
        self.server.asked.append((self.path, dict(self.headers)))
        answer.before()
        self.send_response_only(answer.status)
        if answer.ahead is not None:
            now = datetime.now(UTC) + answer.ahead
            self.send_header("Date", format_datetime(now, usegmt=True))
        for name, value in answer.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        pass


class Server(ThreadingHTTPServer):
    """Plain HTTP, and TLS on the same port where there is a certificate."""

    daemon_threads = True
    block_on_close = False

    def __init__(self, answer: Answer, certificate: Path | None = None) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.answer, self.certificate = answer, certificate
        self.asked: list[tuple[str, dict[str, str]]] = []

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self.server_address[1]}"

    def get_request(self) -> tuple[socket.socket, object]:
        connection, peer = super().get_request()
        if self.certificate and connection.recv(1, socket.MSG_PEEK) == bytes([TLS_HELLO]):
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(self.certificate)
            return context.wrap_socket(connection, server_side=True), peer
        return connection, peer

    def handle_error(self, request: object, client_address: object) -> None:
        pass  # the client hangs up, as it should


@contextmanager
def served(answer: Answer, certificate: Path | None = None) -> Iterator[Server]:
    with serving(Server(answer, certificate)) as server:
        yield server


def looked(url: str, data_dir: Path, token: Token | None = None) -> float | None:
    return reach.look(Settings(data_dir, endpoint=url), "us-east-1", token or Token())


def seen(answer: Answer, data_dir: Path) -> float | None:
    with served(answer) as server:
        return looked(f"http://{server.address}", data_dir)


def trouble_of(url: str, data_dir: Path) -> Kind:
    with pytest.raises(Trouble) as caught:
        looked(url, data_dir)
    return caught.value.kind


# --- the clock ---------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("ahead", "said"),
    [
        (timedelta(minutes=7), "7 min slow: it shows "),
        (timedelta(minutes=-7), "7 min fast: it shows "),
        (timedelta(hours=9), "9 hours slow: it shows "),
        (timedelta(hours=-3), "3 hours fast: it shows "),
        (timedelta(days=400), "400 days slow: it shows "),
    ],
)
def test_a_wrong_clock_is_said_with_its_amount_before_the_browser_opens(
    data_dir: Path, ahead: timedelta, said: str
) -> None:
    with served(Answer(ahead=ahead)) as server:
        settings = Settings(data_dir, endpoint=f"http://{server.address}")
        with pytest.raises(Trouble) as caught:
            reach.check(settings, "us-east-1", Token())
    assert caught.value.kind is troubles.CLOCK
    assert str(caught.value.values["how"]).startswith(said)


def test_both_times_are_shown_and_the_day_where_it_differs(monkeypatch: pytest.MonkeyPatch) -> None:
    noon = datetime(2026, 11, 24, 12, 0).astimezone()
    monkeypatch.setattr(clock, "here", lambda: noon.astimezone(UTC))
    same_day = str(clock.trouble(-600.0).values["how"])
    assert same_day == "10 min fast: it shows 12:00, and the right time is 11:50"
    other_day = str(clock.trouble(86400.0 * 3).values["how"])
    assert "it shows 2026-11-24, 12:00, and the right time is 2026-11-27, 12:00" in other_day


@pytest.mark.parametrize("ahead", [timedelta(), timedelta(minutes=4), timedelta(minutes=-4)])
def test_a_clock_that_aws_puts_up_with_is_no_trouble(data_dir: Path, ahead: timedelta) -> None:
    with served(Answer(ahead=ahead)) as server:
        reach.check(Settings(data_dir, endpoint=f"http://{server.address}"), "x", Token())


@pytest.mark.parametrize(
    "answer",
    [
        Answer(ahead=None),
        Answer(ahead=None, headers={**AMZ, "Date": "yesterday"}),
        Answer(ahead=timedelta(hours=-5), headers={**AMZ, "Age": "18000"}),
    ],
    ids=["no date", "no real date", "out of a store"],
)
def test_an_answer_without_the_time_is_no_trouble(data_dir: Path, answer: Answer) -> None:
    assert seen(answer, data_dir) is None


# --- what answers ------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "answer",
    [
        Answer(400),
        Answer(400, dict(HTML)),
        Answer(404, {}),
        Answer(405),
        Answer(503, dict(HTML)),
        Answer(200),
        Answer(200, {**HTML, "x-amz-cf-id": "1"}),
        Answer(200, {**HTML, "Content-Security-Policy": "default-src *.amazon.com"}),
        Answer(302, {"Location": "/elsewhere"}),
        Answer(302, {"Location": "https://signin.aws.amazon.com/oauth"}),
    ],
    ids=lambda a: f"{a.status} {next(iter(a.headers.values()), '')}"[:40],
)
def test_odd_but_harmless_answers_do_not_stop_a_sign_in(data_dir: Path, answer: Answer) -> None:
    skew = seen(answer, data_dir)
    assert skew is not None
    assert abs(skew) < 60


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (Answer(302, {"Location": "http://wifi.hotel.test/login?to=aws.amazon.com"}), "portal"),
        (Answer(307, {"Location": "https://10.0.0.1/"}), "portal"),
        (Answer(302, {"Location": "https://notamazon.com.test/"}), "portal"),
        (Answer(200, dict(HTML)), "portal"),
        (Answer(511, dict(HTML)), "portal"),
        (Answer(407, dict(HTML)), "proxy"),
    ],
)
def test_what_answers_in_the_place_of_aws_is_told(
    data_dir: Path, answer: Answer, kind: str
) -> None:
    with pytest.raises(Trouble) as caught:
        seen(answer, data_dir)
    assert caught.value.kind.code == kind


def test_nothing_is_followed_and_nothing_of_the_customer_is_sent(data_dir: Path) -> None:
    with served(Answer()) as elsewhere:
        answer = Answer(302, {"Location": f"http://{elsewhere.address}/login"})
        with served(answer) as server:
            looked(f"http://{server.address}", data_dir)  # the same computer: not led away
            ((path, headers),) = server.asked
    assert elsewhere.asked == []
    assert path == reach.PATH
    assert "Authorization" not in headers
    assert "Cookie" not in headers


# --- no way at all -----------------------------------------------------------------------------
def test_no_server_is_offline(data_dir: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    assert trouble_of(f"http://127.0.0.1:{port}", data_dir) is troubles.OFFLINE


def test_a_connection_that_is_cut_is_offline(data_dir: Path) -> None:
    def cut(server: socket.socket) -> None:
        connection, _ = server.accept()
        connection.close()

    with socket.create_server(("127.0.0.1", 0)) as server:
        thread = threading.Thread(target=cut, args=(server,))
        thread.start()
        port = server.getsockname()[1]
        assert trouble_of(f"http://127.0.0.1:{port}", data_dir) is troubles.OFFLINE
        thread.join()


def test_a_name_that_nobody_knows(data_dir: Path) -> None:
    assert trouble_of("http://signin.invalid", data_dir) is troubles.NAME_LOOKUP


def test_a_proxy_that_is_not_there(data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    monkeypatch.setenv("https_proxy", f"http://127.0.0.1:{port}")
    with pytest.raises(Trouble) as caught:
        reach.look(Settings(data_dir), "us-east-1", Token())
    assert caught.value.kind is troubles.PROXY


def test_what_stands_in_for_aws_is_not_behind_the_proxy(
    data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    assert seen(Answer(), data_dir) is not None


# --- TLS ---------------------------------------------------------------------------------------
@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """A certificate that nobody vouches for, with its key."""
    return SelfSigned("127.0.0.1").save(tmp_path / "server.pem")


def test_a_certificate_that_nobody_vouches_for(data_dir: Path, certificate: Path) -> None:
    with served(Answer(), certificate) as server:
        assert trouble_of(f"https://{server.address}", data_dir) is troubles.TLS
        assert [path for path, _ in server.asked] == [reach.PATH], "only the plain look behind it"


def test_a_portal_that_only_breaks_tls_is_known_by_its_plain_answer(
    data_dir: Path, certificate: Path
) -> None:
    answer = Answer(302, {"Location": "http://wifi.hotel.test/login"})
    with served(answer, certificate) as server:
        assert trouble_of(f"https://{server.address}", data_dir) is troubles.PORTAL


# --- waiting -----------------------------------------------------------------------------------
def test_silence_is_left_to_the_sign_in_itself(
    data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reach, "EACH_SECONDS", 0.2)
    done = threading.Event()
    with served(Answer(before=done.wait)) as server:
        assert looked(f"http://{server.address}", data_dir) is None
        done.set()


def test_cancel_does_not_wait_for_the_answer(data_dir: Path) -> None:
    token, done = Token(), threading.Event()

    def never() -> None:
        token.cancel()
        done.wait()

    with served(Answer(before=never)) as server:
        with pytest.raises(Cancelled):
            looked(f"http://{server.address}", data_dir, token)
        done.set()


def test_it_never_takes_long(data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reach, "MOST_SECONDS", 0.3)
    done = threading.Event()
    with served(Answer(before=done.wait)) as server:
        assert trouble_of(f"http://{server.address}", data_dir) is troubles.TIMED_OUT
        done.set()


# --- as part of a sign-in ----------------------------------------------------------------------
def test_practice_answers_and_takes_no_note(data_dir: Path) -> None:
    with Practice() as practice:
        skew = looked(practice.address, data_dir)
        assert practice.state.calls == []
    assert skew is not None
    assert abs(skew) < 60


def test_the_region_names_the_entrance(data_dir: Path) -> None:
    assert reach.host(Settings(data_dir), OTHER_REGION) == (
        "https://ap-northeast-1.signin.aws.amazon.com"
    )


def test_a_sign_in_looks_first_and_can_be_told_not_to(
    data_dir: Path, secret_service: object
) -> None:
    with served(Answer(ahead=timedelta(hours=2))) as server:
        settings = Settings(data_dir, endpoint=f"http://{server.address}")
        with pytest.raises(Trouble) as caught:
            signin.start(settings, Token())
        assert caught.value.kind is troubles.CLOCK
        attempt = signin.start(settings, Token(), look=False)
        assert attempt.url
        attempt.close()
        assert len(server.asked) == 1


def test_the_look_goes_the_way_of_every_call(data_dir: Path) -> None:
    with served(Answer()) as server:
        clients.glimpse(f"http://{server.address}/x", stand_in=True, seconds=5.0)
        ((_, headers),) = server.asked
    assert headers["User-Agent"] == clients.AGENT
