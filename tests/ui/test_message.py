"""Every trouble can be shown, in both languages, and what is copied for support is no secret."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from app.troubles import SESSION_EXPIRED, Kind, Trouble, all_kinds
from ui.message import MessagePanel, details


@pytest.mark.parametrize("kind", all_kinds(), ids=lambda kind: kind.code)
def test_every_trouble_in_both_languages(
    dressed: QApplication, qtbot: QtBot, language: str, kind: Kind
) -> None:
    panel = MessagePanel()
    qtbot.addWidget(panel)
    panel.show_trouble(Trouble(kind))
    said = [panel.what.plain, panel.changed.plain, panel.next.plain]
    assert all(said)
    assert not any("{" in sentence for sentence in said)
    if language == "ja":
        assert all(any(ord(c) > 0x3000 for c in sentence) for sentence in said), said
    assert panel.isVisible()
    assert kind.code in panel.code.plain
    again = panel.findChild(QPushButton, "sign_in_again")
    assert again is not None
    assert again.isVisibleTo(panel) == kind.sign_in_again
    assert panel.accessibleDescription().startswith(said[0])


def test_details_for_support(dressed: QApplication, qtbot: QtBot) -> None:
    trouble = Trouble(SESSION_EXPIRED, detail="GetUser ExpiredToken 1234")
    panel = MessagePanel()
    qtbot.addWidget(panel)
    panel.show_trouble(trouble)
    panel.copy.click()
    copied = QApplication.clipboard().text()
    assert copied == details(trouble)
    assert "session-expired" in copied
    assert "GetUser ExpiredToken 1234" in copied


def test_text_from_outside_is_never_html(dressed: QApplication, qtbot: QtBot) -> None:
    panel = MessagePanel()
    qtbot.addWidget(panel)
    panel.show_note("<b>bold</b> & <img src=x>", "then")
    assert panel.what.plain == "<b>bold</b> & <img src=x>"
    assert "<b>" not in panel.what.text()
    assert not panel.copy.isVisibleTo(panel)
