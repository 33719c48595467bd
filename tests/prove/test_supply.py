"""What Aikagi is built from: every package that a lock holds."""

from __future__ import annotations

import sys
import sysconfig
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[2] / "packaging"))

import distributions
import lockbill

from tests.support.promises import Promised

ROOT = Path(__file__).resolve().parents[2]
SITE = Path(sysconfig.get_path("purelib"))


def test_every_package_of_every_lock(promised: Promised) -> None:
    promise = promised("Built from: every locked package has hashes, and a licence that was read")
    for name in lockbill.LOCKS:
        lock = (ROOT / name).read_text(encoding="utf-8")
        for one in lockbill.components(lock, SITE):
            with promise.case(f"{name}: {one.name}"):
                assert not lockbill.faults([one], lock)


def test_every_package_of_the_installer_is_on_the_bill(promised: Promised) -> None:
    promise = promised("Built from: every package in an installer is on its bill of materials")
    lock = (ROOT / lockbill.INSTALLER).read_text(encoding="utf-8")
    made = {one["purl"]: one for one in lockbill.bill(lock, SITE, "1.0")["components"]}
    for (name, version), hashes in distributions.locked(lock).items():
        with promise.case(name):
            one = made.pop(f"pkg:pypi/{name}@{version}")
            (where,) = one["externalReferences"]
            assert {each["content"] for each in where["hashes"]} == set(hashes)
            assert one["licenses"][0]["expression"]
    with promise.case("and nothing else is"):
        assert not made
