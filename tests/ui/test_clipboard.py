"""Secrets on the clipboard: marked, counted down, cleared, and never somebody else's text."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QClipboard, QGuiApplication
from pytestqt.qtbot import QtBot

from ui.clipboard import LIFE_SECONDS, SecretClipboard, hints

SECRET = "ABCD-EFGH-JKLM-NPQR-STUV"


@pytest.fixture
def clipboard(qtbot: QtBot) -> QClipboard:
    found = QGuiApplication.clipboard()
    found.clear()
    return found


def test_histories_are_told_to_look_away() -> None:
    windows = hints("win32")
    assert windows["CanIncludeInClipboardHistory"] == b"\0\0\0\0"
    assert windows["CanUploadToCloudClipboard"] == b"\0\0\0\0"
    assert "ExcludeClipboardContentFromMonitorProcessing" in windows
    assert hints("linux") == {"x-kde-passwordManagerHint": b"secret"}


def test_the_hint_goes_with_the_text(clipboard: QClipboard) -> None:
    SecretClipboard().copy(SECRET)
    data = clipboard.mimeData()
    assert data.text() == SECRET
    assert data.data("x-kde-passwordManagerHint").data() == b"secret"


def test_it_is_gone_after_a_minute(clipboard: QClipboard, qtbot: QtBot) -> None:
    secret = SecretClipboard()
    left: list[int] = []
    secret.ticked.connect(left.append)
    secret.copy(SECRET)
    for _ in range(LIFE_SECONDS - 1):
        secret.tick()
    assert clipboard.text() == SECRET
    secret.tick()
    assert clipboard.text() == ""
    assert left == list(range(LIFE_SECONDS, -1, -1))


def test_what_somebody_else_copied_stays(clipboard: QClipboard) -> None:
    secret = SecretClipboard()
    secret.copy(SECRET)
    clipboard.setText("something else")
    secret.clear()
    assert clipboard.text() == "something else"


def test_closing_the_program_clears_it(clipboard: QClipboard) -> None:
    secret = SecretClipboard()
    secret.copy(SECRET)
    app = QGuiApplication.instance()
    assert app is not None
    app.aboutToQuit.emit()
    assert clipboard.text() == ""


def test_nothing_of_the_secret_is_kept(clipboard: QClipboard) -> None:
    secret = SecretClipboard()
    secret.copy(SECRET)
    assert SECRET not in repr(vars(secret))
    secret.clear()
    assert secret._digest == b""
