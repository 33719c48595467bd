"""The launcher that is compiled here, and the C++ runtime beside it, as Windows would read them."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).resolve().parents[2] / "packaging"))

from windows import icon, launcher, libraries

from tests.support.processes import program


@pytest.fixture(scope="module")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """aikagi.exe of a version that no other is of."""
    program(launcher.TOOLS + "gcc")
    work = tmp_path_factory.mktemp("launcher")
    launcher.make(work / "aikagi.exe", "7.8.9", icon.make(work / "aikagi.ico"), work)
    return (work / "aikagi.exe").read_bytes()


def test_the_launcher_carries_its_manifest_whole(compiled: bytes) -> None:
    manifest = (launcher.HERE / "aikagi.manifest").read_bytes()
    assert compiled.count(manifest.strip()) == 1
    assert b'level="asInvoker"' in manifest
    assert b"PerMonitorV2" in manifest


def value(name: str, text: str) -> bytes:
    """A line of a version resource: the name, its end, padding to four bytes, the text."""
    said = f"{name}\0".encode("utf-16-le")
    # The structure begins on four bytes, with three numbers of two before the name.
    return said + b"\0" * (-(6 + len(said)) % 4) + f"{text}\0".encode("utf-16-le")


def test_the_launcher_says_its_name_and_version_in_both_languages(compiled: bytes) -> None:
    for language in ("041104b0", "040904b0"):
        assert f"{language}\0".encode("utf-16-le") in compiled
    assert compiled.count(value("ProductVersion", "7.8.9")) == 2
    assert value("FileDescription", "Aikagi 合鍵") in compiled
    assert value("FileDescription", "Aikagi") in compiled
    fixed = b"\xbd\x04\xef\xfe"  # VS_FIXEDFILEINFO
    numbers = compiled[compiled.index(fixed) + 8 :][:8]
    assert numbers == bytes((8, 0, 7, 0, 0, 0, 9, 0))


def test_the_launcher_listens_to_no_variable_of_pythons(compiled: bytes) -> None:
    options = [f"{word}\0".encode("utf-16-le") for word in ("-I", "-B", "-X", "utf8")]
    assert all(option in compiled for option in options)


def test_the_newest_runtime_stays_and_not_the_largest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for folder, release, size in (("a", "14.0.24247.2", 900), ("b", "14.44.35211.0", 10)):
        path = tmp_path / folder / "msvcp140.dll"
        path.parent.mkdir()
        path.write_bytes(f"FileVersion\0\0{release}\0".encode("utf-16-le") + b"x" * size)
    shutil.copy(tmp_path / "a" / "msvcp140.dll", tmp_path)
    (tmp_path / "asks.pyd").write_bytes(b"")
    monkeypatch.setattr(libraries, "asked_by", lambda _: {"msvcp140.dll"})
    libraries.settle(tmp_path)
    (left,) = tmp_path.rglob("*.dll")
    assert libraries.release(left) == (14, 44, 35211, 0)
