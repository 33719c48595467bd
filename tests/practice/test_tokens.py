"""The client's part: codes, proofs, refresh tokens, and botocore's own refresher."""

from __future__ import annotations

import base64
import hashlib
import json
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

import boto3
import pytest
from awscrt.crypto import EC, ECExportFormat, ECType
from botocore.credentials import LoginCredentialFetcher
from botocore.exceptions import LoginRefreshRequired
from botocore.utils import LoginTokenLoader

from app.practice import Practice
from app.practice.dpop import BadProofError, Proofs, unpad
from tests.practice.client import PASSWORD, Browser, Login, claims, client_for

DENIED = "AccessDeniedException"
INVALID = ("ValidationException", "INVALID_REQUEST")


def test_a_code_is_good_once_and_reuse_ends_what_it_made(login: Login) -> None:
    code = login.code()
    tokens = login.exchange(code)
    assert login.refusal(lambda: login.exchange(code)) == (DENIED, "AUTHCODE_EXPIRED")
    refused = login.refusal(lambda: login.refresh(tokens["refreshToken"]))
    assert refused == (DENIED, "TOKEN_EXPIRED")


@pytest.mark.parametrize(
    "changed",
    [
        {"codeVerifier": "x" * 64},
        {"redirectUri": "http://127.0.0.1:1/oauth/callback"},
        {"clientId": "arn:aws:signin:::devtools/cross-device"},
    ],
)
def test_a_wrong_answer_spends_the_code(login: Login, changed: dict[str, str]) -> None:
    code = login.code()
    for attempt in (changed, {}):
        refused = login.refusal(partial(login.exchange, code, **attempt))
        assert refused == (DENIED, "AUTHCODE_EXPIRED")


def test_an_invented_code_is_refused(login: Login) -> None:
    refused = login.refusal(lambda: login.exchange("invented"))
    assert refused == (DENIED, "AUTHCODE_EXPIRED")


def test_a_code_expires(practice: Practice, login: Login) -> None:
    code = login.code()
    practice.state.shift = 301
    assert login.refusal(lambda: login.exchange(code)) == (DENIED, "AUTHCODE_EXPIRED")


def test_a_malformed_verifier_is_a_validation_error(login: Login) -> None:
    code = login.code()
    assert login.refusal(lambda: login.exchange(code, codeVerifier="é" * 50)) == INVALID


def test_refresh_tokens_rotate(login: Login) -> None:
    first = login.exchange(login.code())
    second = login.refresh(first["refreshToken"])
    assert second["refreshToken"] != first["refreshToken"]
    assert second["accessToken"]["accessKeyId"] != first["accessToken"]["accessKeyId"]
    assert login.refresh(second["refreshToken"])["expiresIn"] == 900


def test_a_used_refresh_token_ends_the_whole_sign_in(login: Login) -> None:
    first = login.exchange(login.code())
    second = login.refresh(first["refreshToken"])
    for token in (first["refreshToken"], second["refreshToken"]):
        refused = login.refusal(partial(login.refresh, token))
        assert refused == (DENIED, "TOKEN_EXPIRED")


def test_a_refresh_token_is_bound_to_its_key(login: Login) -> None:
    tokens = login.exchange(login.code())
    other = EC.new_generate(ECType.P_256)
    refused = login.refusal(lambda: login.refresh(tokens["refreshToken"], other))
    assert refused == (DENIED, "TOKEN_EXPIRED")


def test_a_sign_in_lasts_twelve_hours(practice: Practice, login: Login) -> None:
    tokens = login.exchange(login.code())
    practice.state.shift = 12 * 3600 - 60
    tokens = login.refresh(tokens["refreshToken"])
    practice.state.shift = 12 * 3600 + 1
    refused = login.refusal(lambda: login.refresh(tokens["refreshToken"]))
    assert refused == (DENIED, "TOKEN_EXPIRED")


def test_another_password_ends_the_sign_in(practice: Practice, login: Login) -> None:
    tokens = login.exchange(login.code())
    practice.state.root_password += 1
    refused = login.refusal(lambda: login.refresh(tokens["refreshToken"]))
    assert refused == (DENIED, "USER_CREDENTIALS_CHANGED")


def test_deleting_the_password_ends_the_users_sign_in(practice: Practice, login: Login) -> None:
    practice.state.plant_vendor("taro", password=PASSWORD)
    tokens = login.exchange(login.code("user", username="taro", password=PASSWORD))
    Login(practice.address).iam().delete_login_profile(UserName="taro")
    refused = login.refusal(lambda: login.refresh(tokens["refreshToken"]))
    assert refused == (DENIED, "USER_CREDENTIALS_CHANGED")


