"""aikagi.ico from the drawing: one picture a size, as PNG, which Windows has read since Vista.

https://learn.microsoft.com/en-us/previous-versions/ms997538(v=msdn.10) has the format.
"""

from __future__ import annotations

import struct
import sys
from pathlib import Path

if __name__ == "__main__":  # run alone, by a Python that has PySide6
    sys.path[0] = str(Path(__file__).resolve().parent.parent)

import picture

SIDE = (164, 314)  # pixels: what MUI2 of NSIS has a place for
SIZES = (16, 20, 24, 32, 40, 48, 64, 256)


def make(target: Path) -> Path:
    """Write `target` (.ico), and return it. Needs PySide6, but no screen."""
    pictures = [picture.png(size) for size in SIZES]
    place = 6 + 16 * len(pictures)
    entries = b""
    for size, content in zip(SIZES, pictures, strict=True):
        side = size % 256  # 0 stands for 256
        entries += struct.pack("<BBBBHHII", side, side, 0, 0, 1, 32, len(content), place)
        place += len(content)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(struct.pack("<HHH", 0, 1, len(pictures)) + entries + b"".join(pictures))
    return target


def side(target: Path) -> Path:
    """Write what stands beside the installer's last page (.bmp). Needs PySide6, but no screen."""
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(picture.bmp(*SIDE, Path(__file__).with_name("side.svg")))
    return target


if __name__ == "__main__":
    print(make(Path(sys.argv[1])))
