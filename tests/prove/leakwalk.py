"""Aikagi as a program of its own, in which a customer goes the whole way; to be started by a test.

It is the program that `python -m ui` starts. What it holds that is secret is told through a pipe,
as is every file that it opens to write. Where the test wants it, it is killed at a point on the
way. Nothing is pretended but the AWS at the other end and the customer's hands.
"""

from __future__ import annotations

import base64
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

TELL, GO = int(os.environ["LEAKWALK_TELL"]), int(os.environ["LEAKWALK_GO"])
KILL_AT, KILL_BY = os.environ["LEAKWALK_KILL_AT"], int(os.environ["LEAKWALK_KILL_BY"])
FOLDER = Path(os.environ["LEAKWALK_FOLDER"])
SEED = os.environ.pop("LEAKWALK_SEED")
for name in [name for name in os.environ if name.startswith("LEAKWALK_")]:
    del os.environ[name]
MINUTE = 2  # seconds, of the clipboard's


def tell(kind: str, *values: str) -> None:
    """One line to the test."""
    os.write(TELL, json.dumps([kind, *values]).encode() + b"\n")


def secret(name: str, value: str | bytes) -> None:
    """A value that nobody may find anywhere."""
    content = value.encode() if isinstance(value, str) else value
    tell("secret", name, base64.b64encode(content).decode())


def at(point: str) -> None:
    """This far the customer has come; the end, where the test wants it."""
    tell("at", point)
    if point == KILL_AT:
        os.kill(os.getpid(), KILL_BY)


def audit(event: str, args: tuple[Any, ...]) -> None:
    """The second witness: what Python itself was asked to write, and to connect to."""
    if event == "open" and isinstance(args[0], str | bytes | os.PathLike):
        flags = args[2] if isinstance(args[2], int) else 0
        if flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
            tell("wrote", os.path.abspath(os.fsdecode(args[0])))  # noqa: PTH100  (as it was opened)
    elif event in {"os.rename", "os.link"}:
        tell("wrote", os.path.abspath(os.fsdecode(args[1])))  # noqa: PTH100
    elif event == "socket.connect" and isinstance(args[1], tuple):
        tell("connected", f"{args[1][0]}:{args[1][1]}")


def after(owner: object, name: str, look: Callable[..., None]) -> None:
    """Have `look` see what a function of the program is given, before it does its work."""
    real = getattr(owner, name)

    def seen(*args: Any, **named: Any) -> Any:
        look(*args, **named)
        return real(*args, **named)

    setattr(owner, name, seen)


def watch_secrets() -> None:
    """Every secret of the program is told where it comes into being."""
    from awscrt.crypto import EC, ECExportFormat

    from app import oauth, package, sessiontokens

    def token_kept(_self: object, _key: str, token: dict[str, Any]) -> None:
        for name in ("accessKeyId", "secretAccessKey", "sessionToken"):
            secret(name, token["accessToken"][name])
        for name in ("refreshToken", "idToken"):
            if token.get(name):
                secret(name, token[name])
        body = "".join(token["dpopKey"].splitlines()[1:-1])
        der = base64.b64decode(body)
        secret("DPoP key", body)
        secret("DPoP key's number", der[7:39])  # after SEQUENCE, version and OCTET STRING
        again = EC.new_key_from_der_data(der)
        assert again.export_key(ECExportFormat.SEC1)[7:39] == der[7:39]

    def sealed(_self: object, credentials: Any, passphrase: str, *_: object) -> None:
        secret("password", credentials.password)
        secret("passphrase", passphrase)

    def exchanged(flow: Any, code: str, *_: object) -> None:
        secret("verifier", flow.verifier)
        secret("code", code)

    after(sessiontokens.KeyringTokens, "__setitem__", token_kept)
    after(package.PackageFile, "seal", sealed)
    after(oauth, "exchange", exchanged)
    from app import signin

    after(signin, "exchange", exchanged)
    after(package.PackageFile, "place", lambda *_: at("sealed"))


