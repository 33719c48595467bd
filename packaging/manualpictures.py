#!/usr/bin/env python3
"""Puts the manuals' pictures in place, from build/shots/manual-LANGUAGE/; `make pictures` runs it.

Each becomes a PNG of 64 colours. `pictures.json` beside them holds what each of them shows in
words; a test compares that with what the pages say now.
"""

from __future__ import annotations

import json
import os
import sys
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SHOTS = ROOT / "build" / "shots"
PLACE = ROOT / "resources" / "manual" / "pictures"
LANGUAGES = ("en", "ja")
COLOURS = 64
KEPT = 40  # the most frequent colours, taken as they are; the others cover what is left


def small(source: Path, target: Path) -> None:
    """Write the picture `source` to `target` with 64 colours. Raises `OSError`."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import Qt
    from PySide6.QtGui import QImage

    image = QImage(str(source)).convertToFormat(QImage.Format.Format_RGB32)
    pixels = memoryview(image.constBits()).cast("B").cast("I")
    less = image.convertToFormat(
        QImage.Format.Format_Indexed8,
        _table(Counter(pixels)),
        Qt.ImageConversionFlag.ThresholdDither,
    )
    if image.isNull() or not less.save(str(target), "PNG", 0):  # type: ignore[call-overload]
        raise OSError(str(source))


def _table(found: Counter[int]) -> list[int]:
    """64 colours for those that were found: the frequent ones, then those that are far apart."""
    ranked = [colour for colour, _ in found.most_common()]
    table, coarse = ranked[:KEPT], set()
    for colour in ranked[KEPT:]:
        cell = colour & 0xF0F0F0
        if cell not in coarse and len(table) < COLOURS:
            coarse.add(cell)
            table.append(colour)
    return table


def main() -> None:
    """Renew everything in the folder of the pictures."""
    PLACE.mkdir(parents=True, exist_ok=True)
    for old in PLACE.glob("*.png"):
        old.unlink()
    told = {}
    for language in LANGUAGES:
        folder = SHOTS / f"manual-{language}"
        told[language] = json.loads((folder / "shown.json").read_text(encoding="utf-8"))
        for name in told[language]:
            small(folder / f"{name}.png", PLACE / f"{language}-{name}.png")
    text = json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True)
    (PLACE / "pictures.json").write_text(text + "\n", encoding="utf-8")
    size = sum(path.stat().st_size for path in PLACE.glob("*.png"))
    sys.stdout.write(f"{size / 1e6:.2f} MB of pictures in {PLACE.relative_to(ROOT)}\n")


if __name__ == "__main__":
    main()
