"""Looks over everything that Aikagi is built from, and writes its bill of materials into dist/.

    python packaging/audit.py                       asks PyPI for known holes; needs the network
    python packaging/audit.py --advisories FOLDER   looks in a copy of the advisories instead

Ends with 0 where all is well; with 1 at a hole, a licence that isn't allowed or a bad bill; with 3
where something couldn't be found out, which is never the same as well.
"""

from __future__ import annotations

import argparse
import hashlib
import subprocess
import sys
import sysconfig
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
if __name__ == "__main__":  # for the version; the library `packaging` isn't hidden by the folder
    sys.path.insert(1, str(ROOT))

import buildnote  # noqa: E402  (once it can be found)
import distributions  # noqa: E402
import holes  # noqa: E402
import lockbill  # noqa: E402
from system import say  # noqa: E402

from app import __version__  # noqa: E402

TOOL = ROOT / "build" / "audit"
LOCK = ROOT / "requirements-audit.lock"
WELL, WRONG, UNKNOWN = 0, 1, 3
SHOWN = 5  # of what couldn't be looked up


def tool() -> Path | None:
    """The Python that has pip-audit and CycloneDX's library; None where it can't be made."""
    python = TOOL / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    stamp, wanted = TOOL / "installed", hashlib.sha256(LOCK.read_bytes()).hexdigest()
    if stamp.is_file() and stamp.read_text(encoding="utf-8") == wanted:
        return python
    say(f"installing the Python packages of {LOCK.name}")
    pip = (str(python), "-m", "pip", "--disable-pip-version-check", "install", "--quiet")
    for command in (
        (sys.executable, "-m", "venv", "--clear", str(TOOL)),
        (*pip, "--require-hashes", "--only-binary=:all:", "-r", str(LOCK)),
    ):
        if subprocess.run(command, check=False).returncode:
            return None
    stamp.write_text(wanted, encoding="utf-8")
    return python


def licences(site: Path) -> int:
    """Say what of the locks may not be used, or isn't what is installed."""
    wrong: list[str] = []
    for name in lockbill.LOCKS:
        lock = (ROOT / name).read_text(encoding="utf-8")
        listed = lockbill.components(lock, site)
        found = lockbill.faults(listed, lock)
        say(f"{name}: {len(listed)} packages, {len(listed) - len(found)} as they have to be")
        wrong += [f"{name}: {fault}" for fault in found]
    for fault in wrong:
        print(f"  {fault}")
    return WRONG if wrong else WELL


def bill(site: Path, python: Path | None, out: Path) -> int:
    """Write the bill of what an installer's lock holds, and hold it against the schema."""
    lock = (ROOT / lockbill.INSTALLER).read_text(encoding="utf-8")
    made = lockbill.bill(lock, site, __version__)
    path = out / f"aikagi-{__version__}-lock.cdx.json"
    lockbill.write(made, path)
    say(f"the bill of materials: {path.name}, {len(made['components'])} components")
    if python is None:
        print("  whether it's valid couldn't be found out: CycloneDX's library isn't here")
        return UNKNOWN
    bills = [str(path), *map(str, out.glob("*.cdx.json"))]
    check = [str(python), str(ROOT / "packaging" / "validbill.py"), *dict.fromkeys(bills)]
    return WRONG if subprocess.run(check, check=False).returncode else WELL


def known_holes(python: Path | None, advisories: Path | None) -> int:
    """Say which known holes there are in anything that a lock holds."""
    pins: dict[tuple[str, str], tuple[str, ...]] = {}
    for path in sorted(ROOT.glob("requirements*.lock")):
        pins |= distributions.locked(path.read_text(encoding="utf-8"))
    if advisories:
        looked = holes.look_up(advisories, pins)
    elif python:
        looked = holes.ask([str(python), "-m", "pip_audit"], pins)
    else:
        looked = holes.Looked(len(pins), blind=["pip-audit couldn't be installed"])
    for line in (*looked.known, *looked.blind[:SHOWN]):
        print(f"  {line}")
    if (more := len(looked.blind) - SHOWN) > 0:
        print(f"  … and {more} more that couldn't be looked up")
    say(f"known holes in {looked.packages} packages: {len(looked.known)} ({looked.source})")
    if not looked.whole:
        say(f"NOT KNOWN: {len(looked.blind)} of that couldn't be looked up. This isn't a pass.")
    return WRONG if looked.known else WELL if looked.whole else UNKNOWN


def main(arguments: list[str]) -> int:
    """Does what the module's docstring says."""
    made = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    made.add_argument("--advisories", type=Path, metavar="FOLDER", help="a copy of them")
    made.add_argument("--out", type=Path, default=ROOT / "dist", help="where the bill goes")
    given = made.parse_args(arguments)
    site = Path(sysconfig.get_path("purelib"))
    buildnote.epoch(ROOT)
    python = tool()
    came = (licences(site), bill(site, python, given.out), known_holes(python, given.advisories))
    return WRONG if WRONG in came else max(came)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
