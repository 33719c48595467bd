"""The page for the file's way to the vendor."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QLabel, QRadioButton

from app import delivery
from tests.ui.granting.conftest import Scene
from ui.choices import Choices

pytestmark = pytest.mark.keyring


def ways(scene: Scene) -> list[str]:
    return [r.objectName() for r in scene.find(Choices, "file_channel").findChildren(QRadioButton)]


def test_the_way_and_the_tick_are_kept(scene: Scene) -> None:
    record = scene.made()
    scene.at("send_file", handover=record.id)
    assert not scene.next_enabled()
    scene.find(QRadioButton, "file_channel_cloud").click()
    assert not scene.next_enabled()
    scene.find(QCheckBox, "file_sent").click()
    assert scene.next_enabled()
    facts = scene.desk.facts
    assert (facts.file_channel, facts.file_sent) == ("cloud", True)
    kept = scene.record()
    assert kept.file_channel == "cloud"
    assert kept.file_sent_at.endswith("+00:00")
    assert scene.desk.records.load_facts().file_sent


def test_what_to_know_before_sending_stands_before_the_tick(scene: Scene) -> None:
    scene.at("send_file", handover=scene.made().id)
    before, tick = scene.find(QAbstractButton, "about_sending"), scene.find(QCheckBox, "file_sent")
    above = before.mapTo(scene.page, QPoint(0, before.height())).y()
    assert above < tick.mapTo(scene.page, QPoint(0, 0)).y()


def test_unticking_takes_it_back(scene: Scene) -> None:
    record = scene.made()
    scene.at("send_file", handover=record.id)
    scene.find(QRadioButton, "file_channel_chat").click()
    scene.find(QCheckBox, "file_sent").click()
    scene.find(QCheckBox, "file_sent").click()
    assert not scene.next_enabled()
    assert scene.record().file_sent_at == ""


def test_arrow_keys_choose(scene: Scene) -> None:
    scene.at("send_file", handover=scene.made().id)
    first = scene.find(QRadioButton, "file_channel_chat")
    first.window().activateWindow()
    first.setFocus()
    scene.until(first.hasFocus)
    QTest.keyClick(first, Qt.Key.Key_Space)
    assert scene.desk.facts.file_channel == "chat"
    QTest.keyClick(first, Qt.Key.Key_Down)
    assert scene.desk.facts.file_channel == "cloud"


def test_email_is_offered_only_when_the_vendor_asks_for_it(scene: Scene) -> None:
    record = scene.made()
    scene.at("send_file", handover=record.id)
    assert "file_channel_email" not in ways(scene)
    scene.press("about_sending")
    assert str(delivery.WHY_NO_EMAIL) in scene.text()
    assert str(delivery.SHARE_INSTEAD) in scene.text()


def test_no_way_is_recommended_that_the_vendor_does_not_take(scene: Scene) -> None:
    scene.at("send_file", handover=scene.made().id, channels=("chat", "phone"))
    assert str(delivery.WHY_NO_EMAIL) in scene.text()
    assert str(delivery.SHARE_INSTEAD) not in scene.text()


def test_a_link_by_mail_leaves_no_chat_for_the_passphrase(scene: Scene) -> None:
    scene.at("send_file", handover=scene.made().id, password_channel="chat")
    scene.press("file_channel_transfer")
    assert scene.desk.facts.password_channel == ""
    scene.press("file_sent")
    assert scene.next_enabled()


def test_email_is_offered_last_when_the_vendor_asks_for_it(scene: Scene) -> None:
    scene.profile('channels = ["email", "chat", "phone"]')
    scene.at("send_file", handover=scene.made().id)
    assert ways(scene) == ["file_channel_chat", "file_channel_email"]
    scene.press("about_sending")
    assert str(delivery.WHY_TWO_WAYS) in scene.text()
    assert str(delivery.WHY_NO_EMAIL) not in scene.text()


def test_the_ways_are_those_of_the_vendor_who_was_let_in(scene: Scene) -> None:
    scene.at("send_file", handover=scene.made().id, channels=("in_person", "phone"))
    assert ways(scene) == ["file_channel_in_person"]


def test_the_note_names_the_file_and_no_secret(scene: Scene) -> None:
    record = scene.made()
    scene.at("send_file", handover=record.id)
    name = Path(record.zip_path).name
    assert not scene.page.findChildren(QLabel, "file_note")
    scene.press("read_note")
    note = scene.find(QLabel, "file_note")
    scene.until(lambda: name in note.text())
    assert str(scene.folder) not in note.text()
    scene.press("copy_note")
    assert name in QGuiApplication.clipboard().text()


def test_a_new_way_for_the_file_frees_the_passphrases(scene: Scene) -> None:
    record = scene.made()
    scene.at("send_file", handover=record.id, file_channel="cloud", password_channel="chat")
    scene.find(QRadioButton, "file_channel_chat").click()
    assert scene.desk.facts.password_channel == ""
    assert scene.record().password_channel == ""


def test_coming_back_shows_what_was_said(scene: Scene) -> None:
    scene.at("send_file", handover=scene.made().id, file_channel="chat", file_sent=True)
    assert scene.find(QRadioButton, "file_channel_chat").isChecked()
    assert scene.find(QCheckBox, "file_sent").isChecked()
    assert scene.next_enabled()


def test_a_tick_without_a_way_says_what_is_missing(scene: Scene) -> None:
    scene.at("send_file", handover=scene.made().id)
    assert not scene.shown("file_sent_note")
    scene.press("file_sent")
    assert scene.shown("file_sent_note")
    assert "Choose above" in scene.find(QAbstractButton, "file_sent").accessibleDescription()
    scene.press("file_channel_chat")
    assert not scene.shown("file_sent_note")
    assert scene.next_enabled()


def test_the_file_is_named_and_one_press_away(scene: Scene) -> None:
    record = scene.made()
    scene.at("send_file", handover=record.id)
    scene.until(lambda: Path(record.zip_path).name in scene.text())
    scene.press("show_in_folder")
    assert scene.opened
    assert "E-mail isn't offered" in scene.text()
