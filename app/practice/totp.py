"""Six-digit codes of a virtual MFA device (RFC 6238), checked by the service."""

from __future__ import annotations

import base64
import hashlib
import hmac
import struct

STEP = 30  # seconds


def code_at(seed: str, counter: int) -> str:
    """The code of base32 ``seed`` for the 30-second step ``counter``."""
    padded = seed.upper() + "=" * (-len(seed) % 8)
    mac = hmac.new(base64.b32decode(padded), struct.pack(">Q", counter), hashlib.sha1).digest()
    offset = mac[-1] & 15
    number = int.from_bytes(mac[offset : offset + 4], "big") & 0x7FFFFFFF
    return f"{number % 1_000_000:06d}"


def step_of(seed: str, code: str, now: float, tolerance: int = 1) -> int | None:
    """The step whose code this is, at most ``tolerance`` steps from ``now`` (seconds); or None."""
    here = int(now // STEP)
    for counter in range(here - tolerance, here + tolerance + 1):
        if counter >= 0 and hmac.compare_digest(code_at(seed, counter).encode(), code.encode()):
            return counter
    return None
