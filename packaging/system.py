"""The one place that knows which packages of the operating system Aikagi needs.

Debian's and Ubuntu's names. What is there is found by loading or looking for it, so that any
system that has it will do; what isn't is installed by apt, where we may.
"""

from __future__ import annotations

import ctypes
import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple, NoReturn


class Need(NamedTuple):
    """Something outside Python: a library (``lib….so.N``) or one of some commands."""

    names: tuple[str, ...]
    package: str


def library(name: str, package: str) -> Need:
    """A shared library and the Debian package that has it."""
    return Need((name,), package)


# What Qt's wheel takes from the system: readelf -d over its libraries, its xcb and Wayland
# platforms and their plugins. What these need in turn, apt knows.
QT = (
    library("libEGL.so.1", "libegl1"),
    library("libGL.so.1", "libgl1"),
    library("libX11-xcb.so.1", "libx11-xcb1"),
    library("libdbus-1.so.3", "libdbus-1-3"),
    library("libfontconfig.so.1", "libfontconfig1"),
    library("libfreetype.so.6", "libfreetype6"),
    library("libglib-2.0.so.0", "libglib2.0-0"),
    library("libgssapi_krb5.so.2", "libgssapi-krb5-2"),
    library("libwayland-client.so.0", "libwayland-client0"),
    library("libwayland-cursor.so.0", "libwayland-cursor0"),
    library("libwayland-egl.so.1", "libwayland-egl1"),
    library("libxcb-cursor.so.0", "libxcb-cursor0"),
    library("libxcb-glx.so.0", "libxcb-glx0"),
    library("libxcb-icccm.so.4", "libxcb-icccm4"),
    library("libxcb-image.so.0", "libxcb-image0"),
    library("libxcb-keysyms.so.1", "libxcb-keysyms1"),
    library("libxcb-randr.so.0", "libxcb-randr0"),
    library("libxcb-render-util.so.0", "libxcb-render-util0"),
    library("libxcb-shape.so.0", "libxcb-shape0"),
    library("libxcb-shm.so.0", "libxcb-shm0"),
    library("libxcb-sync.so.1", "libxcb-sync1"),
    library("libxcb-util.so.1", "libxcb-util1"),
    library("libxcb-xfixes.so.0", "libxcb-xfixes0"),
    library("libxcb-xkb.so.1", "libxcb-xkb1"),
    library("libxkbcommon-x11.so.0", "libxkbcommon-x11-0"),
    Need(("fc-list",), "fontconfig"),
)
JAPANESE_FONT = "fonts-noto-cjk"
KEYRING = (Need(("dbus-run-session",), "dbus"), Need(("gnome-keyring-daemon",), "gnome-keyring"))
TESTS = (
    *KEYRING,
    Need(("Xvfb",), "xvfb"),
    Need(("/usr/libexec/at-spi-bus-launcher",), "at-spi2-core"),
    Need(("7z", "7zz"), "p7zip-full"),
    Need(("pdftotext",), "poppler-utils"),
    Need(("git",), "git"),
    Need(("strace",), "strace"),  # what a whole run writes, starts and connects to
)
SECOND_KEYRING = (Need(("keepassxc",), "keepassxc"),)
# What makes and checks a Debian package, an AppImage and Windows' installer.
PACKERS = (
    Need(("makensis",), "nsis"),
    Need(("dpkg-shlibdeps",), "dpkg-dev"),
    Need(("readelf",), "binutils"),
    Need(("desktop-file-validate",), "desktop-file-utils"),
    Need(("appstreamcli",), "appstream"),
    Need(("mksquashfs",), "squashfs-tools"),
    library("libcups.so.2", "libcups2"),  # Qt's printing asks for it; the package names whose it is
)
# What compiles Windows' launcher here, and what runs Windows' programs (make test-windows).
WINDOWS = (
    Need(("makensis",), "nsis"),
    Need(("x86_64-w64-mingw32-gcc",), "gcc-mingw-w64-x86-64"),
)
WINE = (Need(("/usr/lib/wine/wine64",), "wine64"), Need(("Xvfb",), "xvfb"))
BROWSER = (
    Need(("chromium", "chromium-browser", "google-chrome"), "chromium"),
    Need(("chromedriver", "chromium.chromedriver"), "chromium-driver"),
)


def stop(*lines: str) -> NoReturn:
    """Says what is missing, and ends."""
    sys.exit("\n".join(lines))


def say(text: str) -> None:
    """Says what is being done."""
    print(f"aikagi: {text}", flush=True)


