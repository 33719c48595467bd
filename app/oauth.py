"""AWS Sign-In's authorization code flow on the wire: the link, and the exchange of the code.

PKCE and DPoP as AWS CLI v2 and botocore make them; see also
https://docs.aws.amazon.com/signin/latest/userguide/command-line-sign-in.html
"""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import uuid
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from awscrt.crypto import EC, ECExportFormat, ECType

# botocore's own proof of possession, private there; the lock pins the version it is taken from.
from botocore.credentials import (  # type: ignore[attr-defined]
    _build_add_dpop_header_handler,
)

from app import clock
from app.clients import Clients
from app.session import LoginToken
from app.settings import Settings
from app.troubles import Trouble

SAME_DEVICE = "arn:aws:signin:::devtools/same-device"
CROSS_DEVICE = "arn:aws:signin:::devtools/cross-device"
COORDINATE = 32  # bytes of a coordinate on P-256
VERIFIER_BYTES = 48  # 64 characters of base64url


@dataclass(frozen=True)
class Flow:
    """One authorization request: who asks, where the answer goes, and its secrets."""

    base: str
    client_id: str
    redirect_uri: str
    state: str = field(default_factory=lambda: str(uuid.uuid4()), repr=False)
    verifier: str = field(default_factory=lambda: secrets.token_urlsafe(VERIFIER_BYTES), repr=False)

    @property
    def url(self) -> str:
        """The address to open in the browser. Holds the challenge, never the verifier."""
        challenge = base64.urlsafe_b64encode(hashlib.sha256(self.verifier.encode()).digest())
        query = {
            "response_type": "code",
            "client_id": self.client_id,
            "state": self.state,
            "code_challenge_method": "SHA-256",  # AWS's own name; not RFC 7636's S256
            "scope": "openid",
            "redirect_uri": self.redirect_uri,
            "code_challenge": challenge.rstrip(b"=").decode(),
        }
        return f"{self.base}/v1/authorize?{urlencode(query)}"


def new_key() -> EC:
    """A P-256 key for DPoP that botocore's refresher will read back as it is now.

    What awscrt has just generated drops leading zeros of a coordinate, which RFC 7518 (section
    6.2.1.2) doesn't allow, and of the private number, after which it can't be read back: together
    one key in some 80. Those are thrown away.
    """
    while True:
        key = EC.new_generate(ECType.P_256)
        whole = all(len(part) == COORDINATE for part in key.get_public_coords())
        if whole and _can_be_read_back(key):
            return key


def _can_be_read_back(key: EC) -> bool:
    try:
        again = EC.new_key_from_der_data(key.export_key(ECExportFormat.SEC1))
    except (RuntimeError, ValueError):
        return False
    return bool(again.get_public_coords() == key.get_public_coords())


def exchange(flow: Flow, code: str, settings: Settings, region: str) -> LoginToken:
    """Exchange the code for a token, in the form that botocore keeps it. Raises `Trouble`."""
    key = new_key()
    clients = Clients(settings.endpoint, region=region)
    clients.client("signin").meta.events.register(
        "before-call.signin.CreateOAuth2Token", _build_add_dpop_header_handler(key)
    )
    asked = {
        "clientId": flow.client_id,
        "grantType": "authorization_code",
        "code": code,
        "codeVerifier": flow.verifier,
        "redirectUri": flow.redirect_uri,
    }
    try:
        reply = clients.call("signin", "create_o_auth2_token", tokenInput=asked)
    except Trouble as trouble:
        if abs(clients.skew) > clock.LIKELY:  # AWS judges the time in the proof
            raise clock.trouble(clients.skew, trouble.detail) from None
        raise
    return _as_botocore_keeps_it(reply["tokenOutput"], flow, key, region)


def _as_botocore_keeps_it(output: dict[str, Any], flow: Flow, key: EC, region: str) -> LoginToken:
    expires = datetime.now(UTC) + timedelta(seconds=int(output["expiresIn"]))
    arn = _subject(output.get("idToken", ""))
    return {
        "accessToken": {
            **output["accessToken"],
            "accountId": arn.split(":")[4] if arn.count(":") >= 5 else "",
            "expiresAt": expires.strftime("%Y-%m-%dT%H:%M:%SZ"),
        },
        "tokenType": output["tokenType"],
        "refreshToken": output["refreshToken"],
        "idToken": output.get("idToken", ""),
        "clientId": flow.client_id,
        "dpopKey": _pem(key),
        "signInRegion": region,
    }


def _subject(id_token: str) -> str:
    """`sub` of the JWT, the principal's ARN. A hint only: who it is, STS is asked."""
    try:
        payload = id_token.split(".")[1]
        decoded = base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4))
        return str(json.loads(decoded)["sub"])
    except (IndexError, KeyError, ValueError):
        return ""


def _pem(key: EC) -> str:
    body = base64.encodebytes(key.export_key(ECExportFormat.SEC1)).decode().strip()
    return f"-----BEGIN EC PRIVATE KEY-----\n{body}\n-----END EC PRIVATE KEY-----\n"
