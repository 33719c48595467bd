"""Drawings of AWS's screens: in both schemes, told in words, and nothing runs out of the frame."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QColor, QFont, QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui import theme, words
from ui.sketch import Part, Sketch
from ui.sketchparts import KINDS, Words

EVERY = [
    Part("field", "Root user email address", "aws-admin@example.com", 1),
    Part("menu", "Country", "Japan"),
    Part("chosen", "Paid", "Nothing closes by itself", 2),
    Part("choice", "Free"),
    Part("ticked", "Agreement", mark=3),
    Part("tick", "News by e-mail"),
    Part("text", "A word of advice", "and what it is about"),
    Part("qr", "Show QR code"),
    Part("code", "MFA code 1", "123 456", 4),
    Part("button", "Continue", mark=5),
]


@pytest.fixture(autouse=True)
def english(dressed: QApplication) -> None:
    words.install("en")


@pytest.fixture
def large(dressed: QApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    before = QFont(dressed.font())
    monkeypatch.setattr(theme._now, "points", 2 * theme.LEAST_POINTS)
    yield
    dressed.setFont(before)


def drawn(sketch: Sketch, qtbot: QtBot) -> QImage:
    qtbot.addWidget(sketch)
    return sketch.grab().toImage()


def colours(image: QImage) -> set[str]:
    points = ((x, y) for x in range(image.width()) for y in range(image.height()))
    return {QColor(image.pixel(x, y)).name() for x, y in points}


def test_every_kind_is_drawn() -> None:
    assert {part.kind for part in EVERY} == set(KINDS)


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("part", EVERY, ids=lambda part: part.kind)
def test_draws_in_both_schemes(dressed: QApplication, qtbot: QtBot, part: Part, dark: bool) -> None:
    theme.force(dressed, dark)
    try:
        tokens = theme.colours()
        seen = colours(drawn(Sketch("s", "Title", [part]), qtbot))
        empty = colours(drawn(Sketch("e", "Title", []), qtbot))
    finally:
        theme.force(dressed, None)
    assert {tokens.window, tokens.sidebar} <= seen
    assert seen - empty, "the part adds nothing"
    if part.mark:
        assert tokens.accent in seen


def test_follows_the_scheme_as_it_changes(dressed: QApplication, qtbot: QtBot) -> None:
    sketch = Sketch("s", "Title", EVERY)
    try:
        theme.force(dressed, False)
        light = colours(drawn(sketch, qtbot))
        theme.force(dressed, True)
        dark = colours(sketch.grab().toImage())
    finally:
        theme.force(dressed, None)
    assert theme.LIGHT.window in light
    assert theme.DARK.window in dark
    assert theme.LIGHT.sidebar not in dark


def test_is_told_in_words(qtbot: QtBot) -> None:
    sketch = Sketch("sketch_x", "Sign up for AWS", EVERY)
    qtbot.addWidget(sketch)
    assert sketch.objectName() == "sketch_x"
    assert sketch.accessibleName() == "Drawing of the screen “Sign up for AWS”"
    told = sketch.accessibleDescription()
    assert "1: Root user email address: aws-admin@example.com" in told
    assert "2: Paid: Nothing closes by itself (chosen)" in told
    assert "3: Agreement (chosen)" in told
    assert "5: Continue" in told
    for part in EVERY:
        assert part.label in told


@pytest.mark.parametrize("times", [1, 2, 6])
def test_nothing_runs_out_of_the_frame(qtbot: QtBot, times: int) -> None:
    """The window's ground is what lies around every part, however long its words are."""
    long = [
        Part(p.kind, " ".join([p.label] * times), " ".join([p.value] * times).strip(), p.mark)
        for p in EVERY
        if p.kind != "code"
    ]
    assert_whole(Sketch("s", " ".join(["Sign up"] * times), long), qtbot)


def test_large_letters_fit(large: None, qtbot: QtBot) -> None:
    assert_whole(Sketch("s", "Sign up for AWS", EVERY), qtbot)


def test_a_word_without_spaces_is_broken(qtbot: QtBot) -> None:
    address = "opfcaptcha-prod.s3.amazonaws.com/" * 3
    assert_whole(Sketch("s", address, [Part(kind, address, address) for kind in KINDS]), qtbot)


def assert_whole(sketch: Sketch, qtbot: QtBot) -> None:
    image = drawn(sketch, qtbot)
    assert sketch.width() == theme.em(16)
    last, _part, block = sketch._blocks[-1]
    assert last + block.height <= sketch.height()
    for (above, _, one), (below, _, _) in zip(sketch._blocks, sketch._blocks[1:], strict=False):
        assert above + one.height <= below
    ground = theme.colours().window
    margin = theme.em(0.2)
    bar = round(sketch._bar) + margin
    right = image.width() - margin
    foot = range(bar, image.height() - margin)
    assert {QColor(image.pixel(right, y)).name() for y in foot} == {ground}
    low = image.height() - margin
    across = range(margin * 2, image.width() - 2 * margin)
    assert {QColor(image.pixel(x, low)).name() for x in across} == {ground}


def test_words_are_measured_as_they_are_drawn(qtbot: QtBot) -> None:
    one = Words("a line", 1000, theme.font())
    several = Words("many words that need several lines", 60, theme.font())
    assert several.height > 2 * one.height
    assert several.widest <= 60


def test_a_smaller_one_for_narrow_places(qtbot: QtBot) -> None:
    sketch = Sketch("s", "Title", EVERY, 12)
    qtbot.addWidget(sketch)
    assert sketch.width() == theme.em(12)


def test_an_unknown_kind_is_refused() -> None:
    with pytest.raises(KeyError):
        Sketch("s", "Title", [Part("video", "Play")])
