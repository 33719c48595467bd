"""The setup wizard at any of its later pages: practice AWS, real keyring, real files."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

import pytest
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from app import handover
from app.facts import Facts
from app.grant import Wish
from app.handoverfile import Handover
from app.journey import SETUP, step
from app.practice import Practice
from app.session import RootSession
from app.settings import Settings
from app.work import Token
from tests.support.signingin import sign_in
from ui import words
from ui.desk import Desk
from ui.page import Page
from ui.setup_wizard import SetupWizard

LONG_MS = 30_000
W = TypeVar("W", bound=QWidget)


class Scene:
    """A customer at the wizard, signed in as root."""

    def __init__(self, practice: Practice, desk: Desk, folder: Path, qtbot: QtBot) -> None:
        self.practice, self.desk, self.folder, self.qtbot = practice, desk, folder, qtbot
        self.opened: list[str] = []
        self.host = QWidget()
        self.wizard: SetupWizard | None = None
        qtbot.addWidget(self.host)
        desk.open_url = self._open

    def _open(self, url: str) -> bool:
        self.opened.append(url)
        return True

    def for_real(self) -> None:
        """What is said from now on is what a real run says."""
        self.desk.settings = replace(self.desk.settings, practice=False)

    # --- AWS ---------------------------------------------------------------------------------
    def sign_in(self) -> RootSession:
        """Sign in through the real flow; a thread follows the link as the browser would."""
        session = sign_in(self.desk.settings)
        self.desk.begin(session)
        return session

    def iam(self, operation: str, **parameters: object) -> Any:
        """Ask IAM as root."""
        assert self.desk.session is not None
        return self.desk.session.clients.call("iam", operation, **parameters)

    def users(self) -> list[str]:
        """The users' paths and names."""
        return [u["Path"] + u["UserName"] for u in self.iam("list_users")["Users"]]

    def made(self, wish: Wish | None = None) -> Handover:
        """Make a hand-over, as the page before would have."""
        assert self.desk.session is not None
        return handover.create(
            self.desk.session,
            wish or Wish(),
            self.folder,
            self.desk.records,
            self.desk.settings,
            Token(),
        )

    def profile(self, toml: str) -> None:
        """Begin with a vendor's file that says this."""
        file = self.desk.settings.data_dir / "vendor.toml"
        file.write_text(toml, encoding="utf-8")
        self.desk.settings = replace(self.desk.settings, vendor_file=file)

    # --- the wizard --------------------------------------------------------------------------
    def at(self, name: str, **said: object) -> Page:
        """Open the wizard at the page `name`."""
        self.desk.facts = self.desk.facts.but(
            have_account=True, mfa_said=True, root_mfa=True, root_keys=False, **said
        )
        self.wizard = SetupWizard(self.desk, self.host)
        self.wizard.show()
        self.wizard._go_to(step(SETUP, name))
        assert self.page.objectName() == name
        return self.page

    @property
    def page(self) -> Page:
        """The page that is shown."""
        assert self.wizard is not None
        page = self.wizard.currentPage()
        assert isinstance(page, Page)
        return page

    def find(self, kind: type[W], name: str) -> W:
        """The control `name` of the page."""
        found = self.page.findChildren(kind, name)
        assert found, name
        return next((one for one in found if one.isVisible()), found[-1])

    def press(self, name: str) -> None:
        """Press a button that a person could press."""
        pressed = self.find(QAbstractButton, name)
        assert pressed.isVisible(), name
        assert pressed.isEnabled(), name
        pressed.click()

    def type(self, name: str, text: str) -> None:
        """Fill in a line."""
        self.find(QLineEdit, name).setText(text)

    def shown(self, name: str) -> bool:
        """Whether `name` is there to be seen."""
        return any(found.isVisible() for found in self.page.findChildren(QWidget, name))

    def until(self, what: Callable[[], object]) -> None:
        """Wait until it is so."""
        self.qtbot.waitUntil(lambda: bool(what()), timeout=LONG_MS)

    def until_enabled(self, name: str) -> None:
        """Wait until the button can be pressed."""
        self.until(lambda: self.find(QAbstractButton, name).isEnabled())

    def until_message(self) -> str:
        """Wait for the page's message, and return what it says."""
        self.until(self.page.message.isVisible)
        return self.page.message.accessibleDescription()

    def until_page(self, name: str) -> None:
        """Wait until the page `name` is shown."""
        self.until(lambda: self.page.objectName() == name)

    def text(self) -> str:
        """Everything that the page says."""
        labels = [label for label in self.page.findChildren(QLabel) if label.isVisible()]
        return "\n".join(getattr(label, "plain", "") or label.text() for label in labels)

    def record(self) -> Handover:
        """The record of this journey's hand-over, once all that was asked for is done."""
        self.until(lambda: not self.desk.background.busy)
        (found,) = [h for h in self.desk.records.handovers() if h.id == self.desk.facts.handover]
        return found

    def files(self) -> list[Path]:
        """What is in the folder for the zip, once nobody is at work there."""
        self.until(lambda: not self.desk.background.busy)
        return list(self.folder.iterdir())

    def next_enabled(self) -> bool:
        """Whether the wizard's Next can be pressed."""
        return self.page.isComplete()


@pytest.fixture
def practice() -> Iterator[Practice]:
    with Practice(fast=True) as running:
        yield running


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "田中 太郎" / "書類"
    made.mkdir(parents=True)
    return made


@pytest.fixture
def scene(
    dressed: object,
    secret_service: object,
    practice: Practice,
    data_dir: Path,
    folder: Path,
    qtbot: QtBot,
) -> Iterator[Scene]:
    words.install("en")
    settings = Settings(data_dir, practice=True, endpoint=practice.address, language="en")
    desk = Desk(settings)
    desk.facts = Facts(folder=str(folder))
    made = Scene(practice, desk, folder, qtbot)
    made.sign_in()
    practice.state.clear()
    yield made
    if made.wizard is not None and made.wizard.isVisible():
        made.wizard.done(0)
    assert desk.background.stop(limit=60)
    desk.deleteLater()
