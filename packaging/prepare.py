"""Sets up on this computer what Aikagi needs, and goes on from there.

    python3 packaging/prepare.py run [OPTION ...]   opens practice mode, options go to the app
    python3 packaging/prepare.py dev                for the tests, lint, words and pictures
    python3 packaging/prepare.py prove              for the proofs, whole: a second keyring, too

Starts with any Python 3.8 or newer and nothing installed. Done once, it takes a fraction of a
second: what is there is looked for, not remembered, but for the Python packages, whose stamp in
.venv holds the lock that they came from.
"""

from __future__ import annotations

import hashlib
import os
import sys
from pathlib import Path
from typing import NoReturn

import system
from system import answers, run, say, stop

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
VENV_PYTHON = VENV / "bin" / "python"
SUPPORTED = ((3, 11), (3, 12), (3, 13))
LOCKS = {"run": "requirements.lock", "dev": "requirements-dev.lock"}
AS = {"run": "run", "dev": "dev", "prove": "dev"}  # whose Python packages it needs


def supported(python: str) -> bool:
    """Whether this is a Python that runs, of a version that Aikagi supports."""
    version = answers(python, "-c", "import sys; print(*sys.version_info[:2])")
    return version is not None and tuple(int(part) for part in version.split()) in SUPPORTED


def find_python() -> str:
    """The Python to make .venv with: this one if it will do, else the newest that is found."""
    names = (sys.executable, *(f"python{major}.{minor}" for major, minor in reversed(SUPPORTED)))
    python = next(filter(supported, names), "")
    if not python:
        this = ".".join(str(part) for part in sys.version_info[:2])
        stop(
            f"Aikagi runs on Python 3.11, 3.12 and 3.13; this is {this}, and no other was found.",
            "On Debian and Ubuntu, for instance: sudo apt-get install python3.12 python3.12-venv",
        )
    return python


def make_venv() -> None:
    """Makes .venv, with Debian's python3-venv if pip's own installer is left out of Python."""
    if supported(str(VENV_PYTHON)):
        return
    python = find_python()
    if answers(python, "-c", "import ensurepip, venv") is None:
        version = (answers(python, "-c", "import sys; print(*sys.version_info[:2])") or "").split()
        system.install([f"python{'.'.join(version)}-venv"])
    say("making .venv")
    run(python, "-m", "venv", "--clear", str(VENV))


def wanted(what: str) -> str:
    """What the stamp says when .venv holds just this lock and this pyproject.toml."""
    digest = hashlib.sha256()
    for name in (LOCKS[what], "pyproject.toml"):
        digest.update((ROOT / name).read_bytes())
    return digest.hexdigest()


def stamp(what: str) -> Path:
    """The file in .venv that remembers what was installed."""
    return VENV / f"installed-{what}"


def is_installed(what: str) -> bool:
    """Whether .venv is up to date; the developers' packages hold the program's."""
    return any(
        stamp(each).is_file() and stamp(each).read_text(encoding="utf-8") == wanted(each)
        for each in {what, "dev"}
    )


def packages(what: str) -> None:
    """Installs the locked packages and the project itself into .venv."""
    make_venv()
    if is_installed(what):
        return
    say(f"installing the Python packages of {LOCKS[what]}")
    pip = (str(VENV_PYTHON), "-m", "pip", "--disable-pip-version-check", "install", "--quiet")
    run(*pip, "--require-hashes", "-r", LOCKS[what])
    run(*pip, "--no-deps", "--no-build-isolation", "--editable", ".")
    stamp(what).write_text(wanted(what), encoding="utf-8")


def check_screen() -> None:
    """Stops if there is no screen to open a window on."""
    if any(os.environ.get(name) for name in ("WAYLAND_DISPLAY", "QT_QPA_PLATFORM")):
        return
    display = os.environ.get("DISPLAY")
    if display and system.x11_answers():
        return
    stop(
        f"There is no screen here: DISPLAY is {display}, which doesn't answer."
        if display
        else "There is no screen here: neither DISPLAY nor WAYLAND_DISPLAY is set.",
        "Any of these gives you one:",
        "  - type `make run` in a terminal on the desktop itself",
        "  - from another computer: ssh -X to this one, and `make run` there",
        "  - a screen in memory: sudo apt-get install xvfb xauth, then `xvfb-run -a make run`",
    )


def open_window(options: list[str]) -> NoReturn:
    """Becomes Aikagi in practice mode."""
    os.environ.setdefault("LANG", "C.UTF-8")  # Qt wants a locale that can say 日本語
    command = [str(VENV_PYTHON), "-m", "ui", "--practice", *options]
    if not system.find_session_bus():
        say("no desktop session here: practice gets a keyring of its own, gone when it ends")
        command = ["dbus-run-session", "--", "sh", "packaging/with-keyring.sh", *command]
    os.execvp(command[0], command)


def main(arguments: list[str]) -> None:
    """Does what the module's docstring says."""
    os.chdir(ROOT)
    what = arguments[0] if arguments else ""
    if what not in AS:
        stop(__doc__ or "")
    if what == "run":
        check_screen()
    if sys.platform == "linux":
        system.prepare(what)
    packages(AS[what])
    if what == "run":
        open_window(arguments[1:])


if __name__ == "__main__":
    main(sys.argv[1:])
