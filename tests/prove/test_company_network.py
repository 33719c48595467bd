"""Company networks, with real servers on this computer: it works, or it is said clearly why not.

A proxy that only the system's settings know, one that wants a name, TLS re-signed by an authority
that only the system's store has, the same without it, portals, and names that nobody knows.
"""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from unittest import mock

import pytest

from app import fetching, reach, troubles, updates
from app.clients import Clients
from app.practice import Practice
from app.practice.wire import Request
from app.settings import Settings
from app.troubles import Kind, Trouble
from app.work import Token
from tests.prove import company
from tests.prove.company import Authority, Way, network
from tests.support.promises import Promised
from tests.support.signingin import sign_in

WORKS = "A company's proxy and its own authority for TLS: sign-in, calls and updates work"
TOLD = "A network in the way (proxy, TLS, portal, names): told apart, in clear words"
QUIET = "On the wire: nothing secret in the clear, and TLS is always verified"
ROOT = Path(__file__).parents[2]
REGION = "us-east-1"
OFF = re.compile("CERT_NONE|_create_unverified|check_hostname|InsecureRequest")
GIVEN = re.compile("verify|cert_reqs")


class _Everywhere:
    """The hosts that practice answers for: AWS's own, too."""

    def __contains__(self, _host: object) -> bool:
        return True


@pytest.fixture(scope="module")
def behind() -> Iterator[Practice]:
    """Practice, as if it were AWS: under AWS's names, over TLS."""
    with Practice(fast=True) as practice:
        assert practice._front is not None
        practice._front._hosts = _Everywhere()  # type: ignore[assignment]
        base = property(lambda self: f"https://{self.headers.get('host', '')}")
        with mock.patch.object(Request, "base", base):
            yield practice


@pytest.fixture(scope="module")
def authority() -> Authority:
    return Authority("The Company's Own")


