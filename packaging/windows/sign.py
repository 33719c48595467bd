"""Signs and verifies programs for Windows, with the certificate from the environment.

    python packaging/windows/sign.py FILE ...

AIKAGI_WINDOWS_CERTIFICATE is a .pfx file in base64, or the SHA-1 thumbprint (40 digits) of a
certificate that is in the person's own store already. AIKAGI_WINDOWS_CERTIFICATE_PASSWORD is the
file's. AIKAGI_WINDOWS_TIMESTAMP is the server that says when it was signed; it has a default.

A .pfx goes into the store of the person who builds for as long as this runs, and signtool is told
its thumbprint: so neither password nor key is an argument or a file that stays.
https://learn.microsoft.com/en-us/windows/win32/seccrypto/signtool
This has not been run on Windows yet; the first run of the workflow on a hosted machine is its test.
"""

from __future__ import annotations

import base64
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

CERTIFICATE = "AIKAGI_WINDOWS_CERTIFICATE"
PASSWORD = "AIKAGI_WINDOWS_CERTIFICATE_PASSWORD"  # noqa: S105  (a variable's name)
TIMESTAMP = "AIKAGI_WINDOWS_TIMESTAMP"
# Without a timestamp a signature ends with its certificate.
DEFAULT_TIMESTAMP = "http://timestamp.digicert.com"
PLACE = "AIKAGI_WINDOWS_PFX"
THUMBPRINT = re.compile(r"[0-9A-Fa-f]{40}")
KITS = Path(r"C:\Program Files (x86)\Windows Kits\10\bin")
IMPORT = (
    "$word = New-Object System.Security.SecureString;"
    f"foreach ($letter in ([string]$env:{PASSWORD}).ToCharArray()) {{ $word.AppendChar($letter) }};"
    f"(Import-PfxCertificate -FilePath $env:{PLACE} -CertStoreLocation Cert:\\CurrentUser\\My"
    " -Password $word).Thumbprint"
)
REMOVE = (
    "Remove-Item -DeleteKey -Path ('Cert:\\CurrentUser\\My\\' + $env:AIKAGI_WINDOWS_THUMBPRINT)"
)


def signtool() -> str:
    """The newest signtool of the Windows SDK, or the one on the PATH. Raises SystemExit."""
    found = shutil.which("signtool") or ""
    newest = sorted(KITS.glob("10.*/x64/signtool.exe")) if KITS.is_dir() else []
    if not found and not newest:
        sys.exit("signtool isn't installed; it comes with the Windows SDK.")
    return found or str(newest[-1])


def run(*command: str, **more: str) -> str:
    """What a command prints; `more` goes into its environment. Raises SystemExit.

    What it says then isn't repeated: it could hold what the environment holds.
    """
    environment = {**os.environ, **more}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    if done.returncode:
        sys.exit(f"{Path(command[0]).name} {command[1]} failed with {done.returncode}.")
    return done.stdout.strip()


@contextmanager
def thumbprint() -> Iterator[str]:
    """The certificate to sign with, in the store for as long as the block runs."""
    given = os.environ.get(CERTIFICATE, "").strip()
    if THUMBPRINT.fullmatch(given):
        yield given
        return
    powershell = ("powershell", "-NoProfile", "-NonInteractive", "-Command")
    with tempfile.TemporaryDirectory(prefix="aikagi-sign-") as folder:
        pfx = Path(folder) / "certificate.pfx"
        pfx.write_bytes(base64.b64decode(given))
        found = run(*powershell, IMPORT, **{PLACE: str(pfx)}).split()[-1]
    try:
        yield found
    finally:
        run(*powershell, REMOVE, AIKAGI_WINDOWS_THUMBPRINT=found)


def sign(*files: Path) -> None:
    """Sign and verify these. Raises SystemExit where one can't be, or isn't trusted here."""
    if not os.environ.get(CERTIFICATE):
        sys.exit(f"{CERTIFICATE} isn't set: nothing was signed.")
    tool, names = signtool(), [str(path) for path in files]
    server = os.environ.get(TIMESTAMP) or DEFAULT_TIMESTAMP
    how = ("/fd", "SHA256", "/tr", server, "/td", "SHA256", "/d", "Aikagi")
    with thumbprint() as found:
        run(tool, "sign", "/sha1", found, *how, *names)
    verify(*files)


def verify(*files: Path) -> None:
    """Raise SystemExit unless every one of these is signed, and its signer trusted here."""
    run(signtool(), "verify", "/pa", "/all", *map(str, files))


if __name__ == "__main__":
    sign(*map(Path, sys.argv[1:]))
