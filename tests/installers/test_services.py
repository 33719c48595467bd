"""What an installer leaves out isn't missed: AWS's models, moto's parts, Python's own modules."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from pathlib import Path

import botocore.loaders
import pytest

from app.services import SERVICES

ROOT = Path(__file__).resolve().parents[2]
sys.path.append(str(ROOT / "packaging"))

import trimming  # noqa: E402  (the path comes first)

DATA = Path(botocore.loaders.__file__).parent / "data"


def rehearsal(*without: str) -> tuple[dict[str, list[str]], str]:
    """What a rehearsal missed of what is left out, and of moto's parts `without` besides."""
    command = [sys.executable, "-m", "tests.installers.trimmed", *without]
    told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    return (json.loads(told.stdout) if told.stdout else {}), told.stderr


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_practice_misses_nothing() -> None:
    found, complaints = rehearsal()
    assert found == {"refused": [], "failed": []}, complaints


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_what_practice_misses_is_seen() -> None:
    found, _ = rehearsal("kms")
    assert "moto.kms" in found["refused"]
    assert any(line.startswith("kms:ListAliases") for line in found["failed"])


def test_every_service_that_is_called_has_its_model() -> None:
    kept = {path.relative_to(DATA).parts[0] for path in trimming.models(DATA)}
    assert set(SERVICES) <= kept
    assert {path.name for path in DATA.glob("*.json")} <= kept


def test_each_model_is_the_newest_one_and_whole() -> None:
    for service in SERVICES:
        folders = {path.parent for path in trimming.models(DATA) if service in path.parts}
        newest = max(path.name for path in (DATA / service).iterdir())
        assert [folder.name for folder in folders] == [newest], service
        names = {path.name for path in next(iter(folders)).iterdir()}
        kept = {path.name for path in trimming.models(DATA) if path.parent in folders}
        assert {name.partition(".")[0] for name in names - kept} <= {
            "examples-1",
            "waiters-2",
            "completions-1",
        }


def test_a_service_without_a_model_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trimming, "SERVICES", ("iam", "no-such-service"))
    with pytest.raises(FileNotFoundError, match="no-such-service"):
        trimming.models(DATA)


def test_only_qt_modules_that_are_kept_are_imported() -> None:
    used = set()
    for path in (ROOT / "ui").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("PySide6."):
                used.add(str(node.module).split(".")[1])
    assert used == trimming.QT_MODULES


@pytest.mark.parametrize(
    "path",
    [
        "PySide6/QtWidgets.abi3.so",
        "PySide6/QtWidgets.pyd",
        "PySide6/Qt6Gui.dll",
        "PySide6/Qt/lib/libQt6Gui.so.6",
        "PySide6/Qt/lib/libicudata.so.73",
        "PySide6/Qt/lib/QtGui.framework/Versions/A/QtGui",
        "PySide6/Qt/plugins/platforms/libqxcb.so",
        "PySide6/plugins/platforms/qwindows.dll",
        "PySide6/Qt/plugins/platforms/libqcocoa.dylib",
        "PySide6/Qt/plugins/platforminputcontexts/libibusplatforminputcontextplugin.so",
        "PySide6/Qt/translations/qtbase_ja.qm",
        "PySide6/libpyside6.abi3.so.6.11",
        "Cryptodome/Cipher/AES.py",
        "Cryptodome/Cipher/_raw_aes.abi3.so",
        "moto/backends.py",
        "moto/iam/models.py",
        "resources/vendor.toml",
        "keyring-25.7.0.dist-info/entry_points.txt",
        "libpython3.11.so.1.0",
    ],
)
def test_is_kept(path: str) -> None:
    assert trimming.keeps(path)


@pytest.mark.parametrize(
    "path",
    [
        "PySide6/QtQml.abi3.so",
        "PySide6/Qt6Network.dll",
        "PySide6/Qt/lib/libQt6Network.so.6",
        "PySide6/Qt/lib/QtNetwork.framework/Versions/A/QtNetwork",
        "PySide6/Qt/plugins/platforms/libqvnc.so",
        "PySide6/Qt/plugins/platformthemes/libqgtk3.so",
        "PySide6/Qt/translations/qtbase_fr.qm",
        "PySide6/Qt/qml/QtQml/qmldir",
        "PySide6/QtCore.pyi",
        "PySide6/lupdate",
        "keyring-25.7.0.dist-info/RECORD",
        "Cryptodome/SelfTest/loader.py",
        "Cryptodome/Cipher/_raw_des.abi3.so",
        "moto/sagemaker/models.py",
        "boto3/data/ec2/2016-11-15/resources-1.json",
        "botocore/data/ec2/2016-11-15/service-2.json.gz",
        "jinja2/tests/test_loader.py",
    ],
)
def test_is_left_out(path: str) -> None:
    assert not trimming.keeps(path)


def test_the_manuals_go_along_and_no_other_notes() -> None:
    kept = {path.relative_to(ROOT).as_posix() for path, _ in trimming.resources(ROOT)}
    for name in ("customer", "vendor"):
        assert {f"resources/manual/{language}/{name}.md" for language in ("en", "ja")} <= kept
    assert "resources/manual/pictures/ja-welcome.png" in kept
    assert "resources/vendor.toml" in kept
    assert "resources/manual/pictures/pictures.json" not in kept
    assert {name for name in kept if name.endswith((".md", ".po"))} == {
        name for name in kept if name.startswith("resources/manual/") and name.endswith(".md")
    }
