"""What an installed program finds around it: a changed environment, and perhaps no output.

The starter of an installed program (PyInstaller's, an AppImage's) changes variables, so that this
program finds its own libraries. A browser or a file manager that it opens would find them too, and
crash, or load what isn't its own. By the time that windows can be shown, nothing needs them any
more: the system's loader has read its part at the start, and Qt when the application was made.
https://pyinstaller.org/en/stable/common-issues-and-pitfalls.html#launching-external-programs-from-the-frozen-application
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from ui import winsystem

# PyInstaller keeps in the second what the first held before. Nobody else's name is looked at.
CHANGED, ORIGINAL = "LD_LIBRARY_PATH", "LD_LIBRARY_PATH_ORIG"
OF_PYINSTALLER = ("_PYI_", "_MEIPASS")
IMAGE_DEPTH = 3  # see `packaging/linux/appimage.py`
OF_APPIMAGE = ("APPDIR", "APPIMAGE", "ARGV0", "OWD")
# They name libraries, or a file that does, which OpenSSL loads into the program.
# https://docs.openssl.org/3.0/man7/openssl-env/
OF_OPENSSL = ("OPENSSL_CONF", "OPENSSL_CONF_INCLUDE", "OPENSSL_MODULES", "OPENSSL_ENGINES")
STREAMS = ("stdout", "stderr")
CONSOLE = "CONOUT$"  # Windows' name for the console


def own_folders(environment: Mapping[str, str]) -> tuple[Path, ...]:
    """The folders of this installed program; none where Python runs it from its source."""
    inside = getattr(sys, "_MEIPASS", "")
    if not inside:
        return ()
    # An AppImage of ours has this program in usr/lib/NAME/_internal. Another's APPDIR, that of a
    # terminal perhaps, may be a folder above ours: even "/", and then everything would be ours.
    image = Path(environment.get("APPDIR", ""))
    above = Path(inside).parents
    ours = len(above) > IMAGE_DEPTH + 1 and above[IMAGE_DEPTH] == image
    return (Path(inside), *((image,) if ours else ()))


def mended(environment: Mapping[str, str], own: tuple[Path, ...]) -> dict[str, str]:
    """`environment` as it was before a starter changed it, for other programs."""
    found = dict(environment)
    if own and CHANGED in found and ORIGINAL in found:
        found[CHANGED] = found.pop(ORIGINAL)
    # An AppImage that isn't ours is perhaps the terminal that this program was started from.
    starters = OF_APPIMAGE if len(own) > 1 else ()
    for name, value in tuple(found.items()):
        parts = value.split(os.pathsep)
        others = [part for part in parts if not any(_within(part, folder) for folder in own)]
        if name.startswith(OF_PYINSTALLER) or name in starters or not others:
            del found[name]
        else:
            found[name] = os.pathsep.join(others)
    return found


def _within(text: str, folder: Path) -> bool:
    return text.startswith(os.sep) and Path(text).is_relative_to(folder)


def settle_openssl() -> None:
    """Have an installed program's own OpenSSL load nothing that it didn't bring.

    What a machine settles is for the system's OpenSSL, which is another. To be called before
    anything imports `ssl` or `hashlib`: OpenSSL reads this once. Which authorities are trusted is
    said elsewhere (SSL_CERT_FILE), and stays.
    """
    if own_folders(os.environ):
        for name in OF_OPENSSL:
            os.environ.pop(name, None)


def mend() -> None:
    """Give the programs that are started from now on the system's own environment.

    To be called once the application is made. Not on Windows: there Qt looks for its plugins'
    libraries by the path, at any time.
    """
    own = own_folders(os.environ)
    if not own or winsystem.IS:
        return
    found = mended(os.environ, own)
    for name in [name for name in os.environ if name not in found]:
        del os.environ[name]
    os.environ.update(found)


@contextmanager
def other_libraries() -> Iterator[None]:
    """On Windows: what is started within the `with` doesn't look for libraries in our folder."""
    own = own_folders(os.environ)
    if not own or not winsystem.IS:
        yield
        return
    winsystem.look_for_libraries_in(None)
    try:
        yield
    finally:
        winsystem.look_for_libraries_in(own[0])


def speak() -> None:
    """Have a standard output that can be written to, whatever started this program.

    Without a console Python has none (`None`): then what is written goes to the file or pipe that
    whoever started the program named, else to the console that they started it from, else nowhere.
    What their letters don't have is written as its number.
    """
    lacking = [name for name in STREAMS if getattr(sys, name) is None]
    given = {name: winsystem.redirected(name) if winsystem.IS else None for name in lacking}
    console = None in given.values() and winsystem.IS and winsystem.attach_console()
    for name, descriptor in given.items():
        where = (CONSOLE if console else os.devnull) if descriptor is None else descriptor
        stream = open(  # noqa: PTH123, SIM115  (a descriptor perhaps, for as long as it runs)
            where, "w", encoding="utf-8", errors="backslashreplace", buffering=1
        )
        setattr(sys, name, stream)
    for name in STREAMS:
        if isinstance(stream := getattr(sys, name), io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
