"""Signing in: from the link to the root session, and each way in which it can fail."""

from __future__ import annotations

import base64
import threading
import urllib.error
import urllib.request
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from secretstorage import get_default_collection

from app import clock, grant, session, signin, troubles, whois
from app.callback import Listener
from app.practice import Practice
from app.secretstore import SecretStore
from app.session import ENTRY, SESSION_NAME, RootSession, forget_leftover
from app.settings import Settings
from app.signin import Attempt, read_pasted
from app.troubles import Trouble
from app.work import Cancelled, Token
from tests.support.signingin import sign_in


def entries(bus: object) -> list[str]:
    collection = get_default_collection(bus)
    return [item.get_attributes()["service"] for item in collection.get_all_items()]


def visit(url: str) -> str:
    try:
        return str(urllib.request.urlopen(url).geturl())
    except urllib.error.HTTPError as error:
        return str(error.code)


def come_back(attempt: Attempt, **query: str) -> str:
    """What the browser does at the end of the flow, with a query of our own."""
    asked = parse_qs(urlsplit(attempt.url).query)
    known = {"state": asked["state"][0], **query}
    return visit(f"{asked['redirect_uri'][0]}?{urlencode(known)}")


def test_root_signs_in(settings: Settings, secret_service: object) -> None:
    root = sign_in(settings)
    assert root.identity.is_root
    assert root.identity.account == "111122223333"
    assert root.identity.name == "Practice Company"
    assert entries(secret_service) == ["aikagi-practice/session"]


def test_sign_out_is_confirmed_and_leaves_nothing(
    settings: Settings, secret_service: object
) -> None:
    root = sign_in(settings)
    assert root.sign_out(Token())
    assert entries(secret_service) == []
    with pytest.raises(Trouble):
        root.security(Token())


def test_sign_out_without_aws_still_leaves_nothing(
    settings: Settings, practice: Practice, secret_service: object
) -> None:
    root = sign_in(settings)
    practice.stop()
    assert not root.sign_out(Token())
    assert entries(secret_service) == []


