"""What an installed program starts has the system's own environment, and it can always write."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QDesktopServices

from ui import browser, surroundings, winsystem
from ui.surroundings import mended

ROOT = Path(__file__).resolve().parents[2]
OURS = Path("/opt/合鍵 app/_internal")
IMAGE = Path("/tmp/.mount_aikagi")
PYINSTALLER = {
    "LD_LIBRARY_PATH": str(OURS),
    "QT_PLUGIN_PATH": f"{OURS}/PySide6/Qt/plugins",
    "QML2_IMPORT_PATH": f"{OURS}/PySide6/Qt/qml",
    "_PYI_APPLICATION_HOME_DIR": str(OURS),
    "_PYI_ARCHIVE_FILE": "/opt/合鍵 app/aikagi",
    "_PYI_PARENT_PROCESS_LEVEL": "0",
}
PERSONS = {"HOME": "/home/佐藤 花子", "PATH": "/usr/bin:/bin", "LANG": "ja_JP.UTF-8", "EMPTY": ""}


def test_only_the_persons_own_is_left() -> None:
    assert mended(PERSONS | PYINSTALLER, (OURS,)) == PERSONS


def test_what_was_there_before_is_brought_back() -> None:
    before = {"LD_LIBRARY_PATH_ORIG": "/opt/other/lib:/usr/local/lib"}
    found = mended(PERSONS | PYINSTALLER | before, (OURS,))
    assert found == PERSONS | {"LD_LIBRARY_PATH": "/opt/other/lib:/usr/local/lib"}


def test_also_where_the_program_was_started_by_itself() -> None:
    before = {"LD_LIBRARY_PATH_ORIG": f"{OURS}:/usr/local/lib"}
    found = mended(PERSONS | PYINSTALLER | before, (OURS,))
    assert found == PERSONS | {"LD_LIBRARY_PATH": "/usr/local/lib"}


def test_an_appimage_goes_too() -> None:
    image = {
        "APPDIR": str(IMAGE),
        "APPIMAGE": "/home/佐藤 花子/Aikagi.AppImage",
        "ARGV0": "./Aikagi.AppImage",
        "OWD": "/",
        "PATH": f"{IMAGE}/usr/bin:/usr/bin:/bin",
        "XDG_DATA_DIRS": f"{IMAGE}/usr/share:/usr/share",
    }
    inside = (IMAGE / "usr/lib/_internal", IMAGE)
    assert mended(PERSONS | image, inside) == PERSONS | {"XDG_DATA_DIRS": "/usr/share"}


def test_the_appimage_of_another_program_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = PERSONS | {"APPDIR": "/tmp/.mount_terminal", "APPIMAGE": "/opt/Terminal.AppImage"}
    monkeypatch.setattr(sys, "_MEIPASS", str(OURS), raising=False)
    own = surroundings.own_folders(terminal)
    assert own == (OURS,)
    assert mended(terminal, own) == terminal


@pytest.mark.parametrize("image", ["/", "/usr", "/usr/lib", "/usr/lib/aikagi", "", ".", "usr"])
def test_a_folder_above_an_installed_program_is_no_appimage_of_ours(
    monkeypatch: pytest.MonkeyPatch, image: str
) -> None:
    monkeypatch.setattr(sys, "_MEIPASS", "/usr/lib/aikagi/_internal", raising=False)
    found = PERSONS | {"APPDIR": image, "ARGV0": "terminal"}
    own = surroundings.own_folders(found)
    assert own == (Path("/usr/lib/aikagi/_internal"),)
    assert mended(found, own) == found


def test_our_own_appimage_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    inside = IMAGE / "usr/lib/aikagi-星野/_internal"
    monkeypatch.setattr(sys, "_MEIPASS", str(inside), raising=False)
    assert surroundings.own_folders({"APPDIR": f"{IMAGE}/"}) == (inside, IMAGE)


def test_a_persons_own_variable_of_such_a_name_stays() -> None:
    own = PERSONS | {"DATABASE": "new", "DATABASE_ORIG": "old", "PATH_ORIG": "/bin"}
    assert mended(own | PYINSTALLER, (OURS,)) == own


@given(st.dictionaries(st.text("ABC_", min_size=1), st.text("/ab:. "), max_size=4))
def test_of_nobody_elses_anything_is_changed(environment: dict[str, str]) -> None:
    assert mended(environment, (OURS,)) == environment


def test_from_the_source_nothing_is_changed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LD_LIBRARY_PATH_ORIG", "/usr/local/lib")
    monkeypatch.setenv("LD_LIBRARY_PATH", "/usr/lib")
    before = dict(os.environ)
    surroundings.mend()
    assert dict(os.environ) == before


# An installed program opens a page, by whatever the system has for it.
OPENS = """
import sys, time
from pathlib import Path
sys._MEIPASS, written = sys.argv[1], Path(sys.argv[2])
from ui.main import start
home = start(["--data-dir", sys.argv[3], "--lang", "en"])
assert home.desk.open_url("https://aws.amazon.com/?a=1&b=%20")
from PySide6.QtTest import QTest
for _ in range(100):
    if written.exists() and written.read_text().endswith("END\\n"):
        break
    QTest.qWait(100)
