"""Every file of the program by itself, as it is written beside an older one."""

from __future__ import annotations

import ast
import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from app import licences, log, package, records, recovery, report
from app.facts import Facts
from app.handoverfile import Handover
from app.package import Credentials, PackageFile
from app.records import Records

ROOT = Path(__file__).resolve().parents[2]
# What makes a file, called by the program. Whoever calls one of these is tried here, or in a run.
DOORS = {
    *("NewFile.open", "PackageFile.open", "recordfile.save", "recordfile.save_text"),
    *("recordfile.write", "RotatingFileHandler"),
}
# Tried in a run, or where there is a server to fetch from (tests/app/test_updates.py).
# The notes on an error: in tests/prove/test_crash_report.py.
ELSEWHERE = {
    "app.handover_act.carry_out",
    "app.updates.download",
    "app.crashreport.save",
    "app.crashreport.tell",
}
# Doors themselves: who calls them is tried.
PASSED_ON = {"app.recordfile.write"}
_ID = "0" * 32
_ACCOUNT = "111122223333"


@dataclass(frozen=True)
class Paper:
    """One file: who writes it, how, in how many versions, and whether an older one is kept."""

    who: str
    write: Callable[[Path, int], object]
    over: bool = True  # it takes the place of an older one, and doesn't stand beside it


def _long(number: int) -> str:
    """Each version needs more room than the one before: on a full disk, no part of it fits."""
    return str(number) * 9000 * number


def _records(folder: Path) -> Records:
    return Records(folder, practice=True)


def _facts(folder: Path, number: int) -> None:
    _records(folder).save_facts(Facts(user_name=_long(number)))


def _handover(folder: Path, number: int) -> None:
    _records(folder).save(Handover(id=_ID, account=_ACCOUNT, user_name=_long(number)))


def _decisions(folder: Path, number: int) -> None:
    _records(folder).keep_of(_ACCOUNT, {"format": "aikagi-decisions", "long": _long(number)})


def _journal(folder: Path, number: int) -> None:
    _records(folder).keep_journal("one", {"long": _long(number)})


def _language(folder: Path, number: int) -> None:
    _records(folder).save_language(("ja", "en")[number % 2])


def _vendor(folder: Path, number: int) -> None:
    _records(folder).save_vendor(f'name = "{_long(number)}"\n')


def _copy_for_the_customer(folder: Path, number: int) -> None:
    one = Handover(id=_ID, account=_ACCOUNT, user_name=_long(number))
    records.write_handover_file(folder / "hand-over.json", one)


def _report(folder: Path, number: int) -> None:
    report.save(folder / "report.pdf", _long(number).encode())


def _recovery(folder: Path, number: int) -> None:
    recovery.save(folder, b"%PDF" + bytes([number]) * 9000, _ACCOUNT)


def _sbom(folder: Path, _number: int) -> None:
    licences.save_sbom(ROOT / "LICENSE", folder / "sbom.json")


def _zip(folder: Path, number: int) -> None:
    with PackageFile.open(folder, _ACCOUNT, "vendor") as made:
        made.write(Credentials("vendor", f"pass-{number}", "https://x.example"), "passphrase")


def _zip_copy(folder: Path, number: int) -> None:
    zips = sorted((folder.parent / "zips").glob("*.zip"))
    package.save_copy(zips[number % len(zips)], folder)


def _log(folder: Path, number: int) -> None:
    path = log.start(folder)
    logger = logging.getLogger("app")
    try:
        logger.info("line %s", number)
    finally:
        for name in log.OURS:
            ours = logging.getLogger(name)
            for handler in ours.handlers:
                handler.close()
            ours.handlers.clear()
            ours.propagate = True
    assert path is None or path.is_file()


PAPERS = (
    Paper("app.records.save_facts", _facts),
    Paper("app.records.save", _handover),
    Paper("app.records.keep_of", _decisions),
    Paper("app.records.keep_journal", _journal),
    Paper("app.records.save_language", _language),
    Paper("app.records.save_vendor", _vendor),
    Paper("app.records.write_handover_file", _copy_for_the_customer),
    Paper("app.report.save", _report),
    Paper("app.recovery.save", _recovery, over=False),
    Paper("app.licences.save_sbom", _sbom),
    Paper("app.package.open", _zip, over=False),
    Paper("app.package.save_copy", _zip_copy, over=False),
    Paper("app.log.start", _log),
)


def writers() -> Iterator[str]:
    """Every function of the program that makes a file, found in its source."""
    for top in ("app", "ui"):
        for path in sorted((ROOT / top).rglob("*.py")):
            if "practice" in path.parts or path.name.startswith("selftest"):
                continue
            module = ".".join(path.relative_to(ROOT).with_suffix("").parts)
            tree = ast.parse(path.read_text(encoding="utf-8"))
            for node in ast.walk(tree):
                if isinstance(node, ast.FunctionDef) and _makes_one(node):
                    yield f"{module}.{node.name}"


def _makes_one(function: ast.FunctionDef) -> bool:
    calls = [node.func for node in ast.walk(function) if isinstance(node, ast.Call)]
    return any(ast.unparse(call) in DOORS or _plainly(call) for call in calls)


def _plainly(call: ast.expr) -> bool:
    return isinstance(call, ast.Attribute) and call.attr in {"write_text", "write_bytes"}
