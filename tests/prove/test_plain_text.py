"""Text from outside is shown as plain text on every page, window and paper, and in the browser.

Every value that is filled into any sentence has marks of HTML in it, and signs that turn the
direction of writing; names, paths and the vendor's settings have them as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QMessageBox, QWidget

from app.callback_page import page
from app.handoverfile import Handover
from app.messages import Message
from app.report_parts import Document, Item, Section
from app.settings import Settings
from app.troubles import Trouble, all_kinds
from tests.prove import hostile, plain
from tests.support.promises import Promise, Promised
from tests.ui.conftest import dressed, qapp_args
from tests.ui.everyone import scenes, tour
from tests.ui.everyone.conftest import NOWHERE, furnished
from ui import reporttext, words
from ui.desk import Desk
from ui.message import MessagePanel
from ui.plaintext import SHOWN, seen, tip, unmarked
from ui.widgets import Text, Value, tick

__all__ = ["dressed", "furnished", "qapp_args"]
SAYS = "Text from outside, on every page, window, paper and answer: shown as plain text"
HANDOVER = Handover(
    state="made",
    account="111122223333",
    user_name=f"vendor{plain.MARK}",
    vendor=f"Vendor{plain.MARK}",
    zip_path=f"/home/{plain.MARK}/file.zip",
    documents_asked=(f"Diagram{plain.MARK}", "x" * 10_000),
)


@pytest.fixture(params=["ja", "en"])
def spoken(request: pytest.FixtureRequest) -> Iterator[str]:
    words.install(request.param)
    with plain.hostile_values():
        yield request.param
    words.install("en")


@pytest.fixture
def desk(furnished: QApplication, tmp_path: Path) -> Iterator[Desk]:
    made = Desk(Settings(tmp_path, practice=True, endpoint=NOWHERE, language=words.language()))
    made.open_url = lambda _url: True
    made.records.save(HANDOVER)
    yield made
    assert made.background.stop(limit=10.0)
    made.deleteLater()


class Looker:
    """Counts each window as a case, and what in it isn't plain text."""

    def __init__(self, promise: Promise) -> None:
        self.promise, self.marks = promise, 0

    def __call__(self, name: str, window: QWidget) -> None:
        self.marks += plain.marks(window)
        with self.promise.case(name):
            assert not [*plain.complaints(window)]


def test_every_window_and_page(promised: Promised, desk: Desk, spoken: str, *, whole: bool) -> None:
    if spoken == "ja" and not whole:
        pytest.skip("in the other language")
    above, look = QWidget(), Looker(promised(SAYS))
    scenes.windows(desk, above, look)
    scenes.pages(desk, above, look)
    above.deleteLater()
    assert look.marks > 20, "nothing came from outside"


@pytest.mark.keyring
@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_whole_way(
    promised: Promised,
    furnished: QApplication,
    secret_service: object,
    tmp_path: Path,
    language: str,
    *,
    whole: bool,
) -> None:
    if not whole:
        pytest.skip("only in `make prove`")
    look = Looker(promised(SAYS))
    with plain.hostile_values():
        tour.go(language, tmp_path, lambda name, state, window: look(f"{name}, {state}", window))
    words.install("en")
    assert look.marks > 100


@pytest.mark.parametrize("number", range(len(hostile.TEXTS)))
def test_each_text_in_each_widget(promised: Promised, furnished: object, number: int) -> None:
    promise, text = promised(SAYS), hostile.TEXTS[number]
    shown = text.replace("\ud800", SHOWN)
    widgets = {
        "a paragraph": Text(text),
        "a value": Value("value", "A value", text),
        "a tick": tick("tick", text),
    }
    for name, widget in widgets.items():
        with promise.case(f"{name}: {shown[:40]!r}"):
            assert not [*plain.complaints(widget)]
    with promise.case(f"a tip: {shown[:40]!r}"):
        read, obeyed = plain._read(tip(text), Qt.TextFormat.AutoText)
        assert not obeyed
        assert " ".join(read.split()) == " ".join(seen(text).split())
    with promise.case(f"what is seen: {shown[:40]!r}"):
        assert not plain.TURNING.search(seen(text))
        assert len(seen(text)) <= 4_001
        assert unmarked(text).replace("&&", "") == unmarked(text).replace("&", "")


def test_every_trouble(promised: Promised, furnished: object, spoken: str) -> None:
    """Whatever is in the detail that support gets, and in the values of its sentences."""
    promise = promised(SAYS)
    for kind in all_kinds():
        named = (*kind.what.values, *kind.next.values)
        values: dict[str, object] = dict.fromkeys(named, plain.MARK)
        panel = MessagePanel()
        with promise.case(kind.code):
            panel.show_trouble(Trouble(kind, detail=plain.MARK, values=values))
            assert not [*plain.complaints(panel)]
        panel.deleteLater()


def _document() -> Document:
    items = tuple(
        Item(head=Message("{name}", {"name": text}), under=(Message("{name}", {"name": text}),))
        for text in hostile.TEXTS
    )
    sections = (Section(title=Message("{name}", {"name": plain.MARK}), items=items),)
    return Document(title=Message("Report"), summary=(Message("When"),), sections=sections)


def test_reports(promised: Promised, furnished: object) -> None:
    promise = promised(SAYS)
    words.install("en")
    with promise.case("the report as text"):
        found = reporttext.text(_document()).decode("utf-8-sig")
        assert not plain.TURNING.search(found)
        assert hostile.PICTURE in found
        assert not any(line.startswith("break") for line in found.splitlines()), "its own line"
    with promise.case("the report on paper"):
        blocks = reporttext.paper(_document(), "foot").blocks
        assert any(hostile.PICTURE in block.text for block in blocks)
        assert not any(plain.TURNING.search(block.text) for block in blocks)


def test_the_page_in_the_browser(promised: Promised) -> None:
    """It has nothing of the request in it, whatever that was."""
    promise = promised(SAYS)
    for language in ("ja", "en", hostile.PICTURE):
        for what in ("received", "denied", "foreign", "stray"):
            with promise.case(f"{what} {language[:2]}"):
                assert not re.search(r"<(?:img|script|a)\b", page(what, language))
                assert "evil" not in page(what, language)


def test_questions(promised: Promised, furnished: object, spoken: str) -> None:
    from ui import review_leaving, revoke_stopping

    promise, above = promised(SAYS), QWidget()
    for box in (
        review_leaving.ask(above, 3, lambda: None),
        revoke_stopping.ask_to_stop(above, lambda: None),
    ):
        with promise.case(box.windowTitle()):
            assert isinstance(box, QMessageBox)
            assert box.textFormat() == Qt.TextFormat.PlainText
            assert not [*plain.complaints(box)]
    above.deleteLater()


def test_the_look_itself_can_complain(furnished: object) -> None:
    obeying = QLabel(plain.MARK)
    assert [*plain.complaints(obeying)]
    obeying.setText("plain")
    obeying.setToolTip(plain.MARK)
    assert [*plain.complaints(obeying)]
