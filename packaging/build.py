"""Builds what a customer installs, for the system that this runs on, into dist/.

    python packaging/build.py                                  all of this system's installers
    python packaging/build.py --vendor FILE [--logo FILE]      a vendor's own: its profile inside
    python packaging/build.py --only bundle                    the folder in build/bundle/ alone

Starts with any Python that Aikagi supports and nothing installed. Each build is run through the
program's own self-test before anything is packed.
"""

from __future__ import annotations

import argparse
import importlib
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

import brand
import builderpaths
import buildnote
import elfpaths
import environment
import freeze
import licences
import lockbill
import madefiles
import seal
import signing
import system
from system import say, stop

ROOT = Path(__file__).resolve().parent.parent
BUNDLE = ROOT / "build" / "bundle" / "aikagi"
# Each system's packers: a module with make(bundle, out), which returns the file it made, and where
# it can't always, left_out(), which says why not today.
PACKERS = {
    "linux": {"deb": "linux.deb", "appimage": "linux.appimage"},
    "win32": {"windows": "windows.installer"},
    "darwin": {"dmg": "macos.dmg"},
}
ALONE = "bundle"


def options(arguments: list[str]) -> argparse.Namespace:
    """The command line. Raises SystemExit on --help and mistakes."""
    here = PACKERS.get(sys.platform, {})
    made = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    made.add_argument("--vendor", type=Path, metavar="FILE", help="the vendor's profile (TOML)")
    made.add_argument("--logo", type=Path, metavar="FILE", help="the vendor's logo (SVG)")
    made.add_argument("--updates-url", default="", metavar="URL", help="where newer ones are told")
    made.add_argument("--updates-key", type=Path, metavar="FILE", help="their list's key (PEM)")
    made.add_argument("--out", type=Path, default=ROOT / "dist", help="where the files go")
    made.add_argument("--only", choices=(ALONE, *here), help="this one alone")
    return made.parse_args(arguments)


def bundle(given: argparse.Namespace, updates: Mapping[str, str] | None, moment: int) -> Path:
    """Freeze, brand, account for and seal the program. Returns its folder."""
    python = environment.make(ROOT, ROOT / "build" / "installer-environment")
    freeze.freeze(ROOT, python, BUNDLE, moment)
    made = BUNDLE.with_name("Aikagi.app") if sys.platform == "darwin" else BUNDLE
    if sys.platform == "linux":
        keep_paths_out(made, python)
    resources = licences.resources(made)
    brand.put(given.vendor, given.logo, resources)
    buildnote.write(ROOT, resources, moment, updates)
    licences.make(made, environment.site(python))
    if sys.platform == "win32" and signing.will_be():
        importlib.import_module("windows.sign").sign(made / "aikagi.exe")
    if sys.platform != "darwin":
        seal.seal(made)
    seal.settle(made, moment)
    return made


def keep_paths_out(made: Path, python: Path) -> None:
    """Have every library found beside the program alone; ends the build at a builder's path."""
    elfpaths.mend(made)
    if found := list(builderpaths.faults(made, builderpaths.of_builder(ROOT, python))):
        stop("A path of this computer is in the program. Nothing was packed.", *found)


def self_test(program: Path) -> None:
    """Run the program's own test of itself; ends the build where a part isn't well."""
    name = program / {"win32": "aikagi.exe", "darwin": "Contents/MacOS/aikagi"}.get(
        sys.platform, "aikagi"
    )
    say("the built program tests itself")
    if subprocess.run([str(name), "--self-test"], check=False).returncode:
        stop("The built program isn't well: see above. Nothing was packed.")


def pack(made: Path, out: Path, only: str | None) -> list[Path]:
    """The files that this system's packers make of the bundle, or the one that is asked for."""
    packed: list[Path] = []
    for name, module in PACKERS.get(sys.platform, {}).items():
        if only not in {None, name}:
            continue
        packer = importlib.import_module(module)
        why = packer.left_out() if hasattr(packer, "left_out") else ""
        if not why:
            say(f"packing: {name}")
            packed.append(packer.make(made, out))
        elif only:
            stop(f"No {name} was made: {why}")
        else:
            say(f"left out: {name}: {why}")
    return packed


def main(arguments: list[str]) -> None:
    """Does what the module's docstring says."""
    began = time.monotonic()
    given = options(arguments)
    try:
        brand.check(given.vendor, given.logo)
        updates = brand.updates(given.updates_url, given.updates_key)
    except brand.Unfit as unfit:
        stop(f"Nothing was built. {unfit}")
    if sys.platform == "linux":
        system.prepare("installer")
    os.umask(0o022)
    moment = buildnote.epoch(ROOT)
    os.environ["SOURCE_DATE_EPOCH"] = str(moment)
    made = bundle(given, updates, moment)
    self_test(made)
    packed = pack(made, given.out, given.only)
    bill = licences.resources(made) / "licences" / "sbom.cdx.json"
    lock = (ROOT / environment.LOCK).read_text(encoding="utf-8")
    if found := lockbill.strangers(json.loads(bill.read_text(encoding="utf-8")), lock):
        stop("What was built isn't what the lock holds.", *found)
    if packed:
        beside = packed[0].with_name(f"{packed[0].stem}.cdx.json")
        shutil.copyfile(bill, beside)
        packed.append(beside)
    madefiles.tell(made, packed, time.monotonic() - began)
    if packed:
        madefiles.date(given.out, packed, moment)


if __name__ == "__main__":
    main(sys.argv[1:])
