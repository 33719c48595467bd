"""Makes Aikagi-VERSION-macos-arm64.dmg from the app that was built. Never run on a Mac yet.

    python packaging/macos/dmg.py BUNDLE OUT

BUNDLE is build/bundle/Aikagi.app, or the folder beside it. For Apple's processors alone: the
cryptography wheel that the lock holds is made for them only, cffi, MarkupSafe and PyYAML have one
wheel a processor, and Apple has stopped making Macs with any other.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import bundlenote
import signing
from bundlenote import slug
from macos import keychain, notarise, product, sign
from system import run, say, stop

LONGEST_TEST = 300


def make(bundle: Path, out: Path) -> Path:
    """Finishes, signs, tests, notarises and packs the app; tells which file it made.

    Without AIKAGI_MACOS_IDENTITY it's signed ad hoc, which says who made it to nobody, and isn't
    notarised. Ends the program where anything fails, and then leaves no image behind.
    """
    app = bundle if bundle.suffix == ".app" else bundle.with_name(f"{product.NAME}.app")
    note = bundlenote.read(app / product.RESOURCES)
    signed = signing.will_be("darwin")
    if note.signed != signed:
        stop("The app says otherwise about being signed than this run does: build it anew.")
    identity = os.environ.get(signing.NEEDED["darwin"]) or sign.AD_HOC
    out.mkdir(parents=True, exist_ok=True)
    name = f"{product.NAME}-{slug(note.vendor)}" if note.vendor else product.NAME
    target = out / f"{name}-{note.version}-{note.system}.dmg"
    target.unlink(missing_ok=True)
    product.finish(app)
    with keychain.opened(), tempfile.TemporaryDirectory() as folder:
        sign.sign(app, identity)
        check(app)
        made = Path(folder) / target.name
        if signed and notarise.wanted():
            zipped = Path(folder) / f"{product.NAME}.zip"
            run("ditto", "-c", "-k", "--keepParent", str(app), str(zipped))
            notarise.notarise(zipped, app)
        image(app, made)
        finish(app, made, identity)
        shutil.move(made, target)
    return target


def check(app: Path) -> None:
    """The signed program's own test, under the hardened runtime. Ends the program if it fails."""
    say("the signed program tests itself")
    program = app / "Contents" / "MacOS" / product.PROGRAM
    done = subprocess.run([str(program), "--self-test"], check=False, timeout=LONGEST_TEST)
    if done.returncode:
        stop("The signed program isn't well: see above. Nothing was packed.")


def image(app: Path, target: Path) -> None:
    """An image with the app and a way to drag it to Applications."""
    with tempfile.TemporaryDirectory() as folder:
        stage = Path(folder)
        name = product.file_name(product.vendor(app))
        run("ditto", str(app), str(stage / f"{name}.app"))
        (stage / "Applications").symlink_to("/Applications")
        create = ["hdiutil", "create", "-volname", name, "-fs", "HFS+", "-format", "UDZO"]
        run(*create, "-srcfolder", str(stage), "-ov", str(target))


def finish(app: Path, made: Path, identity: str) -> None:
    """Signs the image and has it notarised, or says loudly what it lacks."""
    if identity == sign.AD_HOC:
        print(signing.loud("darwin"))
        return
    run("codesign", "--sign", identity, "--timestamp", str(made))
    if not notarise.wanted():
        print(f"NOT NOTARISED: {notarise.KEY} isn't set. macOS will refuse to open it elsewhere.")
        return
    notarise.notarise(made, made)
    for command in sign.verification(app, made):
        run(*command)


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    print(make(Path(sys.argv[1]), Path(sys.argv[2])))
