"""`make audit`: what the locks hold may be used, is on the bill, and unknown is never well."""

from __future__ import annotations

import json
import subprocess
import sys
import sysconfig
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).resolve().parents[2] / "packaging"))

import audit
import distributions
import holes
import lockbill
import sbom

ROOT = Path(__file__).resolve().parents[2]
SITE = Path(sysconfig.get_path("purelib"))
INSTALLER = (ROOT / lockbill.INSTALLER).read_text(encoding="utf-8")
ONE, OTHER = ("jinja2", "3.0.0"), ("werkzeug", "3.1.9")
PINS = {ONE: ("0" * 64,), OTHER: ("1" * 64,)}


# Licences, versions, hashes -------------------------------------------------------------------


@pytest.mark.parametrize("name", lockbill.LOCKS)
def test_every_locked_package_may_be_used_and_has_hashes(name: str) -> None:
    lock = (ROOT / name).read_text(encoding="utf-8")
    listed = lockbill.components(lock, SITE)
    assert len(listed) == len(distributions.locked(lock)) > 40
    assert not lockbill.faults(listed, lock)


def test_what_is_wrong_with_one_is_said() -> None:
    listed = lockbill.components(INSTALLER, SITE)
    one = next(each for each in listed if each.name == "keyring")
    for bad in (
        replace(one, licence="AGPL-3.0-only"),
        replace(one, licence=""),
        replace(one, version="0.1"),
        replace(one, hashes=()),
    ):
        assert lockbill.faults([bad], INSTALLER), bad


# The bill of materials ------------------------------------------------------------------------


def test_the_bill_has_every_package_of_the_lock_with_its_hashes() -> None:
    made = lockbill.bill(INSTALLER, SITE, "1.0")
    listed = {(one["name"], one["version"]): lockbill._hashes(one) for one in made["components"]}
    locked = distributions.locked(INSTALLER)
    assert listed == {pin: set(hashes) for pin, hashes in locked.items()}
    assert all(one["licenses"][0]["expression"] for one in made["components"])
    assert not lockbill.strangers(made, INSTALLER)


def test_a_package_that_is_not_the_locks_is_a_stranger() -> None:
    made = lockbill.bill(INSTALLER, SITE, "1.0")
    first, second, third = made["components"][:3]
    first["version"] = "0.0.1"
    del second["externalReferences"]
    third["externalReferences"][0]["hashes"].append({"alg": "SHA-256", "content": "f" * 64})
    assert len(lockbill.strangers(made, INSTALLER)) == 3


def test_two_bills_of_one_lock_are_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one.json", "two.json"):
        lockbill.write(lockbill.bill(INSTALLER, SITE, "1.0"), tmp_path / name)
    assert (tmp_path / "one.json").read_bytes() == (tmp_path / "two.json").read_bytes()


def test_the_bill_is_valid_by_cyclonedx_own_schema(tmp_path: Path) -> None:
    python = audit.TOOL / "bin" / "python"
    if not (audit.TOOL / "installed").is_file():
        pytest.skip("CycloneDX's library isn't here; `make audit` brings it")
    good, bad = tmp_path / "good.json", tmp_path / "bad.json"
    made = lockbill.bill(INSTALLER, SITE, "1.0")
    lockbill.write(made, good)
    lockbill.write({**made, "components": [{"name": "no type"}]}, bad)
    check = [str(python), str(ROOT / "packaging" / "validbill.py")]
    assert subprocess.run([*check, str(good)], check=False).returncode == 0
    told = subprocess.run([*check, str(bad)], capture_output=True, check=False, text=True)
    assert (told.returncode, "bad.json" in told.stdout) == (1, True)


def test_a_bill_says_of_itself_what_it_is() -> None:
    made = lockbill.bill(INSTALLER, SITE, "1.0")
    assert (made["bomFormat"], made["specVersion"]) == ("CycloneDX", "1.6")
    references = {one["bom-ref"] for one in made["components"]}
    assert len(references) == len(made["components"])
    assert sbom.NAME.endswith(".cdx.json")


# Known holes ----------------------------------------------------------------------------------


def saying(text: str) -> Sequence[str]:
    """A tool that says that, whatever it is asked."""
    return [sys.executable, "-c", f"print({text!r})"]


def told(*dependencies: dict[str, object]) -> Sequence[str]:
    return saying(json.dumps({"dependencies": dependencies}))


CLEAN: list[dict[str, object]] = [
    {"name": name, "version": version, "vulns": []} for name, version in PINS
]


def test_a_clean_answer_about_everything_is_well() -> None:
    looked = holes.ask(told(*CLEAN), PINS)
    assert (looked.whole, looked.known) == (True, [])


