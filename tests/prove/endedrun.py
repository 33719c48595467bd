"""A run of Aikagi in a process of its own, that is at work when the system ends it.

    python -m tests.prove.endedrun DATA_DIR ADDRESS FOLDER POINT

Signs in as a person would, begins what `POINT` says, and says "here" in the middle of it.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QApplication

from app.clients import Clients
from app.grant import ADMINISTRATOR, Wish
from app.session import RootSession
from app.work import Token
from tests.ui.account import sign_in
from ui.desk import Desk
from ui.home import Home
from ui.main import start
from ui.signin_panel import SignInWindow

POINTS = ("signed in", "signing in", "create", "disable", "delete", "review")
VENDOR = "vendor-1"
MIDDLE = {"create": "create_login_profile"}
CHANGES = ("attach_", "put_", "delete_", "update_", "detach_")


def here() -> None:
    """Tell the test."""
    sys.stdout.write("here\n")
    sys.stdout.flush()


def over(_answer: object) -> None:
    """Tell the test."""
    sys.stdout.write("over\n")
    sys.stdout.flush()


def tell_in_the_middle(awaited: str) -> None:
    """Say "here" as AWS has done `awaited`, and be slow from then on."""
    ask, slow = Clients.ask, Token()

    def asked(self: Clients, client: Any, operation: str, parameters: Any) -> Any:
        reply = ask(self, client, operation, parameters)
        if operation == awaited or (not awaited and operation.startswith(CHANGES)):
            here()
            slow.wait(1.0)
        return reply

    Clients.ask = asked  # type: ignore[method-assign]


def work_of(point: str, desk: Desk, folder: Path) -> Callable[[Token], object]:
    """What is to be done in the background."""
    from app import handover, revoke
    from app.review.look import review
    from app.review.view import View

    session = desk.session
    assert isinstance(session, RootSession)

    def create(token: Token) -> object:
        wish = Wish(user_name=VENDOR, policy_arn=ADMINISTRATOR, require_mfa=False)
        return handover.create(session, wish, folder, desk.records, desk.settings, token)

    def shut_out(token: Token) -> object:
        made = desk.records.handovers()[-1]
        return revoke.carry_out(session, made.user_id, point, desk.records, token, made.user_name)

    def look(token: Token) -> object:
        here()
        return review(View(session.clients, session.identity.account, token))

    return {"create": create, "review": look}.get(point, shut_out)


def main(data_dir: str, address: str, folder: str, point: str) -> None:
    """Run until somebody ends it."""
    home = start(["--endpoint-url", address, "--data-dir", data_dir, "--lang", "en"])
    assert isinstance(home, Home)
    desk = home.desk
    if point == "signing in":
        desk.open_url = lambda _url: (here(), True)[1]  # type: ignore[func-returns-value]
        window = SignInWindow.over(desk, home, "", lambda: None)
        window.panel.begin()
    else:
        desk.leftover.expect()
        desk.begin(sign_in(desk.settings))
        if point == "signed in":
            here()
        else:
            tell_in_the_middle(MIDDLE.get(point, ""))
            work = work_of(point, desk, Path(folder))
            desk.background.run(home, work, over, over)
    QApplication.exec()


if __name__ == "__main__":
    main(*sys.argv[1:])