def test_the_keyring_lets_go_before_aws_is_asked(
    settings: Settings, secret_service: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = sign_in(settings)
    expire(root)  # so that AWS issues a new token in the middle of signing out, too
    seen: list[list[str]] = []
    call = root.clients.call

    def watched(service: str, operation: str, **parameters: object) -> object:
        seen.append(entries(secret_service))
        try:
            return call(service, operation, **parameters)
        finally:
            seen.append(entries(secret_service))

    monkeypatch.setattr(root.clients, "call", watched)
    assert root.sign_out(Token())
    assert seen == [[], []], "AWS may be silent for as long as it likes"


def test_a_token_that_arrives_while_signing_out_is_not_kept(
    settings: Settings, secret_service: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = sign_in(settings)
    tokens, store = root._tokens, root._tokens._store
    put = store.put

    def put_late(name: str, secret: str, **how: float | None) -> None:
        root.sign_out(Token())
        put(name, secret, limit=how["limit"])

    monkeypatch.setattr(store, "put", put_late)
    tokens[SESSION_NAME] = dict(tokens[SESSION_NAME])
    assert entries(secret_service) == []


def test_aws_is_asked_even_where_the_keyring_keeps_the_entry(
    settings: Settings, secret_service: object, monkeypatch: pytest.MonkeyPatch, practice: Practice
) -> None:
    root = sign_in(settings)

    def refuse(_: str) -> None:
        raise Trouble(troubles.KEYRING_REFUSED)

    monkeypatch.setattr(root._tokens._store, "drop", refuse)
    practice.state.clear()
    with pytest.raises(Trouble) as caught:
        root.sign_out(Token())
    assert caught.value.kind is troubles.KEYRING_KEPT
    assert caught.value.changed is troubles.KEPT_BUT_ENDED
    assert any("revoke" in call.lower() for call in practice.state.calls), practice.state.calls


def expire(root: RootSession) -> None:
    """As if fifteen minutes had passed: botocore must refresh before the next call."""
    past = datetime.now(UTC) - timedelta(minutes=1)
    token = root._tokens[SESSION_NAME]
    token["accessToken"]["expiresAt"] = past.strftime("%Y-%m-%dT%H:%M:%SZ")
    root.clients._session.get_credentials()._expiry_time = past  # type: ignore[union-attr]


def test_the_session_refreshes_itself(settings: Settings, secret_service: object) -> None:
    session = sign_in(settings)
    store = SecretStore.open(settings.service)
    before = store.get(ENTRY)
    expire(session)
    assert session.security(Token()).root_mfa
    assert store.get(ENTRY) != before, "the rotated token must be in the keyring"


def test_a_renewed_session_goes_on_where_the_keyring_does_not_take_it(
    settings: Settings, secret_service: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = sign_in(settings)

    def refuse(*_: object, **__: object) -> None:
        raise Trouble(troubles.KEYRING_LOCKED)

    with monkeypatch.context() as patch:
        patch.setattr(session._tokens._store, "put", refuse)
        expire(session)
        assert session.security(Token()).root_mfa
    assert session.sign_out(Token())
    assert entries(secret_service) == []


def test_what_the_keyring_took_and_refused_is_gone(
    settings: Settings, secret_service: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    attempt = signin.start(settings, Token())
    put = attempt._store._put

    def put_and_refuse(name: str, secret: str) -> None:
        put(name, secret)
        raise Trouble(troubles.KEYRING_REFUSED)

    monkeypatch.setattr(attempt._store, "_put", put_and_refuse)
    browser = threading.Thread(target=visit, args=(attempt.url,))
    browser.start()
    with pytest.raises(Trouble) as caught:
        attempt.wait(Token())
    browser.join()
    assert caught.value.kind is troubles.KEYRING_REFUSED
    assert entries(secret_service) == []


def test_nothing_stays_where_the_identity_breaks_off_unexpectedly(
    settings: Settings, secret_service: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = dict(sign_in(settings)._tokens[SESSION_NAME])
    store = SecretStore.open(settings.service)
    store.drop(ENTRY)

    def break_off(_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(session, "_identity", break_off)
    with pytest.raises(KeyboardInterrupt):
        RootSession.begin(token, store, settings, "us-east-1")
    assert entries(secret_service) == []


def test_root_password_changed_in_the_middle(
    settings: Settings, practice: Practice, secret_service: object
) -> None:
    session = sign_in(settings)
    practice.state.root_password = 2
    expire(session)
    with pytest.raises(Trouble) as caught:
        session.security(Token())
    assert caught.value.kind is troubles.PASSWORD_CHANGED
    assert entries(secret_service) == [], "an ended session isn't kept"


def test_sessions_ended_by_aws_say_to_sign_in_again(
    settings: Settings, practice: Practice, secret_service: object
) -> None:
    session = sign_in(settings)
    practice.state.sign_out_everyone()
    with pytest.raises(Trouble) as caught:
        session.security(Token())
    assert caught.value.kind.sign_in_again


def test_a_session_that_is_over_stays_so_where_its_keys_are_to_be_renewed(
    settings: Settings, practice: Practice, secret_service: object
) -> None:
    session = sign_in(settings)
    practice.state.fail("iam:GetAccountSummary", "ExpiredToken", 403)
    for _ in range(2):  # botocore asks for the token that was forgotten the first time
        with pytest.raises(Trouble) as caught:
            session.security(Token())
        assert caught.value.kind.sign_in_again
        session.clients._session.get_credentials()._expiry_time = datetime.now(UTC)  # type: ignore[union-attr]


def test_refused_in_the_browser(settings: Settings, secret_service: object) -> None:
    attempt = signin.start(settings, Token())
    browser = threading.Thread(target=come_back, args=(attempt,), kwargs={"error": "access_denied"})
    browser.start()
    with pytest.raises(Trouble) as caught:
        attempt.wait(Token())
    browser.join()
    assert caught.value.kind is troubles.SIGNIN_DENIED
    assert entries(secret_service) == []


def test_a_code_that_aws_did_not_issue(settings: Settings, secret_service: object) -> None:
    attempt = signin.start(settings, Token())
    browser = threading.Thread(target=come_back, args=(attempt,), kwargs={"code": "made-up"})
    browser.start()
    with pytest.raises(Trouble):
        attempt.wait(Token())
    browser.join()
    assert entries(secret_service) == []


def test_cancel_closes_the_listener_and_leaves_nothing(
    settings: Settings, secret_service: object
) -> None:
    attempt = signin.start(settings, Token())
    url = attempt.url
    token = Token()
    token.cancel()
    with pytest.raises(Cancelled):
        attempt.wait(token)
    redirect = parse_qs(urlsplit(url).query)["redirect_uri"][0]
    with pytest.raises(urllib.error.URLError):
        urllib.request.urlopen(redirect)
    assert entries(secret_service) == []


def test_the_time_runs_out(
    settings: Settings, secret_service: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(signin, "WAIT_SECONDS", 0.0)
    with pytest.raises(Trouble) as caught:
        signin.start(settings, Token()).wait(Token())
    assert caught.value.kind is troubles.SIGNIN_TIMED_OUT


class Strides:
    """A clock that has gone on by more than half of the waiting each time that it is read."""

    at = 0.0

    def monotonic(self) -> float:
        self.at += 0.6 * signin.WAIT_SECONDS
        return self.at


class Asks(Token):
    """Asks for more time at each look, `times` times, and then gives up."""

    def __init__(self, attempt: signin.Attempt, times: int) -> None:
        super().__init__()
        self._attempt, self._left = attempt, times

    def check(self) -> None:
        if not self._left:
            self.cancel()
        super().check()
        self._left -= 1
        assert self._attempt.extend() == signin.WAIT_SECONDS


def test_the_time_is_extended_as_often_as_one_likes(
    settings: Settings, secret_service: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(signin, "LOOK_SECONDS", 0.001)
    hurried, patient = (signin.start(settings, Token()) for _ in range(2))
    monkeypatch.setattr(signin, "time", Strides())
    with pytest.raises(Trouble) as caught:
        hurried.wait(Token())
    assert caught.value.kind is troubles.SIGNIN_TIMED_OUT
    with pytest.raises(Cancelled):
        patient.wait(Asks(patient, times=12))


def test_a_stray_of_another_sign_in_is_reported_and_the_right_one_wins(
    settings: Settings, secret_service: object
) -> None:
    attempt = signin.start(settings, Token())
    redirect = parse_qs(urlsplit(attempt.url).query)["redirect_uri"][0]
    reports: list[object] = []

    def browse() -> None:
        visit(f"{redirect}?state=another&code=x")
        visit(attempt.url)

    browser = threading.Thread(target=browse)
    browser.start()
    assert attempt.wait(Token(reports.append)).identity.is_root
    browser.join()
    assert reports == [signin.FOREIGN]


def test_two_sign_ins_at_once_do_not_mix(settings: Settings, secret_service: object) -> None:
    first, second = signin.start(settings, Token()), signin.start(settings, Token())
    assert first.url != second.url
    browser = threading.Thread(target=visit, args=(second.url,))
    browser.start()
    assert second.wait(Token()).identity.is_root
    browser.join()
    first.close()


def test_pasting_works_where_this_computer_cannot_listen(
    settings: Settings, secret_service: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    def blocked(*_: object) -> None:
        raise OSError(13, "blocked")

    monkeypatch.setattr(Listener, "__init__", blocked)
    attempt = signin.start(settings, Token())
    assert attempt.url == ""
    html = urllib.request.urlopen(attempt.paste_url).read().decode()
    shown = html.split('id="code"', 1)[1].split(">", 1)[1].split("<", 1)[0].strip()
    attempt.paste(f"  {shown[:20]}\n{shown[20:]} ")
    assert attempt.wait(Token()).identity.is_root


@pytest.mark.parametrize(
    "text",
    ["", "nonsense", "こんにちは", base64.b64encode(b"state=other&code=x").decode(), "=" * 50],
)
def test_what_is_not_the_code_is_said_at_once(
    settings: Settings, secret_service: object, text: str
) -> None:
    attempt = signin.start(settings, Token())
    with pytest.raises(Trouble) as caught:
        attempt.paste(text)
    attempt.close()
    assert caught.value.kind is troubles.SIGNIN_PASTE


@given(st.text())
def test_pasted_text_never_breaks_anything(text: str) -> None:
    with pytest.raises(Trouble):
        read_pasted(text, "a state that nobody guesses")


def test_no_keyring_no_browser(settings: Settings, no_secret_service: None) -> None:
    with pytest.raises(Trouble) as caught:
        signin.start(settings, Token())
    assert caught.value.kind is troubles.KEYRING_MISSING


def test_an_old_run_leaves_nothing_behind(settings: Settings, secret_service: object) -> None:
    sign_in(settings)  # and the power goes: nobody signs out
    assert entries(secret_service) == ["aikagi-practice/session"]
    forget_leftover(settings)
    assert entries(secret_service) == []


def test_a_wrong_clock_is_said(
    settings: Settings, secret_service: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "LIKELY", -1.0)  # any difference is too much
    attempt = signin.start(settings, Token())
    browser = threading.Thread(target=come_back, args=(attempt,), kwargs={"code": "made-up"})
    browser.start()
    with pytest.raises(Trouble) as caught:
        attempt.wait(Token())
    browser.join()
    assert caught.value.kind is troubles.CLOCK


def test_an_iam_user_is_not_root_and_is_signed_out_at_once(
    settings: Settings, practice: Practice, secret_service: object
) -> None:
    root = sign_in(settings)
    password = "Correct-horse-battery-1"
    root.clients.call("iam", "create_user", UserName="staff")
    root.clients.call("iam", "create_login_profile", UserName="staff", Password=password)
    root.clients.call("iam", "attach_user_policy", UserName="staff", PolicyArn=grant.ADMINISTRATOR)
    root.sign_out(Token())
    practice.state.fast = False
    attempt = signin.start(settings, Token())
    browser = threading.Thread(target=as_user, args=(attempt.url, "staff", password))
    browser.start()
    session = attempt.wait(Token())
    browser.join()
    assert not session.identity.is_root
    assert session.identity.arn == "arn:aws:iam::111122223333:user/staff"
    assert whois.kind_of(session.identity.arn) is troubles.NOT_ROOT_USER
    assert entries(secret_service) == []


def as_user(url: str, name: str, password: str) -> None:
    html = urllib.request.urlopen(url).read().decode()
    page = html.split('name="page" value="', 1)[1].split('"', 1)[0]
    fields = {"page": page, "choice": "user", "username": name, "password": password}
    target = url.split("?", 1)[0]
    urllib.request.urlopen(target, urlencode(fields).encode()).read()


def test_nothing_secret_is_shown(
    settings: Settings, data_dir: Path, secret_service: object
) -> None:
    session = sign_in(settings)
    token = session._tokens["session"]
    shown = repr(session) + repr(session._tokens) + repr(vars(session))
    for secret in (token["refreshToken"], token["dpopKey"], *token["accessToken"].values()):
        assert str(secret) == "111122223333" or str(secret) not in shown
    assert not list(data_dir.rglob("*session*"))


def test_a_locked_keyring_is_left_alone_at_the_start(
    settings: Settings, locked_secret_service: object
) -> None:
    with pytest.raises(Trouble) as caught:
        forget_leftover(settings)
    assert caught.value.kind is troubles.KEYRING_LOCKED
