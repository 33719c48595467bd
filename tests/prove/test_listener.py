"""The address on this computer to which the browser comes back: what else comes there does nothing.

Every request is said over a real socket, byte for byte.
"""

from __future__ import annotations

import contextlib
import queue
import resource
import socket
import threading
import time
import tracemalloc
from collections.abc import Iterator
from pathlib import Path
from typing import Self

import pytest

from app.callback import PATH, Answer, Listener
from app.oauth import Flow
from app.secretstore import SecretStore
from app.settings import Settings
from app.signin import Attempt
from app.work import Token
from tests.prove import rawrequests as raw
from tests.support.promises import Promised

ONE = "Sign-in's address on this computer: nothing but the one right request has an effect"
FLOOD = "Sign-in's address, flooded: the right request gets through, and memory stays bounded"
ALONE = "Sign-in's address: on 127.0.0.1 alone, and gone after the answer"
MOST_BYTES = 24 * 1024 * 1024
EVERY = 12  # of the mangled requests, where not all are tried


@pytest.fixture
def listener() -> Iterator[Listener]:
    made = Listener(raw.STATE, "ja")
    yield made
    made.close()


def port_of(listener: Listener) -> int:
    return int(listener.host.rpartition(":")[2])


def answers(listener: Listener) -> list[Answer]:
    found: list[Answer] = []
    with contextlib.suppress(queue.Empty):
        while True:
            found.append(listener.answers.get_nowait())
    return found


def nothing_came_of(listener: Listener, reply: bytes) -> None:
    """An answer of another sign-in is told once; it brings no code and ends nothing."""
    assert b"200 " not in reply.split(b"\r\n")[0]
    came = answers(listener)
    assert all(one.foreign and not one.code and not one.denied for one in came)
    assert len(came) <= 1


def test_a_request_that_differs_in_one_thing(promised: Promised, listener: Listener) -> None:
    promise, port = promised(ONE), port_of(listener)
    for name, words in raw.wrong(port):
        with promise.case(name):
            nothing_came_of(listener, raw.said_to(port, words))
    with promise.case("the right one, after all of them"):
        assert raw.said_to(port, raw.right(port)).split()[1] == b"200"
        assert [one.code for one in answers(listener)] == [raw.CODE]


@pytest.mark.parametrize("part", range(8))
def test_a_request_with_bytes_changed(promised: Promised, part: int, *, whole: bool) -> None:
    """It does nothing, or it is still the right one: then it brings what its query says."""
    promise, listener = promised(ONE), Listener(raw.STATE, "en")
    for seed in range(part * 500, (part + 1) * 500, 1 if whole else EVERY):
        port = port_of(listener)
        words = raw.mangled(port, seed)
        with promise.case(f"mangled {seed}: {words!r}"):
            reply = raw.said_to(port, words)
            if not (f"state={raw.STATE}".encode() in words and reply[9:12] == b"200"):
                nothing_came_of(listener, reply)
                continue
            came, host = answers(listener), listener.host
            listener.close()
            listener = Listener(raw.STATE, "en")
            assert len([one for one in came if one.code or one.denied]) == 1
            assert words.startswith(b"GET " + PATH.encode() + b"?")
            assert f"host: {host}\r\n".encode() in words.lower()
    listener.close()


