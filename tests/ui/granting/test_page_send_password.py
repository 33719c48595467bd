"""The page for the passphrase: another way, shown while needed, and gone afterwards."""

from __future__ import annotations

import os

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QCheckBox, QLabel, QLineEdit, QRadioButton

from app import handover, mfa
from app.handover_act import entry
from app.handoverfile import Handover
from app.secretstore import SecretStore
from tests.ui.granting.conftest import Scene
from ui import words
from ui.button import Button
from ui.choices import Choices
from ui.linebreaks import JOINER
from ui.page import Page
from ui.qr import QrCode

pytestmark = pytest.mark.keyring


def at_password(scene: Scene, **said: object) -> str:
    """Open the page; returns the passphrase that it shows."""
    record = scene.made()
    wanted = handover.passphrase(scene.desk.settings, record)
    scene.at("send_password", handover=record.id, file_channel="chat", file_sent=True, **said)
    scene.until(lambda: line(scene).text())
    assert line(scene).text() == wanted
    return wanted


def line(scene: Scene) -> QLineEdit:
    return scene.find(QLineEdit, "passphrase")


def in_keyring(scene: Scene, record: Handover) -> bool:
    return SecretStore.open(scene.desk.settings.service).get(entry(record)) is not None


def everything(page: Page) -> str:
    """All that the page's widgets hold, seen or not."""
    labels = [label.text() for label in page.findChildren(QLabel)]
    return "\n".join([*labels, *(line.text() for line in page.findChildren(QLineEdit))])


def test_never_the_files_way(scene: Scene) -> None:
    at_password(scene)
    choices = scene.find(Choices, "password_channel").findChildren(QRadioButton)
    names = [radio.objectName().removeprefix("password_channel_") for radio in choices]
    assert names == ["phone", "sms", "in_person", "paper"]
    assert "chat" in scene.text().lower(), "the page says by which way the file went"


def test_told_then_wiped_and_removed(scene: Scene) -> None:
    secret = at_password(scene)
    record = scene.record()
    scene.find(QRadioButton, "password_channel_phone").click()
    assert not scene.next_enabled()
    scene.find(QCheckBox, "password_sent").click()
    assert scene.next_enabled()
    assert line(scene).text() == secret, "it stays to be seen until the page is left"
    assert in_keyring(scene, scene.record())
    page = scene.page
    assert scene.wizard is not None
    scene.wizard.next()
    assert secret not in everything(page)
    scene.until(lambda: not scene.desk.background.busy)
    assert not in_keyring(scene, record)
    kept = scene.record()
    assert kept.password_channel == "phone"
    assert kept.password_sent_at.endswith("+00:00")
    scene.wizard.back()
    assert "removed from this computer" in scene.text()
    assert not scene.shown("passphrase")


def test_not_told_then_it_waits(scene: Scene) -> None:
    secret = at_password(scene)
    scene.find(QCheckBox, "password_sent").click()
    scene.find(QCheckBox, "password_sent").click()
    assert scene.wizard is not None
    scene.wizard.back()
    scene.wizard.next()
    scene.until(lambda: line(scene).text() == secret)
    assert in_keyring(scene, scene.record())


def test_closing_the_wizard_wipes_it(scene: Scene) -> None:
    secret = at_password(scene)
    scene.press("show_reading_aid")
    scene.press("show_qr")
    scene.until(lambda: scene.shown("passphrase_qr"))
    assert scene.wizard is not None
    page = scene.page
    scene.wizard.close()
    assert secret not in everything(page)
    assert secret.split("-")[0] not in everything(page)
    code = page.findChild(QrCode, "passphrase_qr")
    assert isinstance(code, QrCode)
    assert not code.drawn


def test_the_qr_code_is_drawn_only_when_asked_for(scene: Scene) -> None:
    secret = at_password(scene)
    code = scene.find(QrCode, "passphrase_qr")
    assert not code.drawn
    assert not scene.shown("passphrase_qr")
    scene.press("show_qr")
    scene.until(lambda: scene.shown("passphrase_qr"))
    assert code._modules == mfa.qr(secret)
    assert "nobody else sees it" in scene.text()
    scene.press("show_qr")
    assert not code.drawn
    assert not scene.shown("passphrase_qr")


