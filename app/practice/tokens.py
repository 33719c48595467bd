"""AWS Sign-In, the client's part: codes and refresh tokens become credentials.

The API: https://docs.aws.amazon.com/signin/latest/APIReference/
"""

from __future__ import annotations

import json
import re
from typing import Any

from app.practice.account import Account
from app.practice.credentials import Caller
from app.practice.dpop import BadProofError, Proofs, unpad
from app.practice.errors import AwsError, request_id
from app.practice.grants import CREDENTIALS_CHANGED, Ask, Chain, Grants, RefusedError
from app.practice.wire import Reply, Request

CREDENTIALS_LIFE = 900  # seconds
_VERIFIER = re.compile(r"[A-Za-z0-9\-._~]{43,128}")

# AWS Sign-In's own words, beside those of grants.py.
INVALID = "INVALID_REQUEST"
UNSUPPORTED = "unsupported_grant_type"
FORBIDDEN = "INSUFFICIENT_PERMISSIONS"


class Tokens:
    """CreateOAuth2Token and RevokeOAuth2TokenWithIAM."""

    def __init__(self, account: Account, grants: Grants) -> None:
        self._account = account
        self._state = account.state
        self._grants = grants
        self._proofs = Proofs()

    def token(self, request: Request) -> Reply:
        """CreateOAuth2Token: a code or a refresh token becomes credentials."""
        body = _json_object(request.body)
        client = _text(body, "clientId")
        key = self._proof_key(request)
        grant = body.get("grantType")
        try:
            if grant == "authorization_code":
                chain = self._redeem(body, client, key)
            elif grant == "refresh_token":
                token = _text(body, "refreshToken")
                chain = self._grants.refresh(token, client, key, self._state.now())
            else:
                raise _invalid(UNSUPPORTED, "grantType is not supported")
        except RefusedError as refused:
            raise _denied(refused.reason) from None
        return self._tokens(chain)

    def _redeem(self, body: dict[str, Any], client: str, key: str) -> Chain:
        verifier = _text(body, "codeVerifier")
        if not _VERIFIER.fullmatch(verifier):
            raise _invalid(INVALID, "codeVerifier is malformed")
        answer = Ask(client, _text(body, "redirectUri"), "", "")
        return self._grants.redeem(_text(body, "code"), answer, verifier, key, self._state.now())

    def _proof_key(self, request: Request) -> str:
        url = request.base + request.path
        try:
            return self._proofs.thumbprint(
                request.headers.get("dpop"), request.method, url, self._state.real_now()
            )
        except BadProofError as error:
            raise _invalid(INVALID, f"Invalid DPoP proof: {error}") from None

    def _tokens(self, chain: Chain) -> Reply:
        now = self._state.now()
        caller = Caller(chain.principal, chain.mfa, now)
        arn = self._account.arn(chain.principal)
        if arn is None:
            raise _denied(CREDENTIALS_CHANGED)
        if not self._account.may(caller, "signin:CreateOAuth2Token"):
            raise _denied(FORBIDDEN)
        issued = self._account.issuer.issue(chain.principal, now, CREDENTIALS_LIFE, mfa=chain.mfa)
        return _json_reply(
            {
                "accessToken": {
                    "accessKeyId": issued.access_key_id,
                    "secretAccessKey": issued.secret_access_key,
                    "sessionToken": issued.session_token,
                },
                "tokenType": "aws_sigv4",
                "expiresIn": CREDENTIALS_LIFE,
                "refreshToken": self._grants.next_refresh_token(chain),
                "idToken": _id_token(request_id(), arn, chain, now),
            }
        )

    def revoke(self, request: Request, caller: Caller) -> Reply:
        """RevokeOAuth2TokenWithIAM: end a refresh token and the chain that it belongs to.

        Credentials already issued live on for their 15 minutes, as AWS documents it.
        """
        token = _text(_json_object(request.body), "token")
        owner = self._grants.owner(token)
        if owner is not None and owner != caller.principal:
            raise _denied(FORBIDDEN)
        self._grants.revoke(token)
        return _json_reply({})


def _id_token(unique: str, arn: str, chain: Chain, now: float) -> str:
    """A JWT without a signature: nobody here could check one, so none is pretended."""
    claims = {
        "sub": arn,
        "iss": "https://practice.invalid",
        "aud": chain.client,
        "iat": int(now),
        "exp": int(now) + CREDENTIALS_LIFE,
        "jti": unique,
    }
    parts = ({"alg": "none", "typ": "JWT"}, claims)
    return ".".join(unpad(json.dumps(part).encode()) for part in parts) + "."


def _json_object(body: bytes) -> dict[str, Any]:
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        raise _invalid(INVALID, "The body is not a JSON object")
    return found


def _text(body: dict[str, Any], name: str) -> str:
    value = body.get(name)
    if not isinstance(value, str) or not 0 < len(value) <= 4096 or not value.isascii():
        raise _invalid(INVALID, f"{name} is missing")
    return value


def _json_reply(body: dict[str, Any]) -> Reply:
    headers = (
        ("Content-Type", "application/json"),
        ("Cache-Control", "no-store"),
        ("x-amzn-requestid", request_id()),
    )
    return Reply(200, json.dumps(body).encode(), headers)


def _denied(reason: str) -> AwsError:
    return AwsError(403, "AccessDeniedException", "Access was denied.", reason)


def _invalid(reason: str, message: str) -> AwsError:
    return AwsError(400, "ValidationException", message, reason)
