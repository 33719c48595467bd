"""The drawing as pictures in all the sizes of a desktop's icon theme.

    python packaging/linux/icons.py DRAWING.svg NAME HICOLOR

A program of its own, because it wants a Python that has PySide6: the installer's environment.
https://specifications.freedesktop.org/icon-theme-spec/latest/
"""

from __future__ import annotations

import sys
from pathlib import Path

if __name__ == "__main__":  # run alone, by a Python that has PySide6
    sys.path[0] = str(Path(__file__).resolve().parent.parent)

import picture

SIZES = (16, 22, 24, 32, 48, 64, 128, 256, 512)


def make(drawing: Path, name: str, hicolor: Path) -> None:
    """Write `NAME.png` in every size below `hicolor`. Needs no screen. Raises `OSError`."""
    for size in SIZES:
        target = hicolor / f"{size}x{size}" / "apps" / f"{name}.png"
        target.parent.mkdir(parents=True)
        target.write_bytes(picture.png(size, drawing))


if __name__ == "__main__":
    make(Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3]))
