"""Odd computers: read-only folders, Japanese names, any locale, no keyring, no browser."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.app.sandbox import can_mount

ROOT = Path(__file__).resolve().parents[2]
# A rehearsal is opened, a page of the journey looked at, and closed again.
RUN = """
import sys
sys.path[0] = sys.argv.pop(1)
from PySide6.QtCore import QTimer
import ui.main as main

def show(*given):
    home = begin(*given)
    print(home.desk.trouble, home.desk.records.home)
    QTimer.singleShot(700, home.start_setup)
    QTimer.singleShot(2500, home.close)
    return home

begin, main.start = main.start, show
sys.exit(main.main())
"""


@pytest.fixture
def installed(tmp_path: Path) -> Path:
    """The program in a folder of its own, with a Japanese name and a space."""
    root = tmp_path / "合鍵 プログラム"
    ignore = shutil.ignore_patterns("__pycache__", "*.po")
    for name in ("app", "ui", "resources"):
        shutil.copytree(ROOT / name, root / name, ignore=ignore)
    return root


@pytest.fixture
def home(tmp_path: Path) -> Path:
    made = tmp_path / "佐藤 花子"
    made.mkdir()
    return made


def environment(home: Path, **more: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("XDG_")}
    return kept | {"HOME": str(home)} | more


def run(
    installed: Path, env: dict[str, str], *more: str, before: tuple[str, ...] = ()
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*before, sys.executable, "-B", "-c", RUN, str(installed), *more],
        cwd="/",
        env=env,
        capture_output=True,
        encoding="utf-8",
        timeout=100,
        check=False,
    )


def everything(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*")}


def test_a_home_with_japanese_and_spaces(installed: Path, home: Path) -> None:
    done = run(installed, environment(home), "--practice", "--lang", "ja")
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == f"None {home}/.local/share/aikagi/practice\n"
    kept = everything(home / ".local/share/aikagi")
    assert "practice/progress.json" in kept
    for folder in (".local", ".local/share/aikagi", ".local/share/aikagi/practice"):
        assert (home / folder).stat().st_mode & 0o777 == 0o700, folder


def test_nothing_is_written_beside_the_program(installed: Path, home: Path) -> None:
    before = everything(installed)
    done = run(installed, environment(home), "--practice", "--lang", "en")
    assert done.returncode == 0, done.stderr
    assert everything(installed) == before


READ_ONLY = 'mount --bind "$1" "$1" && mount -o remount,bind,ro "$1" && shift && exec "$@"'


def test_a_read_only_installation_is_no_trouble(installed: Path, home: Path) -> None:
    if not can_mount():
        pytest.skip("this machine allows no mount namespace")
    mounted = ("unshare", "-rm", "sh", "-c", READ_ONLY, "sh", str(installed))
    done = run(installed, environment(home), "--practice", "--lang", "en", before=mounted)
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    refused = subprocess.run([*mounted, "touch", installed / "x"], capture_output=True, check=False)
    assert refused.returncode == 1, "it was read-only"


def test_a_data_directory_that_cant_be_written_is_said(installed: Path, home: Path) -> None:
    if not can_mount():
        pytest.skip("this machine allows no mount namespace")
    data = home / "data"
    data.mkdir()
    mounted = ("unshare", "-rm", "sh", "-c", READ_ONLY, "sh", str(data))
    said = ("--data-dir", str(data / "aikagi"), "--lang", "en")
    done = run(installed, environment(home), *said, before=mounted)
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    assert everything(data) == set()


@pytest.mark.parametrize(
    "locale", [{"LANG": "C"}, {"LC_ALL": "C"}, {"LC_ALL": "POSIX"}, {"LANG": "xx_YY.EUC-JP"}, {}]
)
def test_any_locale_will_do(installed: Path, home: Path, locale: dict[str, str]) -> None:
    env = environment(home)
    del env["LANG"]
    done = run(installed, env | locale, "--practice")
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    kept = everything(home / ".local/share/aikagi")
    assert "practice/progress.json" in kept


# --- the keyring -----------------------------------------------------------------------------
KEYRING = """
import importlib.metadata, sys
def none(*_given, **_named):
    raise importlib.metadata.PackageNotFoundError("an installed program has no such thing")
for name in ("distribution", "distributions", "entry_points", "metadata", "version"):
    setattr(importlib.metadata, name, none)
try:
    import importlib_metadata
except ImportError:
    pass
else:
    for name in ("distribution", "distributions", "entry_points", "metadata", "version"):
        setattr(importlib_metadata, name, none)
from app.secretstore import SecretStore
from app.troubles import Trouble
try:
    store = SecretStore.open("aikagi-practice")
except Trouble as trouble:
    print(trouble.kind.code)
else:
    store.put("session", "secret")
    print(store.get("session") == "secret", type(store.backend).__module__)
    store.drop("session")
"""


def keyring() -> str:
    done = subprocess.run(
        [sys.executable, "-c", KEYRING], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


@pytest.mark.keyring
def test_the_keyring_is_found_without_any_packages_metadata(secret_service: object) -> None:
    assert keyring() == "True keyring.backends.SecretService"


def test_and_said_to_be_missing_where_there_is_none(no_secret_service: None) -> None:
    assert keyring() == "keyring-missing"


# --- no browser ------------------------------------------------------------------------------
OPEN = """
import sys
from PySide6.QtWidgets import QApplication
app = QApplication([])
from ui.browser import open_url
print(open_url("https://aws.amazon.com/"))
"""


def test_no_browser_is_noticed(screen: dict[str, str], tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", OPEN],
        cwd=ROOT,
        env=screen | {"PATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "False\n"
