"""From any error to an entry of the closed list, and never a library's text."""

from __future__ import annotations

import errno
import ssl
from typing import Any

import pytest
from botocore import exceptions as aws
from keyring import errors as keyring_errors

from app import troubles
from app.troubles import Kind, Trouble, from_error


def client_error(code: str, status: int = 400, **more: Any) -> aws.ClientError:
    response = {
        "Error": {"Code": code, "Message": more.pop("message", "secret words of AWS")},
        "ResponseMetadata": {"HTTPStatusCode": status, "RequestId": "abc-123"},
        **more,
    }
    return aws.ClientError(response, "CreateUser")  # type: ignore[arg-type]


CASES: list[tuple[BaseException, Kind]] = [
    (client_error("ExpiredToken", 403), troubles.SESSION_EXPIRED),
    (client_error("InvalidClientTokenId", 403), troubles.SESSION_EXPIRED),
    (client_error("SignatureDoesNotMatch", 403), troubles.CLOCK),
    (client_error("AccessDenied", 403), troubles.NOT_ALLOWED),
    (
        client_error(
            "AccessDenied", 403, message="… with an explicit deny in a service control policy"
        ),
        troubles.ORGANISATION,
    ),
    (
        client_error("AccessDenied", 403, message="… no service control policy allows the action"),
        troubles.ORGANISATION,
    ),
    (
        client_error(
            "AccessDenied", 403, message="… with an explicit deny in a resource control policy"
        ),
        troubles.ORGANISATION_RESOURCES,
    ),
    (
        client_error(
            "AccessDenied", 403, message="… with an explicit deny in a resource-based policy"
        ),
        troubles.DENIED,
    ),
    (client_error("Throttling", 400), troubles.THROTTLED),
    (client_error("LimitExceeded", 409), troubles.QUOTA),
    (client_error("ServiceFailure", 500), troubles.AWS_BROKEN),
    (client_error("SomethingNew", 400), troubles.REFUSED),
    (client_error("AccessDeniedException", 403, error="TOKEN_EXPIRED"), troubles.SESSION_EXPIRED),
    (client_error("AccessDeniedException", 403, error="AUTHCODE_EXPIRED"), troubles.SIGNIN_CODE),
    (
        client_error("AccessDeniedException", 403, error="USER_CREDENTIALS_CHANGED"),
        troubles.PASSWORD_CHANGED,
    ),
    (
        aws.EndpointConnectionError(endpoint_url="https://x", error="Failed to resolve 'x'"),
        troubles.NAME_LOOKUP,
    ),
    (
        aws.EndpointConnectionError(endpoint_url="https://x", error="refused"),
        troubles.OFFLINE,
    ),
    (aws.ConnectionClosedError(endpoint_url="https://x", error="x"), troubles.OFFLINE),
    (aws.ReadTimeoutError(endpoint_url="https://x", error="x"), troubles.TIMED_OUT),
    (aws.ConnectTimeoutError(endpoint_url="https://x", error="x"), troubles.TIMED_OUT),
    (aws.SSLError(endpoint_url="https://x", error=OSError()), troubles.TLS),
    (aws.ProxyConnectionError(proxy_url="http://p", error="x"), troubles.PROXY),
    (aws.NoCredentialsError(), troubles.NOT_SIGNED_IN),
    (aws.LoginRefreshRequired(), troubles.SESSION_EXPIRED),
    (keyring_errors.KeyringLocked("x"), troubles.KEYRING_LOCKED),
    (keyring_errors.NoKeyringError("x"), troubles.KEYRING_MISSING),
    (keyring_errors.InitError("x"), troubles.KEYRING_LOCKED),
    (keyring_errors.PasswordSetError("x"), troubles.KEYRING_REFUSED),
    (OSError(errno.ENOSPC, "x"), troubles.DISK_FULL),
    (OSError(errno.EROFS, "x"), troubles.FOLDER_READ_ONLY),
    (PermissionError(errno.EACCES, "x"), troubles.FOLDER_READ_ONLY),
    (FileNotFoundError(errno.ENOENT, "x"), troubles.FOLDER_GONE),
    (OSError(errno.EIO, "x"), troubles.FILE_TROUBLE),
    (ssl.SSLError("x"), troubles.TLS),
    (ValueError("a secret"), troubles.UNKNOWN),
]


