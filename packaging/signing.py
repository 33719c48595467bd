"""Whether what is built will be signed, and how loudly to say that it won't.

A certificate comes from the environment, never from a file of the project or from an argument.
``build.json`` says "signed" where a certificate is there; a build that can't then verify its own
signature stops before it has made an installer, so an installer never says so untruly.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping

# What each system's own signing step can't do without. Linux packages are vouched for by their
# checksums and by whoever hosts them; nothing in them is signed.
NEEDED = {"win32": "AIKAGI_WINDOWS_CERTIFICATE", "darwin": "AIKAGI_MACOS_IDENTITY"}
_FRAME = "*" * 78


def will_be(system: str = sys.platform, environment: Mapping[str, str] = os.environ) -> bool:
    """Whether this system signs programs, and there is something to sign with."""
    return bool(environment.get(NEEDED.get(system, ""), ""))


def loud(system: str = sys.platform) -> str:
    """What an unsigned build says, so that nobody overlooks it."""
    wants = NEEDED.get(system)
    why = f"{wants} isn't set." if wants else "Packages for this system aren't signed."
    also = {
        "win32": "Windows will warn whoever opens it (SmartScreen), and show no publisher.",
        "darwin": "macOS will refuse to open it on other people's computers.",
    }.get(system, "Give its SHA-256 to whoever installs it, by another way than the file.")
    return f"{_FRAME}\nUNSIGNED\n{why}\n{also}\n{_FRAME}"
