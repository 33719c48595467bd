"""The pure half of Python's standard library, compiled, as one archive.

It has to be of the same series as the DLL (3.11: the byte code has the same number), and should be
of the same release. PyPI and Debian have no pure library of just the donor's release, so it comes
from the Python that builds, or from a folder that is named (`--stdlib`: `Lib` of that release).
A difference is said in the build's output and in `_internal/BUILD.txt`, and the proof under Wine
imports every module of it with the DLL, so that halves that don't fit are found.
"""

from __future__ import annotations

import importlib.util
import io
import marshal
import sys
import sysconfig
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

# What a program that is shipped has no use for: tests, editors, installers, Tk, other systems.
LEFT_OUT = frozenset(
    {
        *("test", "tests", "idlelib", "tkinter", "turtledemo", "turtle.py", "lib2to3", "ensurepip"),
        *("venv", "pydoc_data", "pydoc.py", "distutils", "msilib", "curses", "dbm", "sqlite3"),
        *("site-packages", "dist-packages", "lib-dynload", "__pycache__", "_pyrepl", "cgi.py"),
        *("cgitb.py", "crypt.py", "nntplib.py", "telnetlib.py", "sitecustomize.py", "this.py"),
        *("__phello__", "__hello__.py", "antigravity.py", "xmlrpc"),
        *("unix_events.py", "popen_fork.py", "popen_forkserver.py", "popen_spawn_posix.py"),
        *("pty.py", "tty.py"),
    }
)
UNIX_ONLY = ("_sysconfigdata", "config-")
LONG_AGO = (1980, 1, 1, 0, 0, 0)
# The flags of a .pyc that is never looked at again: https://peps.python.org/pep-0552/
UNCHECKED = (0b01).to_bytes(4, "little")


def of_this_python() -> Path:
    """The folder of the standard library of the Python that runs this."""
    return Path(sysconfig.get_paths()["stdlib"])


def release_of(folder: Path) -> str:
    """The release that a library belongs to; "" where that can't be told from the folder.

    Python's own says what it is; in another folder `VERSION` beside it, if somebody wrote it.
    """
    if folder == of_this_python():
        return ".".join(map(str, sys.version_info[:3]))
    told = folder.parent / "VERSION"
    return told.read_text(encoding="utf-8").strip() if told.is_file() else ""


def compiled(source: bytes, name: str) -> bytes:
    """The .pyc of a source; `name` is what tracebacks show."""
    code = compile(source, name, "exec", dont_inherit=True, optimize=0)
    digest = importlib.util.source_hash(source)
    return importlib.util.MAGIC_NUMBER + UNCHECKED + digest + marshal.dumps(code)


def modules(folder: Path) -> Iterator[str]:
    """The sources to take, as paths from `folder`."""
    for path in sorted(folder.rglob("*.py")):
        relative = path.relative_to(folder)
        if LEFT_OUT.isdisjoint(relative.parts) and not relative.parts[0].startswith(UNIX_ONLY):
            yield relative.as_posix()


def archive(members: Iterator[tuple[str, bytes]]) -> bytes:
    """A zip of these, not compressed: it opens faster, and the installer compresses it anyway.

    Folders have entries too: by them alone a package without `__init__` is found in a zip.
    """
    contents = dict(members)
    folders = {f"{parent}/": b"" for name in contents for parent in PurePosixPath(name).parents}
    del folders["./"]
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as opened:
        for name, content in sorted((folders | contents).items()):
            opened.writestr(zipfile.ZipInfo(name, LONG_AGO), content)
    return out.getvalue()


def make(folder: Path) -> bytes:
    """The archive of the library in `folder`."""
    return archive(
        (f"{name}c", compiled((folder / name).read_bytes(), name)) for name in modules(folder)
    )
