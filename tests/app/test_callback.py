"""The listener on this computer: one right request, and everything else changes nothing."""

from __future__ import annotations

import http.client
import queue
import socket
import sys
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.callback import MOST_AT_ONCE, Listener, read_answer

STATE = "6b1f1c1e-0000-4000-8000-000000000000"
GOOD = f"/oauth/callback?state={STATE}&code=the-code"


@pytest.fixture
def listener() -> Iterator[Listener]:
    made = Listener(STATE, "ja")
    yield made
    made.close()


def get(listener: Listener, path: str, *, host: str = "", method: str = "GET") -> tuple[int, str]:
    connection = http.client.HTTPConnection(listener.host, timeout=5)
    connection.request(method, path, headers={"Host": host or listener.host})
    reply = connection.getresponse()
    return reply.status, reply.read().decode()


def test_the_right_request_brings_the_code(listener: Listener) -> None:
    status, html = get(listener, GOOD)
    assert status == 200
    assert "Aikagi の画面に戻って" in html
    assert listener.answers.get(timeout=5).code == "the-code"


def test_the_address_is_this_computer_alone(listener: Listener) -> None:
    assert listener.redirect_uri.startswith("http://127.0.0.1:")
    assert listener._server.server_address[0] == "127.0.0.1"


@pytest.mark.parametrize(
    ("path", "host", "method"),
    [
        ("/", "", "GET"),
        ("/favicon.ico", "", "GET"),
        ("/oauth/callback", "", "GET"),
        (f"/oauth/callback?state={STATE}", "", "GET"),
        ("/oauth/callback?code=x", "", "GET"),
        (GOOD + "&code=another", "", "GET"),
        (GOOD + f"&state={STATE}", "", "GET"),
        ("/other" + GOOD, "", "GET"),
        (GOOD, "evil.example", "GET"),
        (GOOD, "localhost:1", "GET"),
        (GOOD + "&pad=" + "x" * 9000, "", "GET"),
        (GOOD, "", "POST"),
        (GOOD, "", "HEAD"),
        (GOOD, "", "OPTIONS"),
        ("http://[", "", "GET"),
        ("/" + GOOD, "", "GET"),
        ("http://evil.example" + GOOD, "", "GET"),
    ],
)
def test_strays_change_nothing(listener: Listener, path: str, host: str, method: str) -> None:
    status, _ = get(listener, path, host=host, method=method)
    assert status == 400
    assert listener.answers.empty()
    assert get(listener, GOOD)[0] == 200


@pytest.mark.parametrize(
    "line",
    [
        "Origin: https://evil.example",
        "Sec-Fetch-Mode: no-cors",
        "Sec-Fetch-Dest: iframe",
        "Host: evil.example",
        "Content-Length: 0",
        "Transfer-Encoding: chunked",
        "X: a\rSec-Fetch-Mode: navigate",
        "X: " + "y" * 65_000 + "\r\nY: " + "y" * 1_000,
    ],
    ids=lambda line: line[:30],
)
def test_what_no_browser_says_that_was_led_here_changes_nothing(
    listener: Listener, line: str
) -> None:
    with connect(listener) as stray:
        stray.sendall(f"GET {GOOD} HTTP/1.1\r\nHost: {listener.host}\r\n{line}\r\n\r\n".encode())
        assert stray.makefile("rb").readline().split()[1:2] == [b"400"]
    assert listener.answers.empty()
    assert get(listener, GOOD)[0] == 200


def test_an_older_tab_is_told_once_however_often_it_comes(listener: Listener) -> None:
    for nr in range(5):
        assert get(listener, GOOD.replace(STATE, f"another-{nr}"))[0] == 400
    assert listener.answers.get(timeout=5).foreign
    assert listener.answers.empty()


def test_another_sign_in_is_told_and_does_not_win(listener: Listener) -> None:
    status, html = get(listener, GOOD.replace(STATE, "another"))
    assert (status, listener.answers.get(timeout=5).foreign) == (400, True)
    assert "前に開いたタブ" in html
    assert get(listener, GOOD)[0] == 200
    assert listener.answers.get(timeout=5).code == "the-code"


def test_a_second_code_is_refused(listener: Listener) -> None:
    get(listener, GOOD)
    assert get(listener, GOOD.replace("the-code", "another"))[0] == 400
    assert listener.answers.get(timeout=5).code == "the-code"
    with pytest.raises(queue.Empty):
        listener.answers.get_nowait()


def test_a_refusal_is_told(listener: Listener) -> None:
    status, _ = get(listener, f"/oauth/callback?state={STATE}&error=access_denied")
    assert (status, listener.answers.get(timeout=5).denied) == (200, True)


def connect(listener: Listener) -> socket.socket:
    return socket.create_connection(("127.0.0.1", int(listener.host.rpartition(":")[2])), 5)


@pytest.mark.parametrize(
    "line", [b"nonsense", b"GET http://[", b"GET / HTTP/9.9", b"\xff\xfe \x01 x"]
)
def test_what_is_no_request_gets_a_400_too(listener: Listener, line: bytes) -> None:
    with connect(listener) as stray:
        stray.sendall(line + b"\r\n\r\n")
        assert stray.makefile("rb").readline().split()[1:2] == [b"400"]
    assert get(listener, GOOD)[0] == 200


def test_slow_strays_do_not_keep_the_right_one_out(listener: Listener) -> None:
    strays = [connect(listener) for _ in range(2 * MOST_AT_ONCE)]
    for stray in strays[-MOST_AT_ONCE:]:
        stray.sendall(b"GET / HTTP/1.1\r\nX-Slow: ")  # and never the rest
    assert get(listener, GOOD)[0] == 200
    assert strays[0].recv(1) == b"", "the oldest had to go"
    for stray in strays:
        stray.close()


def test_no_other_program_can_share_the_port(listener: Listener) -> None:
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        with pytest.raises(OSError, match=r"in use|10013|10048"):
            other.bind(("127.0.0.1", int(listener.host.rpartition(":")[2])))


@pytest.mark.skipif(sys.platform == "win32", reason="a stand-in for Windows' own option")
def test_windows_is_asked_not_to_share_the_port(monkeypatch: pytest.MonkeyPatch) -> None:
    option = socket.SO_KEEPALIVE  # any that is off by itself and can be read back
    monkeypatch.setattr(socket, "SO_EXCLUSIVEADDRUSE", option, raising=False)
    made = Listener(STATE, "en")
    asked = made._server.socket.getsockopt(socket.SOL_SOCKET, option)
    made.close()
    assert asked


def test_close_frees_the_port_and_can_be_repeated(listener: Listener) -> None:
    port = int(listener.host.rpartition(":")[2])
    listener.close()
    listener.close()
    with pytest.raises(OSError, match="refused"):
        socket.create_connection(("127.0.0.1", port), timeout=1)


def test_the_page_cannot_be_framed_scripted_or_kept(listener: Listener) -> None:
    connection = http.client.HTTPConnection(listener.host, timeout=5)
    connection.request("GET", GOOD)
    headers = connection.getresponse().headers
    assert headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert headers["Cache-Control"] == "no-store"
    assert headers["Referrer-Policy"] == "no-referrer"


@given(st.text())
def test_no_query_is_taken_for_an_answer_by_chance(query: str) -> None:
    answer = read_answer(query, STATE)
    assert answer is None or answer.foreign


def test_an_answer_does_not_show_its_code() -> None:
    answer = read_answer(f"state={STATE}&code=hunter2", STATE)
    assert answer is not None
    assert answer.code == "hunter2"
    assert "hunter2" not in repr(answer)
