"""What goes into an installed program, of all that its packages bring along.

Names and paths alone, so that every way to build asks the same list: the frozen folder
(aikagi.spec) and the Windows layout that is put together elsewhere. Paths are POSIX, from the
folder that holds the packages. Nothing here looks at what the running interpreter has installed.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from pathlib import Path, PurePosixPath

sys.path.insert(1, str(Path(__file__).resolve().parent.parent))  # this very source

from app.services import SERVICES

QT_MODULES = frozenset({"QtCore", "QtGui", "QtPrintSupport", "QtWidgets"})
# Qt's libraries that these and the plugins need. QtDBus also carries the accessibility bridge,
# ibus and the portals; QtSvg is the icon.
QT_LIBRARIES = QT_MODULES | {"QtDBus", "QtSvg", "QtWaylandClient", "QtXcbQpa"}
# Plugins by Qt's own names. No GTK: its file dialog would bring all of GTK along. No GL: widgets
# are painted without. fcitx comes by ibus (inputmethods.py).
QT_PLUGINS = {
    "iconengines": frozenset({"svgicon"}),
    "imageformats": frozenset({"svg"}),
    "platforminputcontexts": frozenset({"composeplatforminputcontextplugin"})
    | {"ibusplatforminputcontextplugin"},
    "platforms": frozenset({"cocoa", "offscreen", "wayland", "windows", "xcb"}),
    "platformthemes": frozenset({"xdgdesktopportal"}),
    "printsupport": frozenset({"cupsprintersupport"}),
    "styles": frozenset({"macstyle", "modernwindowsstyle"}),
    "wayland-decoration-client": frozenset({"adwaita", "bradient"}),
    "wayland-shell-integration": frozenset({"xdg-shell"}),
}
QT_TRANSLATIONS = frozenset({"qtbase_ja.qm"})

# Models that practice reads although Aikagi never calls them: what a rehearsal's answers are
# checked against. botocore's own names.
PRACTICE_MODELS = frozenset({"sso"})
MODEL_FILES = ("service-2", "endpoint-rule-set-1", "paginators-1")

# The parts of moto that a rehearsal reaches, by their names in its folder. A test rehearses with
# these alone.
MOTO = frozenset(
    {
        *("__init__", "awslambda", "backend_index", "backends", "budgets", "cloudfront"),
        *("cloudtrail", "cloudwatch", "codebuild", "cognitoidentity", "config", "core"),
        *("dynamodb", "dynamodbstreams", "ec2", "ecr", "eks", "events", "guardduty", "iam"),
        *("kinesis", "kms", "logs", "moto_api", "moto_server", "organizations", "rds", "route53"),
        *("route53domains", "s3", "s3bucket_path", "s3control", "scheduler", "secretsmanager"),
        *("settings", "sns", "sqs", "ssm", "ssoadmin", "sts", "utilities"),
    }
)

# Under pyzipper: AES in the counter mode, HMAC-SHA-1, PBKDF2, and what these import.
CIPHERS = frozenset(
    {
        *("Cipher/_Salsa20", "Cipher/_raw_aes", "Cipher/_raw_aesni", "Cipher/_raw_cbc"),
        *("Cipher/_raw_cfb", "Cipher/_raw_ctr", "Cipher/_raw_ecb", "Cipher/_raw_ofb"),
        *("Hash/_BLAKE2s", "Hash/_SHA1", "Hash/_SHA256", "Protocol/_scrypt"),
        *("Util/_cpuid_c", "Util/_strxor"),
    }
)

# Found by name while the program runs, so nobody sees an import of them.
HIDDEN = {
    "linux": ("keyring.backends.SecretService", "keyring.backends.kwallet", "secretstorage"),
    "win32": ("keyring.backends.Windows", "win32ctypes.core.ctypes"),
    "darwin": ("keyring.backends.macOS",),
}
# PyInstaller's own, run at each start: it has libraries loaded for what nothing here does, to start
# another Python with multiprocessing.
UNUSED_HOOKS = frozenset({"pyi_rth_multiprocessing"})
# Imported by something that is never reached: makers' tools, terminals, other windows.
EXCLUDED = (
    *("_pyrepl", "curses", "doctest", "ensurepip", "idlelib", "lib2to3", "pydoc"),
    *("pydoc_data", "readline", "rlcompleter", "test", "tkinter", "turtle", "venv"),
    *("IPython", "PIL", "pip", "pkg_resources", "pytest", "setuptools", "distutils", "wheel"),
    *("boto3.examples", "cffi.setuptools_ext", "pycparser.lextab", "pycparser.yacctab"),
    *("lxml", "numpy", "openssl", "OpenSSL", "simplejson", "watchdog", "PyInstaller"),
)
# Of PySide6's own folder: what Python or the system's loader loads, and none of the tools in it.
_LOADED = re.compile(r"\.(py|pyd|dll|so|dylib)(\.[\d.]+)?$|^Qt\w+$")
_GL = frozenset({"opengl32sw"})  # 20 MB that paint GL where there is no driver
# What importlib.metadata reads. RECORD would hold where the build's environment was.
_OF_A_DISTRIBUTION = frozenset({"METADATA", "entry_points.txt"})
_UNREAD = frozenset({".c", ".h", ".md", ".pot", ".po", ".pxd", ".pyi", ".pyx", ".rst", ".typed"})


def keeps(path: str) -> bool:
    """Whether a file of the packages, or of the frozen folder, goes into the program."""
    parts = PurePosixPath(path).parts
    if PurePosixPath(path).suffix in _UNREAD or {"tests", "SelfTest"} & set(parts):
        return False
    if parts[0].endswith(".dist-info"):
        return parts[-1] in _OF_A_DISTRIBUTION
    rule = _RULES.get(parts[0])
    return rule is None or rule(parts)


def keeps_module(name: str) -> bool:
    """Whether a module, by its dotted name, goes into the program."""
    return name not in EXCLUDED and keeps(name.replace(".", "/") + "/__init__.py")


def resources(root: Path) -> list[tuple[Path, str]]:
    """The project's own files that the program reads, each with the folder it goes to."""
    return [
        (path, path.relative_to(root).parent.as_posix())
        for path in sorted((root / "resources").rglob("*"))
        if path.is_file() and _is_read(path.relative_to(root / "resources"))
    ]


