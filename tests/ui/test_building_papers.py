"""Documents and contract in the window while the vendor works: ticked, kept, counted."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.account import wait
from tests.ui.buildingwindow import RECORD, control, documents, on_disk, opened, press, text, unfold
from ui.desk import Desk


def test_documents_are_ticked_kept_and_counted(desk: Desk, qtbot: QtBot) -> None:
    window = opened(desk, qtbot)
    assert list(documents(window).values()) == [False] * 5
    assert control(window, "documents").text() == "Documents from the vendor: 0 of 5"
    unfold(window, "documents")
    assert "0 of 5 are there" in text(window)
    for number in (1, 2, 4):  # faster than any of them is saved
        press(window, f"document_{number}")
    press(window, "document_2")
    wait(qtbot, lambda: not desk.background.busy)
    qtbot.waitUntil(lambda: not window._unsaved)
    assert "2 of 5 are there" in text(window)
    assert control(window, "documents").text() == "Documents from the vendor: 2 of 5"
    kept = on_disk(desk, RECORD).documents
    assert list(documents(window).values()) == [True, False, False, True, False]
    window.close()
    again = opened(desk, qtbot, on_disk(desk, RECORD))
    assert [name for name, there in documents(again).items() if there] == list(kept)


def profiled(desk: Desk, tmp_path: Path, qtbot: QtBot, toml: str) -> None:
    file = tmp_path / "vendor.toml"
    file.write_text(toml, encoding="utf-8")
    desk.vendor.use(file)
    qtbot.waitUntil(lambda: desk.profile.name in toml and bool(desk.profile.name))


def test_the_vendors_own_documents_are_shown_as_plain_text(
    desk: Desk, tmp_path: Path, qtbot: QtBot
) -> None:
    profiled(
        desk,
        tmp_path,
        qtbot,
        'name = "Hoshi Works"\ndocuments = ["<b>構成図</b>", "パスワード一覧"]',
    )
    window = opened(desk, qtbot, replace(RECORD, documents=("an older one", "パスワード一覧")))
    assert documents(window) == {
        "<b>構成図</b>": False,
        "パスワード一覧": True,
        "an older one": True,
    }
    unfold(window, "documents")
    assert "<b>構成図</b>" in text(window)
    press(window, "document_1")
    assert "All 3 are there." in text(window)


def test_the_documents_are_those_asked_when_it_was_made(
    desk: Desk, tmp_path: Path, qtbot: QtBot
) -> None:
    profiled(desk, tmp_path, qtbot, 'name = "Others"\ndocuments = ["theirs"]')
    window = opened(desk, qtbot, replace(RECORD, documents_asked=("図面", "手順書")))
    assert documents(window) == {"図面": False, "手順書": False}


def test_another_vendors_profile_says_nothing_here(
    desk: Desk, tmp_path: Path, qtbot: QtBot
) -> None:
    profiled(desk, tmp_path, qtbot, 'name = "Others"\ndocuments = ["theirs"]')
    window = opened(desk, qtbot)
    assert "theirs" not in documents(window)


def test_ticks_stay_while_aws_is_slow(desk: Desk, qtbot: QtBot) -> None:
    window = opened(desk, qtbot)
    unfold(window, "documents")
    press(window, "document_3")
    window._known(RECORD)  # what a look that began before the tick brings
    assert list(documents(window).values())[2]


@pytest.mark.parametrize("mine", [True, False])
def test_the_contract_can_be_changed(desk: Desk, qtbot: QtBot, mine: bool) -> None:
    desk.know(handover=RECORD.id if mine else "another", contract="A" if mine else "")
    window = opened(desk, qtbot, replace(RECORD, contract="A"))
    assert control(window, "building_contract_A").isChecked()
    assert "A: the vendor" in control(window, "after_building").text()
    unfold(window, "after_building")
    press(window, "building_contract_B")
    wait(qtbot, lambda: on_disk(desk, RECORD).contract == "B")
    assert control(window, "building_contract_B").isChecked()
    press(window, "building_contract_open")
    wait(qtbot, lambda: on_disk(desk, RECORD).contract == "open")
    assert "Not decided yet" in control(window, "after_building").text()
    press(window, "building_contract_B")
    wait(qtbot, lambda: on_disk(desk, RECORD).contract == "B")
    assert desk.facts.contract == ("B" if mine else "")


def test_a_full_disk_is_said(desk: Desk, qtbot: QtBot) -> None:
    window = opened(desk, qtbot)
    unfold(window, "documents")
    folder = desk.records.home / "handovers"
    kept = folder.rename(folder.with_name("elsewhere"))
    folder.write_text("not a folder")
    press(window, "document_1")
    wait(qtbot, window.view.message.isVisible)
    folder.unlink()
    kept.rename(folder)
    assert not window._unsaved
