"""Who is signed in, in the line at the top of the home window."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.settings import Settings
from tests.ui.account import wait
from ui import words
from ui.desk import Desk
from ui.home_header import Header
from ui.linebreaks import JOINER
from ui.words import _

ACCOUNT, NAME = "111122223333", "Practice Company"
LONG = "The Company of Many Words and of One Very Long Name in Brackets"


@pytest.fixture
def header(dressed: object, tmp_path: Path, qtbot: QtBot, language: str) -> Iterator[Header]:
    """As in practice, whose second button leaves it the least room."""
    words.install(language)
    desk = Desk(Settings(tmp_path, practice=True, language=language))
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    column.setContentsMargins(0, 0, 0, 0)
    made = Header(desk, lambda: None)
    column.addWidget(made)
    window.resize(840, 200)
    window.show()
    yield made
    assert desk.background.stop(limit=10.0)
    desk.deleteLater()


def lines(label: QLabel) -> list[str]:
    """What stands in each of its lines, as it is drawn."""
    drawn = QTextDocument()
    drawn.setDocumentMargin(0)
    drawn.setDefaultFont(label.font())
    drawn.setHtml(label.text())
    drawn.setTextWidth(label.contentsRect().width())
    drawn.size()  # lays it out
    block, found = drawn.firstBlock(), list[str]()
    for number in range(block.layout().lineCount()):
        line = block.layout().lineAt(number)
        found.append(block.text()[line.textStart() : line.textStart() + line.textLength()])
    return [text.replace("\xa0", " ").replace(JOINER, "").strip() for text in found]


def say(header: Header, name: str) -> str:
    said = _("Signed in to account {account}").format(account=f"{ACCOUNT} ({name})")
    header.identity.say(said)
    return said


def test_the_accounts_name_is_in_one_line(header: Header, qtbot: QtBot) -> None:
    said = say(header, NAME)
    wait(qtbot, lambda: any(f"({NAME})" in line for line in lines(header.identity)))
    assert said in {header.identity.plain, header.identity.accessibleDescription()}
    header.window().resize(header.minimumSizeHint().width(), 300)
    wait(qtbot, lambda: any(f"({NAME})" in line for line in lines(header.identity)))


def test_a_name_that_is_longer_than_the_line_goes_on_below(header: Header, qtbot: QtBot) -> None:
    header.window().resize(2000, 200)
    said = say(header, LONG)
    wait(qtbot, lambda: lines(header.identity) == [said])
    header.window().resize(440, 300)
    wait(qtbot, lambda: header.width() == 440)
    wait(qtbot, lambda: " ".join(lines(header.identity)) == said)
    assert len(lines(header.identity)) > 1
    place = header.identity.geometry()
    assert header.rect().contains(place)
    assert header.identity.height() >= QLabel.heightForWidth(header.identity, place.width()) - 1
