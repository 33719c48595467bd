"""Telling the system that a file came from the internet, so that its own guard looks at it.

A browser does so, and Windows (SmartScreen) and macOS (Gatekeeper) ask nobody about a file without
the mark. On Linux there is no such guard.
"""

from __future__ import annotations

import sys
from contextlib import suppress
from pathlib import Path

INTERNET = 3


def from_outside(path: Path, url: str, platform: str = sys.platform) -> None:
    """Mark the file at `path` as fetched from `url`; where the disk can't keep it, it's not.

    https://learn.microsoft.com/openspecs/windows_protocols/ms-fscc/6e3f7352-d11c-4d76-8c39-2516a9df36e8
    On macOS the program's own `LSFileQuarantineEnabled` does it for every file that it makes:
    https://developer.apple.com/documentation/bundleresources/information-property-list/lsfilequarantineenabled
    """
    if platform != "win32":
        return
    said = f"[ZoneTransfer]\r\nZoneId={INTERNET}\r\nHostUrl={url}\r\n"
    with suppress(OSError):
        path.with_name(f"{path.name}:Zone.Identifier").write_text(said, "ascii", newline="")
