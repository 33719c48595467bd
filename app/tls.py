"""Whom TLS trusts: the authorities that the operating system knows, for every call to AWS.

A company's own authority is known to the operating system only. botocore takes no TLS context,
so its module is given truststore's; `truststore.inject_into_ssl` would change the whole process,
and breaks TLS in it where botocore was imported first.
"""

from __future__ import annotations

import ssl
from dataclasses import dataclass
from pathlib import Path

import truststore
from botocore import httpsession

__all__ = ["Trust", "httpsession", "trust"]

httpsession.SSLContext = truststore.SSLContext  # type: ignore[attr-defined]


@dataclass(frozen=True)
class Trust:
    """`system`: botocore asks the system. `bundle` is the file that botocore trusts besides."""

    system: bool
    bundle: str
    authorities: int  # in the bundle


def trust() -> Trust:
    """What a call to AWS would trust, without making one. Raises `OSError` (`ssl.SSLError` too)."""
    bundle = str(httpsession.get_cert_path(True))
    Path(bundle).stat()  # names the file that is missing; what comes doesn't
    inside = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    inside.load_verify_locations(cafile=bundle)
    context = httpsession.create_urllib3_context()
    context.load_verify_locations(cafile=bundle)
    context.wrap_bio(ssl.MemoryBIO(), ssl.MemoryBIO(), server_hostname="aws.amazon.com")
    system = isinstance(context, truststore.SSLContext)
    return Trust(system, bundle, len(inside.get_ca_certs()))
