"""Signature Version 4, checked: did the holder of this secret sign this request?

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
"""

from __future__ import annotations

import hashlib
import hmac
import posixpath
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import quote, unquote

from app.practice.errors import AwsError
from app.practice.wire import Request

CLOCK_TOLERANCE = 900.0  # seconds, as AWS
_AUTHORIZATION = re.compile(
    r"AWS4-HMAC-SHA256\s+Credential=([A-Z0-9]{16,128})/(\d{8})/([a-z0-9-]+)/([a-z0-9-]+)/"
    r"aws4_request,\s*SignedHeaders=([a-z0-9;-]+),\s*Signature=([0-9a-f]{64})"
)
_MISMATCH = (
    "The request signature we calculated does not match the signature you provided. "
    "Check your AWS Secret Access Key and signing method."
)


@dataclass(frozen=True)
class Claim:
    """What an Authorization header says, before it is believed."""

    access_key_id: str
    day: str
    region: str
    service: str
    signed_headers: tuple[str, ...]
    signature: str


def claim_of(request: Request) -> Claim:
    """Read the Authorization header. Raises AwsError when there's none or it's malformed."""
    header = request.headers.get("authorization")
    if not header:
        raise AwsError(403, "MissingAuthenticationToken", "Missing Authentication Token")
    match = _AUTHORIZATION.fullmatch(header.strip())
    if match is None:
        raise AwsError(400, "IncompleteSignature", "Authorization header is not SigV4")
    key, day, region, service, signed, signature = match.groups()
    return Claim(key, day, region, service, tuple(signed.split(";")), signature)


def verify(request: Request, claim: Claim, secret: str, now: float) -> None:
    """Raise AwsError unless ``secret`` signed ``request`` within 15 minutes of ``now``.

    ``now`` is in seconds since 1970.
    """
    stamp = request.headers.get("x-amz-date", "")
    _check_time(stamp, claim, now)
    _check_signed_headers(request, claim)
    _check_body(request)
    expected = _signature(request, claim, secret, stamp)
    if not hmac.compare_digest(expected, claim.signature):
        raise AwsError(403, "SignatureDoesNotMatch", _MISMATCH)


def _check_time(stamp: str, claim: Claim, now: float) -> None:
    try:
        signed_at = datetime.strptime(stamp, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    except ValueError:
        raise AwsError(400, "IncompleteSignature", "X-Amz-Date is missing or bad") from None
    if not stamp.startswith(claim.day):
        raise AwsError(403, "SignatureDoesNotMatch", "Credential scope is of another day")
    if abs(signed_at.timestamp() - now) > CLOCK_TOLERANCE:
        shown = datetime.fromtimestamp(now, UTC).strftime("%Y%m%dT%H%M%SZ")
        word = "expired" if signed_at.timestamp() < now else "not yet current"
        text = f"Signature {word}: {stamp}, the time here is {shown}"
        raise AwsError(403, "SignatureDoesNotMatch", text)


def _check_signed_headers(request: Request, claim: Claim) -> None:
    needed = {"host", "x-amz-date"}
    if "x-amz-security-token" in request.headers:
        needed.add("x-amz-security-token")
    if not needed <= set(claim.signed_headers):
        raise AwsError(403, "SignatureDoesNotMatch", "Required headers are not signed")


def _check_body(request: Request) -> None:
    declared = request.headers.get("x-amz-content-sha256")
    if declared is None or declared == "UNSIGNED-PAYLOAD" or declared.startswith("STREAMING-"):
        return
    if not hmac.compare_digest(declared, hashlib.sha256(request.body).hexdigest()):
        raise AwsError(403, "SignatureDoesNotMatch", _MISMATCH)


def _signature(request: Request, claim: Claim, secret: str, stamp: str) -> str:
    scope = f"{claim.day}/{claim.region}/{claim.service}/aws4_request"
    digest = hashlib.sha256(_canonical_request(request, claim).encode()).hexdigest()
    key = f"AWS4{secret}".encode()
    for part in (claim.day, claim.region, claim.service, "aws4_request"):
        key = hmac.new(key, part.encode(), hashlib.sha256).digest()
    text = f"AWS4-HMAC-SHA256\n{stamp}\n{scope}\n{digest}"
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()


def _canonical_request(request: Request, claim: Claim) -> str:
    lines = [
        f"{name}:{' '.join(request.headers.get(name, '').split())}" for name in claim.signed_headers
    ]
    declared = request.headers.get("x-amz-content-sha256")
    payload = declared or hashlib.sha256(request.body).hexdigest()
    raw_path, _, query = request.target.partition("?")
    return "\n".join(
        (
            request.method,
            _canonical_path(raw_path, claim.service),
            _canonical_query(query),
            *lines,
            "",
            ";".join(claim.signed_headers),
            payload,
        )
    )


def _canonical_path(raw: str, service: str) -> str:
    if service == "s3":  # S3 alone signs the path as it is
        return raw or "/"
    tidy = posixpath.normpath(raw or "/").lstrip("/")
    slash = "/" if raw.endswith("/") and tidy else ""
    return quote(f"/{tidy}{slash}", safe="/~")


def _canonical_query(query: str) -> str:
    pairs = []
    for piece in query.split("&") if query else ():
        name, _, value = piece.partition("=")
        pairs.append((quote(unquote(name), safe="-_.~"), quote(unquote(value), safe="-_.~")))
    return "&".join(f"{name}={value}" for name, value in sorted(pairs))