def _is_read(path: Path) -> bool:
    """Whether the program reads a file of `resources`: of Markdown, the manuals alone."""
    if path.parts[0] == "manual":
        return path.suffix in {".md", ".png"}  # the notes on the pictures are for a test
    return path.suffix not in _UNREAD


def models(data: Path) -> list[Path]:
    """The files of botocore's `data` folder that are kept: the newest model of each service.

    Raises FileNotFoundError for a service that this botocore doesn't know.
    """
    kept = sorted(data.glob("*.json"))
    for service in sorted({*SERVICES, *PRACTICE_MODELS}):
        newest = max(path for path in (data / service).iterdir() if path.is_dir())
        kept += [
            path for path in sorted(newest.iterdir()) if path.name.partition(".")[0] in MODEL_FILES
        ]
    return kept


def _plain(name: str) -> str:
    """A library's or plugin's name without what systems and builds put around it."""
    name = name.partition(".")[0].removeprefix("lib")
    return name.replace("Qt6", "Qt", 1)


def _qt(parts: tuple[str, ...]) -> bool:
    """PySide6's own files, and Qt's among them: one layout on Linux, another on Windows."""
    inner = [part for part in parts[1:-1] if part not in {"Qt", "lib"}]
    name = _plain(parts[-1])
    if inner[:1] == ["plugins"]:
        return name.removeprefix("q") in QT_PLUGINS.get(inner[1], ())
    if inner[:1] == ["translations"]:
        return parts[-1] in QT_TRANSLATIONS
    if whole := next((part for part in parts if part.endswith(".framework")), ""):
        return whole.removesuffix(".framework") in QT_LIBRARIES  # with its links and Info.plist
    if inner:
        return False
    if name in _GL or not _LOADED.search(parts[-1]):
        return False
    return not name.startswith("Qt") or name in QT_LIBRARIES


def _cipher(parts: tuple[str, ...]) -> bool:
    name = "/".join(parts[1:]).partition(".")[0]
    return not parts[-1].startswith("_") or parts[-1].endswith(".py") or name in CIPHERS


def _moto(parts: tuple[str, ...]) -> bool:
    return PurePosixPath(parts[1]).stem in MOTO


_RULES: dict[str, Callable[[tuple[str, ...]], bool]] = {
    "PySide6": _qt,
    "Cryptodome": _cipher,
    "moto": _moto,
    # Resources of boto3, which moto imports, are no part of a rehearsal.
    "boto3": lambda parts: "data" not in parts and "examples" not in parts,
    # `models` says which.
    "botocore": lambda parts: parts[1:2] != ("data",),
}
