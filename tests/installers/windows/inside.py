"""What a person does in the installed program, and what only its own Python can look at.

Run by the installed program's own DLL and libraries (`test.exe` of prove.py), so what is tried
is what was installed: `app` and `ui` have to come from there. Each function is a part of the
proof; what it prints as its last line is its answer, as JSON.

    test.exe LIBRARY inside.py EXTRAS PART [ARGUMENT ...]
"""

from __future__ import annotations

import json
import os
import sys
import threading
import time
import types
from collections.abc import Callable
from pathlib import Path
from typing import Any

INSIDE, EXTRAS = Path(sys.path[-1]), Path(sys.argv[1])
STANDARD = Path(sys.path[0])
LONG = 6_000  # characters of a session: five entries of Windows' 1,280


def settle() -> None:
    """Find the DLLs of the program; and of the tests, after it, QtTest and the way to walk."""
    for folder in (INSIDE, INSIDE / "PySide6", INSIDE / "shiboken6", EXTRAS):
        getattr(os, "add_dll_directory")(str(folder))  # noqa: B009  (Linux has none)
    import PySide6

    PySide6.__path__.append(str(EXTRAS))
    sys.path.append(str(EXTRAS))
    # customer.py can also drive a real browser, by selenium; here a stand-in signs in.
    base = "selenium.webdriver"
    made: dict[str, Any] = {"selenium": types.ModuleType("selenium")}
    for name, word in (
        (base, "Chrome"),
        (f"{base}.common.by", "By"),
        (f"{base}.remote.webelement", "WebElement"),
        (f"{base}.support.ui", "WebDriverWait"),
    ):
        made[name] = types.ModuleType(name)
        setattr(made[name], word, object)
    made["selenium"].webdriver = made[base]
    sys.modules.update(made)


def answer(found: object) -> None:
    """Say what was found, for prove.py to read."""
    print(json.dumps(found, ensure_ascii=False), flush=True)


class Browser:
    """Signs in as the customer would, by the practice sign-in page, on a thread of its own."""

    def __init__(self) -> None:
        self._thread: threading.Thread | None = None

    def open(self, url: str) -> bool:
        """Follow the link; returns at once."""
        from tests.installers.browser import sign_in

        self._thread = threading.Thread(target=sign_in, args=(url,))
        self._thread.start()
        return True

    def done(self) -> None:
        """Wait until it has come back."""
        if self._thread is not None:
            self._thread.join()


def sitting(data: str) -> tuple[Any, Any, Browser]:
    """The program, opened on `data`: who uses it, and its home window."""
    from tests.journey import customer
    from ui.main import start

    customer.PATIENCE_MS = 120_000  # Wine on a busy machine
    home: Any = start(["--practice", "--lang", "ja", "--data-dir", data])
    browser = Browser()
    home.desk.open_url = browser.open
    return customer.Customer(customer.Patience(), home), home, browser


def leave(who: Any, home: Any) -> None:
    """Close the window, and wait until it is gone."""
    import shiboken6

    home.close()
    who.until(lambda: not shiboken6.isValid(home))


def grant(data: str, folder: str) -> None:
    """Let a vendor in, and stop midway: the zip is made, and isn't sent yet."""
    from tests.journey import walk

    who, home, browser = sitting(data)
    Path(folder).mkdir(parents=True, exist_ok=True)
    walk.grant(who, browser, Path(folder))
    page = who.page()
    leave(who, home)
    answer({"page": page, "zips": [path.name for path in Path(folder).glob("*.zip")]})


def resume(data: str) -> None:
    """Find again what an older version left."""
    who, home, _ = sitting(data)
    handovers = [one.user_name for one in home.desk.records.handovers()]
    who.press("start_setup")
    who.until(lambda: who.page() != "")
    page = who.page()
    leave(who, home)
    answer({"page": page, "handovers": handovers})


def journey(data: str, folder: str) -> None:
    """All of it: let in, delivered, finished, shut out."""
    from app import package
    from tests.journey import walk

    began = time.monotonic()
    who, home, browser = sitting(data)
    Path(folder).mkdir(parents=True, exist_ok=True)
    walk.grant(who, browser, Path(folder))
    passphrase = walk.deliver(who)
    walk.finish(who)
    (zipped,) = Path(folder).glob("*.zip")
    inside = package.opened(zipped.read_bytes(), passphrase)
    walk.revoke(who, "vendor-admin", "disable")
    who.press("done")
    records = home.desk.records
    who.until(lambda: records.handovers()[0].state == "disabled")
    leave(who, home)
    secret = passphrase.encode()
    told = [
        str(path)
        for path in Path(data).rglob("*")
        if path.is_file() and secret in path.read_bytes()
    ]
    answer({"files": sorted(inside), "seconds": time.monotonic() - began, "told": told})


def keyring() -> None:
    """A secret larger than one entry, in the Windows password store: whole, renewed, and gone."""
    from app import secretstore

    store = secretstore.SecretStore.open("aikagi-proof")
    long, other = "鍵Aa1/" * (LONG // 5), "b" * (LONG - 1)
    kept = []
    for secret in (long, other, "short"):
        store.put("session", secret)
        kept.append(store.get("session") == secret)
    store.put("session", long)
    entries = sum(store._read(name) is not None for name in store._possible("session"))
    store.drop("session")
    left = [name for name in (*store._possible("session"), "session") if store._read(name)]
    answer(
        {"backend": type(store.backend).__module__, "kept": kept, "pieces": entries, "left": left}
    )


def modules() -> None:
    """Every module of the standard library, by this DLL: whether its halves fit."""
    import warnings
    import zipfile

    warnings.simplefilter("ignore")
    names = zipfile.ZipFile(STANDARD).namelist()
    wrong, right = {}, 0
    for file in sorted(names):
        name = file.removesuffix(".pyc").removesuffix("/__init__").replace("/", ".")
        if file.endswith("/") or "__main__" in name:
            continue
        try:
            __import__(name)
            right += 1
        except BaseException as error:  # noqa: BLE001  (whatever it is, it's told)
            wrong[name] = f"{type(error).__name__}: {error}"
    answer({"right": right, "wrong": wrong, "python": sys.version.split()[0]})


def paint(data: str, began: str) -> None:
    """How long from the start of the process to the first painted window."""
    from PySide6.QtCore import QEvent, QObject, QTimer
    from PySide6.QtWidgets import QApplication

    from ui.main import start

    class Watch(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Paint:
                watched.removeEventFilter(self)
                QTimer.singleShot(0, self._painted)  # the paint comes after this filter
            return False

        def _painted(self) -> None:
            answer(time.time() - float(began))
            window.close()

    window = start(["--practice", "--lang", "ja", "--data-dir", data])
    watch = Watch(window)
    window.installEventFilter(watch)
    QApplication.exec()


def main() -> None:
    """Do the part that was asked for; all of `app` and `ui` has to be the installed one."""
    settle()
    import app

    assert Path(app.__file__).is_relative_to(INSIDE), app.__file__
    part, arguments = sys.argv[2], sys.argv[3:]
    parts: tuple[Callable[..., None], ...] = (grant, resume, journey, keyring, modules, paint)
    next(one for one in parts if one.__name__ == part)(*arguments)


if __name__ == "__main__":
    main()