def test_revoking_ends_the_chain_but_not_the_keys_issued(practice: Practice, login: Login) -> None:
    tokens = login.exchange(login.code())
    keys = tokens["accessToken"]
    signin = client_for(practice.address, "signin", keys)
    signin.revoke_oauth2_token_with_iam(token=tokens["refreshToken"])
    signin.revoke_oauth2_token_with_iam(token="ASOR-unknown")
    refused = login.refusal(lambda: login.refresh(tokens["refreshToken"]))
    assert refused == (DENIED, "TOKEN_EXPIRED")
    assert client_for(practice.address, "sts", keys).get_caller_identity()


def test_nobody_revokes_for_another(practice: Practice, login: Login) -> None:
    practice.state.plant_vendor("taro", password=PASSWORD)
    root = login.exchange(login.code())
    vendor = Login(practice.address)
    keys = vendor.exchange(vendor.code("user", username="taro", password=PASSWORD))["accessToken"]
    signin = client_for(practice.address, "signin", keys)
    refused = login.refusal(lambda: signin.revoke_oauth2_token_with_iam(token=root["refreshToken"]))
    assert refused == (DENIED, "INSUFFICIENT_PERMISSIONS")
    assert login.refresh(root["refreshToken"])


def test_signing_everyone_out_ends_keys_and_refreshing(practice: Practice, login: Login) -> None:
    tokens = login.exchange(login.code())
    practice.state.sign_out_everyone()
    sts = client_for(practice.address, "sts", tokens["accessToken"])
    assert login.refusal(sts.get_caller_identity)[0] == "InvalidClientTokenId"
    refused = login.refusal(lambda: login.refresh(tokens["refreshToken"]))
    assert refused == (DENIED, "TOKEN_EXPIRED")


def test_a_failure_on_purpose_and_a_lost_reply(practice: Practice, login: Login) -> None:
    tokens = login.exchange(login.code())
    practice.state.fail("signin:CreateOAuth2Token", "InternalServerException", 500)
    assert login.refusal(lambda: login.refresh(tokens["refreshToken"]))[0] == (
        "InternalServerException"
    )
    tokens = login.refresh(tokens["refreshToken"])
    practice.state.fail("signin:CreateOAuth2Token", "InternalServerException", 500, after=True)
    assert login.refusal(lambda: login.refresh(tokens["refreshToken"]))[0] == (
        "InternalServerException"
    )
    refused = login.refusal(lambda: login.refresh(tokens["refreshToken"]))
    assert refused == (DENIED, "TOKEN_EXPIRED")


def test_a_token_without_a_proof_is_refused(login: Login, browser: Browser) -> None:
    body = json.dumps({"clientId": login.client_id, "grantType": "authorization_code"})
    page = browser.ask("POST", "/v1/token", body, {"Content-Type": "application/json"})
    assert page.status == 400
    assert page.headers["x-amzn-errortype"] == "ValidationException"
    assert json.loads(page.text)["error"] == "INVALID_REQUEST"


# Proofs ---------------------------------------------------------------------------------------

URL = "http://127.0.0.1:1/v1/token"
NOW = 1_800_000_000.0


def proof(key: Any, header: dict[str, Any] | None = None, **changed: Any) -> str:
    x, y = key.get_public_coords()
    jwk = {"kty": "EC", "crv": "P-256", "x": unpad(x), "y": unpad(y)}
    head = {"typ": "dpop+jwt", "alg": "ES256", "jwk": jwk, **(header or {})}
    body = {"htm": "POST", "htu": URL, "iat": int(NOW), "jti": "1", **changed}
    signed = ".".join(unpad(json.dumps(part).encode()) for part in (head, body))
    signature = key.sign(hashlib.sha256(signed.encode()).digest())
    return f"{signed}.{unpad(EC.decode_der_signature_to_padded_pair(signature, pad_to=32))}"


@pytest.fixture(scope="module")
def key() -> Any:
    return EC.new_generate(ECType.P_256)


def test_a_right_proof_names_its_key(key: Any) -> None:
    proofs = Proofs()
    first = proofs.thumbprint(proof(key), "POST", URL, NOW)
    assert first == proofs.thumbprint(proof(key, jti="2"), "POST", URL, NOW)
    other = EC.new_generate(ECType.P_256)
    assert first != proofs.thumbprint(proof(other, jti="3"), "POST", URL, NOW)


def test_a_proof_is_good_once(key: Any) -> None:
    proofs, once = Proofs(), proof(key)
    proofs.thumbprint(once, "POST", URL, NOW)
    with pytest.raises(BadProofError, match="used before"):
        proofs.thumbprint(once, "POST", URL, NOW)


