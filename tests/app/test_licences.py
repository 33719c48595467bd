"""What the program is built from: by the build's list, or by Python's record in a checkout."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from app import licences
from app.licences import BUILT, DAMAGED, INSTALLED, Component
from app.troubles import FOLDER_GONE, Trouble
from app.work import Cancelled, Token

INDEX = [
    {
        "name": "qt",
        "version": "6.11.3",
        "licence": "LGPL-3.0-only",
        "texts": ["lgpl.txt", "gpl.txt", "../build.json", "gone.txt"],
        "source": "https://download.qt.io/",
    },
    {"name": "Boto", "version": "1", "licence": "Apache-2.0", "texts": []},
]


@pytest.fixture
def built(tmp_path: Path) -> Path:
    folder = tmp_path / "licences"
    folder.mkdir()
    (folder / "index.json").write_text(json.dumps(INDEX))
    (folder / "NOTICE.txt").write_bytes("Qt can be replaced.\r\n交換できます。".encode())
    (folder / "lgpl.txt").write_bytes(b"LESSER \xff")
    (folder / "gpl.txt").write_text("GENERAL")
    (folder / "sbom.cdx.json").write_text("{}")
    (tmp_path / "build.json").write_text("inside")
    return tmp_path


def test_the_builds_list_is_read(built: Path) -> None:
    found = licences.read(Token(), built)
    assert found.kind == BUILT
    assert [one.name for one in found.every] == ["Boto", "qt"]
    assert found.notice == "Qt can be replaced.\n交換できます。"
    assert found.sbom == built / "licences" / "sbom.cdx.json"
    qt = found.every[1]
    assert (qt.version, qt.licence, qt.source) == ("6.11.3", "LGPL-3.0-only", INDEX[0]["source"])


def test_the_texts_are_shown_one_below_the_other_and_none_from_elsewhere(built: Path) -> None:
    boto, qt = licences.read(Token(), built).every
    text = licences.text(qt)
    assert text.startswith("LESSER \ufffd")
    assert text.endswith("GENERAL")
    assert "inside" not in text
    assert licences.text(boto) == ""


@pytest.mark.parametrize(
    "content",
    [
        *(b"", b"{}", b"[5]", b"[{}]", b"[" * 9000, b'[{"name": 5}]'),
        *(b'[{"name": "a", "texts": null}]', b'[{"name": "a", "texts": 5}]'),
        b'[{"name": "a", "texts": "a.txt"}]',
    ],
)
def test_a_damaged_list_is_said(built: Path, content: bytes) -> None:
    (built / "licences" / "index.json").write_bytes(content)
    found = licences.read(Token(), built)
    assert (found.kind, found.every) == (DAMAGED, ())
    assert found.notice
    (built / "licences" / "index.json").unlink()
    assert licences.read(Token(), built).kind == DAMAGED


def test_a_checkout_lists_what_is_installed(tmp_path: Path) -> None:
    found = licences.read(Token(), tmp_path)
    assert found.kind == INSTALLED
    assert found.sbom is None
    by_name = {one.name.lower(): one for one in found.every}
    assert "Apache" in by_name["botocore"].licence
    assert by_name["botocore"].source.startswith("https://")
    assert "Apache License" in licences.text(by_name["botocore"])
    assert "LGPL" in by_name["pyside6_essentials"].licence
    assert all(len(one.licence) <= 300 and "\n" not in one.licence for one in found.every)


def test_it_can_be_cancelled(tmp_path: Path) -> None:
    token = Token()
    token.cancel()
    with pytest.raises(Cancelled):
        licences.read(token, tmp_path)


def test_the_bill_of_materials_is_saved(built: Path, tmp_path: Path) -> None:
    sbom = licences.read(Token(), built).sbom
    assert sbom is not None
    target = tmp_path / "aikagi.cdx.json"
    target.write_text("old")
    licences.save_sbom(sbom, target)
    assert target.read_text() == "{}"
    with pytest.raises(Trouble) as caught:
        licences.save_sbom(sbom, tmp_path / "no" / "x.json")
    assert caught.value.kind is FOLDER_GONE


def test_a_component_without_texts_has_none() -> None:
    assert licences.text(Component("x")) == ""
