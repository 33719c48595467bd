"""What macOS is told about Aikagi: Info.plist, its words in both languages, and the icon.

None of packaging/macos has been run on a Mac yet. tests/installers/test_macos.py holds what can be
held elsewhere; the workflow's first run on a hosted Mac is the real test.
"""

from __future__ import annotations

import plistlib
import re
import struct
from pathlib import Path
from typing import Any

import bundlenote
import picture
from bundlenote import slug

NAME = "Aikagi"
PROGRAM = "aikagi"
# Never changes: with the signing identity it's who the keychain knows Aikagi by. Another one, and
# every customer is asked for the keychain's password again.
IDENTIFIER = "aikagi.desktop"
RESOURCES = "Contents/Resources/resources"
# The oldest macOS that the wheel of Qt 6.11 runs on; its name says so (macosx_13_0_universal2).
OLDEST_SYSTEM = "13.0"
WORDS = {
    "en": {
        "NSHumanReadableCopyright": "The Aikagi contributors. Apache License 2.0.",
    },
    "ja": {
        "NSHumanReadableCopyright": "Aikagiの開発者一同。Apache License 2.0で提供しています。",
    },
}
# The kinds of picture in an .icns, by their size in pixels; all are PNGs. The second of a size is
# the same picture for half the size on a Retina screen.
# https://en.wikipedia.org/wiki/Apple_Icon_Image_format
_KINDS = (
    (b"icp4", 16),
    (b"icp5", 32),
    (b"ic11", 32),
    (b"ic12", 64),
    (b"ic07", 128),
    (b"ic13", 256),
    (b"ic08", 256),
    (b"ic14", 512),
    (b"ic09", 512),
    (b"ic10", 1024),
)


def vendor(app: Path) -> str:
    """The name in a vendor's own build, "" in ours. Raises bundlenote.Unreadable."""
    return bundlenote.vendor(app / RESOURCES)


def title(of_vendor: str) -> str:
    """What the app is called: a vendor's own says whose, so that two can lie side by side."""
    return f"{NAME} ({of_vendor})" if of_vendor else NAME


def file_name(of_vendor: str) -> str:
    """The title as a file's name: macOS has no colon and no slash in one."""
    return re.sub(r"[/:]", " ", title(of_vendor))


def info(version: str, of_vendor: str = "") -> dict[str, Any]:
    """Info.plist for a version of Aikagi, or of a vendor's own.

    https://developer.apple.com/documentation/bundleresources/information-property-list
    """
    numbers = plain_version(version)
    own = f".{slug(of_vendor)}" if of_vendor else ""
    return {
        "CFBundleDevelopmentRegion": "ja",  # the interface's own choice where neither is asked for
        "CFBundleDisplayName": title(of_vendor),
        "CFBundleExecutable": PROGRAM,
        "CFBundleIconFile": f"{NAME}.icns",
        "CFBundleIdentifier": IDENTIFIER + own,
        "CFBundleInfoDictionaryVersion": "6.0",
        "CFBundleLocalizations": sorted(WORDS),  # the system's own dialogs follow these
        "CFBundleName": title(of_vendor),
        "CFBundlePackageType": "APPL",
        "CFBundleShortVersionString": numbers,
        "CFBundleVersion": numbers,
        "LSApplicationCategoryType": "public.app-category.business",
        "LSArchitecturePriority": ["arm64"],
        # Gatekeeper looks at what Aikagi fetches, as at a browser's files (app/marking.py).
        "LSFileQuarantineEnabled": True,
        "LSMinimumSystemVersion": OLDEST_SYSTEM,
        "LSMultipleInstancesProhibited": True,
        "LSRequiresNativeExecution": True,
        "NSHighResolutionCapable": True,
        "NSHumanReadableCopyright": WORDS["en"]["NSHumanReadableCopyright"],
        "NSPrincipalClass": "NSApplication",
        "NSRequiresAquaSystemAppearance": False,  # follow the system into dark mode
    }


def plain_version(version: str) -> str:
    """A version as macOS wants it, three numbers alone: 1.2.0rc1 is 1.2.0."""
    numbers = re.findall(r"\d+", re.split(r"[a-z+]", version)[0])
    return ".".join([*numbers, "0", "0", "0"][:3])


def finish(app: Path) -> None:
    """Puts Info.plist and the words into an app that PyInstaller has laid out.

    What the build itself has put there tells the version. Raises OSError, bundlenote.Unreadable.
    """
    contents = app / "Contents"
    note = bundlenote.read(app / RESOURCES)
    (contents / "Info.plist").write_bytes(plistlib.dumps(info(note.version, note.vendor)))
    for language, words in WORDS.items():
        folder = contents / "Resources" / f"{language}.lproj"
        folder.mkdir(exist_ok=True)
        (folder / "InfoPlist.strings").write_bytes(plistlib.dumps(words))


def icns(pictures: dict[int, bytes]) -> bytes:
    """An icon file of PNGs, by their sizes in pixels. Raises KeyError for one that is missing."""
    return part(b"icns", b"".join(part(kind, pictures[size]) for kind, size in _KINDS))


def part(kind: bytes, content: bytes) -> bytes:
    """A part of an icon file, or the file: its kind, how long it is with these, and what is in."""
    return kind + struct.pack(">I", 8 + len(content)) + content


def icon(target: Path) -> Path:
    """Writes the icon from the drawing. Needs PySide6. Raises OSError."""
    sizes = {size for _, size in _KINDS}
    target.write_bytes(icns({size: picture.png(size) for size in sorted(sizes)}))
    return target
