"""Says what a build made: sizes, checksums, and whether it is signed."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Sequence
from pathlib import Path

import signing

SUMS = "SHA256SUMS"


def size(folder: Path) -> int:
    """Bytes of all files in a folder, each counted as it is, without the disk's blocks."""
    return sum(path.lstat().st_size for path in folder.rglob("*") if not path.is_dir())


def date(folder: Path, files: Sequence[Path], moment: int) -> None:
    """Give the files, and their checksums in the same folder, the build's date."""
    for path in (*files, *folder.glob(SUMS)):
        os.utime(path, (moment, moment))


def tell(bundle: Path, files: Sequence[Path], seconds: float, system: str = sys.platform) -> None:
    """Print what was made for a system, and write the checksums beside the files."""
    print(f"{bundle.name}: {size(bundle) / 1e6:,.1f} MB installed, built in {seconds:,.0f} s")
    sums = []
    for path in files:
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        sums.append(f"{digest}  {path.name}\n")
        print(f"{path.name}\n  {path.stat().st_size / 1e6:,.1f} MB\n  SHA-256 {digest}")
    if files:
        target = files[0].with_name(SUMS)
        target.write_text("".join(sorted(sums)), encoding="utf-8", newline="\n")
    if not signing.will_be(system):
        print(signing.loud(system))
