"""The seal tells which file of an installation is missing, changed or can't be read."""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path

import pytest

from app import seal
from app.seal import Broken


@pytest.fixture
def built(tmp_path: Path) -> Path:
    """An installation's `resources`, sealed as a build seals it."""
    resources = tmp_path / "鍵" / "_internal" / "resources"
    resources.mkdir(parents=True)
    names = {"../aikagi": b"program", "resources/a.txt": b"one", "libQt6Core.so.6": b"library"}
    for name, content in names.items():
        (resources.parent / name).write_bytes(content)
    sealed = {name: hashlib.sha256(content).hexdigest() for name, content in names.items()}
    (resources / "files.json").write_text(json.dumps(sealed), encoding="utf-8")
    return resources


def found(resources: Path) -> Broken:
    sealed = seal.listed(resources)
    assert sealed is not None
    return seal.broken(sealed, resources)


def test_as_it_was_built(built: Path) -> None:
    assert not found(built)


def test_each_fault_is_told_apart(built: Path) -> None:
    (built / "a.txt").unlink()
    (built.parent / "libQt6Core.so.6").write_bytes(b"library ")
    executable = built.parent / "../aikagi"
    executable.unlink()
    executable.mkdir()
    broken = found(built)
    assert broken == Broken(("resources/a.txt",), ("libQt6Core.so.6",), ("../aikagi",))
    assert broken


def test_a_folder_that_became_a_file_is_missing(built: Path) -> None:
    sealed = {"libQt6Core.so.6/inner": "0"}
    assert seal.broken(sealed, built).missing == ("libQt6Core.so.6/inner",)


def test_a_checkout_has_no_seal(tmp_path: Path) -> None:
    assert seal.listed(tmp_path) is None
    assert seal.listed() is None


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"a": 1}', "{", "\udcff"])
def test_a_damaged_seal_is_none(built: Path, text: str) -> None:
    (built / "files.json").write_bytes(os.fsencode(text))
    with pytest.raises(ValueError, match=r"."):
        seal.listed(built)
