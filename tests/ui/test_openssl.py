"""OpenSSL in an installed program loads nothing that a variable names."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
# A file as a machine's, which also could name a library; what it settles can be seen.
SETTINGS = """openssl_conf = all
[all]
ssl_conf = tls
[tls]
system_default = one
[one]
Ciphersuites = TLS_AES_128_GCM_SHA256
"""
START = """
import json, os, sys
if sys.argv[1] == "installed":
    sys._MEIPASS = sys.argv[2]
import ui.main
early = [name for name in ("_hashlib", "_ssl") if name in sys.modules]
try:
    sys.argv[1:] = ["--version"]
    ui.main.main()
except SystemExit:
    pass
import ssl
ciphers = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT).get_ciphers()
settled = "TLS_AES_256_GCM_SHA384" not in {cipher["name"] for cipher in ciphers}
left = sorted(name for name in os.environ if name.startswith("OPENSSL_") or name == "SSL_CERT_FILE")
print(json.dumps([early, settled, left]))
"""


@pytest.mark.parametrize("kind", ["installed", "source"])
def test_only_from_the_source_openssl_is_settled_by_variables(kind: str, tmp_path: Path) -> None:
    settings = tmp_path / "openssl.cnf"
    settings.write_text(SETTINGS, encoding="utf-8")
    names = {"OPENSSL_CONF": settings, "OPENSSL_MODULES": tmp_path, "OPENSSL_ENGINES": tmp_path}
    environment = {**os.environ, **{name: str(value) for name, value in names.items()}}
    environment["SSL_CERT_FILE"] = "/etc/ssl/certs/ca-certificates.crt"
    done = subprocess.run(
        [sys.executable, "-c", START, kind, str(tmp_path)],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    early, settled, left = json.loads(done.stdout.splitlines()[-1])
    assert early == []
    assert settled == (kind == "source")
    assert left == ([] if kind == "installed" else sorted(names)) + ["SSL_CERT_FILE"]
