"""DPoP proofs (RFC 9449): the caller holds the private key that the session is bound to."""

from __future__ import annotations

import base64
import hashlib
import json
import threading
from typing import Any

CLOCK_TOLERANCE = 300.0  # seconds
_COORDINATE = 32  # bytes, P-256


class BadProofError(Exception):
    """The proof isn't one; the text says why, and holds nothing secret."""


def unpad(data: bytes) -> str:
    """Unpadded base64url."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def repad(text: str) -> bytes:
    """Decode unpadded base64url; raises ValueError for anything else."""
    if not text.isascii() or "=" in text or set(text) & set("+/ \n\r\t"):
        raise ValueError(len(text))
    return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)


class Proofs:
    """Checks proofs, and remembers them so that none is used twice."""

    def __init__(self) -> None:
        self._seen: dict[str, float] = {}
        self._lock = threading.Lock()

    def thumbprint(self, proof: str | None, method: str, url: str, now: float) -> str:
        """Check ``proof`` for this request and return its key's thumbprint (RFC 7638).

        ``now`` is in seconds since 1970. Raises BadProofError.
        """
        if not proof:
            reason = "the DPoP header is missing"
            raise BadProofError(reason)
        header, claims = _verified(proof)
        _expect("htm", claims.get("htm"), method)
        _expect("htu", claims.get("htu"), url)
        self._check_once(claims, now)
        return _thumbprint(header["jwk"])

    def _check_once(self, claims: dict[str, Any], now: float) -> None:
        issued, unique = claims.get("iat"), claims.get("jti")
        if isinstance(issued, bool) or not isinstance(issued, (int, float)):
            reason = "iat is missing"
            raise BadProofError(reason)
        if abs(issued - now) > CLOCK_TOLERANCE:
            reason = "iat is too far from the time here"
            raise BadProofError(reason)
        if not isinstance(unique, str) or not unique or len(unique) > 256:
            reason = "jti is missing"
            raise BadProofError(reason)
        with self._lock:
            for old in [k for k, until in self._seen.items() if until < now]:
                del self._seen[old]
            if unique in self._seen:
                reason = "the proof was used before"
                raise BadProofError(reason)
            self._seen[unique] = now + 2 * CLOCK_TOLERANCE


def _expect(name: str, found: object, wanted: str) -> None:
    if found != wanted:
        reason = f"{name} is not that of the request"
        raise BadProofError(reason)


def _verified(proof: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """The header and claims of a proof whose signature is that of its own key."""
    from cryptography.exceptions import InvalidSignature

    try:
        head, body, signature = proof.split(".")
        header, claims = json.loads(repad(head)), json.loads(repad(body))
        if not isinstance(claims, dict) or header["typ"] != "dpop+jwt" or header["alg"] != "ES256":
            reason = "not an ES256 proof of type dpop+jwt"
            raise BadProofError(reason)
        _check_signature(header["jwk"], f"{head}.{body}".encode(), repad(signature))
    except InvalidSignature:
        reason = "the signature is not that of the key"
        raise BadProofError(reason) from None
    except (ValueError, KeyError, TypeError, RecursionError):
        reason = "malformed"
        raise BadProofError(reason) from None
    return header, claims


def _check_signature(jwk: dict[str, Any], signed: bytes, signature: bytes) -> None:
    """Raise InvalidSignature, ValueError, KeyError or TypeError unless it is right."""
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

    if jwk["kty"] != "EC" or jwk["crv"] != "P-256" or "d" in jwk:
        raise ValueError(jwk["kty"])
    x, y = repad(jwk["x"]), repad(jwk["y"])
    # RFC 7518 wants 32 bytes, but botocore, and so the AWS CLI, drops leading zeros of a
    # coordinate: some three sign-ins in 400 come with 31.
    lengths = 0 < len(x) <= _COORDINATE and 0 < len(y) <= _COORDINATE
    if not lengths or len(signature) != 2 * _COORDINATE:
        raise ValueError(len(signature))
    numbers = ec.EllipticCurvePublicNumbers(
        int.from_bytes(x, "big"), int.from_bytes(y, "big"), ec.SECP256R1()
    )
    r, s = signature[:_COORDINATE], signature[_COORDINATE:]
    der = encode_dss_signature(int.from_bytes(r, "big"), int.from_bytes(s, "big"))
    numbers.public_key().verify(der, signed, ec.ECDSA(hashes.SHA256()))


def _thumbprint(jwk: dict[str, Any]) -> str:
    members = {name: jwk[name] for name in ("crv", "kty", "x", "y")}
    canonical = json.dumps(members, separators=(",", ":"), sort_keys=True)
    return unpad(hashlib.sha256(canonical.encode()).digest())
