"""A Windows of its own under Wine: its folder, its home, its screen, its programs.

Wine isn't Windows: see `NOT_WINDOWS`, which every run of the proof prints.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[3] / "packaging"))

import system

HERE = Path(__file__).resolve().parent
WINE = "/usr/lib/wine/wine64"  # Debian's `wine` asks for the 32-bit half as well
COMPILER = "x86_64-w64-mingw32-gcc"
FONTS = {
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc": "fonts-noto-cjk",
    "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf": "fonts-dejavu-core",
}
PERSON = "経理 部"
# Wine 8 lacks these two DLLs of Windows 10; what is compiled here stands in for them.
STAND_INS = ("icuuc", "bcryptprimitives")
LIMIT = 300.0
NOT_WINDOWS = """Proven under Wine, which isn't Windows:
  - two DLLs that Wine 8 lacks are stand-ins, for this proof alone: icuuc.dll (Windows' converters
    for old encodings) and bcryptprimitives.dll (random numbers, taken from Wine's own)
  - Credential Manager, the registry and the shell's folders are Wine's; nothing is encrypted there
  - no SmartScreen, no Defender, no signature is looked at; times are not Windows' times
  - accessibility (UI Automation), high DPI and Japanese input methods are not tried
A Windows machine stays the reference (packaging/windows/release.py)."""


class Wine:
    """One prefix and one screen. `drive` is its C:."""

    def __init__(self, prefix: Path) -> None:
        self.prefix, self.drive = prefix, prefix / "drive_c"
        self._environment = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("AWS_", "PYTHON", "QT_"))
        } | {
            "WINEPREFIX": str(prefix),
            "WINEARCH": "win64",
            "WINEDEBUG": "-all",
            "WINEDLLOVERRIDES": "mshtml,mscoree=;winemenubuilder.exe,winedbg.exe=d",
            "LANG": "ja_JP.UTF-8",
            "LC_ALL": "C.UTF-8",
            "USER": PERSON,
            "HOME": str(prefix.parent / "home"),  # where Wine's desktop is
        }

    @property
    def home(self) -> Path:
        """The person's folder, as Unix has it."""
        return next(path for path in (self.drive / "users").iterdir() if path.name != "Public")

    @property
    def local(self) -> Path:
        """%LOCALAPPDATA%."""
        return self.home / "AppData" / "Local"

    def make(self) -> None:
        """Make the prefix anew: its registry, fonts, and the stand-ins."""
        shutil.rmtree(self.prefix, ignore_errors=True)
        self.prefix.mkdir(parents=True)
        Path(self._environment["HOME"]).mkdir(exist_ok=True)
        self.run("wineboot", "-i")
        for font in FONTS:
            shutil.copy(font, self.drive / "windows" / "Fonts")
        for name in STAND_INS:
            target = self.drive / "windows" / "system32" / f"{name}.dll"
            command = [COMPILER, "-shared", "-O2", "-s", str(HERE / f"{name}.c")]
            subprocess.run([*command, "-o", str(target), "-ladvapi32"], check=True)

    def path(self, place: Path) -> str:
        """A file's name, as Windows programs here know it."""
        if place.is_relative_to(self.drive):
            return "C:\\" + str(place.relative_to(self.drive)).replace("/", "\\")
        return "Z:" + str(place).replace("/", "\\")

    def start(self, program: Path | str, *arguments: str) -> subprocess.Popen[str]:
        """Start a program. Its output goes into pipes: Wine's handles for files confuse Python."""
        pipe = subprocess.PIPE
        return subprocess.Popen(
            [WINE, str(program), *arguments],
            env=self._environment,
            stdin=subprocess.DEVNULL,
            stdout=pipe,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            errors="replace",
        )

    def run(self, program: Path | str, *arguments: str, limit: float = LIMIT) -> tuple[int, str]:
        """Its exit status and output. Raises TimeoutExpired, and ends it then."""
        process = self.start(program, *arguments)
        try:
            said, _ = process.communicate(timeout=limit)
        except subprocess.TimeoutExpired:
            process.kill()
            raise
        return process.returncode, said

    def registered(self, key: str, value: str) -> str:
        """A value of HKEY_CURRENT_USER; "" where there is none."""
        status, said = self.run("reg", "query", f"HKCU\\{key}", "/v", value)
        lines = [line for line in said.splitlines() if line.strip().startswith(value)]
        return lines[0].split(maxsplit=2)[2].strip() if not status and lines else ""

    @contextmanager
    def language(self, name: str, folder: Path) -> Iterator[None]:
        """Within the block Windows speaks this language, as `ja_JP`; "" is English, as ever.

        Wine takes it of the system, which seldom has Japanese: it's made in `folder` for this.
        """
        before = self._environment
        if name:
            folder.mkdir(exist_ok=True)
            made = [str(folder / f"{name}.UTF-8")]
            subprocess.run(["localedef", "-i", name, "-f", "UTF-8", *made], check=True)
            told = {"LOCPATH": str(folder), "LC_ALL": f"{name}.UTF-8"}
            self._environment = before | told
        try:
            yield
        finally:
            self._environment = before

    @contextmanager
    def screen(self) -> Iterator[None]:
        """A screen in memory, and an end of all of this Windows' programs after the block."""
        reading, writing = os.pipe()
        command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1280x1024x24"]
        xvfb = subprocess.Popen([*command, "-nolisten", "tcp"], pass_fds=[writing])
        try:
            os.close(writing)
            with os.fdopen(reading, encoding="ascii") as answer:
                self._environment["DISPLAY"] = f":{answer.readline().strip()}"
            yield
        finally:
            subprocess.run(["/usr/lib/wine/wineserver64", "-k"], env=self._environment, check=False)
            xvfb.terminate()
            xvfb.wait()


def ready() -> None:
    """Install what is missing, or say what that is and end."""
    system.install_these((*system.WINDOWS, *system.WINE))
    system.install([package for font, package in FONTS.items() if not Path(font).is_file()])