def sign_in_error(code: str, status: int = 403, **more: Any) -> aws.ClientError:
    error = client_error(code, status, **more)
    return aws.ClientError(error.response, troubles.SIGN_IN_OPERATION)


def refused_at_sign_in(message: str) -> aws.ClientError:
    return sign_in_error("AccessDeniedException", error="INSUFFICIENT_PERMISSIONS", message=message)


def renewal(cls: type[aws.BotoCoreError], cause: BaseException) -> BaseException:
    """What botocore raises where a sign-in can't be renewed."""
    try:
        raise cls() from cause
    except aws.BotoCoreError as error:
        return error


CASES += [
    (sign_in_error("ValidationException", 400), troubles.SIGNIN_ENTRANCE),
    (
        sign_in_error("ValidationException", 400, error="INVALID_REQUEST"),
        troubles.SIGNIN_ENTRANCE,
    ),
    (sign_in_error("InternalServerException", 500), troubles.SIGNIN_ENTRANCE),
    (sign_in_error("TooManyRequestsError", 429), troubles.THROTTLED),
    (client_error("ValidationException", 400), troubles.REFUSED),
    (refused_at_sign_in("no"), troubles.SIGNIN_NOT_PERMITTED),
    (
        refused_at_sign_in("… with an explicit deny in a service control policy"),
        troubles.ORGANISATION,
    ),
    (
        refused_at_sign_in("… with an explicit deny in a resource control policy"),
        troubles.ORGANISATION_RESOURCES,
    ),
    (
        refused_at_sign_in("… with an explicit deny in a resource-based policy"),
        troubles.SIGNIN_POLICY,
    ),
    (
        renewal(
            aws.LoginRefreshRequired, sign_in_error("AccessDeniedException", error="TOKEN_EXPIRED")
        ),
        troubles.SESSION_EXPIRED,
    ),
    (
        renewal(
            aws.LoginRefreshRequired,
            sign_in_error("AccessDeniedException", error="USER_CREDENTIALS_CHANGED"),
        ),
        troubles.PASSWORD_CHANGED,
    ),
    (
        renewal(aws.LoginError, sign_in_error("AccessDeniedException", error="AUTHCODE_EXPIRED")),
        troubles.SESSION_EXPIRED,
    ),
]


@pytest.mark.parametrize(("error", "kind"), CASES, ids=lambda v: getattr(v, "code", ""))
def test_every_error_is_one_of_the_list(error: BaseException, kind: Kind) -> None:
    assert from_error(error).kind is kind


@pytest.mark.parametrize("error", [case[0] for case in CASES], ids=lambda e: type(e).__name__)
def test_no_library_text_gets_out(error: BaseException) -> None:
    trouble = from_error(error)
    shown = f"{trouble} {trouble!r} {trouble.detail} {trouble.kind.what} {trouble.kind.next}"
    assert "secret" not in shown
    assert "https://x" not in shown


def test_details_for_support_name_the_call_and_the_request() -> None:
    assert from_error(client_error("Throttling")).detail == "CreateUser Throttling abc-123"


def test_a_lost_reply_is_uncertain_and_a_refusal_is_not() -> None:
    assert from_error(aws.ReadTimeoutError(endpoint_url="x", error="x")).uncertain
    assert from_error(aws.ConnectionClosedError(endpoint_url="x", error="x")).uncertain
    assert from_error(client_error("ServiceFailure", 500)).uncertain
    assert not from_error(client_error("AccessDenied", 403)).uncertain
    assert not from_error(aws.EndpointConnectionError(endpoint_url="x", error="x")).uncertain


def test_a_trouble_is_itself() -> None:
    trouble = Trouble(troubles.OFFLINE)
    assert from_error(trouble) is trouble


def test_codes_are_unique_and_every_kind_says_what_to_do() -> None:
    kinds = troubles.all_kinds()
    constants = [v for v in vars(troubles).values() if isinstance(v, Kind)]
    assert len({kind.code for kind in kinds}) == len(kinds) == len(constants)
    assert all(str(kind.what) and str(kind.next) for kind in kinds)


def test_every_kind_can_be_said_without_values() -> None:
    for kind in troubles.all_kinds():
        assert "{" not in f"{kind.what} {kind.next}", kind.code
