"""Re-issuing: a new password, file and passphrase; the old ones are worthless from then on."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget, QWizard
from pytestqt.qtbot import QtBot

from app import handover as letting_in
from app.practice import Practice
from app.records import Handover
from app.troubles import Trouble
from tests.ui import account
from tests.ui.account import iam, press, wait
from ui.desk import Desk
from ui.home import Home
from ui.pages.reissue import Reissue
from ui.reissue import ReissueWizard

B = QWizard.WizardButton


@pytest.fixture
def desk(signed_in: Desk) -> Desk:
    return signed_in


def password_in(zip_path: str, passphrase: str) -> str:
    """The password in the package, as 7-Zip finds it with that passphrase; "" if it's refused."""
    command = ["7z", "x", f"-p{passphrase}", "-so", zip_path, "credentials.csv"]
    told = subprocess.run(command, capture_output=True, check=False)
    lines = told.stdout.decode("utf-8-sig").splitlines() if told.returncode == 0 else []
    return lines[1].split(",")[1].strip('"') if len(lines) > 1 else ""


@pytest.fixture
def host(qtbot: QtBot) -> QWidget:
    """The window over which wizards open."""
    made = QWidget()
    qtbot.addWidget(made)
    return made


def page_of(desk: Desk, handover: Handover, host: QWidget) -> Reissue:
    wizard = ReissueWizard(desk, host, handover)
    wizard.show()
    page = wizard.currentPage()
    assert isinstance(page, Reissue)
    return page


@pytest.mark.keyring
def test_nothing_stands_where_next_always_is(desk: Desk, tmp_path: Path, host: QWidget) -> None:
    page = page_of(desk, account.let_in(desk, tmp_path), host)
    wizard = page.wizard()
    back, following = (wizard.button(which) for which in (B.BackButton, B.NextButton))
    assert not following.isVisible()
    back.show()  # as where a sign-in comes before it
    wizard.resize(wizard.width() + 1, wizard.height())  # lays out
    room = wizard.width() - following.sizeHint().width()
    assert wizard.width() // 2 < back.geometry().left()
    assert back.geometry().right() < room
    assert page.headline() == "Re-issue the vendor's password"


@pytest.mark.keyring
def test_everything_is_new_and_the_wizard_leads_on(
    desk: Desk, practice: Practice, tmp_path: Path, qtbot: QtBot
) -> None:
    old = account.let_in(desk, tmp_path)
    old_passphrase = letting_in.passphrase(desk.settings, old)
    old_password = password_in(old.zip_path, old_passphrase)
    assert account.vendor_signs_in(practice, "vendor-admin", old_password) == 200
    desk.know(handover=old.id, file_sent=True, password_sent=True, contract="A", budget="made")
    home = Home(desk)
    qtbot.addWidget(home, before_close_func=lambda window: setattr(window, "_over", True))
    home.show()
    wait(qtbot, lambda: home.handovers is not None)
    press(home, "reissue")
    page = home.windows.open.currentPage()  # type: ignore[union-attr]
    assert isinstance(page, Reissue)
    folder = tmp_path / "新しい フォルダ"
    folder.mkdir()
    page.save_to.set_folder(str(folder))
    wait(qtbot, page.make.isEnabled)
    press(page, "reissue_now")
    wait(
        qtbot,
        lambda: (
            home.windows.open is not None
            and home.windows.open.currentPage().objectName() == "package"
        ),
    )
    new = desk.records.handovers()[0]
    assert new.id == old.id == desk.facts.handover
    assert Path(new.zip_path).parent == folder
    assert not desk.facts.file_sent
    assert not desk.facts.password_sent
    new_passphrase = letting_in.passphrase(desk.settings, new)
    assert password_in(new.zip_path, old_passphrase) == ""
    new_password = password_in(new.zip_path, new_passphrase)
    assert account.vendor_signs_in(practice, "vendor-admin", old_password) == 401
    assert account.vendor_signs_in(practice, "vendor-admin", new_password) == 200
    with pytest.raises(Trouble):
        letting_in.passphrase(desk.settings, old)


@pytest.mark.keyring
def test_failure_leaves_the_old_ones_as_they_were(
    desk: Desk, practice: Practice, tmp_path: Path, qtbot: QtBot, host: QWidget
) -> None:
    old = account.let_in(desk, tmp_path)
    passphrase = letting_in.passphrase(desk.settings, old)
    password = password_in(old.zip_path, passphrase)
    page = page_of(desk, old, host)
    page.save_to.set_folder(str(tmp_path))
    practice.state.fail("iam:UpdateLoginProfile", "AccessDenied", 403)
    wait(qtbot, page.make.isEnabled)
    press(page, "reissue_now")
    wait(qtbot, page.message.isVisible)
    assert "not-allowed" in page.message.code.plain
    assert account.vendor_signs_in(practice, "vendor-admin", password) == 200
    assert letting_in.passphrase(desk.settings, old) == passphrase
    press(page, "reissue_now")
    wait(qtbot, lambda: desk.records.handovers()[0].issue == 2)


@pytest.mark.keyring
def test_user_that_is_gone_is_said(desk: Desk, tmp_path: Path, qtbot: QtBot, host: QWidget) -> None:
    old = account.let_in(desk, tmp_path)
    iam(desk, "delete_login_profile", UserName="vendor-admin")
    iam(desk, "detach_user_policy", UserName="vendor-admin", PolicyArn=old.policy_arn)
    iam(desk, "delete_user", UserName="vendor-admin")
    page = page_of(desk, old, host)
    page.save_to.set_folder(str(tmp_path))
    wait(qtbot, page.make.isEnabled)
    press(page, "reissue_now")
    wait(qtbot, page.message.isVisible)
    assert "user-gone" in page.message.code.plain


@pytest.mark.keyring
def test_other_account_and_no_session_are_said(
    desk: Desk, tmp_path: Path, qtbot: QtBot, host: QWidget
) -> None:
    from dataclasses import replace

    old = account.let_in(desk, tmp_path)
    page = page_of(desk, replace(old, account="999999999999"), host)
    page.save_to.set_folder(str(tmp_path))
    wait(qtbot, page.make.isEnabled)
    press(page, "reissue_now")
    assert "wrong-account" in page.message.code.plain
    session, desk.session = desk.session, None
    press(page, "reissue_now")
    assert "not-signed-in" in page.message.code.plain
    desk.session = session


@pytest.mark.keyring
def test_folder_that_is_none_is_said_before_the_act(
    desk: Desk, practice: Practice, tmp_path: Path, qtbot: QtBot, host: QWidget
) -> None:
    old = account.let_in(desk, tmp_path)
    page = page_of(desk, old, host)
    page.save_to.set_folder(str(tmp_path / "nowhere"))
    wait(qtbot, lambda: page.save_to.bad)
    assert not page.make.isEnabled()
    assert practice.state.calls.count("iam:UpdateLoginProfile") == 0