class Walk:
    """The customer's hands, from the first window to the last."""

    def __init__(self, home: Any) -> None:
        from tests.journey import customer
        from tests.journey.customer import Customer, Patience

        customer.PATIENCE_MS = 60_000  # a traced program on a busy computer is slow
        self.home = home
        self.customer = Customer(Patience(), home)
        self.customer.on_page = lambda page: at(f"page {page}")

    def go(self) -> None:
        """The whole way."""
        from PySide6.QtWidgets import QApplication

        try:
            self._set_up()
            self._hand_over()
            self._shut_out()
            self._leave()
        except BaseException as error:
            tell("failed", repr(error), self.customer.page(), _where(error))
            QApplication.exit(3)
            raise

    def _set_up(self) -> None:
        from tests.journey import walk
        from tests.journey.customer import Follower

        customer = self.customer
        customer.press("start_setup")
        customer.until(lambda: customer.page() == "welcome")
        customer.next("account")
        customer.tick("have_account")
        customer.next("root_mfa")
        self._prove_phone()
        customer.tick("mfa_done")
        customer.next("sign_in")
        walk.sign_in(customer, Follower())  # the system's own way opens a browser
        tell("endpoint", self.home.desk.settings.endpoint)
        at("signed in")

    def _prove_phone(self) -> None:
        import time

        from app import mfa

        secret("MFA seed", SEED)
        page = self.home.windows.open.currentPage()
        page.trial.key.setText(SEED)
        self.customer.press("mfa_show_key")
        page.trial.code.setText(mfa.codes(SEED, time.time())[0])
        self.customer.until(lambda: page.trial.proven)
        at("seed shown")

    def _hand_over(self) -> None:
        from tests.journey import walk

        customer = self.customer
        customer.next("security_check")
        customer.next("vendor_user")
        self._choose()
        customer.until(customer.see("create").isEnabled)
        customer.press("create")
        customer.until(lambda: customer.page() == "package")
        at("made")
        walk.deliver(customer)
        self._copy()
        walk.finish(customer)
        at("delivered")

    def _choose(self) -> None:
        """The folder, by the dialog that the system has for it, which remembers what it showed."""
        from PySide6.QtWidgets import QDialog

        from tests.journey import walk

        walk.choose_folder(self.customer, FOLDER)
        self.customer.press("choose_folder")
        self.customer.see("folder_dialog", QDialog).accept()

    def _copy(self) -> None:
        """The passphrase, by its button, and by hand; then a minute goes by."""
        from PySide6.QtCore import QPoint, Qt
        from PySide6.QtTest import QTest
        from PySide6.QtWidgets import QLineEdit

        customer = self.customer
        line = customer.see("passphrase", QLineEdit)
        middle = QPoint(line.width() // 2, line.height() // 2)
        QTest.mouseDClick(line, Qt.MouseButton.LeftButton, pos=middle)
        line.selectAll()
        QTest.mouseClick(line, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ShiftModifier, middle)
        QTest.keyClick(line, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        QTest.keyClick(line, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
        tell("at", "copied by hand")
        self._wait()
        clock = self.home.windows.open.currentPage().clipboard
        customer.until(lambda: clock.left == 0)
        tell("at", "its minute over")
        self._wait()
        customer.press("copy_passphrase")
        at("copied")
        self._wait()
        customer.until(lambda: clock.left == 0)
        tell("at", "minute over")
        self._wait()

    def _wait(self) -> None:
        """Until the test has looked; the windows live on meanwhile, and answer whoever pastes."""
        import select

        self.customer.until(lambda: bool(select.select([GO], [], [], 0)[0]))
        os.read(GO, 1)

    def _shut_out(self) -> None:
        from tests.journey import walk

        customer = self.customer
        walk.revoke(customer, "vendor-admin", "disable")
        at("revoked")
        customer.press("done")
        customer.until(lambda: customer.page() == "")

    def _leave(self) -> None:
        customer = self.customer
        customer.press("sign_out")
        customer.until(lambda: not self.home.desk.background.busy)
        tell("at", "signed out")
        self._wait()
        self.home.close()


def _where(error: BaseException) -> str:
    import traceback

    return "".join(traceback.format_tb(error.__traceback__)[-9:])


def main() -> int:
    """Start the program, and the customer in it."""
    tell("pid", str(os.getpid()))
    sys.addaudithook(audit)
    from PySide6.QtCore import QTimer

    import app.revoke_hold
    import ui.clipboard
    import ui.main

    ui.clipboard.LIFE_SECONDS = MINUTE
    for name, seconds in (("SECONDS", 0.02), ("PAUSE", 0.01), ("BOUND", 0.1)):
        setattr(app.revoke_hold, f"HOLD_{name}", seconds)  # nobody waits to see a block stay
    watch_secrets()
    begin = ui.main.start

    def start(argv: list[str]) -> Any:
        window: Any = begin(argv)
        QTimer.singleShot(0, window, Walk(window).go)
        return window

    ui.main.start = start  # type: ignore[assignment]
    return ui.main.main()


if __name__ == "__main__":
    sys.exit(main())
