"""Nothing is told by colour alone: without colour, and as the colour-blind see it, states differ.

The three kinds of colour-blindness as Machado, Oliveira and Fernandes model them, at full strength:
https://www.inf.ufrgs.br/~oliveira/pubs_files/CVD_Simulation/CVD_Simulation.html
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from itertools import combinations

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QCheckBox, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.journey import SETUP
from ui import theme
from ui.choices import Choices
from ui.fold import Fold
from ui.helpbutton import HelpButton
from ui.mark import Mark
from ui.row import Row
from ui.rowlist import RowList
from ui.sidebar import Sidebar
from ui.widgets import button

Matrix = tuple[tuple[float, float, float], ...]
SIGHTS: dict[str, Matrix] = {
    "grey": ((0.2126, 0.7152, 0.0722),) * 3,
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
CHANGED, ENOUGH = 48, 8  # of 255, in one of the three; and how many pixels of a sign
STATES = ("good", "warn", "bad", "unknown", "none")


@cache
def _seen(pixel: int, sight: Matrix) -> tuple[float, ...]:
    """The colour of a pixel as somebody with that sight sees it, in parts of 255."""
    parts = [_linear((pixel >> shift & 255) / 255) for shift in (16, 8, 0)]
    mixed = (sum(a * b for a, b in zip(line, parts, strict=True)) for line in sight)
    return tuple(_encoded(p) * 255 for p in mixed)


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def _encoded(part: float) -> float:
    part = min(max(part, 0.0), 1.0)
    return part * 12.92 if part <= 0.0031308 else 1.055 * part ** (1 / 2.4) - 0.055


def differing(one: QImage, other: QImage, sight: Matrix) -> int:
    """In how many pixels somebody with that sight sees a difference."""
    size = one.size().expandedTo(other.size())
    pairs = zip(_pixels(one, size), _pixels(other, size), strict=True)
    return sum(
        any(abs(a - b) > CHANGED for a, b in zip(_seen(x, sight), _seen(y, sight), strict=True))
        for x, y in pairs
        if x != y
    )


def _pixels(image: QImage, size: QSize) -> list[int]:
    whole = _on(image, size).convertToFormat(QImage.Format.Format_RGB32)
    return memoryview(bytes(whole.constBits())).cast("I").tolist()


def _on(image: QImage, size: QSize) -> QImage:
    """The picture, on a ground as large as that of both."""
    return image if image.size() == size else image.copy(0, 0, size.width(), size.height())


def shot(qtbot: QtBot, widget: QWidget, wide: int = 16) -> QImage:
    """How a widget looks on the window's ground."""
    host = QWidget()
    qtbot.addWidget(host)
    QVBoxLayout(host).addWidget(widget)
    host.resize(theme.em(wide), 1)
    host.adjustSize()
    host.show()
    QApplication.processEvents()
    return host.grab().toImage()


def _marks(qtbot: QtBot) -> list[QImage]:
    return [shot(qtbot, Mark(state), 3) for state in STATES]


def _rows(qtbot: QtBot) -> list[QImage]:
    shots = []
    for mark in ("good", "warn", "bad", "none"):
        rows = RowList("rows", "Rows", choice=False)
        rows.fill([Row("A row", mark=mark)])
        shots.append(shot(qtbot, rows, 8))
    return shots


def _ticks(qtbot: QtBot) -> list[QImage]:
    boxes = [QCheckBox(), QCheckBox()]
    boxes[1].setChecked(True)
    return [shot(qtbot, box, 3) for box in boxes]


def _folds(qtbot: QtBot) -> list[QImage]:
    folds = [Fold("fold", "More", lambda _column: None) for _ in range(2)]
    folds[1].head.setChecked(True)
    return [shot(qtbot, fold, 6) for fold in folds]


