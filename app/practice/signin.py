"""AWS Sign-In for ``aws login`` and Aikagi: authorize, token, confirmation, revoke.

The flow: https://docs.aws.amazon.com/cli/latest/userguide/cli-configure-sign-in.html
The API: https://docs.aws.amazon.com/signin/latest/APIReference/
"""

from __future__ import annotations

import base64
import json
import re
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from app.practice import pages
from app.practice.account import Account
from app.practice.credentials import Caller, Principal
from app.practice.dpop import BadProofError, Proofs, unpad
from app.practice.errors import AwsError, request_id
from app.practice.grants import Ask, Chain, Grants, RefusedError
from app.practice.wire import Reply, Request, page, redirect

SAME_DEVICE = "arn:aws:signin:::devtools/same-device"
CROSS_DEVICE = "arn:aws:signin:::devtools/cross-device"
CONFIRMATION = "/v1/sessions/confirmation"
CREDENTIALS_LIFE = 900  # seconds
_LOOPBACK = re.compile(r"http://127\.0\.0\.1:([1-9]\d{0,4})/oauth/callback")
_CHALLENGE = re.compile(r"[A-Za-z0-9_-]{43}")
_VERIFIER = re.compile(r"[A-Za-z0-9\-._~]{43,128}")


class SignIn:
    """The sign-in pages and the token service of one account."""

    def __init__(self, account: Account) -> None:
        self._account = account
        self._state = account.state
        self._proofs = Proofs()
        self.grants = Grants(account.password_mark)

    # The browser's part ---------------------------------------------------------------

    def authorize(self, request: Request) -> Reply:
        """The page that asks a person; with ``fast``, the answer at once."""
        try:
            ask = _read_ask(request)
        except ValueError as error:
            return page(400, pages.bad_link(str(error)))
        now = self._state.now()
        if self._state.fast:
            return self._consented(ask, self._account.root, mfa=self._state.root_mfa)
        name = self.grants.open_page(ask, now)
        return _sign_in_page(200, ask, name)

    def decide(self, request: Request) -> Reply:
        """What the person chose on the page."""
        form = request.form()
        name = form.get("page", "")
        ask = self.grants.page(name, self._state.now())
        if ask is None:
            return page(400, pages.bad_link("This page was used already, or is too old."))
        choice = form.get("choice")
        if choice == "user":
            return self._as_user(ask, name, form)
        if choice not in ("root", "deny"):
            return _sign_in_page(400, ask, name)
        if not self.grants.close_page(name):
            return page(400, pages.bad_link("This page was used already."))
        if choice == "deny":
            return _send_back(ask, {"error": "access_denied", "state": ask.state})
        return self._consented(ask, self._account.root, mfa=self._state.root_mfa)

    def _as_user(self, ask: Ask, name: str, form: dict[str, str]) -> Reply:
        signed_in = self._account.console_sign_in(
            form.get("username", ""), form.get("password", ""), form.get("mfa", "")
        )
        if signed_in is None:
            return _sign_in_page(401, ask, name, failed=True)
        if not self.grants.close_page(name):
            return page(400, pages.bad_link("This page was used already."))
        return self._consented(ask, signed_in.principal, mfa=bool(signed_in.mfa))

    def _consented(self, ask: Ask, principal: Principal, *, mfa: bool) -> Reply:
        code = self.grants.code_for(ask, principal, self._state.now(), mfa=mfa)
        return _send_back(ask, {"code": code, "state": ask.state})

    def confirmation(self, request: Request) -> Reply:
        """The cross-device flow's last page: a text to copy into the other device."""
        query = request.query()
        code, state = query.get("code", ""), query.get("state", "")
        if not self.grants.is_waiting(code, self._state.now()):
            return page(200 if "error" in query else 400, pages.not_signed_in())
        text = base64.b64encode(urlencode({"state": state, "code": code}).encode()).decode()
        return page(200, pages.copy_code(text))

    # The client's part ----------------------------------------------------------------

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
                chain = self.grants.refresh(token, client, key, self._state.now())
            else:
                raise _invalid("unsupported_grant_type", "grantType is not supported")
        except RefusedError as refused:
            raise _denied(refused.reason) from None
        return self._tokens(chain)

    def _redeem(self, body: dict[str, Any], client: str, key: str) -> Chain:
        verifier = _text(body, "codeVerifier")
        if not _VERIFIER.fullmatch(verifier):
            raise _invalid("INVALID_REQUEST", "codeVerifier is malformed")
        answer = Ask(client, _text(body, "redirectUri"), "", "")
        return self.grants.redeem(_text(body, "code"), answer, verifier, key, self._state.now())

    def _proof_key(self, request: Request) -> str:
        url = request.base + request.path
        try:
            return self._proofs.thumbprint(
                request.headers.get("dpop"), request.method, url, self._state.real_now()
            )
        except BadProofError as error:
            raise _invalid("INVALID_REQUEST", f"Invalid DPoP proof: {error}") from None

    def _tokens(self, chain: Chain) -> Reply:
        now = self._state.now()
        caller = Caller(chain.principal, chain.mfa, now)
        arn = self._account.arn(chain.principal)
        if arn is None:
            raise _denied("USER_CREDENTIALS_CHANGED")
        if not self._account.may(caller, "signin:CreateOAuth2Token"):
            raise _denied("INSUFFICIENT_PERMISSIONS")
        issued = self._account.issuer.issue(
            chain.principal, now, CREDENTIALS_LIFE, mfa=chain.mfa
        )
        return _json_reply(
            {
                "accessToken": {
                    "accessKeyId": issued.access_key_id,
                    "secretAccessKey": issued.secret_access_key,
                    "sessionToken": issued.session_token,
                },
                "tokenType": "aws_sigv4",
                "expiresIn": CREDENTIALS_LIFE,
                "refreshToken": self.grants.next_refresh_token(chain),
                "idToken": _id_token(request_id(), arn, chain, now),
            }
        )

    def revoke(self, request: Request, caller: Caller) -> Reply:
        """RevokeOAuth2TokenWithIAM: end a refresh token and the chain that it belongs to.

        Credentials already issued live on for their 15 minutes, as AWS documents it.
        """
        token = _text(_json_object(request.body), "token")
        owner = self.grants.owner(token)
        if owner is not None and owner != caller.principal:
            raise _denied("INSUFFICIENT_PERMISSIONS")
        self.grants.revoke(token)
        return _json_reply({})


