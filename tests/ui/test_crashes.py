"""No image of the memory is left where the program crashes."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from ui import crashes, winsystem

ROOT = Path(__file__).resolve().parents[2]


def test_no_core_whatever_was_allowed_before() -> None:
    code = (
        "import resource; from ui.crashes import leave_no_core\n"
        "hard = resource.getrlimit(resource.RLIMIT_CORE)[1]\n"
        "for least in (hard, 0):\n"
        "    resource.setrlimit(resource.RLIMIT_CORE, (least, hard if least else 0))\n"
        "    leave_no_core()\n"
        "    print(resource.getrlimit(resource.RLIMIT_CORE)[0])\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.split() in (["1", "0"], ["0", "0"])  # the second where none was allowed


def test_windows_is_asked_for_none(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[tuple[str, int]] = []
    kernel = SimpleNamespace(
        GetErrorMode=lambda: 0x8001,
        SetErrorMode=lambda mode: told.append(("mode", mode)),
        WerSetFlags=lambda flags: told.append(("flags", flags)),
    )
    monkeypatch.setattr(winsystem, "_kernel", lambda: kernel)
    monkeypatch.setattr(winsystem, "IS", True)
    crashes.leave_no_core()
    assert told == [("mode", 0x8003), ("flags", 1)]
    del kernel.WerSetFlags
    crashes.leave_no_core()


def test_where_nobody_watches_nothing_is_kept(tmp_path: Path) -> None:
    """A test, or a part of the program, has its own ways to be told of errors."""
    before = sys.excepthook
    crashes.begin(tmp_path / "crashes")
    crashes.at("welcome")
    assert crashes.keep(ValueError()) is None
    assert not list(tmp_path.iterdir())
    assert sys.excepthook is before
