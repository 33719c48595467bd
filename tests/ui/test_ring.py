"""The ring that runs down: its number, its share, and that it can be seen in light and dark."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui import theme
from ui.ring import SHORT, Ring


@pytest.fixture
def ring(dressed: QApplication, qtbot: QtBot) -> Ring:
    made = Ring("ring", "Time left")
    qtbot.addWidget(made)
    made.resize(made.sizeHint())
    made.show()
    return made


@pytest.fixture(params=[False, True], ids=["light", "dark"])
def scheme(dressed: QApplication, request: pytest.FixtureRequest) -> Iterator[bool]:
    theme.force(dressed, request.param)
    yield request.param
    theme.force(dressed, None)


def picture(ring: Ring) -> QImage:
    return ring.grab().toImage()


def count(ring: Ring, token: str) -> int:
    """How many points of the picture have exactly the colour of `token`."""
    image, wanted = picture(ring), theme.colour(token).rgb()
    return sum(
        image.pixel(x, y) == wanted for x in range(image.width()) for y in range(image.height())
    )


@pytest.mark.parametrize(
    ("left", "whole", "share"),
    [(30, 30, 1.0), (15, 30, 0.5), (0, 30, 0.0), (40, 30, 1.0), (-3, 30, 0.0), (0, 0, 0.0)],
)
def test_how_much_of_it_is_full(ring: Ring, left: int, whole: int, share: float) -> None:
    ring.show_left(left, whole)
    assert ring.share == share


def test_it_empties(ring: Ring, scheme: bool) -> None:
    full = []
    for left in (30, 20, 10):
        ring.show_left(left, 30)
        full.append(count(ring, "accent"))
    assert full[0] > full[1] > full[2] > 0
    assert count(ring, "line") > 0


def test_the_last_seconds_are_told_by_number_and_by_colour(ring: Ring, scheme: bool) -> None:
    ring.show_left(SHORT, 30)
    assert count(ring, "warn") == 0
    before = picture(ring)
    ring.show_left(SHORT - 1, 30)
    assert count(ring, "warn") > 0
    assert picture(ring) != before


def test_each_second_has_its_number(ring: Ring) -> None:
    """The middle, where the number stands, tells each second from every other."""
    seen = set()
    for left in range(31):
        ring.show_left(left, 30)
        image = picture(ring)
        middle = image.copy(image.rect().adjusted(*(round(image.width() * s) for s in INNER)))
        seen.add(bytes(middle.constBits()))
    assert len(seen) == 31


INNER = (0.25, 0.25, -0.25, -0.25)


def test_a_screen_reader_hears_the_seconds_when_it_asks(ring: Ring) -> None:
    ring.show_left(12, 30)
    assert ring.accessibleName() == "Time left"
    assert ring.accessibleDescription() == "12 seconds left"


class Paints(QObject):
    """Counts how often something is drawn."""

    count = 0

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        self.count += event.type() == QEvent.Type.Paint
        return False


def test_it_is_drawn_once_a_second_and_not_in_between(ring: Ring, qtbot: QtBot) -> None:
    watch = Paints()
    ring.installEventFilter(watch)
    ring.show_left(20, 30)
    qtbot.waitUntil(lambda: watch.count == 1)
    ring.show_left(20, 30)
    QApplication.sendPostedEvents()
    assert watch.count == 1
