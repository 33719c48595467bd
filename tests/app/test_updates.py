"""Looking for a newer version, on a real server that can misbehave."""

from __future__ import annotations

import socket
import threading
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from app import fetching, troubles, updatelist, updates
from app.buildinfo import this_system
from app.updatelist import NEWER, OLDER, SAME
from app.updateplace import Place
from app.work import Cancelled, Token
from tests.app.updating import HTML, OURS, look, trouble_of
from tests.support.downloads import NAME, Answer, Publisher, certificate, served


# --- the list ----------------------------------------------------------------------------------
def test_a_newer_version_is_found(publisher: Publisher) -> None:
    found = look(publisher)
    assert (found.state, found.release.version, found.release.date) == (
        NEWER,
        "9.0.0",
        "2027-01-31",
    )
    assert [f.name for f in found.files] == [NAME]
    assert found.release.notes["en"].startswith("Fewer <b>words")
    assert [path for path, _ in publisher.server.asked] == [
        "/dist/latest.json",
        "/dist/latest.json.sig",
    ]


def test_nothing_of_the_customer_is_sent(publisher: Publisher) -> None:
    look(publisher)
    for _path, headers in publisher.server.asked:
        headers.pop("Host")
        assert headers == fetching.HEADERS


@pytest.mark.parametrize(
    ("theirs", "ours", "state"),
    [
        ("1.2.4", "1.2.3", NEWER),
        ("1.10", "1.9.9", NEWER),
        ("1.2.3", "1.2.3", SAME),
        ("1.2", "1.2.0", SAME),
        ("1.2.3", "1.2.3+local.7", SAME),
        ("1.2.2", "1.2.3", OLDER),
        ("0.9.99", "1.0.0", OLDER),
        ("1.0.0", "1.0.0rc1", NEWER),
        ("1.0", "1.0.0.dev3", NEWER),
        ("1.0.0", "1.0.0b2+local", NEWER),
        ("0.9.9", "1.0.0rc1", OLDER),
        ("1.0.0", "1.0.0.post1", OLDER),
    ],
)
def test_versions_are_compared_and_an_older_one_is_never_offered(
    publisher: Publisher, theirs: str, ours: str, state: str
) -> None:
    publisher.said["version"] = theirs
    publisher.publish()
    found = look(publisher, ours)
    assert found.state == state
    assert bool(found.files) == (state == NEWER)


def test_without_a_key_no_signature_is_asked_for(publisher: Publisher) -> None:
    where = replace(publisher.place, key="")
    assert updates.look(where, OURS, Token()).state == NEWER
    assert [path for path, _ in publisher.server.asked] == ["/dist/latest.json"]


def test_another_keys_signature_is_refused(publisher: Publisher) -> None:
    where = replace(publisher.place, key=Publisher(publisher.server).key)
    publisher.publish()
    trouble = trouble_of(lambda: updates.look(where, OURS, Token()))
    assert trouble.kind is troubles.UPDATE_SIGNATURE
    assert trouble.values["host"] == publisher.place.host


@pytest.mark.parametrize("signature", [b"", b"nonsense", bytes(72), b"x" * 5000])
def test_a_signature_that_is_none_is_refused(publisher: Publisher, signature: bytes) -> None:
    publisher.publish(signature=signature)
    assert trouble_of(lambda: look(publisher)).kind is troubles.UPDATE_SIGNATURE


def test_a_signature_that_is_missing_is_refused(publisher: Publisher) -> None:
    del publisher.server.answers["/dist/latest.json.sig"]
    assert trouble_of(lambda: look(publisher)).kind is troubles.UPDATE_SIGNATURE


def test_a_list_that_was_changed_is_refused_before_it_is_read(publisher: Publisher) -> None:
    answer = publisher.server.answers["/dist/latest.json"]
    answer.body = answer.body.replace(b"9.0.0", b"9.0.1")
    assert trouble_of(lambda: look(publisher)).kind is troubles.UPDATE_SIGNATURE


def changed(**said: Any) -> dict[str, Any]:
    return said