@pytest.fixture
def trusted(authority: Authority, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The system's store has the company's authority. Nothing of ours has."""
    monkeypatch.setenv("SSL_CERT_FILE", str(authority.root(tmp_path)))


def through(monkeypatch: pytest.MonkeyPatch, address: str, who: str = "") -> None:
    """What the system's settings say of the proxy."""
    monkeypatch.setenv("https_proxy", f"http://{who}{address}")
    monkeypatch.setenv("http_proxy", f"http://{who}{address}")
    monkeypatch.setenv("no_proxy", "127.0.0.1")


def signed_in(data_dir: Path) -> Any:
    return sign_in(Settings(data_dir, practice=True, language="en"))


@pytest.mark.keyring
@pytest.mark.parametrize("who", ["", "taro:pass-word@"])
@pytest.mark.usefixtures("secret_service", "trusted")
def test_it_works(  # noqa: PLR0917  (fixtures)
    promised: Promised,
    data_dir: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    authority: Authority,
    behind: Practice,
    who: str,
) -> None:
    promise, quiet, secrets = promised(WORKS), promised(QUIET), dict[str, str]()
    wanted = "dGFybzpwYXNzLXdvcmQ=" if who else ""
    with network(Way(authority, behind.address, password=wanted), tmp_path) as proxy:
        through(monkeypatch, proxy.address, who)
        with promise.case(f"sign-in and calls {who}"):
            root = signed_in(data_dir)
            assert root.identity.is_root
            assert root.security(Token()).root_mfa
            secrets = _secrets(root)
            assert root.sign_out(Token())
        seen = proxy.seen
    with promise.case(f"by AWS's own names {who}"):
        assert f"{REGION}.signin.aws.amazon.com" in seen.hosts
        assert any(host.startswith("iam.") for host in seen.hosts)
    listed = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"
    way = Way(authority, password=wanted, answers=listed)
    with promise.case(f"an update's list {who}"), network(way, tmp_path) as proxy:
        through(monkeypatch, proxy.address, who)
        assert update(data_dir) == b"{}"
    assert secrets
    for name, value in secrets.items():
        with quiet.case(f"{name} {who}"):
            assert any(value.encode() in request for request in seen.inside) or name == "key"
            assert value.encode() not in seen.clear
    with quiet.case(f"nothing but where to {who}"):
        assert b"Aikagi" not in seen.clear.replace(b"User-Agent: Aikagi", b"")
        assert b"code=" not in seen.clear


def _secrets(root: Any) -> dict[str, str]:
    token = root._tokens["aikagi"]
    return {
        "refresh token": str(token["refreshToken"]),
        "session token": str(token["accessToken"]["sessionToken"]),
        "key": str(token["accessToken"]["secretAccessKey"]),
    }


def look(data_dir: Path) -> object:
    return reach.look(Settings(data_dir), REGION, Token())


def call(_data_dir: Path) -> object:
    return Clients().call("sts", "get_caller_identity")


def update(_data_dir: Path) -> object:
    place = "https://updates.example.test/latest.json"
    return fetching.whole(place, updates.LIST, Token())


def sent(request: Callable[[Path], object], data_dir: Path) -> Kind | None:
    """The trouble that comes of it; None where none does."""
    try:
        request(data_dir)
    except Trouble as trouble:
        return trouble.kind
    return None


STRANGER = Authority("Somebody")
P, T, U = troubles.PROXY, troubles.TLS, troubles.UPDATE_UNREACHABLE
# By name: the network, whether its authority is in the store; what a look, a call, an update say.
WAYS: dict[str, tuple[dict[str, Any], bool, tuple[Kind, Kind, Kind]]] = {
    "wants a name": ({"password": "dGFybzp4"}, True, (P, P, U)),
    "forbids it": ({"refuses": company.FORBIDDEN}, True, (P, P, U)),
    "is busy": ({"refuses": company.BUSY}, True, (P, P, U)),
    "re-signed, not in the store": ({}, False, (T, T, troubles.UPDATE_TLS)),
    "another's certificate": ({"authority": STRANGER}, True, (T, T, troubles.UPDATE_TLS)),
    "another name in it": ({"shown": "example.test"}, True, (T, T, troubles.UPDATE_TLS)),
    "run out": ({"days": -1}, True, (T, T, troubles.UPDATE_TLS)),
    "a portal's page": (
        {"answers": company.PAGE},
        True,
        (troubles.PORTAL, P, troubles.UPDATE_GARBLED),
    ),
    "a portal that leads away": (
        {"answers": company.PORTAL},
        True,
        (troubles.PORTAL, P, troubles.UPDATE_ELSEWHERE),
    ),
    "a portal that only cuts TLS": (
        {"cuts": True, "plain": company.PORTAL},
        True,
        (troubles.PORTAL, T, troubles.UPDATE_TLS),
    ),
}


@pytest.mark.parametrize("name", WAYS)
def test_what_is_in_the_way(
    promised: Promised,
    data_dir: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    authority: Authority,
    name: str,
) -> None:
    promise, quiet = promised(TOLD), promised(QUIET)
    asked, in_store, kinds = WAYS[name]
    monkeypatch.setattr("app.clients.ATTEMPTS", 1)
    if in_store:
        monkeypatch.setenv("SSL_CERT_FILE", str(authority.root(tmp_path)))
    for request, kind in zip((look, call, update), kinds, strict=True):
        way = Way(**{"authority": authority, "answers": company.PAGE, **asked})
        with network(way, tmp_path) as proxy:
            through(monkeypatch, proxy.address)
            with promise.case(f"{name}, {request.__name__}"):
                found = sent(request, data_dir)
                if request is update and found is None:  # a page, which the list's reader refuses
                    found = troubles.UPDATE_GARBLED
                assert found is kind, found and found.code
            with quiet.case(f"{name}, {request.__name__}"):
                if kind in {T, troubles.UPDATE_TLS}:
                    assert proxy.seen.inside == [], "it went on without verifying"
                assert b"Authorization: AWS4" not in proxy.seen.clear


def test_names_that_nobody_knows(
    promised: Promised, data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    promise = promised(TOLD)
    monkeypatch.setattr("app.clients.ATTEMPTS", 1)
    nowhere = Settings(data_dir, endpoint="http://signin.invalid")
    with promise.case("no name, look"), pytest.raises(Trouble) as caught:
        reach.look(nowhere, REGION, Token())
    with promise.case("no name, look, its words"):
        assert caught.value.kind is troubles.NAME_LOOKUP
    with promise.case("no name, call"), pytest.raises(Trouble) as caught:
        Clients("http://signin.invalid").call("sts", "get_caller_identity")
    with promise.case("no name, call, its words"):
        assert caught.value.kind is troubles.NAME_LOOKUP
    monkeypatch.setenv("https_proxy", "http://proxy.invalid:8080")
    for request, kind in ((look, P), (call, P), (update, U)):
        with promise.case(f"a proxy of no name, {request.__name__}"):
            assert sent(request, data_dir) is kind


def test_nothing_switches_verification_off(promised: Promised) -> None:
    """In no line of the program: what would have to stand there."""
    promise = promised(QUIET)
    for folder in ("app", "ui"):
        with promise.case(f"no line of {folder} switches it off"):
            for path in sorted((ROOT / folder).glob("**/*.py")):
                source = path.read_text(encoding="utf-8")
                assert not OFF.search(source), path
                nodes = ast.walk(ast.parse(source)) if GIVEN.search(source) else ()
                for node in nodes:
                    if isinstance(node, ast.keyword) and GIVEN.fullmatch(str(node.arg)):
                        assert ast.unparse(node.value) == "True", path


def test_the_words_of_each_are_its_own() -> None:
    kinds = {kind for _way, _store, found in WAYS.values() for kind in found}
    assert len({json.dumps(str(kind.what)) for kind in kinds}) == len(kinds)
