"""`aikagi --self-test` as real processes: a sound program, broken ones, crashes and hangs."""

from __future__ import annotations

import ast
import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from ui import selftest, selftest_parts

ROOT = Path(__file__).resolve().parents[2]
# The program in the folder {0}, after {1} was done to it; it can't leave this computer.
PROGRAM = """
import sys
sys.path[0] = {0!r}
from tests.support.network import Guard
guard = Guard()
{1}
from ui.main import main
status = main()
sys.exit(status or bool(guard.reached))
"""
Told = Callable[..., list[str]]


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> Told:
    """What the self-test of the program in a folder says, of some of its parts."""

    def ask(parts: dict[str, float], root: Path = ROOT, first: str = "") -> list[str]:
        monkeypatch.setattr(selftest, "LIMITS", parts)
        said: list[str] = []
        program = PROGRAM.format(str(root), first)
        status = selftest.run(said.append, [sys.executable, "-c", program])
        assert status == int(any(line.startswith("FAILED") for line in said))
        return [line for line in said if not line.startswith("  ")]

    return ask


@pytest.fixture(scope="module")
def _copied(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the program, sealed as a build does it."""
    root = tmp_path_factory.mktemp("合鍵 copy")
    ignore = shutil.ignore_patterns("__pycache__", "*.po")
    for name in ("app", "ui", "resources", "tests/support"):
        shutil.copytree(ROOT / name, root / name, ignore=ignore)
    (root / "tests/__init__.py").touch()
    files = [path for path in root.rglob("*") if path.is_file()]
    sealed = {
        path.relative_to(root).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in files
    }
    (root / "resources/files.json").write_text(json.dumps(sealed), encoding="utf-8")
    return root


@pytest.fixture
def installed(_copied: Path, tmp_path: Path) -> Path:
    """A copy to break."""
    return Path(shutil.copytree(_copied, tmp_path / "installed"))


def test_a_sound_program_is_well_and_touches_nothing(tmp_path: Path) -> None:
    home = tmp_path / "ホーム"
    home.mkdir()
    kept = {name: value for name, value in os.environ.items() if not name.startswith("XDG_")}
    kept |= {"HOME": str(home), "TMPDIR": str(tmp_path)}
    kept.pop("QT_QPA_PLATFORM", None)
    done = subprocess.run(
        [sys.executable, "-m", "ui", "--self-test"],
        cwd=ROOT,
        env=kept,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=110,
        check=False,
    )
    lines = done.stdout.splitlines()
    count = len(selftest.LIMITS)
    assert done.returncode == 0, done.stdout + done.stderr
    assert [line for line in lines if line.startswith("ok  ")] == [
        f"ok  {part}" for part in selftest.LIMITS
    ]
    assert lines[-1] == f"self-test: {count} of {count} parts are well"
    assert list(tmp_path.iterdir()) == [home], "the test's own folder is gone"
    assert not list(home.iterdir()), "nothing of the person's is touched"


def test_a_sealed_build_is_well(told: Told, installed: Path) -> None:
    assert told({"files": 60.0, "words": 20.0}, installed)[-1].endswith("2 of 2 parts are well")


def test_what_is_missing_or_changed_is_named(told: Told, installed: Path) -> None:
    (installed / "resources/i18n/ja/LC_MESSAGES/aikagi.mo").unlink()
    (installed / "resources/vendor.toml").write_text("name = 'other'", encoding="utf-8")
    files, words, codes, last = told({"files": 60.0, "words": 20.0, "codes": 20.0}, installed)
    assert files.startswith(
        "FAILED  files: missing: resources/i18n/ja/LC_MESSAGES/aikagi.mo; "
        "changed: resources/vendor.toml."
    )
    assert words == "FAILED  words: the Japanese words (resources/i18n/ja) are missing"
    assert (codes, last) == ("ok  codes", "self-test: 1 of 3 parts are well")


def test_a_missing_module_is_named_and_the_rest_still_runs(told: Told, installed: Path) -> None:
    (installed / "app/mfa.py").unlink()
    parts = {"modules": 60.0, "codes": 20.0, "words": 20.0}
    modules, codes, words, _ = told(parts, installed)
    assert modules.startswith("FAILED  modules: app.mfa is missing")
    assert codes.startswith("FAILED  codes: ")
    assert "app.mfa" in codes or "'mfa'" in codes
    assert words == "ok  words"


def test_a_seal_that_cant_be_read_is_told(told: Told, installed: Path) -> None:
    (installed / "resources/files.json").write_text("{", encoding="utf-8")
    assert "files.json) is damaged" in told({"files": 60.0}, installed)[0]


BREAK = "from ui import selftest_parts as p; import os, threading\np._PARTS['words'] = "


@pytest.mark.parametrize(
    ("how", "why"),
    [
        ("lambda room: os.abort()", "the program ended (signal 6)"),
        (
            "lambda room: os.execvp('sh', ['sh', '-c', 'echo error: no libz >&2; echo so'])",
            "the program ended (exit status 0): error: no libz",
        ),
        ("lambda room: os._exit(0)", "the program ended (exit status 0)"),
        ("lambda room: threading.Event().wait()", "not done within 1 seconds"),
        ("lambda room: {}['key']", "KeyError: 'key'"),
        ("lambda room: open('/nonexistent/x')", "the file /nonexistent/x is missing"),
        ("lambda room: __import__('nosuch')", "the module nosuch is missing"),
    ],
)
def test_a_part_that_ends_badly_spoils_no_other(told: Told, how: str, why: str) -> None:
    first, words, last, total = told({"tls": 20.0, "words": 1.0, "codes": 20.0}, first=BREAK + how)
    assert (first, last) == ("ok  tls", "ok  codes")
    assert words.startswith(f"FAILED  words: {why}")
    assert total == "self-test: 2 of 3 parts are well"


@pytest.mark.parametrize(
    "broken",
    [
        "from ui.home import Home as c; c.resizeEvent",
        "from ui.widgets import Mark as c; c.paintEvent",
        "from ui.rowlist import RowList as c; c.sizeHint",
        "from ui.about import AboutWindow as c; c._show",
    ],
)
def test_an_error_in_what_qt_calls_is_told_as_what_it_is(told: Told, broken: str) -> None:
    """PySide keeps it for later, and may crash before."""
    first = f"{broken} = lambda *_: {{}}['gone']"
    windows, codes, _ = told({"windows": 90.0, "codes": 20.0}, first=first)
    assert windows == "FAILED  windows: KeyError: 'gone'"
    assert codes == "ok  codes"


def test_a_program_that_doesnt_even_start_fails_every_part() -> None:
    said: list[str] = []
    start = [sys.executable, "-c", "import sys; sys.exit('no library libz.so.1')"]
    assert selftest.run(said.append, start) == 1
    assert said[0] == "FAILED  files: the program ended (exit status 1): no library libz.so.1"
    assert said[-1] == f"self-test: 0 of {len(selftest.LIMITS)} parts are well"


def test_no_plugin_of_the_desktop_is_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORMTHEME", "gtk3")
    said: list[str] = []
    told = "{QT_QPA_PLATFORM} {QT_QPA_PLATFORMTHEME}"
    code = (
        "import os, sys; from collections import defaultdict; "
        f"sys.exit({told!r}.format_map(defaultdict(lambda: 'none', os.environ)))"
    )
    assert selftest.run(said.append, [sys.executable, "-c", code]) == 1
    assert said[0].endswith("(exit status 1): offscreen none")


def test_a_program_that_cant_be_started_is_told() -> None:
    said: list[str] = []
    assert selftest.run(said.append, ["/nonexistent/aikagi"]) == 1
    assert said[0] == "FAILED  self-test: No such file or directory: /nonexistent/aikagi"


def test_each_part_has_a_limit_and_a_function() -> None:
    assert list(selftest.LIMITS) == list(selftest_parts._PARTS)


def test_an_installed_program_starts_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    assert selftest.command() == [sys.executable, "-m", "ui"]
    monkeypatch.setattr(sys, "executable", "/opt/aikagi/aikagi")
    assert selftest.command() == ["/opt/aikagi/aikagi"]
    monkeypatch.setattr(sys, "executable", "/usr/bin/python3")
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert selftest.command() == ["/usr/bin/python3"]


def test_only_the_self_test_puts_another_keyring_in_place() -> None:
    """A way round the real keyrings, in the program itself, would be a fallback."""
    found = {
        path.relative_to(ROOT).as_posix()
        for folder in ("app", "ui")
        for path in (ROOT / folder).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if (isinstance(node, ast.Attribute) and node.attr == "BACKENDS")
        or (isinstance(node, ast.ImportFrom) and node.module == "ui.selftest_memory")
    }
    assert found == {
        "ui/selftest_memory.py",
        "ui/selftest_practice.py",
        "ui/selftest_windows.py",
    }