@pytest.mark.parametrize(
    "said",
    [
        changed(name="another"),
        changed(version="9"),
        changed(version="9.0-beta"),
        changed(version="9.٠"),
        changed(version=9),
        changed(date="tomorrow"),
        changed(date=None),
        changed(notes="text"),
        changed(notes={"en": "a\u202egnp.exe"}),
        changed(notes={"en": "x" * 5000}),
        changed(files={}),
        changed(files=["x"]),
        changed(files=[{"system": "linux", "name": "../x.deb", "size": 1, "sha256": "0" * 64}]),
        changed(files=[{"system": "linux", "name": "x/y.deb", "size": 1, "sha256": "0" * 64}]),
        changed(files=[{"system": "linux", "name": "x.deb", "size": True, "sha256": "0" * 64}]),
        changed(files=[{"system": "linux", "name": "x.deb", "size": 0, "sha256": "0" * 64}]),
        changed(files=[{"system": "linux", "name": "x.deb", "size": 1, "sha256": "0" * 63}]),
        changed(files=[{"system": "Linux", "name": "x.deb", "size": 1, "sha256": "0" * 64}]),
        *(
            changed(files=[{"system": "linux", "name": name, "size": 1, "sha256": "0" * 64}])
            for name in (
                *("CON", "nul.exe", "Com1.setup.exe", "LPT9.dmg", "aux.deb", "a.exe.", "a.exe "),
                *("version.dll", "aikagi.desktop", "a.sh", "a", ".deb", "a.deb.bat", "con .exe"),
                *("a.exe:b", "conin$.exe", "a.EXE.lnk"),
            )
        ),
    ],
    ids=str,
)
def test_a_list_that_says_nonsense_is_none(publisher: Publisher, said: dict[str, Any]) -> None:
    publisher.said |= said
    publisher.publish()
    assert trouble_of(lambda: look(publisher)).kind is troubles.UPDATE_GARBLED


@pytest.mark.parametrize(
    "name",
    [
        "aikagi_1.2.0~rc1_amd64.deb",
        "Aikagi-1.2.0-x86_64.AppImage",
        "aikagi-setup-1.2.0.exe",
        "Aikagi-1.2.0-arm64.dmg",
    ],
)
def test_a_list_names_installers(publisher: Publisher, name: str) -> None:
    publisher.said["files"] = [
        {"system": this_system(), "name": name, "size": 1, "sha256": "0" * 64}
    ]
    publisher.publish()
    assert [file.name for file in look(publisher).files] == [name]


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b"null", b"\xff\xfe", b"[" * 50_000, b"9" * 5_000, HTML]
)
@pytest.mark.parametrize("keyed", [True, False])
def test_garbage_is_no_list(publisher: Publisher, content: bytes, keyed: bool) -> None:
    publisher.publish(content)
    where = publisher.place if keyed else replace(publisher.place, key="")
    trouble = trouble_of(lambda: updates.look(where, OURS, Token()))
    assert trouble.kind is troubles.UPDATE_GARBLED


def test_a_guest_networks_page_is_told_from_a_forgery(publisher: Publisher) -> None:
    """It answers everything with its own page, the signature as well."""
    for path in ("/dist/latest.json", "/dist/latest.json.sig"):
        publisher.server.answers[path] = Answer(HTML, headers={"Content-Type": "text/html"})
    assert trouble_of(lambda: look(publisher)).kind is troubles.UPDATE_GARBLED


# --- the way there -----------------------------------------------------------------------------
def test_an_authority_that_nobody_trusts_is_refused(
    publisher: Publisher, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate(tmp_path, "other")))
    assert trouble_of(lambda: look(publisher)).kind is troubles.UPDATE_TLS
    assert publisher.server.asked == []


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@pytest.mark.parametrize("where", ["host", "http", "port", "odd"])
def test_a_redirect_to_another_place_is_not_followed(
    publisher: Publisher, authority: Path, status: int, where: str
) -> None:
    own = publisher.place.url
    with served(authority) as other:
        other.answers["/dist/latest.json"] = publisher.server.answers["/dist/latest.json"]
        location = {
            "host": own.replace("127.0.0.1", "localhost"),
            "http": own.replace("https", "http"),
            "port": f"{other.url}/dist/latest.json",
            "odd": "mailto:somebody",
        }[where]
        publisher.server.answers["/dist/latest.json"] = Answer(HTML, status, {"Location": location})
        assert trouble_of(lambda: look(publisher)).kind is troubles.UPDATE_ELSEWHERE
        assert other.asked == []
    assert len(publisher.server.asked) == 1


def test_a_redirect_on_the_same_server_is_followed(publisher: Publisher) -> None:
    answers = publisher.server.answers
    answers["/new/latest.json"] = answers["/dist/latest.json"]
    answers["/dist/latest.json"] = Answer(b"", 302, {"Location": "/new/latest.json"})
    assert look(publisher).state == NEWER


def test_redirects_without_end_are_given_up(publisher: Publisher) -> None:
    answer = Answer(b"", 302, {"Location": "/dist/latest.json"})
    publisher.server.answers["/dist/latest.json"] = answer
    assert trouble_of(lambda: look(publisher)).kind is troubles.UPDATE_ELSEWHERE
    assert len(publisher.server.asked) == fetching.MOST_REDIRECTS + 1


@pytest.mark.parametrize("status", [204, 206, 403, 404, 500, 503])
def test_another_answer_than_the_file_is_a_refusal(publisher: Publisher, status: int) -> None:
    publisher.server.answers["/dist/latest.json"] = Answer(b"", status)
    trouble = trouble_of(lambda: look(publisher))
    assert trouble.kind is troubles.UPDATE_REFUSED
    assert trouble.detail == str(status)


