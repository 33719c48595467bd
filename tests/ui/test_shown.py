"""What a page says is told alike at every run, and otherwise once it says something else."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QCheckBox, QLabel, QVBoxLayout, QWidget

from tests.support.shown import Sentences, shown
from ui.widgets import Text

CATALOGUE = """
msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\n"

msgid "Checked {when}"
msgstr "確認日時：{when}"

msgid "Good morning to all"
msgstr "皆さん、おはようございます"

msgid "{count} day"
msgid_plural "{count} days"
msgstr[0] "{count}日"
"""


@pytest.fixture
def english(tmp_path: Path) -> Sentences:
    file = tmp_path / "words.po"
    file.write_text(CATALOGUE, encoding="utf-8")
    return Sentences("en", file)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Checked 28 November", "Checked {when}"),
        ("Checked 29 November", "Checked {when}"),
        ("Good morning to all", "Good morning to all"),
        ("Good morning to all. 12:45", "Good morning to all"),
        ("1 day", "{count} day"),
        ("7 days", "{count} day"),
        ("a7k2-9fhq", ""),
    ],
)
def test_sentences_are_told_without_their_values(english: Sentences, text: str, told: str) -> None:
    assert english.told(text) == told


def test_other_words_are_told_otherwise(tmp_path: Path) -> None:
    file = tmp_path / "words.po"
    file.write_text(CATALOGUE, encoding="utf-8")
    assert Sentences("ja", file).told("確認日時：11月28日") == "確認日時：{when}"


def test_only_what_is_seen_is_told_with_its_state(english: Sentences, dressed: object) -> None:
    page = QWidget()
    column = QVBoxLayout(page)
    box, hidden = QCheckBox("7 days"), QLabel("Good morning to all")
    box.setChecked(True)
    for widget in (Text("Checked now\nGood morning to all"), box, hidden):
        column.addWidget(widget)
    hidden.hide()
    assert shown(page, english) == ["Checked {when}", "Good morning to all", "{count} day [x]"]
    box.setChecked(False)
    box.setEnabled(False)
    assert shown(page, english)[-1] == "{count} day (off) [ ]"
