"""The clean room that every test starts in. Importing this enters it."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from pathlib import Path

HOME = Path(tempfile.mkdtemp(prefix="aikagi-tests-"))
_FOLDERS = {
    "XDG_CACHE_HOME": "cache",
    "XDG_CONFIG_HOME": "config",
    "XDG_DATA_HOME": "data",
    "XDG_RUNTIME_DIR": "run",
    "XDG_STATE_HOME": "state",
}
_AMBIENT = ("AWS_", "BOTO_", "PYTHON_KEYRING", "DISPLAY", "WAYLAND_DISPLAY", "LC_", "LANGUAGE")


def _clean_room() -> None:
    """Takes the person's own home, keyring, screen and AWS settings out of reach."""
    for name in list(os.environ):
        if name.startswith(_AMBIENT):
            del os.environ[name]
    os.environ["HOME"] = str(HOME)
    for name, folder in _FOLDERS.items():
        (HOME / folder).mkdir(mode=0o700)
        os.environ[name] = str(HOME / folder)
    os.environ["DBUS_SESSION_BUS_ADDRESS"] = f"unix:path={HOME}/no-such-bus"
    os.environ["LANG"] = "C.UTF-8"
    os.environ["QT_QPA_PLATFORM"] = "offscreen"


_clean_room()
atexit.register(shutil.rmtree, HOME, ignore_errors=True)
