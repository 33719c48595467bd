"""Things in a line that breaks: read from the right, the line begins there."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QLabel, QStyle, QWidget
from pytestqt.qtbot import QtBot

from ui.flow import Flow


def places(qtbot: QtBot, way: Qt.LayoutDirection) -> tuple[QRect, list[QRect]]:
    window = QWidget()
    qtbot.addWidget(window)
    window.setLayoutDirection(way)
    flow = Flow(6)
    window.setLayout(flow)
    labels = [QLabel("mm" * (number + 1)) for number in range(5)]
    for label in labels:
        flow.addWidget(label)
    window.resize(230, 200)
    window.show()
    return flow.geometry(), [label.geometry() for label in labels]


def test_it_is_the_mirror_image_when_read_from_the_right(qtbot: QtBot) -> None:
    area, usual = places(qtbot, Qt.LayoutDirection.LeftToRight)
    _, mirrored = places(qtbot, Qt.LayoutDirection.RightToLeft)
    assert len({place.y() for place in usual}) > 1
    way = Qt.LayoutDirection.RightToLeft
    assert mirrored == [QStyle.visualRect(way, area, place) for place in usual]
    assert mirrored != usual