def test_a_hole_is_named() -> None:
    hole = {"id": "PYSEC-2021-66", "fix_versions": ["2.11.3"]}
    looked = holes.ask(told({**CLEAN[0], "vulns": [hole]}, CLEAN[1]), PINS)
    assert looked.known == ["jinja2 3.0.0: PYSEC-2021-66, mended in 2.11.3"]


@pytest.mark.parametrize(
    "tool",
    [
        told(CLEAN[0]),
        told(CLEAN[0], {"name": "werkzeug", "skip_reason": "not found on PyPI"}),
        told(),
        saying(""),
        saying("[]"),
        [sys.executable, "-c", "import sys; sys.exit('no network')"],
    ],
)
def test_what_could_not_be_asked_about_is_not_well(tool: Sequence[str]) -> None:
    looked = holes.ask(tool, PINS)
    assert not looked.whole
    assert not looked.known


def test_an_audit_that_could_ask_nobody_does_not_pass(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setattr(audit, "tool", lambda: None)
    assert audit.main(["--out", str(tmp_path)]) == audit.UNKNOWN
    assert "This isn't a pass" in capsys.readouterr().out
    assert audit.known_holes(None, None) == audit.UNKNOWN
    assert audit.bill(SITE, None, tmp_path) == audit.UNKNOWN


@pytest.mark.parametrize(
    ("looked", "code"),
    [
        (holes.Looked(2), audit.WELL),
        (holes.Looked(2, blind=["one"]), audit.UNKNOWN),
        (holes.Looked(2, ["a hole"]), audit.WRONG),
    ],
)
def test_what_was_looked_up_is_the_exit_code(
    looked: holes.Looked, code: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(holes, "ask", lambda *_: looked)
    assert audit.known_holes(Path("python"), None) == code


def test_a_hole_is_worse_than_not_knowing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(audit, "tool", lambda: None)
    monkeypatch.setattr(holes, "look_up", lambda *_: holes.Looked(1, ["a hole"], ["old"]))
    assert audit.main(["--out", str(tmp_path), "--advisories", "x"]) == audit.WRONG


ADVISORY = """id: PYSEC-1
affected:
- package: {name: jinja2, ecosystem: PyPI}
  ranges:
  - type: ECOSYSTEM
    events: [{introduced: '0'}, {fixed: %s}]
modified: '2026-11-20T00:00:00Z'
"""


def copy(folder: Path, fixed: str, more: str = "") -> Path:
    (folder / "vulns" / "jinja2").mkdir(parents=True)
    path = folder / "vulns" / "jinja2" / "PYSEC-1.yaml"
    path.write_text(ADVISORY % fixed + more, encoding="utf-8")
    return folder


TODAY = datetime(2026, 11, 28, tzinfo=UTC)


def test_a_copy_of_the_advisories_is_looked_in(tmp_path: Path) -> None:
    looked = holes.look_up(copy(tmp_path, "3.0.1"), PINS, TODAY)
    assert (looked.known, looked.whole) == (["jinja2 3.0.0: PYSEC-1"], True)


def test_what_is_mended_or_withdrawn_is_none(tmp_path: Path) -> None:
    assert not holes.look_up(copy(tmp_path / "a", "3.0.0"), PINS, TODAY).known
    gone = copy(tmp_path / "b", "3.0.1", "withdrawn: '2026-11-21T00:00:00Z'\n")
    assert not holes.look_up(gone, PINS, TODAY).known


def test_an_old_copy_and_none_at_all_cannot_tell(tmp_path: Path) -> None:
    old = copy(tmp_path / "a", "3.0.0")
    assert not holes.look_up(old, PINS, datetime(2027, 1, 28, tzinfo=UTC)).whole
    assert not holes.look_up(tmp_path / "nothing", PINS, TODAY).whole


@pytest.mark.parametrize(
    ("events", "version", "affected"),
    [
        ([{"introduced": "0"}], "1.0", True),
        ([{"introduced": "2"}], "1.9", False),
        ([{"introduced": "0"}, {"fixed": "1.10"}], "1.9", True),
        ([{"introduced": "0"}, {"last_affected": "1.9"}], "1.9", True),
        ([{"introduced": "0"}, {"last_affected": "1.9"}], "1.10", False),
        ([{"introduced": "0"}, {"fixed": "1"}, {"introduced": "2"}, {"fixed": "3"}], "2.5", True),
        ([{"introduced": "0"}, {"fixed": "1"}, {"introduced": "2"}, {"fixed": "3"}], "1.5", False),
    ],
)
def test_ranges_are_read_as_they_are_meant(
    events: list[dict[str, str]], version: str, affected: bool
) -> None:
    ranges = [{"type": "ECOSYSTEM", "events": events}]
    assert holes.is_affected({"ranges": ranges}, version) is affected
    assert holes.is_affected({"versions": [version], "ranges": []}, version)
