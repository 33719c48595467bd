"""What a Linux desktop wants to know of the program, laid out below `share/` for both packers.

Desktop entry: https://specifications.freedesktop.org/desktop-entry-spec/latest/
Icons: https://specifications.freedesktop.org/icon-theme-spec/latest/
AppStream: https://www.freedesktop.org/software/appstream/docs/
"""

from __future__ import annotations

import gzip
import importlib.util
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

if TYPE_CHECKING:
    from linux.product import Product

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
DRAWING = ROOT / "resources" / "icons" / "aikagi.svg"
ENVIRONMENT = ROOT / "build" / "installer-environment"  # that packaging/build.py froze from


class Invalid(Exception):  # noqa: N818  (it says what the file is)
    """A desktop entry or AppStream's metadata isn't as the desktop wants it; says why."""


def lay_out(product: Product, share: Path) -> None:
    """Write desktop entry, icons, AppStream's metadata and the manual page. Raises `Invalid`."""
    name = product.name
    entry = share / "applications" / f"{name}.desktop"
    _write(entry, "aikagi.desktop", product, _plain)
    told = share / "metainfo" / f"{name}.metainfo.xml"
    _write(told, "aikagi.metainfo.xml", product, escape)
    page = share / "man" / "man1" / f"{name}.1"
    _write(page, "aikagi.1", product, lambda text: text.replace("-", r"\-"))
    page.with_name(f"{page.name}.gz").write_bytes(gzip.compress(page.read_bytes(), 9, mtime=0))
    page.unlink()
    icons(name, share / "icons" / "hicolor")
    check(entry, told)


def _write(target: Path, source: str, product: Product, quoted: Callable[[str], str]) -> None:
    """Fill in a template of this folder; `quoted` makes the vendor's name harmless in it."""
    text = (HERE / source).read_text(encoding="utf-8")
    day = product.built.isoformat()
    for mark, value in {
        "@COMMAND@": product.name,
        "@TITLE@": product.name.upper(),
        "@VERSION@": quoted(product.version) if source.endswith(".1") else product.version,
        "@DATE@": day,
        "@OF_VENDOR@": quoted(f" ({product.vendor})") if product.vendor else "",
    }.items():
        text = text.replace(mark, value)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text, encoding="utf-8")


def _plain(text: str) -> str:
    """A value in a desktop entry, where a backslash begins an escape."""
    return text.replace("\\", "\\\\")


def icons(name: str, hicolor: Path) -> None:
    """The drawing itself, and pictures of it for what can't draw. Raises `CalledProcessError`."""
    drawing = hicolor / "scalable" / "apps" / f"{name}.svg"
    drawing.parent.mkdir(parents=True)
    shutil.copyfile(DRAWING, drawing)
    here = importlib.util.find_spec("PySide6") is not None
    python = sys.executable if here else str(ENVIRONMENT / "bin" / "python")
    command = [python, str(HERE / "icons.py"), str(DRAWING), name, str(hicolor)]
    subprocess.run(command, check=True)


def check(entry: Path, told: Path) -> None:
    """Have the desktop's own tools look at both files. Raises `Invalid`."""
    no_site_yet = "--override=cid-desktopapp-is-not-rdns=info"  # its id has no domain to stand in
    for command in (
        ["desktop-file-validate", str(entry)],
        ["appstreamcli", "validate", "--no-net", "--no-color", no_site_yet, str(told)],
    ):
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            raise Invalid(done.stdout + done.stderr)
