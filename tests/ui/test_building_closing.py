"""Closing the window while the vendor works: a look is dropped, an act comes to its end."""

from __future__ import annotations

from pathlib import Path

import pytest
import shiboken6
from pytestqt.qtbot import QtBot

from app.practice import Practice
from tests.ui.account import wait
from tests.ui.buildingwindow import (
    attached,
    let_in,
    on_disk,
    opened,
    press,
    sign_in_vendor,
    text,
    unfold,
)
from tests.ui.buildingwindow import root as root  # noqa: PLC0414  (a fixture)
from ui.desk import Desk


# --- closing -------------------------------------------------------------------------------------
@pytest.mark.keyring
def test_closing_drops_a_look(root: Desk, practice: Practice, tmp_path: Path, qtbot: QtBot) -> None:
    window = opened(root, qtbot, let_in(root, tmp_path))
    practice.state.delay = 0.5
    press(window, "check_vendor")
    window.close()
    practice.state.delay = 0.0
    wait(qtbot, lambda: not shiboken6.isValid(window))
    wait(qtbot, lambda: not root.background.busy)


@pytest.mark.keyring
def test_closing_lets_an_act_come_to_its_end(
    root: Desk, practice: Practice, tmp_path: Path, qtbot: QtBot
) -> None:
    record = let_in(root, tmp_path, rights_later=True)
    sign_in_vendor(root, practice)
    window = opened(root, qtbot, record)
    told: list[bool] = []
    window.changed.connect(lambda: told.append(True))
    practice.state.delay = 0.2
    press(window, "give_rights")
    window.close()
    assert not window.isVisible()
    wait(qtbot, lambda: not shiboken6.isValid(window))
    practice.state.delay = 0.0
    assert told, "the home window learns of it"
    assert on_disk(root, record).rights_given_at
    assert "AdministratorAccess" in attached(root)


@pytest.mark.keyring
def test_stopping_gives_nothing(
    root: Desk, practice: Practice, tmp_path: Path, qtbot: QtBot
) -> None:
    record = let_in(root, tmp_path, rights_later=True)
    sign_in_vendor(root, practice)
    window = opened(root, qtbot, record)
    practice.state.delay = 0.3
    press(window, "give_rights")
    press(window, "cancel_work")
    wait(qtbot, lambda: not window.account.busy)
    practice.state.delay = 0.0
    assert "Stopped, as you wished." in text(window)
    assert "AdministratorAccess" not in attached(root)
    assert not on_disk(root, record).rights_given_at


@pytest.mark.keyring
def test_a_tick_just_before_closing_is_told(
    root: Desk, practice: Practice, tmp_path: Path, qtbot: QtBot
) -> None:
    record = let_in(root, tmp_path)
    window = opened(root, qtbot, record)
    told: list[tuple[str, ...]] = []
    window.changed.connect(lambda: told.append(on_disk(root, record).documents))
    unfold(window, "documents")
    practice.state.delay = 0.3
    press(window, "check_vendor")  # the tick waits for its turn behind it
    press(window, "document_1")
    window.close()
    assert not window.isVisible()
    practice.state.delay = 0.0
    wait(qtbot, lambda: not shiboken6.isValid(window))
    assert [len(documents) for documents in told] == [1], "the home window learns of it"


def test_what_cant_be_kept_doesnt_keep_the_window(desk: Desk, qtbot: QtBot) -> None:
    window = opened(desk, qtbot)
    unfold(window, "documents")
    folder = desk.records.home / "handovers"
    kept = folder.rename(folder.with_name("elsewhere"))
    folder.write_text("not a folder")
    press(window, "document_1")
    window.close()
    wait(qtbot, lambda: not shiboken6.isValid(window))
    folder.unlink()
    kept.rename(folder)
