"""The first page: what will happen, in which language, and the offer to rehearse."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QComboBox, QLabel, QVBoxLayout, QWidget

from ui import theme, words
from ui.page import Page
from ui.widgets import Card, Text, button, named, row
from ui.words import _

LANGUAGE_NAMES = {"ja": "日本語", "en": "English"}  # each in its own language


class Welcome(Page):
    """What will happen, in which language, for real or as a rehearsal."""

    def headline(self) -> str:
        """What the customer gets."""
        return _("Let your vendor into AWS, safely")

    def build(self, column: QVBoxLayout) -> None:
        """Say what happens, and ask for the language."""
        column.addWidget(
            Text(
                _(
                    "Aikagi takes you from your AWS account to a vendor who can work in it, and "
                    "shuts the door again when the work is over. You keep the master key."
                )
            )
        )
        column.addLayout(self._language_row())
        if not self.desk.settings.practice:
            column.addWidget(self._offer())

    def _language_row(self) -> QVBoxLayout:
        label = QLabel(_("Language"))
        label.setFont(theme.font(bold=True))
        self.language = QComboBox()
        named(self.language, "language", _("Language"))
        for tag, name in LANGUAGE_NAMES.items():
            self.language.addItem(name, tag)
        self.language.setCurrentIndex(self.language.findData(words.language()))
        self.language.activated.connect(self._chosen)
        label.setBuddy(self.language)
        made = QVBoxLayout()
        made.addWidget(label)
        made.addLayout(row(self.language))
        return made

    def _offer(self) -> QWidget:
        card = Card()
        card.column.addWidget(Text(_("Try it first?"), bold=True))
        card.column.addWidget(
            Text(
                _(
                    "In practice mode everything runs against a pretend AWS on this computer. "
                    "You need no account, and nothing can go wrong."
                )
            )
        )
        card.column.addLayout(row(button("rehearse", _("Rehearse"), self._rehearse)))
        return card

    def _chosen(self) -> None:
        self.desk.speak(self.language.currentData())

    def _rehearse(self) -> None:
        settings = replace(self.desk.settings, practice=True, endpoint="")
        self.desk.switch_wanted.emit(settings)

    def first_focus(self) -> QWidget | None:
        """The language."""
        return self.language
