"""`make` on a machine that lacks something says what, and what to do."""

from __future__ import annotations

import importlib
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]
TARGETS = {
    *("run", "test", "lint", "words", "shots", "bench", "lock", "wheel", "installer"),
    *("reproducible", "clean"),
}


@pytest.fixture
def scripts(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[ModuleType, ModuleType]]:
    """packaging/prepare.py and packaging/system.py, imported as they import each other."""
    monkeypatch.syspath_prepend(ROOT / "packaging")
    yield importlib.import_module("prepare"), importlib.import_module("system")
    for name in ("prepare", "system"):
        sys.modules.pop(name)


def make(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """`make`, with just this Python in reach and the environment given."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME")}
    command = ["make", "--no-print-directory", f"PYTHON={sys.executable}", *arguments]
    return subprocess.run(
        command, cwd=ROOT, env=kept | environment, capture_output=True, text=True, check=False
    )


def test_make_lists_what_it_can_do() -> None:
    listed = make().stdout
    assert set(re.findall(r"^  make (\w+) +\S", listed, re.MULTILINE)) >= TARGETS
    assert listed == make("help").stdout


def test_run_without_a_screen_says_how_to_get_one() -> None:
    told = make("run")
    assert told.returncode != 0
    assert "neither DISPLAY nor WAYLAND_DISPLAY" in told.stderr
    assert "xvfb-run" in told.stderr
    assert "ssh -X" in told.stderr


def test_run_with_a_screen_that_is_gone_says_so() -> None:
    told = make("run", DISPLAY=":6543")
    assert told.returncode != 0
    assert "DISPLAY is :6543, which doesn't answer" in told.stderr


def test_a_real_screen_is_seen(
    screen: dict[str, str], scripts: tuple[ModuleType, ModuleType], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DISPLAY", screen["DISPLAY"])
    monkeypatch.delenv("QT_QPA_PLATFORM")
    prepare, _ = scripts
    prepare.check_screen()


def test_other_python_says_which_will_do(
    scripts: tuple[ModuleType, ModuleType], monkeypatch: pytest.MonkeyPatch
) -> None:
    prepare, _ = scripts
    monkeypatch.setattr(prepare, "supported", lambda _python: False)
    with pytest.raises(SystemExit, match=r"3\.11, 3\.12 and 3\.13; this is 3\.\d+"):
        prepare.find_python()


def test_this_python_will_do(scripts: tuple[ModuleType, ModuleType], tmp_path: Path) -> None:
    prepare, _ = scripts
    assert prepare.find_python() == sys.executable
    assert not prepare.supported(str(tmp_path / "python"))
    old = tmp_path / "old-python"
    old.write_text("#!/bin/sh\necho 3 10\n", encoding="utf-8")
    old.chmod(0o755)
    assert not prepare.supported(str(old))


def test_supported_pythons_are_those_of_the_project(
    scripts: tuple[ModuleType, ModuleType],
) -> None:
    prepare, _ = scripts
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert {f"{major}.{minor}" for major, minor in prepare.SUPPORTED} == set(
        re.findall(r'"Programming Language :: Python :: (3\.\d+)"', text)
    )
    assert 'requires-python = ">=3.11,<3.14"' in text


def test_what_is_missing_is_named(
    scripts: tuple[ModuleType, ModuleType], monkeypatch: pytest.MonkeyPatch
) -> None:
    _, system = scripts
    here = system.library("libc.so.6", "libc6")
    library = system.library("libaikagi-none.so.9", "libaikagi-none9")
    command = system.Need(("aikagi-none", "aikagi-nothing"), "aikagi-none")
    monkeypatch.setattr(system, "answers", lambda *_command: "A Japanese font\n")
    assert system.missing((here, library, command)) == ["libaikagi-none9", "aikagi-none"]


def test_missing_font_is_named(
    scripts: tuple[ModuleType, ModuleType], monkeypatch: pytest.MonkeyPatch
) -> None:
    _, system = scripts
    monkeypatch.setattr(system, "answers", lambda *_command: "")
    assert system.missing(()) == ["fonts-noto-cjk"]


def test_without_root_it_says_what_to_install(
    scripts: tuple[ModuleType, ModuleType], monkeypatch: pytest.MonkeyPatch
) -> None:
    _, system = scripts
    monkeypatch.setattr(system, "as_root", lambda: None)
    monkeypatch.setattr(system.shutil, "which", lambda _name: "/usr/bin/apt-get")
    with pytest.raises(SystemExit, match="sudo apt-get install libegl1 xvfb"):
        system.install(["libegl1", "xvfb"])


def test_without_apt_it_says_what_is_needed(
    scripts: tuple[ModuleType, ModuleType], monkeypatch: pytest.MonkeyPatch
) -> None:
    _, system = scripts
    monkeypatch.setattr(system.shutil, "which", lambda _name: None)
    with pytest.raises(SystemExit, match="by Debian's names"):
        system.install(["libegl1"])


def test_nothing_missing_installs_nothing(scripts: tuple[ModuleType, ModuleType]) -> None:
    _, system = scripts
    system.install([])


def test_stamp_follows_the_lock(
    scripts: tuple[ModuleType, ModuleType], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    prepare, _ = scripts
    for name in ("pyproject.toml", "requirements.lock", "requirements-dev.lock"):
        (tmp_path / name).write_text(name, encoding="utf-8")
    monkeypatch.setattr(prepare, "ROOT", tmp_path)
    monkeypatch.setattr(prepare, "VENV", tmp_path)
    assert not prepare.is_installed("run")
    prepare.stamp("dev").write_text(prepare.wanted("dev"), encoding="utf-8")
    assert prepare.is_installed("run")
    assert prepare.is_installed("dev")
    (tmp_path / "requirements-dev.lock").write_text("newer", encoding="utf-8")
    assert not prepare.is_installed("run")
    prepare.stamp("run").write_text(prepare.wanted("run"), encoding="utf-8")
    assert prepare.is_installed("run")
    assert not prepare.is_installed("dev")


@pytest.mark.keyring
def test_private_keyring_works_and_is_gone_afterwards(tmp_path: Path) -> None:
    code = (
        "from keyring.backends.SecretService import Keyring as K; k = K();"
        "k.set_password('aikagi-practice', 'a', 'b'); print(k.get_password('aikagi-practice', 'a'))"
    )
    script = str(ROOT / "packaging" / "with-keyring.sh")
    command = ["dbus-run-session", "--", "sh", script, sys.executable, "-c", code]
    told = subprocess.run(
        command, env=os.environ | {"TMPDIR": str(tmp_path)}, capture_output=True, check=True
    )
    assert told.stdout.strip() == b"b"
    assert not list(tmp_path.iterdir())