def _read_ask(request: Request) -> Ask:
    """The authorize link's parameters. Raises ValueError with a sentence about what is wrong."""
    pairs = parse_qsl(request.query_string, keep_blank_values=True, max_num_fields=50)
    query = dict(pairs)
    _require(len(query) == len(pairs), "A parameter is given twice.")
    client, target = query.get("client_id", ""), query.get("redirect_uri", "")
    _require(client in (SAME_DEVICE, CROSS_DEVICE), "The client is unknown.")
    _require(_may_redirect(client, target, request.base), "The redirect address isn't allowed.")
    _require(query.get("response_type") == "code", "response_type must be “code”.")
    _require(
        query.get("code_challenge_method") == "SHA-256", "code_challenge_method must be “SHA-256”."
    )
    challenge = query.get("code_challenge", "")
    _require(bool(_CHALLENGE.fullmatch(challenge)), "code_challenge is malformed.")
    _require("openid" in query.get("scope", "").split(), "scope must have “openid”.")
    state = query.get("state", "")
    _require(0 < len(state) <= 512, "state is missing.")
    return Ask(client, target, state, challenge)


def _require(fulfilled: bool, otherwise: str) -> None:  # noqa: FBT001
    if not fulfilled:
        raise ValueError(otherwise)


def _may_redirect(client: str, target: str, base: str) -> bool:
    if client == CROSS_DEVICE:
        return target == base + CONFIRMATION
    match = _LOOPBACK.fullmatch(target)
    return match is not None and int(match[1]) < 65536


def _send_back(ask: Ask, answer: dict[str, str]) -> Reply:
    return redirect(f"{ask.redirect_uri}?{urlencode(answer)}")


def _sign_in_page(status: int, ask: Ask, name: str, *, failed: bool = False) -> Reply:
    there = urlsplit(ask.redirect_uri)
    allowed = f"'self' {there.scheme}://{there.netloc}"
    return page(status, pages.sign_in(name, failed=failed), form_action=allowed)


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
        raise _invalid("INVALID_REQUEST", "The body is not a JSON object")
    return found


def _text(body: dict[str, Any], name: str) -> str:
    value = body.get(name)
    if not isinstance(value, str) or not 0 < len(value) <= 4096:
        raise _invalid("INVALID_REQUEST", f"{name} is missing")
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
