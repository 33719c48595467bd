"""Text from outside that is made fit to be seen."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QTextDocument

from ui.plaintext import MOST, SHOWN, seen, tip, unmarked


@pytest.mark.parametrize(
    "hidden", ["\x00", "\t", "\r", "\x1b", "\x7f", "\x85", "\u200f", "\u202e", "\u2066", "\ufeff"]
)
def test_what_hides_or_turns_around_has_a_sign(hidden: str) -> None:
    assert seen(f"a{hidden}b") == f"a{SHOWN}b"


@pytest.mark.parametrize("text", ["", "a\nb", "株式会社 あいかぎ", "café & <b>"])
def test_the_rest_is_as_it_was(text: str) -> None:
    assert seen(text) == text


def test_a_book_is_cut() -> None:
    assert seen("x" * MOST) == "x" * MOST
    assert seen("x" * (MOST + 1)) == "x" * MOST + "…"


def test_a_tip_says_marks_and_does_not_obey_them(qapp: object) -> None:
    assert tip("") == ""
    document = QTextDocument()
    document.setHtml(tip("<b>a</b> & \u202eb"))
    assert document.toPlainText() == f"<b>a</b> & {SHOWN}b"


def test_an_ampersand_is_no_shortcut() -> None:
    assert unmarked("R&D \u202e") == f"R&&D {SHOWN}"
