"""Each way in which a sign-in can go wrong is told from the others."""

from __future__ import annotations

import threading
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from app import clock, reach, signin, troubles, whois
from app.clients import Clients
from app.practice import Practice
from app.secretstore import SecretStore
from app.settings import OTHER_REGION, Settings
from app.signin import Attempt
from app.troubles import Kind, Trouble
from app.work import Token
from tests.app.test_signin import as_user, come_back, entries, expire, visit
from tests.support.signingin import sign_in


def renewed_too_late(settings: Settings, practice: Practice) -> Trouble:
    """The trouble of a session whose renewal AWS refuses as too old."""
    session = sign_in(settings)
    practice.state.shift = 13 * 3600.0
    expire(session)
    with pytest.raises(Trouble) as caught:
        session.security(Token())
    return caught.value


def test_a_sign_in_that_has_run_out(
    settings: Settings, practice: Practice, secret_service: object
) -> None:
    assert renewed_too_late(settings, practice).kind is troubles.SESSION_EXPIRED
    assert entries(secret_service) == []


def test_run_out_right_after_the_sign_in_is_the_clock(
    settings: Settings, practice: Practice, secret_service: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    ahead = clock.here() + timedelta(hours=1)
    monkeypatch.setattr(reach, "check", lambda *_: None)
    monkeypatch.setattr(clock, "here", lambda: ahead)
    trouble = renewed_too_late(settings, practice)
    assert trouble.kind is troubles.CLOCK
    assert "60 min fast" in str(trouble.values["how"])


def test_after_twelve_hours_aws_ends_it(
    settings: Settings, practice: Practice, secret_service: object
) -> None:
    session = sign_in(settings)
    session.clients.since -= timedelta(hours=12)
    practice.state.shift = 13 * 3600.0
    expire(session)
    with pytest.raises(Trouble) as caught:
        session.security(Token())
    assert caught.value.kind is troubles.SESSION_OVER


@pytest.mark.parametrize(
    ("code", "status", "kind"),
    [
        ("ValidationException", 400, troubles.SESSION_NOT_RENEWED),
        ("InternalServerException", 500, troubles.AWS_BROKEN),
    ],
)
def test_a_renewal_that_goes_wrong_is_not_a_first_sign_in(
    settings: Settings,
    practice: Practice,
    secret_service: object,
    *,
    code: str,
    status: int,
    kind: Kind,
) -> None:
    session = sign_in(settings)
    expire(session)
    practice.state.fail("signin:CreateOAuth2Token", code, status, times=9)
    with pytest.raises(Trouble) as caught:
        session.security(Token())
    assert caught.value.kind is kind
    assert bool(entries(secret_service)) is not kind.sign_in_again
    practice.state.clear()
    session.sign_out(Token())


def exchanged(settings: Settings) -> Trouble:
    """The trouble that a sign-in comes to once the browser is back."""
    with pytest.raises(Trouble) as caught:
        sign_in(settings)
    return caught.value


@pytest.mark.parametrize(
    ("code", "status", "message", "kind"),
    [
        ("ValidationException", 400, "no", troubles.SIGNIN_ENTRANCE),
        ("InternalServerException", 500, "no", troubles.SIGNIN_ENTRANCE),
        (
            "AccessDeniedException",
            403,
            "… with an explicit deny in a service control policy",
            troubles.ORGANISATION,
        ),
        (
            "AccessDeniedException",
            403,
            "… with an explicit deny in a resource control policy",
            troubles.ORGANISATION_RESOURCES,
        ),
        (
            "AccessDeniedException",
            403,
            "… with an explicit deny in a resource-based policy",
            troubles.SIGNIN_POLICY,
        ),
        ("AccessDeniedException", 403, "no", troubles.SIGNIN_NOT_PERMITTED),
    ],
)
def test_what_can_come_of_the_code_is_told_apart(
    settings: Settings,
    practice: Practice,
    secret_service: object,
    *,
    code: str,
    status: int,
    message: str,
    kind: Kind,
) -> None:
    practice.state.fail("signin:CreateOAuth2Token", code, status, times=9, message=message)
    assert exchanged(settings).kind is kind
    assert entries(secret_service) == []


def test_the_second_entrance_is_one_region_from_link_to_renewal(
    settings: Settings, secret_service: object, monkeypatch: pytest.MonkeyPatch, data_dir: Path
) -> None:
    regions: list[str] = []
    create = Clients.create

    def watched(self: Clients, service: str, *args: Any, **more: Any) -> Any:
        made = create(self, service, *args, **more)
        if service == "signin":
            regions.append(made.meta.region_name)
        return made

    monkeypatch.setattr(Clients, "create", watched)
    attempt = signin.start(settings, Token(), OTHER_REGION)
    browser = threading.Thread(target=visit, args=(attempt.url,))
    browser.start()
    session = attempt.wait(Token())
    browser.join()
    expire(session)
    assert session.security(Token()).root_mfa
    assert session.sign_out(Token())
    assert len(regions) >= 3, "exchange, renewal and revoking"
    assert set(regions) == {OTHER_REGION}
    real = Attempt(Settings(data_dir), SecretStore.open(settings.service), OTHER_REGION)
    assert urlsplit(real.url).hostname == f"{OTHER_REGION}.signin.aws.amazon.com"
    assert urlsplit(real.paste_url).hostname == f"{OTHER_REGION}.signin.aws.amazon.com"
    real.close()


def refused(settings: Settings, **query: str) -> Kind:
    """What becomes of a sign-in that comes back from the browser with an error."""
    attempt = signin.start(settings, Token())
    browser = threading.Thread(target=come_back, args=(attempt,), kwargs=query)
    browser.start()
    with pytest.raises(Trouble) as caught:
        attempt.wait(Token())
    browser.join()
    return caught.value.kind


@pytest.mark.parametrize(
    ("error", "why", "kind"),
    [
        ("access_denied", "", troubles.SIGNIN_DENIED),
        ("access_denied", "explicit deny in a service control policy", troubles.ORGANISATION),
        ("access_denied", "explicit deny in a resource-based policy", troubles.SIGNIN_POLICY),
        ("server_error", "", troubles.SIGNIN_ENTRANCE),
        ("temporarily_unavailable", "", troubles.SIGNIN_ENTRANCE),
        ("invalid_request", "", troubles.SIGNIN_ENTRANCE),
        ("something_new", "", troubles.SIGNIN_DENIED),
    ],
)
def test_why_the_browser_came_back_without_a_code(
    settings: Settings, secret_service: object, error: str, why: str, kind: Kind
) -> None:
    assert refused(settings, error=error, error_description=why) is kind


def test_a_project_based_account_is_known_and_let_go_of(
    settings: Settings, practice: Practice, secret_service: object
) -> None:
    practice.state.kind = "project"
    session = sign_in(settings)
    assert not session.identity.is_root
    assert whois.kind_of(session.identity.arn) is troubles.PROJECT_ACCOUNT
    assert entries(secret_service) == []


def test_an_iam_user_without_rights_may_not_sign_in_to_a_program(
    settings: Settings, practice: Practice, secret_service: object
) -> None:
    practice.state.plant_vendor("staff", password="Correct-horse-battery-1")
    root = sign_in(settings)
    for policy in root.clients.pages(
        "iam", "list_attached_user_policies", "AttachedPolicies", UserName="staff"
    ):
        root.clients.call(
            "iam", "detach_user_policy", UserName="staff", PolicyArn=policy["PolicyArn"]
        )
    root.sign_out(Token())
    practice.state.fast = False
    attempt = signin.start(settings, Token())
    browser = threading.Thread(
        target=as_user, args=(attempt.url, "staff", "Correct-horse-battery-1")
    )
    browser.start()
    with pytest.raises(Trouble) as caught:
        attempt.wait(Token())
    browser.join()
    assert caught.value.kind is troubles.SIGNIN_NOT_PERMITTED
    assert entries(secret_service) == []
