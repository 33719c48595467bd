"""Signs an app from the inside out, and asks macOS whether it holds. Never run on a Mac yet.

https://developer.apple.com/documentation/xcode/creating-distribution-signed-code-for-the-mac
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import inbundle
from macos import product
from system import run

ENTITLEMENTS = Path(__file__).resolve().parent / "entitlements.plist"
# Without a certificate: Apple's processors run nothing that isn't signed at least so.
AD_HOC = "-"


def order(app: Path) -> list[Path]:
    """What is to be signed one by one, the innermost first and the app itself last.

    A framework is signed as a whole, which covers its own library, and the app covers its program.
    """
    frameworks = [path for path in app.rglob("*.framework") if is_real(path, app)]
    covered = {path / "Versions" / version(path) / path.stem for path in frameworks}
    covered.add(app / "Contents" / "MacOS" / product.PROGRAM)
    files = [path for path in app.rglob("*") if is_real(path, app) and path.is_file()]
    code = [path for path in files if path not in covered and inbundle.is_native(path)]
    inner = sorted({*frameworks, *code}, key=lambda path: (-len(path.parts), path.as_posix()))
    return [*inner, app]


def is_real(path: Path, app: Path) -> bool:
    """Whether a path goes through no link: PyInstaller links each file into a second place."""
    inside = path.relative_to(app)
    return not any((app / part).is_symlink() for part in (inside, *inside.parents))


def version(framework: Path) -> str:
    """The version of a framework that is there, usually A."""
    found = sorted(path.name for path in framework.glob("Versions/*") if not path.is_symlink())
    return found[0] if found else "A"


def commands(app: Path, identity: str) -> Iterator[list[str]]:
    """The commands that sign an app with an identity, which is a name and no secret."""
    for path in order(app):
        command = ["codesign", "--force", "--sign", identity]
        if identity != AD_HOC:
            command += ["--options", "runtime", "--timestamp"]
        if path == app:
            command += ["--entitlements", str(ENTITLEMENTS)]
        yield [*command, str(path)]


def sign(app: Path, identity: str) -> None:
    """Signs an app, and checks it strictly. Ends the program if either fails."""
    for command in commands(app, identity):
        run(*command)
    run("codesign", "--verify", "--strict", "--deep", "--verbose=2", str(app))


def verification(app: Path, dmg: Path) -> list[list[str]]:
    """What a customer's Mac will ask of a notarised app and its image, as commands."""
    return [
        ["codesign", "--verify", "--strict", "--deep", "--verbose=2", str(app)],
        ["spctl", "--assess", "--type", "execute", "--verbose", str(app)],
        ["xcrun", "stapler", "validate", str(app)],
        ["codesign", "--verify", "--strict", "--verbose=2", str(dmg)],
        ["spctl", "--assess", "--type", "open", "--context", "context:primary-signature", str(dmg)],
        ["xcrun", "stapler", "validate", str(dmg)],
    ]
