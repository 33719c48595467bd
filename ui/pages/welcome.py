"""The first page: the whole way at a glance, and whether to rehearse it or to do it for real."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QFileDialog, QLabel, QVBoxLayout, QWidget

from ui import theme, words
from ui.bigchoice import BigChoice, TwoWays
from ui.page import Page
from ui.rehearsing import Rehearsing, rehearse
from ui.wholeway import WholeWay
from ui.widgets import Text, Value, button, flow, named
from ui.words import _, say

if TYPE_CHECKING:
    from app.journey import Step
    from ui.desk import Desk

LANGUAGE_NAMES = {"ja": "日本語", "en": "English"}  # each in its own language


class Welcome(Page):
    """What will happen, how long it takes, and two ways to begin."""

    def __init__(self, desk: Desk, step: Step) -> None:
        super().__init__(desk, step)
        self.leads_on = desk.settings.real  # by its two ways; a rehearsal goes on by Next

    def headline(self) -> str:
        """What the customer gets."""
        return _("The whole way, before you begin")

    def build(self, column: QVBoxLayout) -> None:
        """Say what happens, and offer the ways to begin."""
        self.first: QWidget | None = None
        column.setSpacing(theme.em(0.6))
        column.addWidget(WholeWay())
        if self.desk.settings.practice:
            column.addWidget(Rehearsing(self.desk))
        elif self.leads_on:
            column.addWidget(self._ways())
        column.addLayout(flow(*self._language(), *self._file()))
        column.addWidget(self.vendor_left)
        column.addWidget(self.vendor_problem)

    def _ways(self) -> QWidget:
        self.first = rehearsal = BigChoice(
            "rehearse",
            _("Rehearse first"),
            _("Ten minutes with a pretend AWS. It costs nothing, and breaks nothing."),
            "rehearse",
            lambda: rehearse(self.desk),
        )
        real = BigChoice(
            "for_real",
            _("Do it for real"),
            _("With your company's AWS. You see each change before it is made."),
            "real",
            self._go_on,
        )
        return TwoWays(rehearsal, real)

    def _go_on(self) -> None:
        self.wizard().next()

    # --- what is needed once, and by few ----------------------------------------------------
    def _language(self) -> tuple[QWidget, ...]:
        label = QLabel(_("Language"))
        label.setMinimumHeight(theme.em(2.0))
        self.language = QComboBox()
        named(self.language, "language", _("Language"))
        for tag, name in LANGUAGE_NAMES.items():
            self.language.addItem(name, tag)
        self.language.setCurrentIndex(self.language.findData(words.language()))
        self.language.setMinimumHeight(theme.em(2.0))
        self.language.activated.connect(self._chosen)
        label.setBuddy(self.language)
        return label, self.language

    def _file(self) -> tuple[QWidget, ...]:
        self.vendor = Value("vendor_name", _("Vendor's settings"))
        self.vendor.setWordWrap(False)
        self.vendor.setMinimumHeight(theme.em(2.0))
        self.vendor_left = Text()
        self.vendor_left.setObjectName("vendor_left")
        self.vendor_problem = Text(tint="bad")
        opener = button("vendor_profile", _("Open the vendor's settings …"), self._choose_profile)
        self.no_file = button("vendor_none", _("Use no file"), self.desk.vendor.drop)
        return opener, self.vendor, self.no_file

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
        none = _("Only if the vendor sent you a file")
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

    def first_focus(self) -> QWidget | None:
        """The first of the two ways: pressed by mistake, it changes nothing."""
        return self.first or self.language
