"""Makes an AppImage of a frozen bundle: one file that runs on any Linux, nothing installed.

    python packaging/linux/appimage.py BUNDLE OUT RUNTIME

An AppImage is a small program, the runtime, with a squashfs behind it. The runtime is AppImage's
own and comes from its releases alone; neither Debian, PyPI nor npm has it. Nothing is fetched
here: it has to lie on this computer (AIKAGI_APPIMAGE_RUNTIME, or the third argument), and be the
one whose digest stands below. Its licence is MIT, with libfuse (LGPL-2.1) and others linked in.
https://docs.appimage.org/reference/appimage-specification.html
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

if __name__ == "__main__":  # run alone, and not by packaging/build.py, whose folder this then is
    sys.path[0] = str(Path(__file__).resolve().parent.parent)

from linux import product, share
from linux.product import PROGRAM, Product

SETTING = "AIKAGI_APPIMAGE_RUNTIME"
RELEASE = "https://github.com/AppImage/type2-runtime/releases/tag/20251108"
# By machine: the digest of that release's runtime, and of the one that AppImage's own tool takes.
# https://github.com/AppImage/appimagetool/blob/main/SECURITY.md
DIGESTS = {
    "x86_64": (
        "2fca8b443c92510f1483a883f60061ad09b46b978b2631c807cd873a47ec260d",
        "e70ffa9b69b211574d0917adc482dd66f25a0083427b5945783965d55b0b0a8b",
    ),
    "aarch64": (
        "00cbdfcf917cc6c0ff6d3347d59e0ca1f7f45a6df1a428a0d6d8a78664d87444",
        "c1b2278cf0f42f5c603ab9a0fe43314ac2cbedf80b79a63eb77d3a79b42600c5",
    ),
}
_MAGIC = b"AI\x02"  # at byte 8: an AppImage of the second type


class NoRuntime(Exception):  # noqa: N818  (it says what is missing)
    """There is no runtime to put in front, or it isn't the one that is asked for."""


def left_out() -> str:
    """Why no AppImage can be made here; "" where one can."""
    try:
        checked(given())
    except NoRuntime as why:
        return str(why)
    return "" if shutil.which("mksquashfs") else "mksquashfs (squashfs-tools) isn't installed"


def given() -> Path | None:
    """The runtime that the environment names."""
    named = os.environ.get(SETTING)
    return Path(named) if named else None


def checked(runtime: Path | None) -> bytes:
    """The runtime's bytes. Raises `NoRuntime` unless they are the ones that stand above."""
    machine = os.uname().machine
    if runtime is None or not runtime.is_file():
        message = (
            f"an AppImage needs AppImage's runtime: fetch runtime-{machine} of {RELEASE} "
            f"and name it in {SETTING}"
        )
        raise NoRuntime(message)
    content = runtime.read_bytes()
    digest = hashlib.sha256(content).hexdigest()
    if digest not in DIGESTS.get(machine, ()):
        message = f"{runtime} isn't the runtime of {RELEASE}: its SHA-256 is {digest}"
        raise NoRuntime(message)
    if content[8 : 8 + len(_MAGIC)] != _MAGIC:
        message = f"{runtime} is no runtime of an AppImage of the second type"
        raise NoRuntime(message)
    return content


def make(bundle: Path, out: Path, runtime: Path | None = None) -> Path:
    """Write the AppImage into the folder `out`; returns its path.

    Raises `NoRuntime`, `NotABundle`, `Invalid`, or `CalledProcessError` where mksquashfs refuses.
    """
    first = checked(runtime or given())
    made = product.read(bundle)
    out.mkdir(parents=True, exist_ok=True)
    target = out / f"{made.name}-{made.version}-{os.uname().machine}.AppImage"
    with tempfile.TemporaryDirectory(prefix="aikagi-appimage-") as folder:
        root, packed = Path(folder) / "root", Path(folder) / "squashfs"
        _lay_out(made, bundle, root)
        _pack(root, packed, made.epoch)
        with target.open("wb") as file:
            file.write(first)
            with packed.open("rb") as rest:
                shutil.copyfileobj(rest, file)
    target.chmod(0o755)
    os.utime(target, (made.epoch, made.epoch))
    return target


def _lay_out(made: Product, bundle: Path, root: Path) -> None:
    """An AppDir: the program, what the desktop wants to know, and three names at the top.

    https://docs.appimage.org/reference/appdir.html
    """
    home = root / "usr" / "lib" / made.name
    shutil.copytree(bundle, home, symlinks=True)
    (root / "AppRun").symlink_to(f"usr/lib/{made.name}/{PROGRAM}")
    share.lay_out(made, root / "usr" / "share")
    entry = f"{made.name}.desktop"
    (root / entry).symlink_to(f"usr/share/applications/{entry}")
    picture = f"usr/share/icons/hicolor/256x256/apps/{made.name}.png"
    (root / f"{made.name}.png").symlink_to(picture)
    (root / ".DirIcon").symlink_to(picture)


def _pack(root: Path, target: Path, epoch: int) -> None:
    """A squashfs whose bytes depend on the files alone."""
    command = ["mksquashfs", str(root), str(target), "-noappend", "-no-progress", "-quiet"]
    same = ["-all-root", "-no-xattrs", "-all-time", str(epoch), "-mkfs-time", str(epoch)]
    settings = {name: value for name, value in os.environ.items() if name != "SOURCE_DATE_EPOCH"}
    subprocess.run([*command, *same, "-comp", "zstd"], env=settings, check=True)


if __name__ == "__main__":
    if len(sys.argv) not in {3, 4}:
        sys.exit(__doc__)
    try:
        print(make(Path(sys.argv[1]), Path(sys.argv[2]), *map(Path, sys.argv[3:])))
    except NoRuntime as why:
        sys.exit(f"No AppImage was made: {why}")
