"""What a person does in the installed program, and what only its own Python can look at.

Run by the installed program's own DLL and libraries (`test.exe` of prove.py), so what is tried is
what was installed: `app` and `ui` have to come from there. Each function is a part of the proof; what
it prints as its last line is its answer, as JSON.

    test.exe LIBRARY inside.py EXTRAS PART [ARGUMENT ...]
"""

from __future__ import annotations

import json
import os
import sys
import time
import types
from pathlib import Path

INSIDE, EXTRAS = Path(sys.path[-1]), Path(sys.argv[1])
STANDARD = Path(sys.path[0])
LONG = 6_000  # characters of a session: five entries of Windows' 1,280


def settle() -> None:
    """Find the DLLs of the program; and of the tests, after it, QtTest and the way to walk."""
    for folder in (INSIDE, INSIDE / "PySide6", INSIDE / "shiboken6", EXTRAS):
        os.add_dll_directory(str(folder))  # type: ignore[attr-defined]
    import PySide6

    PySide6.__path__.append(str(EXTRAS))
    sys.path.append(str(EXTRAS))
    # customer.py can also drive a real browser; here it follows the link itself.
    for name in ("selenium", "selenium.webdriver", "selenium.webdriver.common.by"):
        sys.modules[name] = types.ModuleType(name)
    for name in ("selenium.webdriver.remote.webelement", "selenium.webdriver.support.ui"):
        sys.modules[name] = types.ModuleType(name)
    sys.modules["selenium"].webdriver = sys.modules["selenium.webdriver"]  # type: ignore[attr-defined]
    for module in ("common.by:By", "remote.webelement:WebElement", "support.ui:WebDriverWait"):
        name, _, word = module.partition(":")
        setattr(sys.modules[f"selenium.webdriver.{name}"], word, object)
    sys.modules["selenium.webdriver"].Chrome = object  # type: ignore[attr-defined]


def answer(found: object) -> None:
    """Say what was found, for prove.py to read."""
    print(json.dumps(found, ensure_ascii=False), flush=True)


def sitting(data: str, practice_at: str = "") -> tuple[object, object]:
    """The program, opened on `data`: who uses it, and its home window."""
    from tests.journey import customer
    from ui.main import start

    where = ["--endpoint-url", practice_at] if practice_at else ["--practice"]
    customer.PATIENCE_MS = 120_000  # Wine on a busy machine
    home = start([*where, "--lang", "ja", "--data-dir", data])
    home.desk.open_url = customer.Follower().open  # type: ignore[attr-defined]
    return customer.Customer(customer.Patience(), home), home


def leave(who: object, home: object) -> None:
    """Close the window, and wait until it is gone."""
    import shiboken6

    home.close()  # type: ignore[attr-defined]
    who.until(lambda: not shiboken6.isValid(home))  # type: ignore[attr-defined]


def grant(data: str, folder: str) -> None:
    """Let a vendor in, and stop midway: the zip is made, and isn't sent yet."""
    from tests.journey import walk
    from tests.journey.customer import Follower

    who, home = sitting(data)
    Path(folder).mkdir(parents=True, exist_ok=True)
    walk.grant(who, Follower(), Path(folder))  # type: ignore[arg-type]
    page = who.page()  # type: ignore[attr-defined]
    leave(who, home)
    answer({"page": page, "zips": [path.name for path in Path(folder).glob("*.zip")]})


def resume(data: str) -> None:
    """Find again what an older version left."""
    who, home = sitting(data)
    handovers = [one.user_name for one in home.desk.records.handovers()]  # type: ignore[attr-defined]
    who.press("start_setup")  # type: ignore[attr-defined]
    who.until(lambda: who.page() != "")  # type: ignore[attr-defined]
    page = who.page()  # type: ignore[attr-defined]
    leave(who, home)
    answer({"page": page, "handovers": handovers})


def journey(data: str, folder: str) -> None:
    """All of it: let in, delivered, finished, shut out."""
    from app import package
    from tests.journey import walk
    from tests.journey.customer import Follower

    began = time.monotonic()
    who, home = sitting(data)
    Path(folder).mkdir(parents=True, exist_ok=True)
    walk.grant(who, Follower(), Path(folder))  # type: ignore[arg-type]
    passphrase = walk.deliver(who)  # type: ignore[arg-type]
    walk.finish(who)  # type: ignore[arg-type]
    (zipped,) = Path(folder).glob("*.zip")
    inside = package.opened(zipped.read_bytes(), passphrase)
    walk.revoke(who, "vendor-admin", "disable")  # type: ignore[arg-type]
    who.press("done")  # type: ignore[attr-defined]
    records = home.desk.records  # type: ignore[attr-defined]
    who.until(lambda: records.handovers()[0].state == "disabled")  # type: ignore[attr-defined]
    leave(who, home)
    secret = passphrase.encode()
    told = [str(path) for path in Path(data).rglob("*") if path.is_file() and secret in path.read_bytes()]
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
    answer({"backend": type(store.backend).__module__, "kept": kept, "pieces": entries, "left": left})


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
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
            if event.type() == QEvent.Type.Paint:
                watched.removeEventFilter(self)
                QTimer.singleShot(0, lambda: (answer(time.time() - float(began)), window.close()))
            return False

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
    {one.__name__: one for one in (grant, resume, journey, keyring, modules, paint)}[part](*arguments)


if __name__ == "__main__":
    main()