def test_how_to_say_it(scene: Scene) -> None:
    secret = at_password(scene)
    scene.press("show_reading_aid")
    aid = scene.find(QLabel, "reading_aid")
    for group in secret.split("-"):
        assert f"{group}:" in aid.text()
    assert "hyphen" in aid.text()
    scene.press("show_reading_aid")
    assert aid.text() == ""


def test_copying_counts_down_and_clears(scene: Scene) -> None:
    secret = at_password(scene)
    scene.press("copy_passphrase")
    assert QGuiApplication.clipboard().text() == secret
    assert "60 seconds" in scene.text()
    clipboard = scene.page.clipboard  # type: ignore[attr-defined]
    for _ in range(60):
        clipboard.tick()
    assert QGuiApplication.clipboard().text() == ""
    assert not scene.shown("keep_passphrase")
    assert "after a minute" in scene.text(), "said before the next copy"


def test_a_passphrase_that_is_lost(scene: Scene) -> None:
    record = scene.made()
    handover.forget_passphrase(scene.desk.settings, record)
    scene.at("send_password", handover=record.id, file_channel="chat", file_sent=True)
    assert "Re-issue" in scene.until_message()
    assert line(scene).text() == ""


def test_a_locked_keyring_can_be_tried_again(
    scene: Scene, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    record = scene.made()
    wanted = handover.passphrase(scene.desk.settings, record)
    unlocked = os.environ["DBUS_SESSION_BUS_ADDRESS"]
    request.getfixturevalue("locked_secret_service")
    scene.at("send_password", handover=record.id, file_channel="chat", file_sent=True)
    assert "locked" in scene.until_message()
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", unlocked)
    scene.press("load_again")
    scene.until(lambda: line(scene).text() == wanted)
    assert not scene.page.message.isVisible()


def test_told_before_a_restart_it_is_removed_now(scene: Scene) -> None:
    record = scene.made()
    said = {"file_channel": "chat", "file_sent": True, "password_channel": "phone"}
    scene.at("send_password", handover=record.id, password_sent=True, **said)
    assert not scene.shown("passphrase")
    scene.until(lambda: not scene.desk.background.busy)
    assert not in_keyring(scene, record)


def test_another_language_keeps_it_on_the_page(scene: Scene) -> None:
    secret = at_password(scene)
    scene.desk.speak("ja")
    try:
        scene.until(lambda: line(scene).text() == secret)
        scene.press("show_reading_aid")
        aid = scene.find(QLabel, "reading_aid").text()
        assert "、" in aid
        assert JOINER not in aid, "it is copied"
    finally:
        words.install("en")


def test_what_is_opened_comes_into_view(scene: Scene) -> None:
    at_password(scene)
    assert scene.wizard is not None
    scene.wizard.resize(760, 420)
    scene.press("show_reading_aid")
    view = scene.page.area.viewport()

    def seen() -> bool:
        aid = scene.find(QLabel, "reading_aid")
        top = aid.mapTo(view, aid.rect().topLeft()).y()
        return aid.isVisible() and 0 <= top < view.height() - 40

    scene.until(seen)


def test_a_tick_without_a_way_says_what_is_missing(scene: Scene) -> None:
    at_password(scene)
    assert not scene.shown("password_sent_note")
    scene.press("password_sent")
    assert scene.shown("password_sent_note")


def test_for_a_call_how_to_say_it_is_first_and_to_be_pressed(scene: Scene) -> None:
    at_password(scene)
    copy, say_it = (scene.find(Button, name) for name in ("copy_passphrase", "show_reading_aid"))
    scene.until(lambda: copy.x() < say_it.x())
    before = say_it.primary
    scene.find(QRadioButton, "password_channel_phone").click()
    scene.until(lambda: say_it.x() < copy.x())
    assert (before, say_it.primary) == (False, True)
    scene.find(QCheckBox, "password_sent").click()
    scene.until(lambda: not say_it.primary)
    assert "Not by “Business chat”" in scene.text()


def test_the_ways_that_stand_side_by_side_are_of_one_width(scene: Scene) -> None:
    at_password(scene)
    radios = scene.find(Choices, "password_channel").findChildren(QRadioButton)
    widths = sorted(w.sizeHint().width() for r in radios if (w := r.parentWidget()))
    assert widths[0] == widths[1] == widths[2]
