"""The recovery sheet's window, its PDF, and what it looks like on paper."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMarginsF
from PySide6.QtGui import QFont, QPagedPaintDevice, QPageLayout, QPageSize, QPdfWriter
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QDialog, QFileDialog, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from app import recovery
from app.facts import Facts
from app.journey import SETUP
from app.settings import Settings
from tests.app.test_recovery import DAY, FACTS, WHERE
from ui import console, paperdraw, recoverypaper
from ui.desk import Desk
from ui.pages.root_mfa import RootMfa
from ui.paperblocks import Paper
from ui.recoverysheet import LONGEST, RecoveryWindow
from ui.strip import Strip

LABELS = (
    "try_another_mfa",
    "troubleshoot_mfa",
    "alternative_factors",
    "security_credentials",
    "mfa_section",
)


@pytest.fixture
def window(desk: Desk, qtbot: QtBot) -> RecoveryWindow:
    made = RecoveryWindow(desk, None)
    made.finished.disconnect(made.deleteLater)  # qtbot does that
    qtbot.addWidget(made)
    made.show()
    return made


def line(window: RecoveryWindow, name: str) -> QLineEdit:
    found = window.findChild(QLineEdit, name)
    assert found is not None
    return found


def press(window: RecoveryWindow, name: str) -> None:
    found = window.findChild(QPushButton, name)
    assert found is not None
    found.click()


# --- the window ---------------------------------------------------------------------------------
def test_the_page_opens_it(desk: Desk, qtbot: QtBot) -> None:
    page = RootMfa(desk, SETUP[2])
    qtbot.addWidget(page)
    page.come()
    page.show()
    page.sheet.click()
    opened = page.findChild(QDialog, "recovery_sheet")
    assert opened is not None
    assert opened.isVisible()
    assert not opened.isModal()


def test_the_page_opens_one_and_raises_it(desk: Desk, qtbot: QtBot) -> None:
    page = RootMfa(desk, SETUP[2])
    qtbot.addWidget(page)
    page.come()
    page.show()
    page.sheet.click()
    first = page.findChild(RecoveryWindow)
    assert first is not None
    page.sheet.click()
    qtbot.waitUntil(lambda: page.findChildren(RecoveryWindow) == [first])
    assert first.isVisible()
    first.close()
    page.sheet.click()
    (second,) = [w for w in page.findChildren(RecoveryWindow) if w.isVisible()]
    assert second is not first


def test_the_three_lines_are_kept(window: RecoveryWindow, desk: Desk, qtbot: QtBot) -> None:
    for name in ("keeper_phone", "keeper_mailbox", "recovery_number"):
        line(window, name).setText(f" {name} ")
    qtbot.waitUntil(lambda: not desk.background.busy)
    assert desk.records.load_facts().keeper_mailbox == " keeper_mailbox "
    again = RecoveryWindow(desk, None)
    qtbot.addWidget(again)
    assert line(again, "recovery_number").text() == " recovery_number "


def test_one_person_for_both_is_advised_against(window: RecoveryWindow) -> None:
    line(window, "keeper_phone").setText("Yamada")
    line(window, "keeper_mailbox").setText("Yamada")
    assert window.apart.isVisible()
    assert "nobody should hold both" in line(window, "keeper_mailbox").accessibleDescription()
    line(window, "keeper_mailbox").setText("Sato")
    assert not window.apart.isVisible()


def test_the_pdf_goes_where_the_customer_says(
    window: RecoveryWindow, desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    desk.know(account="123456789012")
    target = tmp_path / "a folder"
    target.mkdir()
    press(window, "save_pdf")
    dialog = window.findChild(QFileDialog, "folder_dialog")
    assert dialog is not None
    dialog.fileSelected.emit(str(target))
    dialog.close()
    qtbot.waitUntil(window.message.isVisible)
    made = target / "aikagi-recovery-sheet-123456789012.pdf"
    assert made.read_bytes().startswith(b"%PDF-1.")
    assert str(made) in window.message.next.plain
    opened: list[str] = []
    desk.open_url = lambda url: not opened.append(url)  # type: ignore[func-returns-value]
    press(window, "show_sheet")
    assert opened == [f"file://{target}".replace(" ", "%20")]
    desk.open_url = lambda _url: False
    press(window, "show_sheet")
    assert "couldn't open the folder" in window.message.what.plain
    assert str(target) in window.message.next.plain


def test_a_folder_that_cant_be_used_is_said(
    window: RecoveryWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    window.save(str(tmp_path / "gone"))
    assert not window.save_button.isEnabled()
    qtbot.waitUntil(window.message.isVisible)
    assert window.message.code.isVisible()
    assert window.save_button.isEnabled()


def test_prints(window: RecoveryWindow, tmp_path: Path) -> None:
    """A printer that prints into a file, as any system has one."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    paperdraw.lay_out(printer)
    window.print_on(printer)
    assert (tmp_path / "printed.pdf").read_bytes().startswith(b"%PDF-1.")
    assert "printer" in window.message.what.plain


def test_a_printer_that_takes_nothing_is_said(window: RecoveryWindow, tmp_path: Path) -> None:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "gone" / "printed.pdf"))
    window.print_on(printer)
    assert window.message.what.plain == "The printer didn't take the recovery sheet."
    assert "PDF" in window.message.next.plain


@pytest.fixture
def rehearsal(dressed: object, tmp_path: Path) -> Iterator[Desk]:
    """A desk that isn't the real AWS's."""
    made = Desk(Settings(tmp_path, practice=True, language="en"))
    yield made
    assert made.background.stop(limit=10.0)
    made.deleteLater()


