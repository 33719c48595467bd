"""Bundles of a few files, made for a test: a frozen program, a site-packages folder, an app."""

from __future__ import annotations

import marshal
import struct
from collections.abc import Mapping
from pathlib import Path

ELF, MACH_O = b"\x7fELF\x02\x01\x01", b"\xcf\xfa\xed\xfe\x0c\x00\x00\x01"


def frozen_program(modules: Mapping[str, int]) -> bytes:
    """What PyInstaller appends to its starter, with these modules and their kinds in it."""
    table = [(name, (kind, 0, 0)) for name, kind in modules.items()]
    return _program(b"PYZ\0" + b"\0\0\0\0" + struct.pack("!i", 12) + marshal.dumps(table))


def package_of_code(modules: Mapping[str, bytes]) -> bytes:
    """The same with the modules' compressed code."""
    table, code = [], b""
    for name, content in modules.items():
        table.append((name, (0, 12 + len(code), len(content))))
        code += content
    end = struct.pack("!i", 12 + len(code))
    return _program(b"PYZ\0" + b"\0\0\0\0" + end + code + marshal.dumps(table))


def _program(pyz: bytes) -> bytes:
    toc = b"".join(
        struct.pack("!IIIIBc", 18 + 16, place, size, size, 0, kind) + name.encode().ljust(16, b"\0")
        for place, size, kind, name in ((0, len(pyz), b"z", "PYZ.pyz"), (0, 0, b"s", "__main__"))
    )
    length = len(pyz) + len(toc) + 88
    cookie = struct.pack(
        "!8sIIII64s", b"MEI\014\013\012\013\016", length, len(pyz), len(toc), 311, b"libpython"
    )
    return ELF.ljust(64, b"\0") + b"the starter" + pyz + toc + cookie


def package(site: Path, name: str, metadata: str, files: Mapping[str, bytes]) -> None:
    """Installs a package into a site-packages folder; its texts are files in ``licenses/``."""
    info = site / f"{name}-1.0.dist-info"
    info.mkdir(parents=True)
    head = f"Metadata-Version: 2.4\nName: {name}\nVersion: 1.0\n"
    (info / "METADATA").write_text(head + metadata, encoding="utf-8")
    record = []
    for path, content in files.items():
        if path.startswith("licenses/"):
            target = info / path
        else:
            target = site / path
            record.append(f"{path},,")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    record.append(f"{info.name}/METADATA,,")
    (info / "RECORD").write_text("\n".join(record), encoding="utf-8")


def write(root: Path, files: Mapping[str, bytes]) -> Path:
    """Writes files under a folder, and returns that."""
    for path, content in files.items():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    return root


def app(root: Path) -> Path:
    """Aikagi.app as PyInstaller lays it out, with what matters for signing."""
    made = root / "Aikagi.app"
    qt = "Contents/Frameworks/PySide6/Qt/lib/QtCore.framework"
    write(
        made,
        {
            "Contents/Info.plist": b"",
            "Contents/MacOS/aikagi": MACH_O,
            "Contents/Frameworks/Python.framework/Versions/3.11/Python": MACH_O,
            "Contents/Frameworks/PySide6/QtCore.abi3.so": MACH_O,
            "Contents/Frameworks/lib-dynload/_ssl.cpython-311-darwin.so": MACH_O,
            f"{qt}/Versions/A/QtCore": MACH_O,
            f"{qt}/Versions/A/Resources/Info.plist": b"",
            "Contents/Resources/resources/vendor.toml": b"",
            "Contents/Resources/resources/build.json": (
                b'{"version": "1.2.0rc1", "signed": false, "system": "macos-arm64"}'
            ),
        },
    )
    (made / qt / "Versions/Current").symlink_to("A")
    (made / qt / "QtCore").symlink_to("Versions/Current/QtCore")
    (made / "Contents/Frameworks/resources").symlink_to("../Resources/resources")
    return made
