"""Sending the file: by which way, with which words, and the tick that it has gone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication

from app import delivery
from ui import handed, theme
from ui.choices import Choices
from ui.fieldnote import FieldNote
from ui.page import Page
from ui.widgets import Card, Text, Tick, Value, button, row
from ui.words import _, say

if TYPE_CHECKING:
    from PySide6.QtWidgets import QVBoxLayout, QWidget

    from app.handoverfile import Handover


class SendFile(Page):
    """The first of the two ways."""

    _file = ""

    def headline(self) -> str:
        """What the customer gets."""
        return _("Send the file to the vendor")

    def build(self, column: QVBoxLayout) -> None:
        """The ways, the note, the tick."""
        self.why = Text(say(delivery.WHY_TWO_WAYS))
        column.addWidget(self.why)
        question = _("By which way do you send the file?")
        column.addWidget(Text(question, bold=True))
        self.channel = Choices("file_channel", question, brief=True)
        self.channel.offer(
            (c.id, say(c.label), say(c.advice)) for c in delivery.for_file(self.desk.vendor)
        )
        self.channel.chosen.connect(self._chosen)
        column.addWidget(self.channel)
        if delivery.EMAIL not in delivery.for_file(self.desk.vendor):
            column.addWidget(Text(say(delivery.WHY_NO_EMAIL), scale=theme.SMALL, tint="muted"))
        stays = Text(
            _(
                "The root user's password and codes stay with you: the vendor never needs them, "
                "whatever anyone says."
            ),
            scale=theme.SMALL,
            tint="muted",
        )
        stays.setObjectName("root_stays")
        column.addWidget(stays)
        column.addWidget(self._note())
        self.sent = Tick(
            "file_sent", _("I have sent the file to the vendor"), on_change=self._ticked
        )
        said = Card("accent_soft")
        said.column.addWidget(self.sent)
        self.missing = FieldNote(self.sent.box)
        said.column.addWidget(self.missing)
        column.addWidget(said)

    def _note(self) -> Card:
        card = Card()
        card.column.addWidget(Text(_("A note to go with it, ready to paste"), bold=True))
        self.note = Value("file_note", _("Note for the vendor"))
        card.column.addWidget(self.note)
        self.copy_note = button("copy_note", _("Copy the note"), self._copy)
        card.column.addLayout(row(self.copy_note))
        return card

    def enter(self) -> None:
        """Look what the file is called."""
        handed.load(self.desk, self, self._loaded, self.show_trouble)

    def refresh(self) -> None:
        """What was said."""
        self.channel.set_choice(self.facts.file_channel)
        self.sent.set_ticked(self.facts.file_sent)
        lacking = self.facts.file_sent and not self.facts.file_channel
        self.missing.note(
            _("Choose above by which way you sent it. Then you can go on.") if lacking else ""
        )
        note = say(delivery.file_note(self._file))
        self.note.setText(note)
        self.note.setAccessibleDescription(note)

    def first_focus(self) -> QWidget | None:
        """The ways."""
        return self.channel.first()

    def _loaded(self, record: Handover | None) -> None:
        self._file = _name_of(record.zip_path) if record else ""
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

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.note.text())
        self.copy_note.setText(_("Copied"))
        self.announce(_("Copied"))


def _name_of(path: str) -> str:
    """The file's name, on the system that wrote the record as well as on another."""
    return path.replace("\\", "/").rpartition("/")[2]
