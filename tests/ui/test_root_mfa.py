"""The trial of the MFA codes: what it shows, and that the key is forgotten."""

from __future__ import annotations

import time

import pyotp
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from app.journey import SETUP
from ui.desk import Desk
from ui.pages.root_mfa import RootMfa
from ui.qr import QrCode

KEY = pyotp.random_base32(64)


def shown(desk: Desk, qtbot: QtBot) -> RootMfa:
    page = RootMfa(desk, SETUP[2])
    qtbot.addWidget(page)
    page.come()
    page.show()
    return page


def line(page: RootMfa, name: str) -> QLineEdit:
    found = page.findChild(QLineEdit, name)
    assert found is not None
    return found


def test_shows_codes_and_a_qr_code(desk: Desk, qtbot: QtBot) -> None:
    page = shown(desk, qtbot)
    line(page, "mfa_secret").setText(f" {KEY.lower()} ")
    codes, qr = page.findChild(QLabel, "mfa_codes"), page.findChild(QrCode, "mfa_qr")
    assert codes is not None
    assert qr is not None
    qtbot.waitUntil(lambda: qr.drawn)
    assert codes.isVisible()
    assert qr.isVisible()
    now = pyotp.TOTP(KEY)
    around = {now.at(int(time.time()), counter_offset=n) for n in (-1, 0)}
    assert any(f"{code[:3]} {code[3:]}" in codes.text() for code in around)


def test_compares_the_apps_code(desk: Desk, qtbot: QtBot) -> None:
    page = shown(desk, qtbot)
    line(page, "mfa_secret").setText(KEY)
    line(page, "mfa_check_code").setText(pyotp.TOTP(KEY).now())
    assert page.trial.verdict.plain.startswith("✓")
    wrong = pyotp.TOTP(KEY).at(int(time.time()), counter_offset=500)
    line(page, "mfa_check_code").setText(wrong)
    assert page.trial.verdict.plain.startswith("✕")


def test_what_is_no_key_is_said_at_the_field(desk: Desk, qtbot: QtBot) -> None:
    page = shown(desk, qtbot)
    line(page, "mfa_secret").setText("123456")
    assert "six-digit code" in page.trial.why.plain
    assert page.trial.why.isVisible()
    assert not line(page, "mfa_check_code").isVisible()


def test_the_key_is_forgotten_when_the_page_is_left(desk: Desk, qtbot: QtBot) -> None:
    page = shown(desk, qtbot)
    line(page, "mfa_secret").setText(KEY)
    qr = page.findChild(QrCode, "mfa_qr")
    assert qr is not None
    qtbot.waitUntil(lambda: qr.drawn)
    page.go()
    assert not qr.drawn
    for widget in page.findChildren(QWidget):
        for value in (getattr(widget, "text", str)(), widget.accessibleDescription()):
            assert KEY not in value
    assert KEY not in repr(vars(page.trial))
    saved = desk.settings.data_dir / "progress.json"
    qtbot.waitUntil(lambda: not desk.background.busy)
    assert not saved.exists() or KEY not in saved.read_text()
