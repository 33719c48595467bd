"""Where Python is Debian's own, what PyInstaller wants of it is installed as well."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).resolve().parents[2] / "packaging"))

import system


def test_debians_python_gets_its_library(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "base_prefix", "/usr")
    ((names, package),) = system.python_library()
    assert names == (f"{package}.so.1.0",)
    assert package == f"libpython{sys.version_info.major}.{sys.version_info.minor}"


def test_another_python_brings_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "base_prefix", "/opt/python")
    assert not system.python_library()
