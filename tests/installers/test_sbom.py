"""The bill of materials is whole, the same each time, and says what is there."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).resolve().parents[2] / "packaging"))

import sbom
from distributions import Component

KEYRING = Component(
    name="keyring",
    version="25.7.0",
    purl="pkg:pypi/keyring@25.7.0",
    licence="MIT",
    source="https://pypi.org/project/keyring/25.7.0/",
    hashes=("0" * 64,),
    needs=("jeepney", "not-there"),
)
JEEPNEY = Component("jeepney", "0.9", "pkg:pypi/jeepney@0.9", "MIT", "https://pypi.org/")
INNER = Component(
    "zlib", "1.3", "pkg:generic/zlib@1.3", "Zlib", "https://zlib.net", parent="keyring"
)
ALL = (KEYRING, JEEPNEY, INNER)


@pytest.fixture(autouse=True)
def _moment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")


def test_two_bills_of_the_same_are_the_same_bytes(tmp_path: Path) -> None:
    first = sbom.write(ALL, "1.0", tmp_path).read_bytes()
    assert sbom.write(ALL, "1.0", tmp_path).read_bytes() == first


def test_another_content_has_another_serial_number() -> None:
    serials = {
        sbom.bill(parts, version)["serialNumber"]
        for parts, version in ((ALL, "1.0"), (ALL[:2], "1.0"), (ALL, "1.1"))
    }
    assert len(serials) == 3


def test_its_time_is_the_sources(monkeypatch: pytest.MonkeyPatch) -> None:
    assert sbom.bill(ALL, "1.0")["metadata"]["timestamp"] == "2023-11-14T22:13:20Z"
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    assert "timestamp" not in sbom.bill(ALL, "1.0")["metadata"]


def test_it_refers_to_nothing_that_it_lacks() -> None:
    bill = sbom.bill(ALL, "1.0")
    references = [one["bom-ref"] for one in bill["components"]]
    known = {*references, bill["metadata"]["component"]["bom-ref"]}
    assert len(set(references)) == len(references)
    for row in bill["dependencies"]:
        assert row["ref"] in known
        assert set(row.get("dependsOn", ())) <= known
    assert {row["ref"] for row in bill["dependencies"]} == known


def test_what_needs_and_carries_what_is_told() -> None:
    rows = {row["ref"]: row.get("dependsOn") for row in sbom.bill(ALL, "1.0")["dependencies"]}
    assert rows[KEYRING.purl] == ["keyring:pkg:generic/zlib@1.3", JEEPNEY.purl]


def test_the_archives_hashes_come_from_the_lock() -> None:
    found = {one["name"]: one for one in sbom.bill(ALL, "1.0")["components"]}
    (reference,) = found["keyring"]["externalReferences"]
    assert reference["hashes"] == [{"alg": "SHA-256", "content": "0" * 64}]
    assert "hashes" not in found["jeepney"]["externalReferences"][0]
