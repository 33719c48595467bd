"""What aikagi.exe runs in a layout that was put together without PyInstaller.

It says what PyInstaller's bootloader would say, so that the program needs to know of one kind of
built program only (https://pyinstaller.org/en/stable/runtime-information.html).
"""

import os
import sys
from pathlib import Path

inside = Path(__file__).resolve().parent
vars(sys).update(frozen=True, _MEIPASS=str(inside))
sys.argv[0] = sys.executable
for folder in (inside, inside / "PySide6", inside / "shiboken6"):
    getattr(os, "add_dll_directory")(str(folder))  # noqa: B009  (mypy looks at Linux's `os`)

import ui.__main__  # noqa: E402  (once its libraries can be found)

__all__ = ["ui"]