"""


def test_a_browser_gets_the_systems_own(screen: dict[str, str], tmp_path: Path) -> None:
    inside, written = tmp_path / "合鍵 app" / "_internal", tmp_path / "written"
    inside.mkdir(parents=True)
    programs = tmp_path / "bin"
    programs.mkdir()
    opener = programs / "xdg-open"
    opener.write_text(f"#!/bin/sh\nexec >'{written}'\necho \"URL=$1\"\nenv\necho END\n")
    opener.chmod(0o755)
    environment = screen | {
        "PATH": f"{programs}:{inside}/bin:{os.environ['PATH']}",
        "LD_LIBRARY_PATH": str(inside),
        "LD_LIBRARY_PATH_ORIG": "/opt/other/lib",
        "QT_PLUGIN_PATH": f"{inside}/PySide6/Qt/plugins",
        "_PYI_APPLICATION_HOME_DIR": str(inside),
    }
    given = [str(inside), str(written), str(tmp_path / "data")]
    subprocess.run(
        [sys.executable, "-c", OPENS, *given], cwd=ROOT, env=environment, timeout=60, check=True
    )
    lines = written.read_text(encoding="utf-8").splitlines()
    found = dict(line.split("=", 1) for line in lines if "=" in line)
    assert found["URL"] == "https://aws.amazon.com/?a=1&b=%20"
    assert found["LD_LIBRARY_PATH"] == "/opt/other/lib"
    assert found["PATH"].startswith(f"{programs}:")
    assert not [value for value in found.values() if str(inside) in value]
    assert not [name for name in found if name.startswith("_PYI_") or name.endswith("_ORIG")]


SILENT = """
import sys
from PySide6.QtCore import QTimer
import ui.main as main
def show(*given):
    window = begin(*given)
    QTimer.singleShot(1500, window.close)
    return window
begin, main.start = main.start, show
status = main.main()
print("written nowhere", file=sys.stderr)
open(sys.argv[-1] + "/ended", "w").write(str(status))
"""


def test_without_any_output_it_runs_all_the_same(tmp_path: Path) -> None:
    """As on Windows, where a program with windows has no output; practice's server would log."""
    given = [sys.executable, "-c", SILENT, "--practice", "--data-dir", str(tmp_path)]
    command = ["sh", "-c", 'exec "$@" <&- >&- 2>&-', "sh", *given]
    subprocess.run(command, cwd=ROOT, timeout=60, check=True)
    assert (tmp_path / "ended").read_text() == "0"


def test_a_letter_that_the_output_lacks_stops_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    written = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(written, encoding="ascii"))
    surroundings.speak()
    sys.stdout.write("合\n")
    sys.stdout.flush()
    assert written.getvalue() == b"\\u5408\n"


class Kernel:
    """Windows' own library: a console or none, and what stands for the output."""

    def __init__(self, *, console: bool, kind: int) -> None:
        self.console, self.kind = console, kind
        self.folders: list[str | None] = []
        self.GetStdHandle = self.Call(lambda number: 40 - number)
        self.GetFileType = self.Call(lambda _handle: self.kind)

    class Call:
        def __init__(self, call: object) -> None:
            self.call = call

        def __call__(self, *given: object) -> object:
            return self.call(*given)  # type: ignore[operator]

    def AttachConsole(self, who: int) -> bool:
        assert who == -1
        return self.console

    def SetDllDirectoryW(self, folder: str | None) -> None:
        self.folders.append(folder)


@pytest.fixture
def windows(monkeypatch: pytest.MonkeyPatch) -> Kernel:
    kernel = Kernel(console=False, kind=0)
    monkeypatch.setattr(winsystem, "IS", True)
    monkeypatch.setattr(winsystem, "_kernel", lambda: kernel)
    return kernel


@pytest.mark.parametrize("console", [True, False])
def test_on_windows_it_speaks_on_the_console_it_was_started_from(
    windows: Kernel, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, *, console: bool
) -> None:
    windows.console = console
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "stdout", None)
    surroundings.speak()
    stream: object = sys.stdout
    assert isinstance(stream, io.TextIOWrapper)
    stream.write("合鍵\n")
    stream.close()
    written = tmp_path / "CONOUT$"  # a file's name here
    assert (written.read_text(encoding="utf-8") == "合鍵\n") if console else not written.exists()


def test_on_windows_a_file_that_takes_the_output_gets_it(
    windows: Kernel, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    windows.console, windows.kind = True, winsystem.DISK
    file = os.open(tmp_path / "out", os.O_CREAT | os.O_WRONLY)
    handles = {51: file}
    library = SimpleNamespace(open_osfhandle=lambda handle, _: handles.pop(handle))
    monkeypatch.setitem(sys.modules, "msvcrt", library)
    monkeypatch.setattr(sys, "stdout", None)
    surroundings.speak()
    stream: object = sys.stdout
    assert isinstance(stream, io.TextIOWrapper)
    stream.write("合鍵\n")
    stream.close()
    assert (tmp_path / "out").read_text(encoding="utf-8") == "合鍵\n"
    assert not handles


def test_on_windows_what_is_opened_looks_for_no_library_of_ours(
    windows: Kernel, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "_MEIPASS", str(OURS), raising=False)
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _: windows.folders == [None])
    assert browser.open_url("https://aws.amazon.com/")
    assert windows.folders == [None, str(OURS)]
    before = dict(os.environ)
    surroundings.mend()
    assert dict(os.environ) == before, "Qt needs the path there"