@pytest.mark.parametrize("honest", [True, False])
def test_a_list_that_is_too_large_is_not_read(publisher: Publisher, honest: bool) -> None:
    body = b" " * (updatelist.LARGEST * 3)
    publisher.server.answers["/dist/latest.json"] = Answer(body, length=None if honest else 100)
    kind = trouble_of(lambda: look(publisher)).kind
    # Where the head says less than comes, the rest isn't looked at.
    assert kind is (troubles.UPDATE_TOO_LARGE if honest else troubles.UPDATE_SIGNATURE)


def test_a_list_that_is_cut_off_is_no_list(publisher: Publisher) -> None:
    answer = publisher.server.answers["/dist/latest.json"]
    answer.length = len(answer.body) + 10
    assert trouble_of(lambda: look(publisher)).kind is troubles.UPDATE_CUT


def test_a_length_that_no_number_holds_is_no_riddle(publisher: Publisher) -> None:
    publisher.server.answers["/dist/latest.json"].length = "9" * 5_000
    began = time.monotonic()
    assert trouble_of(lambda: look(publisher)).kind is troubles.UPDATE_CUT
    assert time.monotonic() - began < 5


def test_whatever_breaks_the_reader_nobody_waits_for_it(
    publisher: Publisher, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_url: str) -> object:
        raise RuntimeError

    ended: list[threading.ExceptHookArgs] = []
    monkeypatch.setattr(threading, "excepthook", ended.append)
    monkeypatch.setattr(fetching, "get_environ_proxies", broken)
    began = time.monotonic()
    assert trouble_of(lambda: look(publisher)).kind is troubles.UPDATE_REFUSED
    assert time.monotonic() - began < 5
    for thread in threading.enumerate():
        if thread.name == "fetch":
            thread.join(5)
    assert [one.exc_type for one in ended] == [RuntimeError]


def test_nobody_there(publisher: Publisher) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    where = Place(f"https://127.0.0.1:{port}/latest.json")
    trouble = trouble_of(lambda: updates.look(where, OURS, Token()))
    assert trouble.kind is troubles.UPDATE_UNREACHABLE


def test_a_name_that_nobody_has() -> None:
    where = Place("https://updates.invalid/latest.json")
    trouble = trouble_of(lambda: updates.look(where, OURS, Token()))
    assert trouble.kind is troubles.UPDATE_UNREACHABLE


def test_a_proxy_is_used_as_for_every_call(
    publisher: Publisher, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One that refuses shows that it was asked."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    monkeypatch.setenv("HTTPS_PROXY", f"http://127.0.0.1:{port}")
    monkeypatch.setenv("NO_PROXY", "")
    trouble = trouble_of(lambda: look(publisher))
    assert trouble.kind is troubles.UPDATE_UNREACHABLE
    assert trouble.detail == "ProxyConnectionError"
    assert publisher.server.asked == []


@pytest.mark.parametrize("when", ["before", "between"])
def test_what_hangs_is_given_up_in_time(
    publisher: Publisher, monkeypatch: pytest.MonkeyPatch, when: str
) -> None:
    limits = replace(updates.LIST, stall=0.4, total=0.8)
    monkeypatch.setattr(updates, "LIST", limits)
    go_on = threading.Event()
    answer = publisher.server.answers["/dist/latest.json"]
    setattr(answer, when, lambda: go_on.wait(20))
    began = time.monotonic()
    assert trouble_of(lambda: look(publisher)).kind is troubles.UPDATE_SLOW
    assert time.monotonic() - began < 5
    go_on.set()


def test_a_drip_is_given_up_in_time(publisher: Publisher, monkeypatch: pytest.MonkeyPatch) -> None:
    """Always a byte before anybody could call it stalled."""
    monkeypatch.setattr(updates, "LIST", replace(updates.LIST, stall=2.0, total=1.0))
    answer = publisher.server.answers["/dist/latest.json"]
    over = threading.Event()
    answer.piece, answer.between = 1, lambda: over.wait(0.05)
    assert trouble_of(lambda: look(publisher)).kind is troubles.UPDATE_SLOW
    over.set()


@pytest.mark.parametrize("when", ["before", "between"])
def test_cancel_is_answered_within_a_second(publisher: Publisher, when: str) -> None:
    go_on, token = threading.Event(), Token()
    answer = publisher.server.answers["/dist/latest.json"]

    def hang() -> None:
        token.cancel()
        go_on.wait(20)

    setattr(answer, when, hang)
    began = time.monotonic()
    with pytest.raises(Cancelled):
        updates.look(publisher.place, OURS, token)
    assert time.monotonic() - began < 1.5
    go_on.set()
