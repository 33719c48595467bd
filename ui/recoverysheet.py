"""The window of the recovery sheet: who is to be asked, then as a PDF or on paper."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QDialog, QLineEdit, QVBoxLayout, QWidget

from app import recovery
from app.work import Token
from ui import links, paperdraw, recoverypaper, theme
from ui.fieldnote import FieldNote
from ui.folders import ask_folder, folder_url, not_opened, usual_folders
from ui.pageframe import Frame
from ui.widgets import Text, button, field, flow, named, stacked
from ui.words import _

if TYPE_CHECKING:
    from PySide6.QtGui import QPagedPaintDevice
    from PySide6.QtPrintSupport import QPrintDialog

    from app.troubles import Trouble
    from ui.desk import Desk
    from ui.paperblocks import Paper

LONGEST = 80  # characters of a name, for what is to fit on one page


class RecoveryWindow(QDialog):
    """Three lines to fill in, which are kept; a button for the file and one for the printer."""

    def __init__(self, desk: Desk, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.desk = desk
        named(self, "recovery_sheet", _("Recovery sheet"))
        self.setWindowTitle(_("Recovery sheet"))
        self.saved: Path | None = None
        self._frame = Frame(
            desk, _("Who gets the account back when the phone is lost?"), lambda: None
        )
        self._column, self.message = self._frame.column, self._frame.message
        self._fill()
        self._frame.finish()
        self._frame.arrange()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._frame)
        self.resize(theme.window_size(38, 37))
        self._weigh()
        self.phone.setFocus()
        desk.language_changed.connect(self.reject)
        self.finished.connect(self.deleteLater)

    def show(self) -> None:
        """Come up; where one is open over the same page, that one comes to the front instead."""
        page = self.parent()
        others = page.findChildren(RecoveryWindow) if page is not None else []
        first = next((w for w in others if w is not self and w.isVisible()), self)
        if first is not self:
            self.deleteLater()
        QDialog.show(first)
        first.raise_()
        first.activateWindow()

    def _fill(self) -> None:
        add = self._column.addWidget
        add(
            Text(
                _(
                    "First fill in these three lines. Then print the sheet, and fill in the rest "
                    "by hand. Never write a password on it."
                )
            )
        )
        self.phone = self._line("keeper_phone", _("Who holds the phone with the authenticator app"))
        self.mailbox = self._line("keeper_mailbox", _("Who can read the root user's mail"))
        self.apart = FieldNote(self.mailbox)
        add(self.apart)
        self.number = self._line("recovery_number", _("The number that AWS calls"))
        add(
            Text(
                _(
                    "The telephone number in the account's contact information. If the phone is"
                    " lost and you ask AWS for help, AWS calls it."
                ),
                scale=theme.SMALL,
                tint="muted",
            )
        )
        add(self.message)  # near what is pressed, not above everything
        self._buttons()

    def _buttons(self) -> None:
        self.save_button = button("save_pdf", _("Save as PDF …"), self._choose)
        self.print_button = button("print_sheet", _("Print …"), self._print, primary=True)
        self.folder_button = button("show_sheet", _("Show in folder"), self._show_folder)
        self.folder_button.hide()
        self._column.addLayout(flow(self.print_button, self.save_button, self.folder_button))
        self._frame.end_with(button("close_sheet", _("Close"), self.reject))

    def _line(self, name: str, label: str) -> QLineEdit:
        caption, line = field(name, label)
        line.setMaxLength(LONGEST)
        line.setText(getattr(self.desk.facts, name))
        line.textChanged.connect(partial(self._changed, name))
        self._column.addLayout(stacked(caption, line))
        return line

    def _changed(self, name: str, text: str) -> None:
        self.desk.know(**{name: text})
        self._weigh()

    def _weigh(self) -> None:
        """Advise against one person for both."""
        advice = _("Best another person than the one with the phone: nobody should hold both.")
        self.apart.note(advice if recovery.one_person(self.desk.facts) else "", tint="warn")

    # --- the sheet ---------------------------------------------------------------------------
    def page(self) -> Paper:
        """The sheet as it is now, for paper."""
        session = self.desk.session
        name = "" if session is None else session.identity.name
        where = recovery.Addresses(links.CONSOLE, links.MFA_SUPPORT)
        today = datetime.now().astimezone().date()
        real = self.desk.settings.real
        return recoverypaper.paper(recovery.sheet(self.desk.facts, name, where, today, real=real))

    def _choose(self) -> None:
        start = self.desk.facts.folder or next((str(f) for f in usual_folders()), "")
        ask_folder(self, _("Folder for the recovery sheet"), start, self.save)

    def save(self, folder: str) -> None:
        """Write the PDF into `folder`."""
        page, account, real = self.page(), self.desk.facts.account, self.desk.settings.real
        title = self.windowTitle() if real else _("Recovery sheet: practice, not real")
        font = paperdraw.font()

        def work(_token: Token) -> Path:
            pdf = paperdraw.pdf(page, title, font, one=True)
            return recovery.save(Path(folder), pdf, account, real=real)

        self.save_button.setEnabled(False)
        # A thread of its own: a network drive may not answer for a long time.
        self.desk.background.ask(self, work, self._saved, self._failed)

    def _saved(self, path: Path) -> None:
        self.saved = path
        self._ready()
        self.folder_button.show()
        self._note(_("The recovery sheet is saved."), str(path), state="good")

    def _failed(self, trouble: Trouble) -> None:
        self._ready()
        self._show_trouble(trouble)

    def _ready(self) -> None:
        self.save_button.setEnabled(True)

    def _show_folder(self) -> None:
        if self.saved is not None and not self.desk.open_url(folder_url(str(self.saved))):
            self._note(*not_opened(self.saved.parent), state="warn")

    # --- the printer -------------------------------------------------------------------------
    def _print(self) -> None:
        self.ask_printer()

    def ask_printer(self) -> QPrintDialog:
        """Ask the system's own way which printer, then print."""
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter  # loads slowly, used rarely

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        paperdraw.lay_out(printer)
        dialog = QPrintDialog(printer, self)
        named(dialog, "print_dialog", _("Print …"))
        dialog.accepted.connect(lambda: self.print_on(printer))
        dialog.finished.connect(dialog.deleteLater)
        QDialog.open(dialog)  # QPrintDialog's own wants a slot's name
        return dialog

    def print_on(self, device: QPagedPaintDevice) -> None:
        """Print the sheet, and say whether the printer takes it."""
        if paperdraw.draw(self.page(), device, paperdraw.font(), one=True):
            self._note(_("The recovery sheet is on its way to the printer."), state="good")
        else:
            then = _(
                "Look whether it is switched on and connected, and try again. Or save the sheet as "
                "a PDF, and print that."
            )
            self._note(_("The printer didn't take the recovery sheet."), then, state="bad")

    # --- messages ----------------------------------------------------------------------------
    def _note(self, what: str, then: str = "", *, state: str) -> None:
        self.message.show_note(what, then, state=state)
        self._reveal()

    def _show_trouble(self, trouble: Trouble) -> None:
        self.message.show_trouble(trouble)
        self._reveal()

    def _reveal(self) -> None:
        area, message = self._frame.area, self.message
        QTimer.singleShot(0, message, lambda: area.ensureWidgetVisible(message))
