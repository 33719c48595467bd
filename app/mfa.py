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
WINDOW = 1  # periods before and after in which a code is still right, as with AWS
SHORTEST = 23  # characters, 112 bits: the least that pyotp takes
USUAL = 64  # characters in a secret key of AWS
LONGEST = 128  # no key is longer: who pastes more has pasted something else with it
MOST = 10_000  # characters that are looked at
APART = 20  # periods, ten minutes: clocks that differ by more aren't told from a wrong key
GROUP = 4
ISSUER = "Amazon Web Services"
QUIET = 4  # modules of white around a QR code, as its standard asks for

NOT_A_KEY = msg("A secret key has only the letters A to Z and the digits 2 to 7.")
LOOK_ALIKE = msg(
    "A secret key has no 0, 1, 8 or 9. What looks like one is the letter O, I, L or B. Best copy "
    "the key instead of typing it."
)
TOO_SHORT = msg("This is too short for a secret key. Copy the whole of it.")
A_CODE = msg(
    "This is a six-digit code. The secret key is the long text behind “Show secret key” in the "
    "AWS console."
)
ACCESS_KEY = msg(
    "This looks like an access key, which Aikagi never needs: don't paste it anywhere. The secret "
    "key for MFA is behind “Show secret key”."
)
A_PAGE = msg("This is more than the secret key. Copy only the key, behind “Show secret key”.")
NOT_OF_AWS = msg("This isn't a secret key of AWS. Copy the one behind “Show secret key”.")

_LINK = re.compile(r"otpauth(-migration)?:", re.IGNORECASE)  # Apple writes apple-otpauth:
_INVISIBLE = {"Cc", "Cf", "Zl", "Zp", "Zs"}  # Unicode's categories of spaces and controls


class SecretError(ValueError):
    """What was typed isn't a secret key; `message` says why."""

    def __init__(self, message: Message) -> None:
        super().__init__(str(message))
        self.message = message


def parse_secret(text: str) -> str:
    """The secret key in `text`, in plain base32: from a key as shown, or an `otpauth://` link.

    Spaces, hyphens, small letters and a Japanese keyboard's full-width letters are accepted, and
    the words around a key that was copied with its page. Raises `SecretError`.
    """
    if len(text) > MOST:
        raise SecretError(A_PAGE)
    typed = unicodedata.normalize("NFKC", text).strip()
    if link := _LINK.search(typed):
        typed = _from_link(typed[link.start() :])
    words = [word for word in map(_letters, _spaced(typed).split()) if word]
    secret = _key_among(words)
    if why := _why_not(secret, words, typed):
        raise SecretError(why)
    return secret


def _spaced(text: str) -> str:
    """`text` with a plain space for each space and control; a zero-width one just goes."""
    kinds = ((letter, unicodedata.category(letter)) for letter in text)
    return "".join(
        "" if kind == "Cf" else " " if kind in _INVISIBLE else letter for letter, kind in kinds
    )


def _letters(word: str) -> str:
    """`word` without the hyphens, quotes and padding that people and programs put around keys."""
    kept = (c for c in word if unicodedata.category(c) not in {"Pd", "Pi", "Pf", "Ps", "Pe"})
    return "".join(kept).strip("\"'=.,:;\N{MINUS SIGN}").upper()


def _key_among(words: list[str]) -> str:
    """The one word that is a key by itself, else all of them as its groups."""
    whole = "".join(words)
    if len(whole) == USUAL:
        return whole
    alone = [w for w in words if len(w) == USUAL and _is_base32(w)]
    return alone[0] if len(alone) == 1 else whole


def _in_groups(words: list[str]) -> bool:
    """Whether these are a key's groups: of one length, the last may be shorter."""
    *before, last = words
    return len({len(word) for word in before}) == 1 and len(last) <= len(before[0])


def _why_not(secret: str, words: list[str], typed: str) -> Message | None:
    """What `secret`, made of `words`, is instead of a key; None for a key."""
    if re.fullmatch(rf"\d{{{DIGITS}}}", secret):
        return A_CODE
    if _is_access_key(typed):
        return ACCESS_KEY
    if re.fullmatch(r"[A-Z0-9]+", secret) and re.search(r"[0189]", secret):
        return A_PAGE if len(secret) > LONGEST else LOOK_ALIKE
    if not re.fullmatch(r"[A-Z2-7]*", secret):
        return A_PAGE if len(words) > 1 and len(secret) > USUAL else NOT_A_KEY
    spaced = words not in ([], [secret]) and len(secret) != USUAL
    if len(secret) > LONGEST or (spaced and not _in_groups(words)):
        return A_PAGE
    return TOO_SHORT if len(secret) < SHORTEST or not _decodes(secret) else None


def _is_base32(word: str) -> bool:
    return re.fullmatch(r"[A-Z2-7]+", word) is not None


def _is_access_key(typed: str) -> bool:
    """An access key's id, or its secret: 40 characters of base64.

    https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-prefixes
    """
    if re.fullmatch(r"A[KS]IA[A-Z0-9]{16}", typed):
        return True
    mixed = re.search(r"[a-z]", typed) and re.search(r"[A-Z]", typed)
    return bool(mixed and re.fullmatch(r"[A-Za-z0-9/+]{40}", typed))


def _from_link(link: str) -> str:
    """The secret in an authenticator app's link, if its codes are those of AWS."""
    try:
        parts = urlsplit(re.sub(r"\s", "%20", link))  # urlsplit drops the ends of lines
        values = {k.lower(): v[0] for k, v in parse_qs(parts.query).items()}
    except ValueError:
        raise SecretError(NOT_OF_AWS) from None
    usual = {"algorithm": "SHA1", "digits": str(DIGITS), "period": str(PERIOD)}
    other = any(values.get(k, v).upper() != v for k, v in usual.items())
    kind = (parts.scheme.lower(), parts.netloc.lower())
    if kind != ("otpauth", "totp") or other or not values.get("secret"):
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

    when = datetime.fromtimestamp(at, UTC)
    return TOTP(secret).verify(_digits(code), for_time=when, valid_window=WINDOW)


def clock_apart(secret: str, code: str, at: float) -> int:
    """By how many seconds the clock that made `code` is ahead of `at` (behind: negative).

    0 where the code is right, and where it isn't this key's within ten minutes either way.
    """
    from pyotp import TOTP

    typed, totp = _digits(code), TOTP(secret)
    for shift in sorted(range(-APART, APART + 1), key=abs):
        then = int(at) + shift * PERIOD
        if then >= 0 and totp.at(then) == typed:
            return 0 if abs(shift) <= WINDOW else shift * PERIOD
    return 0


def _digits(code: str) -> str:
    """`code` without spaces and in plain digits; nothing of what has something else in it."""
    found = re.sub(r"[\s-]", "", unicodedata.normalize("NFKC", code[:USUAL]))
    return found if re.fullmatch(r"[0-9]+", found) and len(code) <= USUAL else ""


def groups(secret: str) -> str:
    """The key in groups of four, to be typed by hand."""
    return " ".join(secret[i : i + GROUP] for i in range(0, len(secret), GROUP))


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
