"""The encrypted file: where it is, and what is in it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout

from ui import handed, picture, theme
from ui.fold import Fold
from ui.folders import ask_folder, folder_url, not_opened
from ui.page import Page
from ui.pair import held
from ui.widgets import Card, Mark, Text, Value, button, flow, headed
from ui.words import _

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from app.handoverfile import Handover
    from app.troubles import Trouble
    from app.work import Token


class Package(Page):
    """The file's place, and two buttons."""

    _path = ""
    _read = False  # whether the record, which says where the file is, has been read

    def headline(self) -> str:
        """What the customer gets."""
        return _("The user and its file are ready")

    def build(self, column: QVBoxLayout) -> None:
        """Say where it is and what comes next; what is in it is folded."""
        card = self.card = Card("good_soft", edge="good")
        self.where = Text(bold=True)
        self.saved_path = Value("saved_path", _("Where the file is"))
        words = QVBoxLayout()
        words.setSpacing(theme.em(theme.TIGHT))
        for said in (self.where, self.saved_path):
            words.addWidget(said)
        self.mark = Mark("busy")
        card.column.addLayout(headed(self.mark, held(words)))
        self.show_in_folder = button("show_in_folder", _("Show in folder"), self._show)
        self.save_copy = button("save_copy", _("Save a copy …"), self._choose)
        card.column.addLayout(flow(self.show_in_folder, self.save_copy))
        column.addWidget(card)
        column.addWidget(
            Text(
                _(
                    "On the next two pages you send the vendor this file and the passphrase (a "
                    "secret word that opens it), each by a way of its own. You need not open it."
                )
            )
        )
        inside = Fold("package_inside", _("What is in the file?"), _inside)
        inside.opened.connect(self._arrange)
        column.addWidget(inside)

    def enter(self) -> None:
        """Look where the file is."""
        handed.load(self.desk, self, self._loaded, self._not_loaded)

    def refresh(self) -> None:
        """The path once it is known, and in words what can be seen of it: never an empty card."""
        if self._path:
            said = _("The encrypted file was saved here:")
        elif self._read:
            said = _("Aikagi can't tell where the file is.")
        else:
            said = _("Looking where the file is …")
        self.where.say(said)
        state = "good" if self._path else "warn" if self._read else "busy"
        self.mark.show_state(state)
        self.card.tint(theme.STATES[state][1], "" if state == "busy" else state)
        self.saved_path.setVisible(bool(self._path))
        self.saved_path.setText(self._path)
        self.saved_path.setAccessibleDescription(self._path)
        for pressed in (self.show_in_folder, self.save_copy):
            pressed.setEnabled(bool(self._path))

    def first_focus(self) -> QWidget | None:
        """The button that shows it."""
        return self.show_in_folder

    def _loaded(self, record: Handover | None) -> None:
        self._path, self._read = record.zip_path if record else "", True
        self.refresh()
        picture.take(self.desk, record)
        path = Path(self._path)
        self.desk.background.ask(self, lambda _token: path.is_file(), self._seen)

    def _not_loaded(self, trouble: Trouble) -> None:
        self._read = True
        self.refresh()
        self.show_trouble(trouble)

    def _seen(self, there: bool) -> None:
        if not there:
            self.show_note(
                _("The file isn't where Aikagi has saved it."),
                _(
                    "If you have moved it, go on. If it is lost, use “Re-issue” on the home "
                    "window: it makes a new file, and the old one is worthless."
                ),
            )

    def _show(self) -> None:
        if not self.desk.open_url(folder_url(self._path)):
            self.show_note(*not_opened(Path(self._path).parent))

    def _choose(self) -> None:
        ask_folder(self, _("Save a copy in"), str(Path(self._path).parent), self._copy)

    def _copy(self, folder: str) -> None:
        path = Path(self._path)

        def copy(_token: Token) -> Path:
            from app.package import save_copy

            return save_copy(path, Path(folder))

        self.work(copy, self._copied, saying=_("Saving a copy …"))

    def _copied(self, path: Path) -> None:
        self.show_note(_("A copy is saved."), str(path), state="good")


def _inside(column: QVBoxLayout) -> None:
    for words in (
        _(
            "The vendor's sign-in details: the address of the sign-in page, the user's name and "
            "its password, and a note on what to do first."
        ),
        _(
            "It is locked with a passphrase that Aikagi has made. Without it nobody can open the "
            "file: neither a stranger who finds it, nor the makers of Aikagi."
        ),
    ):
        column.addWidget(Text(words, scale=theme.SMALL))