def run(*command: str) -> None:
    """Runs a command that must succeed."""
    if subprocess.run(command, check=False).returncode:
        stop(f"This didn't work: {shlex.join(command)}")


def answers(*command: str) -> str | None:
    """What a command prints, or None if it can't be run or fails."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    except OSError:
        return None
    return done.stdout if done.returncode == 0 else None


def there(need: Need) -> bool:
    """Whether the library loads, or one of the commands is found."""
    first = need.names[0]
    if ".so." not in first:
        return any(shutil.which(name) for name in need.names)
    try:
        ctypes.CDLL(first)
    except OSError:
        return False
    return True


def is_ubuntu() -> bool:
    """Ubuntu packs Chromium as a snap alone, which a container can't install."""
    release = Path("/etc/os-release")
    return release.is_file() and "ID=ubuntu" in release.read_text(encoding="utf-8").splitlines()


def missing(needs: tuple[Need, ...]) -> list[str]:
    """The Debian packages that are still to be installed."""
    packages = list(dict.fromkeys(need.package for need in needs if not there(need)))
    if not answers("fc-list", ":lang=ja", "family"):
        packages.append(JAPANESE_FONT)
    return packages


def as_root() -> list[str] | None:
    """How to run a command as root: nothing before it, sudo, or not at all."""
    if os.geteuid() == 0:
        return []
    if not shutil.which("sudo"):
        return None
    if answers("sudo", "-n", "true") is not None or sys.stdin.isatty():
        return ["sudo"]
    return None


def install(packages: list[str]) -> None:
    """Installs Debian packages, or says which are missing and stops."""
    if not packages:
        return
    prefix = as_root()
    by_hand = f"    sudo apt-get install {' '.join(packages)}"
    if not shutil.which("apt-get"):
        stop("Aikagi needs these of your system, by Debian's names:", f"    {' '.join(packages)}")
    if prefix is None:
        stop("Aikagi needs some of your system's packages, which only root may install:", by_hand)
    say(f"installing {' '.join(packages)}")
    apt = [*prefix, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get"]
    answers(*apt, "update")
    quiet = ["-q", "-y", "-o", "Dpkg::Use-Pty=0", "--no-install-recommends"]
    if subprocess.run([*apt, "install", *quiet, *packages], check=False).returncode:
        stop("apt-get couldn't install what Aikagi needs. By hand:", by_hand)


def python_library() -> tuple[Need, ...]:
    """Python's own library, which PyInstaller wants: Debian has it in a package of its own."""
    if sys.base_prefix != "/usr":
        return ()
    name = f"libpython{sys.version_info.major}.{sys.version_info.minor}"
    return (library(f"{name}.so.1.0", name),)


def install_these(needs: tuple[Need, ...]) -> None:
    """Installs those of some needs that aren't there."""
    install([need.package for need in needs if not there(need)])


def prepare(what: str) -> None:
    """Installs what the window (``run``), packing (``installer``) or the tests need.

    The tests are ``dev``, and the proofs, whole, are ``prove``.
    """
    needs: tuple[Need, ...] = QT
    if what == "installer":
        needs = (*needs, *PACKERS, *python_library())
    elif what in {"dev", "prove"}:
        needs = (*needs, *TESTS, *PACKERS, *WINDOWS)
        if what == "prove":
            needs = (*needs, *SECOND_KEYRING)
        if not is_ubuntu():
            needs = (*needs, *BROWSER)
        elif not all(there(need) for need in BROWSER):
            say("Ubuntu has Chromium only as a snap (sudo snap install chromium); without it")
            say("the tests that sign in with a real browser are skipped, and say so")
    elif not find_session_bus():
        needs = (*needs, *KEYRING)
    install(missing(needs))


def find_session_bus() -> bool:
    """Whether a desktop session offers its D-Bus, and with it the person's keyring.

    Systemd's bus may be there without its address having reached this terminal: it's set then.
    """
    at_home = Path(f"/run/user/{os.geteuid()}/bus")
    if at_home.is_socket():
        os.environ.setdefault("DBUS_SESSION_BUS_ADDRESS", f"unix:path={at_home}")
    return bool(os.environ.get("DBUS_SESSION_BUS_ADDRESS"))


def x11_answers() -> bool:
    """Whether the X server of DISPLAY lets us in. True where that can't be asked yet."""
    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError:
        return True
    xcb.xcb_connect.restype = ctypes.c_void_p
    connection = ctypes.c_void_p(xcb.xcb_connect(None, None))
    refused = bool(xcb.xcb_connection_has_error(connection))
    xcb.xcb_disconnect(connection)
    return not refused
