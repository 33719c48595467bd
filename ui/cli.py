"""The command line, read without Qt and without boto3, so that --version answers at once."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import app
from app.settings import LANGUAGES, Settings

# https://doc.qt.io/qt-6/qguiapplication.html#supported-command-line-options
QT_WITH_VALUE = frozenset(
    {
        "-display",
        "-platform",
        "-platformpluginpath",
        "-platformtheme",
        "-plugin",
        "-qwindowgeometry",
        "-qwindowicon",
        "-qwindowtitle",
        "-session",
        "-style",
        "-stylesheet",
    }
)
QT_ALONE = frozenset({"-reverse", "-widgetcount"})


@dataclass(frozen=True)
class Options:
    """What the command line said. `rest` is what Qt itself may understand (-platform …)."""

    practice: bool
    endpoint: str
    language: str
    vendor_file: Path | None
    data_dir: Path | None
    rest: tuple[str, ...]
    self_test: bool = False
    parts: tuple[str, ...] = ()
    """Parts of a self-test that this process is to run for another, and the folder for it."""

    def settings(self) -> Settings:
        """The run's settings; the data directory is the system's usual one unless said."""
        return Settings(
            data_dir=self.data_dir or default_data_dir(),
            practice=self.practice,
            endpoint=self.endpoint,
            language=self.language,
            vendor_file=self.vendor_file,
        )


def default_data_dir() -> Path:
    """Where this system keeps an application's data."""
    import platformdirs

    return platformdirs.user_data_path("aikagi", appauthor=False)


def url(text: str) -> str:
    """An http(s) address with a host. Raises `ArgumentTypeError`."""
    parts = urlsplit(text)
    try:
        good = parts.scheme in {"http", "https"} and parts.hostname and parts.port != 0
    except ValueError:  # a port that no computer has
        good = False
    if not good:
        message = f"{text!r} is not an http:// or https:// address"
        raise argparse.ArgumentTypeError(message)
    return text


def parser() -> argparse.ArgumentParser:
    """The options of the program, as `--help` shows them."""
    made = argparse.ArgumentParser(
        prog="aikagi",
        description="Lets a vendor into your AWS account, and shuts the door again.",
    )
    made.add_argument("--version", action="version", version=f"aikagi {app.__version__}")
    where = made.add_mutually_exclusive_group()
    where.add_argument(
        "--practice", action="store_true", help="rehearse against a pretend AWS on this computer"
    )
    where.add_argument(
        "--endpoint-url",
        metavar="URL",
        type=url,
        help="send sign-in and every AWS call to URL instead of AWS",
    )
    made.add_argument(
        "--lang",
        choices=LANGUAGES,
        default="",
        help="the interface's language; without it the system's, else Japanese",
    )
    made.add_argument(
        "--vendor", metavar="FILE", type=Path, default=None, help="the vendor profile (TOML) to use"
    )
    made.add_argument(
        "--data-dir", metavar="DIR", type=Path, default=None, help="where progress and records go"
    )
    made.add_argument(
        "--self-test",
        action="store_true",
        help="see whether all of Aikagi is there and works, without a window; 0 if it is, else 1",
    )
    made.add_argument("--self-test-parts", nargs=2, default=(), help=argparse.SUPPRESS)
    return made


def _not_qt(rest: Sequence[str]) -> list[str]:
    """What neither we nor Qt understand: a slip such as `-practice` must not open the real AWS."""
    unknown: list[str] = []
    words = iter(rest)
    for word in words:
        if word in QT_WITH_VALUE:
            next(words, None)
        elif word not in QT_ALONE:
            unknown.append(word)
    return unknown


def parse(argv: Sequence[str]) -> Options:
    """Read `argv` (without the program's name). Raises `SystemExit` on --help and mistakes."""
    given, rest = parser().parse_known_args(argv)
    if unknown := _not_qt(rest):
        parser().error(f"unrecognized arguments: {' '.join(unknown)}")
    return Options(
        practice=given.practice,
        endpoint=given.endpoint_url or "",
        language=given.lang,
        vendor_file=given.vendor,
        data_dir=given.data_dir,
        rest=tuple(rest),
        self_test=given.self_test,
        parts=tuple(given.self_test_parts),
    )
