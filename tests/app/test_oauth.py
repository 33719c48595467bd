"""The keys and links of the sign-in."""

from __future__ import annotations

import base64
import hashlib
from urllib.parse import parse_qs, urlsplit

import pytest
from awscrt.crypto import EC, ECExportFormat, ECType

from app import oauth
from app.oauth import SAME_DEVICE, Flow

BASE = "https://us-east-1.signin.aws.amazon.com"


def test_the_link_is_what_aws_sign_in_asks_for() -> None:
    flow = Flow(BASE, SAME_DEVICE, "http://127.0.0.1:54321/oauth/callback")
    query = {name: values[0] for name, values in parse_qs(urlsplit(flow.url).query).items()}
    digest = hashlib.sha256(flow.verifier.encode()).digest()
    assert flow.url.startswith(f"{BASE}/v1/authorize?")
    assert query == {
        "response_type": "code",
        "client_id": "arn:aws:signin:::devtools/same-device",
        "state": flow.state,
        "code_challenge_method": "SHA-256",
        "scope": "openid",
        "redirect_uri": "http://127.0.0.1:54321/oauth/callback",
        "code_challenge": base64.urlsafe_b64encode(digest).decode().rstrip("="),
    }
    assert len(flow.verifier) == 64
    assert flow.verifier not in flow.url
    assert flow.verifier not in repr(flow)
    assert flow.state not in repr(flow)


def test_a_key_with_a_short_coordinate_is_thrown_away(monkeypatch: pytest.MonkeyPatch) -> None:
    short = _short_key()
    good = oauth.new_key()
    waiting = [short, short, good]
    monkeypatch.setattr(EC, "new_generate", lambda _kind: waiting.pop(0))
    assert oauth.new_key() is good


def _short_key() -> EC:
    while True:
        key = EC.new_generate(ECType.P_256)
        if any(len(part) < 32 for part in key.get_public_coords()):
            return key


def test_every_key_can_be_read_back_for_the_refresh() -> None:
    for _ in range(1000):
        key = oauth.new_key()
        again = EC.new_key_from_der_data(key.export_key(ECExportFormat.SEC1))
        assert again.get_public_coords() == key.get_public_coords()
