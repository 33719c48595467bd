"""Looking for a newer version and fetching its file, from a real server that can misbehave."""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app import fetching, marking, troubles, updatelist, updateplace, updates
from app.brand import Brand
from app.buildinfo import DAMAGED, BuildInfo, this_system
from app.handoverfile import Handover
from app.troubles import Kind, Trouble
from app.updatelist import NEWER, OLDER, SAME, File, Found
from app.updateplace import Place
from app.vendorprofile import VendorProfile
from app.work import Cancelled, Token
from tests.support.downloads import CONTENT, NAME, Answer, Publisher, certificate, served

OURS = "1.2.3"
HTML = b"<html><body>Welcome to Hotel Wi-Fi. Please sign in.</body></html>"


def look(publisher: Publisher, ours: str = OURS) -> Found:
    return updates.look(publisher.place, ours, Token())


def trouble_of(act: Callable[[], object]) -> Trouble:
    with pytest.raises(Trouble) as caught:
        act()
    return caught.value


def fetched(publisher: Publisher, folder: Path, token: Token | None = None) -> Path:
    (file,) = look(publisher).files
    return updates.download(publisher.place, file, folder, token or Token())


def refused(publisher: Publisher, folder: Path) -> Kind:
    """What a download comes to that must leave nothing behind."""
    trouble = trouble_of(lambda: fetched(publisher, folder))
    assert list(folder.iterdir()) == []
    assert trouble.changed is troubles.NOTHING_FETCHED
    return trouble.kind


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


# --- the file ----------------------------------------------------------------------------------
def test_the_file_is_fetched_and_proven(publisher: Publisher, tmp_path: Path) -> None:
    told: list[object] = []
    path = fetched(publisher, tmp_path, Token(told.append))
    assert path == tmp_path / NAME
    assert path.read_bytes() == CONTENT
    assert told[-1] == updates.Progress(len(CONTENT), len(CONTENT))
    assert 10 < len(told) <= 101


@pytest.mark.skipif(sys.platform == "win32", reason="no such rights there")
@pytest.mark.parametrize(
    ("name", "mode"), [("a.deb", 0o644), ("a.AppImage", 0o755), ("a.dmg", 0o644)]
)
def test_the_file_can_be_opened_once_it_is_proven(
    publisher: Publisher, tmp_path: Path, name: str, mode: int
) -> None:
    """Until then it's this person's alone, and can't be run by accident."""
    before: list[int] = []

    def look_at_it() -> None:
        before.extend(path.stat().st_mode & 0o777 for path in tmp_path.iterdir())

    publisher.said["files"][0]["name"] = name
    answer = publisher.server.answers[f"/dist/{name}"] = publisher.file
    answer.between = look_at_it
    publisher.publish()
    assert fetched(publisher, tmp_path).stat().st_mode & 0o777 == mode
    assert set(before) == {0o600}


def test_a_name_that_is_taken_is_not_overwritten(publisher: Publisher, tmp_path: Path) -> None:
    (tmp_path / NAME).write_text("mine")
    assert fetched(publisher, tmp_path).name == NAME.replace(".deb", "-2.deb")
    assert (tmp_path / NAME).read_text() == "mine"


@pytest.mark.parametrize(
    "body",
    [CONTENT[:-1] + b"\x00", CONTENT[:-1], CONTENT + b"\x00", b"", HTML],
    ids=["one byte other", "one byte less", "one byte more", "empty", "a page"],
)
def test_another_file_is_thrown_away(publisher: Publisher, tmp_path: Path, body: bytes) -> None:
    publisher.file.body = body
    assert refused(publisher, tmp_path) is troubles.UPDATE_CHECKSUM


def test_a_file_that_is_cut_off_is_thrown_away(publisher: Publisher, tmp_path: Path) -> None:
    publisher.file.body, publisher.file.length = CONTENT[:300_000], len(CONTENT)
    assert refused(publisher, tmp_path) is troubles.UPDATE_CUT


def test_a_connection_that_is_torn_is_no_secret_to_the_customer(
    publisher: Publisher, tmp_path: Path
) -> None:
    """Whatever the libraries below make of it."""
    publisher.file.body, publisher.file.length = CONTENT[:300_000], len(CONTENT)
    publisher.file.torn = True
    began = time.monotonic()
    assert refused(publisher, tmp_path) is troubles.UPDATE_CUT
    assert time.monotonic() - began < 5


