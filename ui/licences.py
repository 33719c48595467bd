"""The window with what Aikagi is built from: each part, its licence, and the licence's text."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QFileDialog, QPlainTextEdit, QVBoxLayout, QWidget

from app.settings import RESOURCES
from ui import theme
from ui.announce import announce
from ui.fold import Fold
from ui.pageframe import Frame
from ui.pair import Pair, held
from ui.putaway import put_away
from ui.rowlist import Row, RowList
from ui.sides import TWO_COLUMNS_EM
from ui.spacing import tight
from ui.wholelines import Pages
from ui.widgets import COLUMN_EM, Text, button, flow, named
from ui.words import _

if TYPE_CHECKING:
    from app.licences import Component, Components
    from app.troubles import Trouble
    from app.work import Token
    from ui.background import Errand
    from ui.desk import Desk

LIST_EM, TEXT_EM, BESIDE_EM = 11.0, 9.5, 28.0


class LicencesWindow(QDialog):
    """Everything in it comes from this program's own files."""

    def __init__(self, desk: Desk, parent: QWidget, resources: Path = RESOURCES) -> None:
        super().__init__(parent)
        self.desk, self._resources = desk, resources
        self._whole = QVBoxLayout(self)
        self._whole.setContentsMargins(0, 0, 0, 0)
        self._body: Frame | None = None
        self._errand: Errand | None = None
        self.found: Components | None = None  # until it was read
        self.resize(theme.window_size(COLUMN_EM + 8, 38))
        desk.language_changed.connect(self._rebuild)
        self.finished.connect(self._finished)
        self._rebuild()
        desk.background.ask(self, self._read, self._show, self._failed)

    def _read(self, token: Token) -> Components:
        from app import licences

        return licences.read(token, self._resources)

    def _show(self, found: Components) -> None:
        self.found = found
        self._rebuild()

    def _rebuild(self) -> None:
        """Make everything, again where the language changed."""
        put_away(self._whole, self._body)
        title = _("What Aikagi is built from")
        named(self, "licences", title)
        self.setWindowTitle(title)
        frame = self._body = Frame(self.desk, title, lambda: None)
        self.area, self.message, self._column = frame.area, frame.message, frame.column
        tight(frame.column)
        frame.widen(TWO_COLUMNS_EM)
        if self.found is None:
            frame.column.addWidget(Text(_("Reading …"), tint="muted"))
        else:
            self._fill(frame.column, self.found)
        frame.column.addWidget(self.message)  # near what is pressed, not above everything
        frame.end_with(button("licences_close", _("Close"), self.reject))
        if self.found is not None and self.found.sbom is not None:
            save = button("save_sbom", _("Save the list of parts …"), self._choose)
            save.setAccessibleDescription(
                _("A list of every part for programs that check for known weaknesses (CycloneDX).")
            )
            frame.column.addLayout(flow(save))
        frame.finish()
        self._whole.addWidget(frame)
        frame.arrange()

    def _fill(self, column: QVBoxLayout, found: Components) -> None:
        for sentence in _introduced(found):
            column.addWidget(Text(sentence))
        if found.notice:
            column.addWidget(self._notice(found.notice))
        self.list = RowList("licence_list", _("Parts and their licences"), tallest=LIST_EM)
        self.list.fill(_row(number, one) for number, one in enumerate(found.every))
        self.list.chosen_changed.connect(self._chosen)
        self.caption = Text(_("Choose a part to read its licence."), bold=True)
        self.text = _plain("licence_text", _("Text of the licence"))
        self.caption.setBuddy(self.text)
        words = QVBoxLayout()
        words.setSpacing(theme.em(0.3))
        words.addWidget(self.caption)
        words.addWidget(self.text, 1)
        both = Pair(
            self.list, held(words), room=BESIDE_EM, shares=(4, 9)
        )  # a licence's lines have 72 letters
        both.turned.connect(lambda beside: self.list.take_room(LIST_EM if beside else 0))
        both.setVisible(bool(found.every))
        column.addWidget(both, 50)

    def _notice(self, notice: str) -> Fold:
        def fill(below: QVBoxLayout) -> None:
            text = _plain("licence_notice", title)
            text.setPlainText(notice)
            below.addWidget(text)

        title = _("Notices, and your right to replace Qt")
        made = Fold("open_notice", title, fill)
        made.opened.connect(self._arrange)
        return made

    def _arrange(self) -> None:
        if self._body is not None:
            self._body.arrange()

    # --- one part's text ---------------------------------------------------------------------
    def _chosen(self, value: str) -> None:
        self._stop()
        if self.found is None or not value:
            return
        part = self.found.every[int(value)]
        self.caption.say(f"{part.name} {part.version}")
        self.text.setPlainText("")

        def read(_token: Token) -> str:
            from app import licences

            return licences.text(part)

        self._errand = self.desk.background.ask(self, read, self._show_text, self._failed)

    def _show_text(self, text: str) -> None:
        self._errand = None
        self.text.setPlainText(text or _("There is no text of it here; its source has one."))
        announce(self, self.caption.plain)

    # --- the bill of materials ---------------------------------------------------------------
    def _choose(self) -> None:
        dialog = QFileDialog(self, _("Save the list of parts …"))
        dialog.setObjectName("sbom_dialog")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("json")
        dialog.selectFile("aikagi-sbom.cdx.json")
        dialog.fileSelected.connect(lambda name: self.save_sbom(Path(name)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def save_sbom(self, target: Path) -> None:
        """Copy the bill of materials to `target`."""
        sbom = self.found.sbom if self.found is not None else None
        if sbom is None:
            return
        source = sbom

        def save(_token: Token) -> Path:
            from app import licences

            licences.save_sbom(source, target)
            return target

        self.desk.background.ask(self, save, self._saved, self._failed)

    def _saved(self, target: Path) -> None:
        self.message.show_note(_("The list of parts is saved."), str(target), state="good")
        self.area.ensureWidgetVisible(self.message)

    def _failed(self, trouble: Trouble) -> None:
        self.message.show_trouble(trouble)
        self.area.ensureWidgetVisible(self.message)

    def _stop(self) -> None:
        errand, self._errand = self._errand, None
        if errand is not None:
            errand.drop()

    def _finished(self) -> None:
        self._stop()
        self.deleteLater()


def _plain(name: str, accessible: str) -> QPlainTextEdit:
    """A field for reading alone, which shows marks of HTML as they are."""
    made = Pages()
    named(made, name, accessible)
    made.setReadOnly(True)
    made.setFont(theme.fixed_font(theme.SMALL))  # licences are set with blanks
    made.setTabChangesFocus(True)
    made.setMinimumHeight(theme.em(TEXT_EM))
    return made


def _introduced(found: Components) -> tuple[str, ...]:
    from app.licences import BUILT, DAMAGED

    if found.kind == BUILT:
        return (_("Each part comes with its own licence. All of it is on this computer already."),)
    if found.kind == DAMAGED:
        return (
            _(
                "The list of the parts is missing or damaged. Install Aikagi again, from whoever "
                "gave it to you."
            ),
        )
    return (
        _(
            "Aikagi is run from its source here, so these are the Python packages installed beside "
            "it. An installer has its own list, with a bill of materials."
        ),
    )


def _row(number: int, part: Component) -> Row:
    unknown = _("licence not known")
    details = tuple(line for line in (part.licence or unknown, part.source) if line)
    return Row(f"{part.name} {part.version}".strip(), details, value=str(number))
