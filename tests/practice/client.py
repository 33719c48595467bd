"""A browser without a window, and a client that signs in as the AWS CLI does."""

from __future__ import annotations

import base64
import hashlib
import http.client
import json
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import boto3
import pytest
from botocore import UNSIGNED
from botocore import credentials as botocore_credentials
from botocore.config import Config
from botocore.exceptions import ClientError

from app import standin
from app.oauth import new_key

SAME_DEVICE = "arn:aws:signin:::devtools/same-device"
CROSS_DEVICE = "arn:aws:signin:::devtools/cross-device"
ADMINISTRATOR = "arn:aws:iam::aws:policy/AdministratorAccess"
DENY_ALL = "arn:aws:iam::aws:policy/AWSDenyAll"
PASSWORD = "Correct-Horse-7-Battery"
CALLBACK = "http://127.0.0.1:54321/oauth/callback"


@dataclass
class Page:
    status: int
    headers: dict[str, str]
    text: str

    @property
    def sent_to(self) -> dict[str, str]:
        """The query of the address that the browser is sent to."""
        query = parse_qs(urlsplit(self.headers["location"]).query)
        return {name: values[0] for name, values in query.items()}

    def hidden(self, name: str) -> str:
        return self.text.split(f'name="{name}" value="', 1)[1].split('"', 1)[0]


class Browser:
    """Speaks HTTP to the practice AWS and follows no redirect."""

    def __init__(self, address: str) -> None:
        self.address = address

    def ask(
        self,
        method: str,
        target: str,
        body: bytes | str | None = None,
        headers: dict[str, str] | None = None,
    ) -> Page:
        connection = http.client.HTTPConnection(urlsplit(self.address).netloc, timeout=20)
        connection.request(method, target, body, headers or {})
        reply = connection.getresponse()
        found = {name.lower(): value for name, value in reply.getheaders()}
        text = reply.read().decode()
        connection.close()
        return Page(reply.status, found, text)

    def get(self, target: str, **headers: str) -> Page:
        return self.ask("GET", target, headers=headers)

    def post(self, target: str, **fields: str) -> Page:
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        return self.ask("POST", target, urlencode(fields), kind)


class Login:
    """One sign-in as ``aws login`` makes it, step by step."""

    def __init__(self, address: str, client_id: str = SAME_DEVICE) -> None:
        self.address, self.client_id = address, client_id
        self.browser = Browser(address)
        self.verifier = secrets.token_urlsafe(48)
        self.state = secrets.token_hex(16)
        self.key = new_key()
        same = client_id == SAME_DEVICE
        self.redirect = CALLBACK if same else f"{address}/v1/sessions/confirmation"

    def link(self, **changed: str) -> str:
        digest = hashlib.sha256(self.verifier.encode()).digest()
        asked = {
            "response_type": "code",
            "client_id": self.client_id,
            "state": self.state,
            "code_challenge_method": "SHA-256",
            "scope": "openid",
            "redirect_uri": self.redirect,
            "code_challenge": base64.urlsafe_b64encode(digest).decode().rstrip("="),
        }
        return f"/v1/authorize?{urlencode({**asked, **changed})}"

    def code(self, choice: str = "root", **fields: str) -> str:
        page = self.browser.get(self.link())
        if page.status == 200:
            page = self.browser.post(
                "/v1/authorize", page=page.hidden("page"), choice=choice, **fields
            )
        assert page.status == 303, page.text
        assert page.sent_to["state"] == self.state
        return page.sent_to["code"]

    def client(self, key: Any = None) -> Any:
        made = boto3.client(
            "signin",
            region_name="us-east-1",
            endpoint_url=self.address,
            config=Config(signature_version=UNSIGNED, retries={"total_max_attempts": 1}),
        )
        sign: Any = vars(botocore_credentials)["_build_add_dpop_header_handler"]
        handler = sign(key or self.key)
        made.meta.events.register("before-call.signin.CreateOAuth2Token", handler)
        return made

    def exchange(self, code: str, key: Any = None, **changed: str) -> dict[str, Any]:
        asked = {
            "clientId": self.client_id,
            "grantType": "authorization_code",
            "code": code,
            "codeVerifier": self.verifier,
            "redirectUri": self.redirect,
        }
        reply = self.client(key).create_o_auth2_token(tokenInput={**asked, **changed})
        return dict(reply["tokenOutput"])

    def refresh(self, token: str, key: Any = None) -> dict[str, Any]:
        asked = {
            "clientId": self.client_id,
            "grantType": "refresh_token",
            "refreshToken": token,
        }
        return dict(self.client(key).create_o_auth2_token(tokenInput=asked)["tokenOutput"])

    def iam(self) -> Any:
        """An IAM client of a fresh sign-in as root."""
        return client_for(self.address, "iam", self.exchange(self.code())["accessToken"])

    @staticmethod
    def refusal(call: Callable[[], object]) -> tuple[str, str]:
        """The code of the error that ``call`` gets, and sign-in's reason."""
        with pytest.raises(ClientError) as caught:
            call()
        reply: Any = caught.value.response
        return reply["Error"]["Code"], reply.get("error", "")


def client_for(address: str, service: str, keys: dict[str, str], region: str = "us-east-1") -> Any:
    """A boto3 client with the access token of a sign-in."""
    make: Any = boto3.client  # the stubs know services by literal names
    made = make(
        service,
        region_name=region,
        endpoint_url=address,
        aws_access_key_id=keys["accessKeyId"],
        aws_secret_access_key=keys["secretAccessKey"],
        aws_session_token=keys.get("sessionToken"),
        config=Config(retries={"total_max_attempts": 1, "mode": "standard"}),
    )
    return standin.keep(made)


def claims(token: str) -> dict[str, Any]:
    """The claims of a JWT."""
    part = token.split(".")[1]
    return dict(json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))))
