"""Makes the installer for Windows from a bundle: NSIS compiles it, on Windows or elsewhere.

    python packaging/windows/installer.py BUNDLE OUT

The same bundle gives the same bytes: files go in by name, with the build's date.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

if __name__ == "__main__":  # run alone, and not by packaging/build.py, whose folder this then is
    sys.path[0] = str(Path(__file__).resolve().parent.parent)

from windows import product, sign
from windows.product import PROGRAM, Product

HERE = Path(__file__).resolve().parent
# Where NSIS installs itself on Windows, if it isn't on the PATH.
ON_WINDOWS = (r"C:\Program Files (x86)\NSIS\makensis.exe", r"C:\Program Files\NSIS\makensis.exe")


def left_out() -> str:
    """Why no installer can be made here; "" where one can."""
    return "" if _makensis() else "makensis isn't installed (Debian: nsis; Windows: NSIS 3)"


def make(bundle: Path, out: Path, *, quick: bool = False) -> Path:
    """Write the installer into the folder `out`; returns its path.

    A `quick` one is for tests: hardly compressed, and less patient with a program that runs.
    Raises `NotABundleError`; SystemExit where makensis or signing refuses.
    """
    made, makensis = product.read(bundle), _makensis()
    if not makensis:
        sys.exit(left_out())
    out.mkdir(parents=True, exist_ok=True)
    target = (out / made.installer).resolve()
    with tempfile.TemporaryDirectory(prefix="aikagi-nsis-") as temporary:
        work = Path(temporary)
        files = work / "files.nsh"
        files.write_text("\n".join(_files(bundle.resolve())) + "\n", encoding="utf-8-sig")
        settings = work / "settings.nsh"
        text = "\n".join(f'!define {name} "{value}"' for name, value in _settings(made, bundle))
        settings.write_text(text + "\n", encoding="utf-8-sig")
        defined = [f"-DSETTINGS={settings}", f"-DFILES={files}", f"-DTARGET={target}"]
        if _stub(Path(makensis)):
            defined.append("-DAMD64")
        if quick:
            defined += ["-DQUICK", "-DWAITS=3"]
        if made.signed:  # NSIS writes the uninstaller itself, and has it signed before it packs it
            defined.append(f'-DSIGN="{sys.executable}" "{HERE / "sign.py"}"')
        command = [makensis, "-V2", "-INPUTCHARSET", "UTF8", *defined, str(HERE / "installer.nsi")]
        if subprocess.run(command, check=False).returncode:
            sys.exit("makensis couldn't make the installer.")
    if made.signed:
        sign.sign(target)
    return target


def _makensis() -> str:
    found = shutil.which("makensis")
    return found or next((path for path in ON_WINDOWS if Path(path).is_file()), "")


def _stub(makensis: Path) -> bool:
    """Whether this NSIS can make an installer of 64 bits, as Debian's can."""
    places = (Path("/usr/share/nsis"), makensis.parent, makensis.parent.parent)
    return any((place / "Stubs" / "lzma_solid-amd64-unicode").is_file() for place in places)


def escaped(text: str) -> str:
    """Text as it stands between double quotes in a script of NSIS."""
    return text.replace("$", "$$").replace('"', r"$\"")


def _settings(made: Product, bundle: Path) -> Iterator[tuple[str, str]]:
    size = sum(path.stat().st_size for path in bundle.rglob("*") if path.is_file())
    yield "KEY", made.key
    yield "TITLE", escaped(made.title)
    yield "LINK", escaped(made.link)
    yield "VERSION", made.version
    yield "NUMBERS", ".".join(map(str, product.numbers(made.version)))
    yield "PUBLISHER", product.PUBLISHER
    yield "COMMENT_JA", product.COMMENT_JA
    yield "COMMENT_EN", product.COMMENT_EN
    yield "KILOBYTES", str(size // 1024)
    yield "PROGRAM", str(bundle.resolve() / PROGRAM)
    icons = bundle.resolve() / "_internal" / "resources" / "icons"
    yield "ICON", str(icons / "aikagi.ico")
    yield "SIDE", str(icons / "side.bmp")


def _files(bundle: Path) -> Iterator[str]:
    """The lines that put each file of `_internal` where it belongs, sorted."""
    inside, last = bundle / "_internal", ""
    for path in sorted(inside.rglob("*"), key=lambda path: path.relative_to(inside).parts):
        if path.is_file():
            folder = "\\".join(PurePosixPath(path.relative_to(inside).parent.as_posix()).parts)
            if folder != last:
                yield f'SetOutPath "$INSTDIR\\_internal.new\\{escaped(folder)}"'
                last = folder
            source = str(path) if os.sep == "/" else escaped(str(path))
            yield f'File "/oname={escaped(path.name)}" "{source}"'


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    print(make(Path(sys.argv[1]), Path(sys.argv[2])))