@pytest.mark.parametrize(
    ("header", "changed"),
    [
        ({"typ": "jwt"}, {}),
        ({"alg": "none"}, {}),
        ({"alg": "HS256"}, {}),
        ({"jwk": {}}, {}),
        ({"jwk": {"kty": "EC", "crv": "P-384", "x": "AA", "y": "AA"}}, {}),
        ({"jwk": {"kty": "EC", "crv": "P-256", "x": "AA", "y": "AA"}}, {}),
        ({}, {"htm": "GET"}),
        ({}, {"htu": "http://127.0.0.1:2/v1/token"}),
        ({}, {"iat": int(NOW) - 301}),
        ({}, {"iat": int(NOW) + 301}),
        ({}, {"iat": "now"}),
        ({}, {"iat": True}),
        ({}, {"jti": ""}),
    ],
)
def test_a_wrong_proof_is_refused(
    key: Any, header: dict[str, Any], changed: dict[str, Any]
) -> None:
    with pytest.raises(BadProofError):
        Proofs().thumbprint(proof(key, header, **changed), "POST", URL, NOW)


def test_a_proof_signed_by_another_key_is_refused(key: Any) -> None:
    other = EC.new_generate(ECType.P_256)
    x, y = key.get_public_coords()
    jwk = {"kty": "EC", "crv": "P-256", "x": unpad(x), "y": unpad(y)}
    with pytest.raises(BadProofError, match="signature"):
        Proofs().thumbprint(proof(other, {"jwk": jwk}), "POST", URL, NOW)


@pytest.mark.parametrize("text", [None, "", "a.b", "a.b.c", "....", "é.é.é", "e30.e30.e30"])
def test_what_is_no_proof_is_refused(text: str | None) -> None:
    with pytest.raises(BadProofError):
        Proofs().thumbprint(text, "POST", URL, NOW)


def test_botocore_drops_leading_zeros_and_is_taken(key: Any) -> None:
    for _ in range(2000):
        short = EC.new_generate(ECType.P_256)
        if min(map(len, short.get_public_coords())) < 32:
            break
    else:
        pytest.fail("no key with a short coordinate came up")
    assert Proofs().thumbprint(proof(short), "POST", URL, NOW)


# botocore's own refresher ---------------------------------------------------------------------


def stored(login: Login, tokens: dict[str, Any]) -> dict[str, Any]:
    """A sign-in as ``aws login`` writes it down."""
    arn = claims(tokens["idToken"])["sub"]
    der = base64.b64encode(login.key.export_key(ECExportFormat.SEC1)).decode()
    pem = f"-----BEGIN EC PRIVATE KEY-----\n{der}\n-----END EC PRIVATE KEY-----\n"
    access = {
        **tokens["accessToken"],
        "accountId": arn.split(":")[4],
        "expiresAt": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
    }
    return {
        "accessToken": access,
        "tokenType": tokens["tokenType"],
        "clientId": login.client_id,
        "refreshToken": tokens["refreshToken"],
        "idToken": tokens["idToken"],
        "dpopKey": pem,
    }


def keep(cache: dict[str, Any], login: Login) -> None:
    """Sign in and write it down."""
    loader: Any = LoginTokenLoader(cache)
    loader.save_token("root", stored(login, login.exchange(login.code())))


def fetcher(practice: Practice, cache: dict[str, Any], **more: Any) -> Any:
    def creator(service: str, **options: Any) -> Any:
        make: Any = boto3.client
        return make(
            service, **{"region_name": "us-east-1", **options}, endpoint_url=practice.address
        )

    make: Any = LoginCredentialFetcher
    return make("root", LoginTokenLoader(cache), creator, **more)


def test_botocore_refreshes_and_signs_with_what_it_got(practice: Practice, login: Login) -> None:
    cache: dict[str, Any] = {}
    keep(cache, login)
    before = json.dumps(next(iter(cache.values())))
    credentials = fetcher(practice, cache).refresh_credentials()
    after = json.dumps(next(iter(cache.values())))
    assert before != after
    assert len(after) > 3000  # as long as the real ones, so that stores are tried out
    keys = {
        "accessKeyId": credentials["access_key"],
        "secretAccessKey": credentials["secret_key"],
        "sessionToken": credentials["token"],
    }
    sts = client_for(practice.address, "sts", keys)
    assert sts.get_caller_identity()["Arn"] == "arn:aws:iam::111122223333:root"


def test_botocore_knows_that_it_must_sign_in_again(practice: Practice, login: Login) -> None:
    cache: dict[str, Any] = {}
    keep(cache, login)
    practice.state.root_password += 1
    with pytest.raises(LoginRefreshRequired):
        fetcher(practice, cache).refresh_credentials()


def test_botocore_refreshes_again_when_the_next_keys_have_aged(
    practice: Practice, login: Login
) -> None:
    cache: dict[str, Any] = {}
    keep(cache, login)
    first = fetcher(practice, cache).refresh_credentials()
    later = datetime.now(UTC) + timedelta(minutes=16)
    second = fetcher(practice, cache, time_fetcher=lambda: later).refresh_credentials()
    assert first["access_key"] != second["access_key"]
