"""Sending the file: by which way, with which words, and the tick that it has gone."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication

from app import delivery
from ui import handed, theme
from ui.choices import Choices
from ui.fieldnote import FieldNote
from ui.fold import Fold
from ui.folders import folder_url, not_opened
from ui.page import Page
from ui.saidcard import said_card
from ui.widgets import Text, Tick, Value, button, headed
from ui.words import _, language, say

if TYPE_CHECKING:
    from PySide6.QtWidgets import QVBoxLayout, QWidget

    from app.handoverfile import Handover


class SendFile(Page):
    """The first of the two ways."""

    _file, _path, _words = "", "", ""
    note: Value | None = None  # once it is to be read

    def headline(self) -> str:
        """What the customer gets."""
        return _("Send the file to the vendor")

    def build(self, column: QVBoxLayout) -> None:
        """The ways, the words to go with it, the tick; what is good to know is folded."""
        self.note = None
        column.setSpacing(theme.em(0.35))
        if not self.desk.settings.practice:  # there the strip says what to do in its place
            column.addWidget(Text(_task(), bold=True))
        self.file = Value("file_name", _("The file to send"))
        self.show_in_folder = button("show_in_folder", _("Show in folder"), self._show)
        column.addLayout(headed(self.show_in_folder, self.file))
        question = _("By which way do you send the file?")
        self.channel = Choices("file_channel", question, beside=True)
        self.channel.offer(
            (c.id, say(c.label), say(c.advice)) for c in delivery.for_file(self.desk.vendor)
        )
        self.channel.chosen.connect(self._chosen)
        column.addWidget(self.channel)
        if why := self._of_email():
            column.addWidget(Text(why, scale=theme.SMALL))
        self.copy_note = button("copy_note", _("Copy a note to go with it"), self._copy)
        read = Fold("read_note", _("Read the note"), self._fill_note, beside=self.copy_note)
        about = Fold("about_sending", _("Before you send it"), self._fill_about)
        for fold in (read, about):
            fold.opened.connect(self._arrange)
        self.sent = Tick(
            "file_sent", _("I have sent the file to the vendor"), on_change=self._ticked
        )
        self.missing = FieldNote(self.sent.box)
        said = said_card(self.sent, self.missing)
        for widget in (read, about, said):
            column.addWidget(widget)

    def _of_email(self) -> str:
        """Why there is none, and what to do instead; "" where the vendor takes e-mail."""
        offered = delivery.for_file(self.desk.vendor)
        if delivery.EMAIL in offered:
            return ""
        said = [delivery.WHY_NO_EMAIL]
        if delivery.CLOUD in offered:
            said.append(delivery.SHARE_INSTEAD)
        return ("" if language() == "ja" else " ").join(map(say, said))

    def _fill_note(self, column: QVBoxLayout) -> None:
        self.note = Value("file_note", _("Note for the vendor"), self._words)
        column.addWidget(self.note)

    def _fill_about(self, column: QVBoxLayout) -> None:
        column.addWidget(Text(say(delivery.WHY_TWO_WAYS), scale=theme.SMALL))
        stays = Text(
            _(
                "The root user is the account's owner. Its password and codes stay with you: the "
                "vendor never needs them, whatever anyone says."
            ),
            scale=theme.SMALL,
        )
        stays.setObjectName("root_stays")
        column.addWidget(stays)

    def enter(self) -> None:
        """Look what the file is called."""
        handed.load(self.desk, self, self._loaded, self.show_trouble)

    def refresh(self) -> None:
        """What was said."""
        self.channel.set_choice(self.facts.file_channel)
        self.file.setText(self._file)
        self.show_in_folder.setEnabled(bool(self._path))
        self.sent.set_ticked(self.facts.file_sent)
        lacking = self.facts.file_sent and not self.facts.file_channel
        self.missing.note(
            _("Choose above by which way you sent it. Then you can go on.") if lacking else ""
        )
        self._words = say(delivery.file_note(self._file))
        if self.note is not None:
            self.note.setText(self._words)

    def first_focus(self) -> QWidget | None:
        """The ways."""
        return self.channel.first()

    def _loaded(self, record: Handover | None) -> None:
        self._path = record.zip_path if record else ""
        self._file = _name_of(self._path)
        self.refresh()

    def _chosen(self, channel: str) -> None:
        password = self.facts.password_channel
        possible = [c.id for c in delivery.for_password(self.desk.vendor, channel)]
        kept = password if password in possible else ""
        self.desk.know(file_channel=channel, password_channel=kept)
        handed.amend(
            self.desk, self, self.show_trouble, file_channel=channel, password_channel=kept
        )

    def _ticked(self, ticked: bool) -> None:
        self.desk.know(file_sent=ticked)
        sent_at = handed.now() if ticked else ""
        handed.amend(self.desk, self, self.show_trouble, file_sent_at=sent_at)

    def _show(self) -> None:
        if not self.desk.open_url(folder_url(self._path)):
            self.show_note(*not_opened(Path(self._path).parent))

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._words)
        self.copy_note.setText(_("Copied"))
        self.announce(_("Copied"))


def _task() -> str:
    """Who sends what."""
    return _("Send only the file now, yourself: Aikagi sends nothing. The passphrase is next.")


def _name_of(path: str) -> str:
    """The file's name, on the system that wrote the record as well as on another."""
    return path.replace("\\", "/").rpartition("/")[2]
