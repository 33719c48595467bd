"""The root user's second factor: from the secret key that AWS shows to codes and a QR code.

The secret lives in memory only; no error's text or repr holds any of it.
"""

from __future__ import annotations

import binascii
import re
import unicodedata
from base64 import b32decode
from datetime import UTC, datetime
from urllib.parse import parse_qs, urlsplit

from app.messages import Message, msg

PERIOD = 30  # seconds that a code lasts (RFC 6238)
DIGITS = 6
SHORTEST = 23  # characters, 112 bits: the least that pyotp takes; those of AWS have 64
ISSUER = "Amazon Web Services"
QUIET = 4  # modules of white around a QR code, as its standard asks for

NOT_A_KEY = msg("A secret key has only the letters A to Z and the digits 2 to 7.")
TOO_SHORT = msg("This is too short for a secret key. Copy the whole of it.")
A_CODE = msg(
    "This is a six-digit code. The secret key is the long text behind “Show secret key” in the "
    "AWS console."
)
NOT_OF_AWS = msg("This isn't a secret key of AWS. Copy the one behind “Show secret key”.")


class SecretError(ValueError):
    """What was typed isn't a secret key; `message` says why."""

    def __init__(self, message: Message) -> None:
        super().__init__(str(message))
        self.message = message


def parse_secret(text: str) -> str:
    """The secret key in `text`, in plain base32: from a key as shown, or an `otpauth://` link.

    Spaces, hyphens, small letters and a Japanese keyboard's full-width letters are accepted.
    Raises `SecretError`.
    """
    typed = unicodedata.normalize("NFKC", text).strip()
    if typed.lower().startswith("otpauth:"):
        typed = _from_link(typed)
    secret = re.sub(r"[\s-]", "", typed).rstrip("=").upper()
    if re.fullmatch(rf"\d{{{DIGITS}}}", secret):
        raise SecretError(A_CODE)
    if re.search(r"[^A-Z2-7]", secret):
        raise SecretError(NOT_A_KEY)
    if len(secret) < SHORTEST or not _decodes(secret):
        raise SecretError(TOO_SHORT)
    return secret


def _from_link(link: str) -> str:
    """The secret in an authenticator app's link, if its codes are those of AWS."""
    try:
        parts = urlsplit(link)
        values = {k.lower(): v[0] for k, v in parse_qs(parts.query).items()}
    except ValueError:
        raise SecretError(NOT_OF_AWS) from None
    usual = {"algorithm": "SHA1", "digits": str(DIGITS), "period": str(PERIOD)}
    other = any(values.get(k, v).upper() != v for k, v in usual.items())
    if parts.netloc.lower() != "totp" or other or not values.get("secret"):
        raise SecretError(NOT_OF_AWS)
    return values["secret"]


def _decodes(secret: str) -> bool:
    try:
        b32decode(secret + "=" * (-len(secret) % 8))
    except binascii.Error:
        return False
    return True


def codes(secret: str, at: float) -> tuple[str, str, int]:
    """The code at the time `at` (seconds since 1970), the next one, and the seconds until then."""
    from pyotp import TOTP

    totp = TOTP(secret)
    return totp.at(int(at)), totp.at(int(at), counter_offset=1), PERIOD - int(at) % PERIOD


def check(secret: str, code: str, at: float) -> bool:
    """Whether `code` is right at the time `at`, give or take one period, as AWS does."""
    from pyotp import TOTP

    typed = re.sub(r"\s", "", unicodedata.normalize("NFKC", code))
    return TOTP(secret).verify(typed, for_time=datetime.fromtimestamp(at, UTC), valid_window=1)


def otpauth_uri(secret: str, account: str) -> str:
    """The link that an authenticator app reads from a QR code; `account` may be ""."""
    from pyotp import TOTP

    name = f"root-account-mfa-device@{account}" if account else "root-account-mfa-device"
    return TOTP(secret).provisioning_uri(name=name, issuer_name=ISSUER)


def qr(text: str) -> tuple[tuple[bool, ...], ...]:
    """The QR code of `text` in rows of modules (true is dark), with its white border."""
    from qrcode.constants import ERROR_CORRECT_M
    from qrcode.main import QRCode

    code = QRCode(error_correction=ERROR_CORRECT_M, border=QUIET)
    code.add_data(text)
    code.make(fit=True)
    return tuple(tuple(bool(module) for module in row) for row in code.get_matrix())