def at_once(listener: Listener, count: int) -> list[bytes]:
    """The replies to so many right requests, each with a code of its own, at the same moment."""
    port, start = port_of(listener), threading.Barrier(count)
    replies: list[bytes] = []

    def ask(nr: int) -> None:
        path = f"{PATH}?state={raw.STATE}&code=code-{nr}"
        start.wait(raw.SECONDS)
        replies.append(raw.said_to(port, raw.request(port, path=path) + b"\r\n"))

    threads = [threading.Thread(target=ask, args=(nr,)) for nr in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return replies


def test_codes_that_come_beside_the_first(promised: Promised, *, whole: bool) -> None:
    promise = promised(ONE)
    for turn in range(100 if whole else 10):
        listener = Listener(raw.STATE, "en")
        with promise.case(f"twenty at once, turn {turn}"):
            replies = at_once(listener, 20)
            assert len(answers(listener)) == 1
            assert sum(reply[9:12] == b"200" for reply in replies) == 1
        listener.close()


class Flood:
    """Strangers who keep connecting, each in a way of its own, until it is ended."""

    def __init__(self, port: int, words: bytes, *, stay: bool) -> None:
        self._port, self._words, self._stay = port, words, stay
        self._over = threading.Event()
        self.count = 0
        self._threads = [threading.Thread(target=self._pour) for _ in range(4)]

    def _pour(self) -> None:
        kept: list[socket.socket] = []
        until = time.monotonic() + 30
        while not self._over.is_set() and time.monotonic() < until:
            with contextlib.suppress(OSError):
                one = raw.opened(self._port)
                one.settimeout(0.05)
                kept.append(one)
                one.sendall(self._words)
                self.count += 1
            if not self._stay or len(kept) > 60:
                for old in kept:
                    old.close()
                kept.clear()
        for old in kept:
            old.close()

    def __enter__(self) -> Self:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        for thread in self._threads:
            thread.join()


FLOODS = {
    "silent": b"",
    "half a line": b"GET /oauth/call",
    "half a header": b"GET / HTTP/1.1\r\nX-Slow: ",
    "headers": b"GET / HTTP/1.1\r\n" + b"X: " + b"y" * 50_000,
    "an older tab": b"GET /oauth/callback?state=older&code=x HTTP/1.1\r\nHost: {host}\r\n\r\n",
    "whole strays": b"GET / HTTP/1.1\r\nHost: x\r\n\r\n",
    "rubbish": bytes(range(256)) * 64,
}


@pytest.mark.parametrize("kind", FLOODS)
def test_a_flood(promised: Promised, listener: Listener, kind: str, *, whole: bool) -> None:
    promise, port = promised(FLOOD), port_of(listener)
    words = FLOODS[kind].replace(b"{host}", listener.host.encode())
    most = 2000 if whole else 150
    with promise.case(kind):
        raw.said_to(port, b"\r\n\r\n")  # what the first connection alone brings into memory
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        tracemalloc.start()
        with Flood(port, words, stay=kind != "whole strays") as flood:
            until = time.monotonic() + 25
            while flood.count < most and time.monotonic() < until:
                time.sleep(0.01)
            assert flood.count >= most // 4, "the flood was none"
            threads = threading.active_count()
            got_through(port)
        _now, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        grown = 1024 * (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
        came = answers(listener)
        assert peak < MOST_BYTES
        assert grown < 4 * MOST_BYTES
        assert [one.code for one in came if not one.foreign] == [raw.CODE]
        assert len(came) <= 2, "an older tab is told once"
        assert threads < 80, "a thread for each stranger"


def got_through(port: int) -> None:
    """In the middle of it, the right request is answered, at the latest when asked again."""
    for _time in range(5):
        if raw.said_to(port, raw.right(port))[9:12] in {b"200", b"400"}:
            return
    pytest.fail("the right request was kept out")


def where_it_listens(port: int) -> set[str]:
    """The addresses at which anything listens at that port, as the system says."""
    found = set()
    for table in ("tcp", "tcp6"):
        with contextlib.suppress(FileNotFoundError):
            for line in Path("/proc/net", table).read_text().splitlines()[1:]:
                _nr, local, _far, state = line.split()[:4]
                address, _colon, its = local.rpartition(":")
                if state == "0A" and int(its, 16) == port:
                    found.add(address)
    return found


def can_connect(address: str, port: int) -> bool:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with socket.socket(family) as probe:
        probe.settimeout(2)
        return probe.connect_ex((address, port)) == 0


def test_where_it_listens(
    promised: Promised, data_dir: Path, monkeypatch: pytest.MonkeyPatch, secret_service: object
) -> None:
    promise = promised(ALONE)
    settings = Settings(data_dir, endpoint="http://127.0.0.1:9")
    monkeypatch.setattr("app.signin.exchange", took)
    monkeypatch.setattr("app.signin.RootSession.begin", lambda issued, *_: issued)
    for kind in ("a code", "a refusal"):
        attempt = Attempt(settings, SecretStore.open(settings.service), "us-east-1")
        assert attempt._listener is not None
        assert attempt._browser is not None
        port = port_of(attempt._listener)
        with promise.case(f"127.0.0.1 alone, {kind}"):
            assert where_it_listens(port) == {"0100007F"}
            assert not any(can_connect(other, port) for other in ("127.0.0.2", "::1"))
        with promise.case(f"gone after {kind}"):
            query = "code=the-code" if kind == "a code" else "error=access_denied"
            path = f"{PATH}?state={attempt._browser.state}&{query}"
            words = raw.request(port, path=path) + b"\r\n"
            browser = threading.Thread(target=raw.said_to, args=(port, words))
            browser.start()
            with contextlib.suppress(Exception):
                attempt.wait(Token())
            browser.join()
            assert not where_it_listens(port)
            assert not can_connect("127.0.0.1", port)


def took(flow: Flow, code: str, *_: object) -> str:
    return code
