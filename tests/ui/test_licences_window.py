"""The window of licences: every part, its text, and the bill of materials."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QAbstractButton, QFileDialog, QPlainTextEdit

from tests.ui.aboutwindow import Scene, press, text
from tests.ui.aboutwindow import resources as resources  # noqa: PLC0414  (a fixture)
from tests.ui.aboutwindow import scene as scene  # noqa: PLC0414  (a fixture)


# --- licences ----------------------------------------------------------------------------------
def test_every_part_is_listed_and_its_text_shown_as_it_is(scene: Scene) -> None:
    window = scene.licences()
    assert [window.list.item(n).text() for n in range(window.list.count())] == ["boto 1", "qt 6"]
    assert window.list.choose("1")
    scene.until(lambda: bool(window.text.toPlainText()))
    assert window.text.toPlainText() == "<b>LESSER</b> GENERAL"
    assert window.text.isReadOnly()
    window.list.choose("0")
    scene.until(lambda: "no text of it here" in window.text.toPlainText())
    press(window, "open_notice")
    notice = window.findChild(QPlainTextEdit, "licence_notice")
    assert notice is not None
    assert notice.toPlainText() == "Qt may be replaced."


def test_the_bill_of_materials_is_saved(scene: Scene, tmp_path: Path) -> None:
    window = scene.licences()
    press(window, "save_sbom")
    (dialog,) = window.findChildren(QFileDialog)
    target = tmp_path / "parts.json"
    dialog.fileSelected.emit(str(target))
    dialog.close()
    scene.until(window.message.isVisible)
    assert "CycloneDX" in target.read_text()
    window.save_sbom(tmp_path / "gone" / "parts.json")
    scene.until(lambda: "folder-gone" in text(window))


def test_a_checkout_lists_its_packages_and_has_no_bill_of_materials(
    scene: Scene, tmp_path: Path
) -> None:
    window = scene.licences(tmp_path / "nothing")
    assert "run from its source here" in text(window)
    names = [window.list.item(n).text().split()[0] for n in range(window.list.count())]
    assert "botocore" in names
    assert window.findChild(QAbstractButton, "save_sbom") is None
    window.list.choose(str(names.index("botocore")))
    scene.until(lambda: "Apache License" in window.text.toPlainText())


def test_a_damaged_list_is_said(scene: Scene) -> None:
    (scene.resources / "licences" / "index.json").write_text("{")
    window = scene.licences()
    assert "missing or damaged" in text(window)
    assert not window.list.isVisible()


def test_the_text_ends_below_a_line(scene: Scene) -> None:
    window = scene.licences()
    window.text.setPlainText("MIT\n" * 100)
    line = window.text.fontMetrics().lineSpacing()
    for more in range(0, line, 5):
        window.resize(window.width(), window.height() + more)
        words = window.text.viewport().height() - window.text.document().documentMargin()
        assert words % line == 0
