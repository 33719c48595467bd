"""The first page: what will happen, in which language, and the offer to rehearse."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtWidgets import QComboBox, QFileDialog, QLabel, QVBoxLayout, QWidget

from ui import theme, words
from ui.fold import Fold
from ui.page import Page
from ui.widgets import Card, Text, Value, button, flow, named, row
from ui.words import _, say

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
        column.addWidget(self._vendor())
        column.addWidget(Fold("overview", _("The whole way, in five steps"), _overview))
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
        self.language.setMinimumHeight(theme.em(2.0))
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

    def _vendor(self) -> QWidget:
        card = Card()
        self.vendor = Value("vendor_name", _("Vendor"))
        self.vendor_left = Text()
        self.vendor_left.setObjectName("vendor_left")
        self.vendor_problem = Text(tint="bad")
        card.column.addWidget(Text(_("Did your vendor send you a settings file?"), bold=True))
        card.column.addWidget(self.vendor)
        card.column.addWidget(self.vendor_left)
        card.column.addWidget(self.vendor_problem)
        opener = button("vendor_profile", _("Open the vendor's file …"), self._choose_profile)
        self.no_file = button("vendor_none", _("Use no file"), self.desk.vendor.drop)
        card.column.addLayout(flow(opener, self.no_file))
        return card

    def _choose_profile(self) -> None:
        dialog = QFileDialog(self, _("Open the vendor's file …"))
        dialog.setNameFilter(_("Vendor's settings (*.toml)"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda path: self.desk.vendor.use(Path(path)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def refresh(self) -> None:
        """The vendor, and what is wrong with the vendor's file."""
        vendor = self.desk.vendor
        profile, problem = vendor.profile, vendor.problem
        unnamed = _("A file that names no vendor.")
        none = _("None: the usual settings are used.")
        self.vendor.setText(profile.name or (unnamed if vendor.file else none))
        self.no_file.setVisible(vendor.file is not None or bool(profile.name))
        self.vendor_left.say(
            _(
                "The settings of {vendor} aren't used for another vendor. If this one has sent you "
                "a file, open it here."
            ).format(vendor=vendor.left)
        )
        self.vendor_left.setVisible(bool(vendor.left))
        self.vendor_problem.setVisible(problem is not None)
        if problem is not None:
            said = _("The file isn't used. {why}").format(why=say(problem.message))
            self.vendor_problem.say(said)

    def _chosen(self) -> None:
        self.desk.speak(self.language.currentData())

    def _rehearse(self) -> None:
        settings = replace(
            self.desk.settings, practice=True, endpoint="", vendor_file=self.desk.vendor.file
        )
        self.desk.switch_wanted.emit(settings)

    def first_focus(self) -> QWidget | None:
        """The language."""
        return self.language


def _overview(column: QVBoxLayout) -> None:
    """The phases, and who does what in each."""
    for phase in (
        _("1. You make an AWS account for your company: about 15 minutes, then AWS activates it."),
        _("2. You give its root user a second lock (MFA): about 10 minutes, phone in hand."),
        _("3. Aikagi makes the vendor's user and an encrypted file, and you send it: 10 minutes."),
        _("4. The vendor builds. You see here whether it has signed in, and what it costs."),
        _(
            "5. In the end you check what was handed over. The vendor goes on as you agreed, or "
            "Aikagi shuts it out."
        ),
    ):
        column.addWidget(Text(phase))
