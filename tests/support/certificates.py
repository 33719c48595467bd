"""Certificates that vouch for themselves, as a server's, a company's or a vendor's own may be."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

PEM = serialization.Encoding.PEM


class SelfSigned:
    """A key, and a certificate of that name for it, good from yesterday on.

    `critical` and `more` are extensions of it.
    """

    def __init__(
        self,
        name: str,
        *,
        days: int = 1,
        critical: tuple[x509.ExtensionType, ...] = (),
        more: tuple[x509.ExtensionType, ...] = (),
    ) -> None:
        self._key = ec.generate_private_key(ec.SECP256R1())
        who = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        now = datetime.now(UTC)
        builder = (
            x509.CertificateBuilder()
            .subject_name(who)
            .issuer_name(who)
            .public_key(self._key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - timedelta(days=1))
            .not_valid_after(now + timedelta(days=days))
        )
        for extension in critical:
            builder = builder.add_extension(extension, critical=True)
        for extension in more:
            builder = builder.add_extension(extension, critical=False)
        self._made = builder.sign(self._key, hashes.SHA256())

    @property
    def pem(self) -> bytes:
        """The certificate alone."""
        return self._made.public_bytes(PEM)

    def save(self, path: Path) -> Path:
        """Key and certificate in one file, as a server loads them. Returns its path."""
        pkcs8 = serialization.PrivateFormat.PKCS8
        key = self._key.private_bytes(PEM, pkcs8, serialization.NoEncryption())
        path.write_bytes(key + self.pem)
        return path
