"""How the window while the vendor works looks, and for whom: names, order, room, language."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.enddate import deny_from
from app.practice import Practice
from app.troubles import SESSION_EXPIRED, Trouble
from tests.ui.account import wait
from tests.ui.buildingwindow import (
    FOLDS,
    RECORD,
    attached,
    control,
    day,
    documents,
    let_in,
    opened,
    plan,
    press,
    sign_in_vendor,
    unfold,
)
from tests.ui.buildingwindow import root as root  # noqa: PLC0414  (a fixture)
from tests.ui.test_fits import cut_off, letters, said  # noqa: F401  (fixtures)
from tests.ui.test_pages import CONTROLS
from ui import words
from ui.building import BuildingWindow
from ui.desk import Desk


# --- how it looks, and for whom ------------------------------------------------------------------
def everything(desk: Desk, qtbot: QtBot) -> BuildingWindow:
    """The window with all that it can show at once."""
    full = replace(
        RECORD,
        rights_later=True,
        last_used="2026-11-02T00:00:00+00:00",
        ends_at=deny_from(day(100)),
        require_mfa=True,
        missing=("require_mfa", "policy_arn"),
        rights_seen=("arn:aws:iam::111122223333:policy/ReadOnlyAccess",),
    )
    window = opened(desk, qtbot, full)
    unfold(window, *FOLDS)
    parts = [w for w in window.findChildren(QPushButton) if w.isVisibleTo(window)]
    qtbot.waitUntil(lambda: all(part.height() > 0 for part in parts))  # laid out by then
    return window


def test_every_control_has_a_name_and_tab_goes_in_reading_order(
    desk: Desk, qtbot: QtBot, language: str
) -> None:
    window = everything(desk, qtbot)
    parts = window.findChildren(QWidget)
    controls = [c for c in parts if isinstance(c, CONTROLS) and c.isVisibleTo(window)]
    named = [c for c in controls if not c.objectName().startswith("qt_")]
    assert all(c.accessibleName() for c in named), [c.objectName() for c in named]
    order: list[QWidget] = []
    here = window.nextInFocusChain()
    while here is not None and here is not window:
        if here in named and here.focusPolicy() & Qt.FocusPolicy.TabFocus:
            order.append(here)
        here = here.nextInFocusChain()
    inside = window.view.area.widget()
    assert inside is not None

    def height(widget: QWidget) -> int:
        at_foot = not inside.isAncestorOf(widget)  # which stays below all that scrolls
        return widget.mapTo(window, QPoint(0, 0)).y() + (inside.height() if at_foot else 0)

    assert [one.objectName() for one in order[-2:]] == ["building_close", "building_revoke"]
    assert len(order) > 20
    for one, other in pairwise(order):
        assert height(other) >= height(one) - 2, (one.objectName(), other.objectName())


def too_small(window: BuildingWindow) -> list[str]:
    inside = window.view.area.widget()
    assert inside is not None
    wide = inside.minimumSizeHint().width() - window.view.area.viewport().width()
    every = [w for kind in (QLabel, QAbstractButton) for w in window.findChildren(kind)]
    cut = [w.objectName() for w in every if w.isVisibleTo(inside) and cut_off(w)]
    cut = [name for name in cut if not name.startswith("qt_")]
    return [*cut, f"too wide by {wide}"] if wide > 0 else cut


def test_nothing_is_cut_off(desk: Desk, qtbot: QtBot, said: str, letters: str) -> None:  # noqa: F811
    from ui import theme

    window = everything(desk, qtbot)
    window.view.message.show_trouble(Trouble(SESSION_EXPIRED, detail="GetUser ExpiredToken"))
    window.resize(theme.em(46), theme.em(34))
    try:
        qtbot.waitUntil(lambda: not too_small(window), timeout=2000)
    except qtbot.TimeoutError:
        raise AssertionError(too_small(window)) from None


def test_another_language_makes_it_anew(desk: Desk, qtbot: QtBot) -> None:
    window = everything(desk, qtbot)
    press(window, "document_1")
    desk.speak("ja")
    assert control(window, "check_vendor").text() == "今すぐ確認"
    assert next(iter(documents(window).values()))
    words.install("en")


@pytest.mark.keyring
@pytest.mark.parametrize("stopped", [False, True])
def test_another_language_keeps_the_bar_and_the_way_out(
    root: Desk, practice: Practice, tmp_path: Path, qtbot: QtBot, stopped: bool
) -> None:
    record = let_in(root, tmp_path, rights_later=True)
    sign_in_vendor(root, practice)
    window = opened(root, qtbot, record)
    practice.state.delay = 0.5
    press(window, "give_rights")
    if stopped:
        press(window, "cancel_work")
    root.speak("ja")
    assert window.account.busy
    bar = window.view.busy
    assert bar.isVisible()
    assert bar.sentence.plain == words._("Stopping …" if stopped else "Giving the rights …")
    assert bar.stop.isEnabled() is not stopped
    assert "「AdministratorAccess」" in plan(window, "rights_plan"), "what is being done"
    if not stopped:
        press(window, "cancel_work")
    wait(qtbot, lambda: not window.account.busy)
    practice.state.delay = 0.0
    assert not bar.isVisible()
    assert window.view.message.what.plain == words._("Stopped, as you wished.")
    assert "AdministratorAccess" not in attached(root)
    words.install("en")
