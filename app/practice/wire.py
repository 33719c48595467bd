"""Requests and replies as practice AWS sees them: plain values, no framework."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

MAX_BODY = 6 * 1024 * 1024  # S3 parts and Lambda zips never pass through practice
PRIVATE_PAGE = (
    ("Cache-Control", "no-store"),
    ("Referrer-Policy", "no-referrer"),
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "DENY"),
)


@dataclass(frozen=True, repr=False)
class Request:
    """One HTTP request, read whole. ``headers`` has lower-case names.

    ``target`` is the path and query exactly as the client sent them, because a
    signature covers those bytes; ``path`` is the decoded path.
    """

    method: str
    target: str
    path: str
    headers: dict[str, str]
    body: bytes
    environ: dict[str, Any] = field(default_factory=dict)

    @property
    def query_string(self) -> str:
        return self.target.partition("?")[2]

    @property
    def base(self) -> str:
        """The address that the client used, such as ``http://127.0.0.1:5000``."""
        return f"http://{self.headers.get('host', '')}"

    def query(self) -> dict[str, str]:
        """The query's parameters; of a repeated one, the first."""
        return first_values(self.query_string)

    def form(self) -> dict[str, str]:
        """The form's fields; of a repeated one, the first. Empty for other bodies."""
        if not self.headers.get("content-type", "").startswith("application/x-www-form-urlencoded"):
            return {}
        return first_values(self.body.decode("utf-8", "replace"))


def first_values(encoded: str) -> dict[str, str]:
    """Decode ``a=1&b=2``, keeping the first of a repeated name; nothing when there are too many."""
    found: dict[str, str] = {}
    try:
        pairs = parse_qsl(encoded, keep_blank_values=True, max_num_fields=2000)
    except ValueError:
        return found
    for name, value in pairs:
        found.setdefault(name, value)
    return found


@dataclass(frozen=True)
class Reply:
    """One HTTP answer."""

    status: int
    body: bytes = field(default=b"", repr=False)
    headers: tuple[tuple[str, str], ...] = ()


def page(status: int, text: str, *, form_action: str = "'self'") -> Reply:
    """A page for a person's browser: no scripts, nothing from elsewhere, no framing.

    ``form_action`` names where its forms may lead: Chromium applies it to the
    redirect that follows a form as well.
    """
    policy = (
        "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; "
        f"frame-ancestors 'none'; form-action {form_action}"
    )
    headers = (
        ("Content-Type", "text/html; charset=utf-8"),
        ("Content-Security-Policy", policy),
        *PRIVATE_PAGE,
    )
    return Reply(status, text.encode(), headers)


def redirect(url: str) -> Reply:
    """Send the browser to ``url`` with a GET."""
    return Reply(303, b"", (("Location", url), *PRIVATE_PAGE))