@pytest.mark.parametrize("run", ["desk", "rehearsal"])
def test_a_rehearsals_sheet_says_so(
    request: pytest.FixtureRequest,
    run: str,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """In the window, in the file, its name and its title, and on paper."""
    drawn, titles, draw, pdf = [], [], paperdraw.draw, paperdraw.pdf

    def drawing(paper: Paper, device: QPagedPaintDevice, letters: QFont, *, one: bool) -> float:
        drawn.append(said(paper))
        return draw(paper, device, letters, one=one)

    def writing(paper: Paper, title: str, letters: QFont, *, one: bool) -> bytes:
        titles.append(title)
        return pdf(paper, title, letters, one=one)

    monkeypatch.setattr(paperdraw, "draw", drawing)
    monkeypatch.setattr(paperdraw, "pdf", writing)
    pretended = run == "rehearsal"
    window = RecoveryWindow(request.getfixturevalue(run), None)
    window.finished.disconnect(window.deleteLater)  # qtbot does that
    qtbot.addWidget(window)
    assert bool(window.findChildren(Strip)) is pretended
    window.save(str(tmp_path))
    qtbot.waitUntil(lambda: window.saved is not None)
    assert window.saved is not None
    assert window.saved.name.startswith("aikagi-practice-") is pretended
    assert ["not real" in title for title in titles] == [pretended]
    window.print_on(QPdfWriter(str(tmp_path / "printed.pdf")))
    assert ["Practice, not real" in page for page in drawn] == [pretended] * 2


def test_asks_for_the_printer_without_stopping_the_rest(window: RecoveryWindow) -> None:
    dialog = window.ask_printer()
    assert dialog.isVisible()
    assert dialog.accessibleName()
    dialog.reject()


def test_printing_is_loaded_only_when_asked_for() -> None:
    for module in (recoverypaper, paperdraw, console):
        assert "QtPrintSupport" not in vars(module)
    source = Path(str(recoverypaper.__file__)).with_name("recoverysheet.py").read_text("utf-8")
    outside = [text for text in source.splitlines() if re.match(r"(from|import) .*Print", text)]
    assert not outside


# --- the paper ----------------------------------------------------------------------------------
def page(facts: Facts = FACTS, *, real: bool = True) -> Paper:
    return recoverypaper.paper(recovery.sheet(facts, "Example KK", WHERE, DAY, real=real))


def said(paper: Paper) -> str:
    return "\n".join(f"{block.text} {block.beside} {block.hint}" for block in paper.blocks)


def test_says_all_in_either_language(desk: Desk, language: str) -> None:
    shown = said(page())
    for known in ("123456789012", "Example KK", "Yamada Taro", "Sato Hanako", "+81 3 1234 5678"):
        assert known in shown
    for name in LABELS:
        assert console.both(name) in shown
        assert all(words in shown for words in console.labels()[name].values())
    assert "{" not in shown


def test_names_are_shown_as_they_are(desk: Desk) -> None:
    shown = said(page(FACTS.but(keeper_phone="<b>O'Neil & Co</b>")))
    assert "<b>O'Neil & Co</b>" in shown


def pdf(facts: Facts, *, real: bool) -> bytes:
    return paperdraw.pdf(page(facts, real=real), "Sheet", paperdraw.font(), one=True)


@pytest.mark.parametrize(("long", "real"), [(False, True), (True, True), (True, False)])
def test_one_page_of_a4_with_its_fonts(desk: Desk, language: str, long: bool, real: bool) -> None:
    name = "山田太郎 " * (LONGEST // 5)
    facts = FACTS.but(keeper_phone=name, keeper_mailbox=name) if long else FACTS
    content = pdf(facts, real=real)
    assert len(re.findall(rb"/Type /Page\b[^s]", content)) == 1
    box = re.search(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", content)
    assert box is not None
    assert (round(float(box[1])), round(float(box[2]))) == (595, 842)
    fonts = content.count(b"/Type /FontDescriptor")
    assert fonts
    assert len(re.findall(rb"/FontFile\d? ", content)) == fonts


def test_a_long_name_pushes_nothing_off_the_page(desk: Desk, tmp_path: Path) -> None:
    """The lowest thing drawn stays above the lower edge."""
    for number, facts in enumerate((FACTS, FACTS.but(keeper_phone="山田太郎 " * 300))):
        writer = QPdfWriter(str(tmp_path / f"{number}.pdf"))
        paperdraw.lay_out(writer)
        lowest = paperdraw.draw(page(facts), writer, paperdraw.font(), one=True)
        assert 0.5 < lowest <= 1.0
        del writer
        assert drawn(tmp_path / f"{number}.pdf")


def drawn(path: Path) -> bool:
    """Whether the PDF has text in it."""
    streams = re.findall(rb"stream\r?\n(.*?)endstream", path.read_bytes(), re.DOTALL)
    unpacked = []
    for stream in streams:
        unpack = zlib.decompressobj()
        try:
            unpacked.append(unpack.decompress(stream))
        except zlib.error:
            continue
    return any(b"Tj" in text or b"TJ" in text for text in unpacked)


def test_margins_are_the_same_for_file_and_printer(desk: Desk, tmp_path: Path) -> None:
    writer = QPdfWriter(str(tmp_path / "x.pdf"))
    writer.setPageLayout(QPageLayout())
    paperdraw.lay_out(writer)
    layout = writer.pageLayout()
    assert layout.pageSize().id() == QPageSize.PageSizeId.A4
    side = paperdraw.MARGIN_MM
    assert layout.margins(QPageLayout.Unit.Millimeter) == QMarginsF(side, side, side, side)