def test_a_file_that_stops_coming_is_given_up(
    publisher: Publisher, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(updates, "STALL_SECONDS", 0.4)
    go_on = threading.Event()
    publisher.file.between = lambda: go_on.wait(20)
    assert refused(publisher, tmp_path) is troubles.UPDATE_SLOW
    go_on.set()


def test_a_file_that_is_gone_or_elsewhere(publisher: Publisher, tmp_path: Path) -> None:
    publisher.server.answers[f"/dist/{NAME}"] = Answer(b"", 404)
    assert refused(publisher, tmp_path) is troubles.UPDATE_REFUSED
    away = {"Location": "https://localhost/x"}
    publisher.server.answers[f"/dist/{NAME}"] = Answer(b"", 302, away)
    assert refused(publisher, tmp_path) is troubles.UPDATE_ELSEWHERE


def test_cancelling_leaves_nothing(publisher: Publisher, tmp_path: Path) -> None:
    token, go_on = Token(), threading.Event()

    def begun(_progress: object) -> None:
        token.cancel()

    token.report = begun
    publisher.file.between = lambda: go_on.wait(0.01)
    with pytest.raises(Cancelled):
        fetched(publisher, tmp_path, token)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_gone(publisher: Publisher, tmp_path: Path) -> None:
    trouble = trouble_of(lambda: fetched(publisher, tmp_path / "no"))
    assert trouble.kind is troubles.FOLDER_GONE
    assert trouble.changed is troubles.NOTHING_FETCHED


def test_windows_is_told_that_it_came_from_the_internet(tmp_path: Path) -> None:
    path = tmp_path / "x.exe"
    path.touch()
    marking.from_outside(path, "https://example.com/latest.json", "win32")
    mark = tmp_path / "x.exe:Zone.Identifier"  # a stream of the file there, a file here
    assert mark.read_bytes().startswith(b"[ZoneTransfer]\r\nZoneId=3\r\n")
    marking.from_outside(tmp_path / "y", "https://example.com/latest.json", "linux")
    assert not (tmp_path / "y:Zone.Identifier").exists()


def test_a_file_is_marked_before_it_gets_its_name(
    publisher: Publisher, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    marked: list[tuple[Path, str, bool]] = []

    def mark(path: Path, url: str) -> None:
        marked.append((path.parent, url, path.exists() and not (tmp_path / NAME).exists()))

    monkeypatch.setattr(marking, "from_outside", mark)
    fetched(publisher, tmp_path)
    assert marked == [(tmp_path, publisher.place.url, True)]


# --- where to ask ------------------------------------------------------------------------------
URL = "https://www.example.com/aikagi/latest.json"
NOBODY: frozenset[str] = frozenset()


def test_nobody_is_asked_where_nobody_is_named() -> None:
    assert updateplace.named(BuildInfo(), Brand(), VendorProfile(), NOBODY) is None


def test_the_build_goes_before_the_vendors_profile() -> None:
    built = Place("https://build.example.com/latest.json")
    profile = VendorProfile(name="Hoshi", updates_url=URL)
    branded = Brand("Kaze", updates=Place("https://kaze.example.com/latest.json", "", "Kaze"))
    assert updateplace.named(BuildInfo(updates=built), branded, profile, NOBODY) == built
    assert updateplace.named(BuildInfo(), branded, profile, NOBODY) == branded.updates
    assert updateplace.named(BuildInfo(), Brand(), profile, NOBODY) == Place(URL, "", "Hoshi")


def test_a_vendor_who_was_shut_out_is_no_place_to_ask() -> None:
    built = Place("https://build.example.com/latest.json")
    profile = VendorProfile(name="Hoshi", updates_url=URL)
    branded = Brand("Kaze", updates=Place("https://kaze.example.com/latest.json", "", "Kaze"))
    hoshi, kaze = frozenset({"Hoshi"}), frozenset({"Kaze"})
    assert updateplace.named(BuildInfo(), Brand(), profile, hoshi) is None
    assert updateplace.named(BuildInfo(), Brand(), profile, kaze) is not None
    assert updateplace.named(BuildInfo(), branded, profile, kaze) is None
    assert updateplace.named(BuildInfo(), branded, profile, None) is None  # nobody knows
    nameless = VendorProfile(contact="03-0000", updates_url=URL)
    assert updateplace.named(BuildInfo(), Brand(), nameless, frozenset({""})) is None
    assert updateplace.named(BuildInfo(updates=built), branded, profile, hoshi | kaze) == built


@pytest.mark.parametrize(
    ("states", "out"),
    [
        (("made",), False),
        (("reissuing",), False),
        (("undone",), False),
        (("revoking",), True),
        (("disabled",), True),
        (("deleted",), True),
        (("deleted", "made"), False),  # another of its people is in
        (("deleted", "undone"), True),
    ],
)
def test_who_was_shut_out_is_told_by_the_records(states: tuple[str, ...], out: bool) -> None:
    records = [Handover(vendor="Hoshi", state=state) for state in states]
    found = updateplace.shut_out([*records, Handover(vendor="Kaze", state="made")])
    assert found == (frozenset({"Hoshi"}) if out else NOBODY)


def test_a_damaged_build_has_nobody_step_in_for_it() -> None:
    profile = VendorProfile(name="Hoshi", updates_url=URL)
    branded = Brand("Kaze", updates=Place("https://kaze.example.com/latest.json", "", "Kaze"))
    damaged = BuildInfo(DAMAGED)
    assert updateplace.named(damaged, branded, profile, NOBODY) is None
    assert updateplace.named(damaged, Brand(), profile, NOBODY) is None


@pytest.mark.parametrize(
    "address",
    [
        "",
        "http://www.example.com/latest.json",
        "ftp://www.example.com/latest.json",
        "file:///etc/passwd",
        "https:///latest.json",
        "https://www.example.com",
        "https://www.example.com/",
        "https://user:word@www.example.com/latest.json",
        "https://www.example.com/latest.json?who=me",
        "https://www.example.com/latest.json#x",
        "https://www.example.com:99999/latest.json",
        "https://www.example.com:0/latest.json",
        "https://[/latest.json",
        "https://www.example.com\\@evil.example/latest.json",
        "https://www.example.com/late st.json",
        "https://日本.example.com/latest.json",
        f"https://www.example.com/{'x' * 500}",
        5,
    ],
)
def test_what_is_no_address(address: object) -> None:
    assert not updateplace.is_address(address)
    assert updateplace.of(address, "") is None


def test_what_is_a_key(publisher: Publisher) -> None:
    key = publisher.key
    framed = f"-----BEGIN PUBLIC KEY-----\n{key[:64]}\n{key[64:]}\n-----END PUBLIC KEY-----\n"
    assert updateplace.der(framed) == updateplace.der(key)
    for bad in ("x", key[:-4], key[4:], f"{key}AAAA", "é", 5):
        assert not updateplace.is_key(bad)
        assert updateplace.of(URL, bad) is None  # not less checked than was wished
    off_the_curve = key[:-8] + "AAAAAAA="
    assert not updatelist.is_genuine(b"", b"", off_the_curve)


def test_openssl_signs_what_is_accepted(tmp_path: Path) -> None:
    """As resources/vendor.toml tells a vendor."""
    if shutil.which("openssl") is None:
        pytest.skip("no openssl on this computer")
    (tmp_path / "latest.json").write_text(json.dumps({"name": "aikagi"}))

    def openssl(words: str) -> bytes:
        return subprocess.run(
            ["openssl", *words.split()], cwd=tmp_path, capture_output=True, check=True
        ).stdout

    openssl("ecparam -name prime256v1 -genkey -noout -out key.pem")
    public = openssl("ec -in key.pem -pubout").decode()
    openssl("dgst -sha256 -sign key.pem -out latest.json.sig latest.json")
    content, signature = (
        (tmp_path / name).read_bytes() for name in ("latest.json", "latest.json.sig")
    )
    assert updateplace.is_key(public)
    assert updatelist.is_genuine(content, signature, public)
    assert not updatelist.is_genuine(content + b" ", signature, public)


TEXTS = st.text(max_size=12) | st.sampled_from(["aikagi", "1.2.3", "2027-01-31", "linux", "0" * 64])
NAMES = st.sampled_from(["name", "version", "date", "notes", "files", "system", "size", "sha256"])
JSON = st.recursive(
    TEXTS | st.integers() | st.floats() | st.booleans() | st.none(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=6),
    max_leaves=20,
)


@given(JSON.map(lambda said: json.dumps(said).encode()) | st.binary(max_size=80))
def test_anything_is_a_list_or_none(content: bytes) -> None:
    try:
        release = updatelist.read(content)
    except ValueError:
        return
    assert release.version


def test_files_for_this_system() -> None:
    release = updatelist.Release(
        "1.0",
        "2027-01-31",
        {},
        tuple(File(system, system, 1, "0" * 64) for system in ("linux", "macos", "macos-arm64")),
    )
    assert [f.name for f in release.for_system("macos-arm64")] == ["macos", "macos-arm64"]
    assert [f.name for f in release.for_system("macos-x86_64")] == ["macos"]
    assert release.for_system("windows-x86_64") == ()
    assert this_system().startswith(("linux-", "macos-", "windows-"))