def _choices(qtbot: QtBot) -> list[QImage]:
    shots = []
    for chosen in ("a", "b"):
        made = Choices("choices", "Which")
        made.offer([("a", "One", ""), ("b", "Two", "")])
        made.set_choice(chosen)
        shots.append(shot(qtbot, made, 8))
    return shots


def _places(qtbot: QtBot) -> list[QImage]:
    """The list at the side: a step done, with something open, to come; here, and then not."""
    shots, steps = [], SETUP[:2]
    for here, done, still in (
        ("account", {"welcome"}, ()),
        ("account", {"welcome"}, {"welcome"}),
        ("account", set(), ()),
        ("welcome", set(), ()),
    ):
        side = Sidebar("")
        side.show_place(here, steps, frozenset(done), frozenset(still))
        side.setFixedHeight(theme.em(8))
        shots.append(shot(qtbot, side, 12))
    return shots


def _buttons(qtbot: QtBot) -> list[QImage]:
    plain, primary = (button("b", "Go", lambda: None, primary=p) for p in (False, True))
    return [shot(qtbot, one, 6) for one in (plain, primary)]


MAKERS: dict[str, Callable[[QtBot], list[QImage]]] = {
    "marks": _marks,
    "rows": _rows,
    "ticks": _ticks,
    "folds": _folds,
    "choices": _choices,
    "places": _places,
    "buttons": _buttons,
}


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("what", MAKERS)
def test_states_differ_without_colour(
    furnished: QApplication, qtbot: QtBot, what: str, dark: bool
) -> None:
    theme.force(furnished, dark)
    try:
        shots = MAKERS[what](qtbot)
    finally:
        theme.force(furnished, None)
    for name, sight in SIGHTS.items():
        for one, other in combinations(shots, 2):
            assert differing(one, other, sight) >= ENOUGH, name


def test_colour_alone_would_be_seen(furnished: QApplication, qtbot: QtBot) -> None:
    """This test can fail: two discs that differ in nothing but their colour are one in grey."""
    green, red = (QImage(8, 8, QImage.Format.Format_RGB32) for _ in range(2))
    green.fill("#007f00")
    red.fill("#d40000")  # about as light as each other
    assert differing(green, red, SIGHTS["grey"]) == 0
    assert differing(green, red, ((1, 0, 0), (0, 1, 0), (0, 0, 1))) == 64


@pytest.mark.parametrize("what", ["folds"])
def test_what_is_drawn_is_mirrored(furnished: QApplication, qtbot: QtBot, what: str) -> None:
    """Read from the right, a fold's arrow stands at the right, and points to the left."""
    usual = shot(qtbot, Fold("fold", "", lambda _column: None), 6)
    furnished.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    try:
        mirrored = shot(qtbot, Fold("fold", "", lambda _column: None), 6)
    finally:
        furnished.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    identity = ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0))
    assert differing(usual, mirrored, identity) >= ENOUGH
    flipped = mirrored.flipped(Qt.Orientation.Horizontal)
    assert differing(usual, flipped, identity) < ENOUGH


def test_the_question_mark_is_mirrored(furnished: QApplication, qtbot: QtBot) -> None:
    """The ring of “What is this?” stands where reading begins; the mark in it isn't turned."""
    made = HelpButton("")
    made.setText("")
    qtbot.addWidget(made)
    made.resize(made.sizeHint() + QSize(made.height() // 2, 0))  # with room to move in
    usual = _inked(made)
    made.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    mirrored = _inked(made)
    last = made.width() - 1
    assert max(usual) < last / 4 * 3
    assert min(mirrored) > last / 4
    assert abs(last - max(usual) - min(mirrored)) <= 1


def _inked(widget: QWidget) -> list[int]:
    """The columns of pixels in which something is drawn."""
    image = widget.grab().toImage()
    ground = image.pixel(image.width() // 2, 0)
    high, wide = range(image.height()), range(image.width())
    return [x for x in wide if any(image.pixel(x, y) != ground for y in high)]
