"""What the customer says about the vendor's user: its name, its rights, and where the file goes."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ui import theme
from ui.fieldnote import FieldNote
from ui.folders import FolderField
from ui.guards import policy_name
from ui.protection import Protection, about_mfa
from ui.wanted import Proposal, Wanted, ends_at, theirs
from ui.wholechoice import WholeChoice
from ui.widgets import Text, Tick, field, named, stacked
from ui.words import _, say

if TYPE_CHECKING:
    from app.grant import Holder, Wish
    from app.handoverfile import Handover
    from app.messages import Message
    from ui.desk import Desk

ADMINISTRATOR = "arn:aws:iam::aws:policy/AdministratorAccess"
QUIET_MS = 300  # without a key pressed, before AWS is asked about a name


class VendorForm(QWidget):
    """The fields, each with what is wrong with it right below."""

    name_settled = Signal()  # a name stands, and nobody has typed for a moment
    changed = Signal()  # anything at all
    unfolded = Signal()  # there is more to be seen

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._names: Mapping[str, Holder] | None = None
        self._proposed = False  # nobody has said that it is to have this name
        self.taken = False  # the name is that of a user whom Aikagi didn't make
        self.bad_name = False
        self.begun: Handover | None = None  # the record of an act that was cut short
        self._quiet = QTimer(self, singleShot=True, interval=QUIET_MS)
        self._quiet.timeout.connect(self.name_settled)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.em(0.45))
        column.addLayout(self._name_column())
        self.note = FieldNote(self.name)
        column.addWidget(self.note)
        self.take_over = Tick("take_over", *self._take_over_words(), on_change=self._take_over_said)
        self.take_over.hide()
        column.addWidget(self.take_over)
        column.addLayout(self._rights_column())
        asks = _("The vendor must use a second lock (MFA)")
        self.require_mfa = Tick("require_mfa", asks, on_change=self._said)
        self.require_mfa.box.setAccessibleDescription(about_mfa())
        self.protection = Protection(self.require_mfa)
        self.protection.changed.connect(self.changed)
        self.protection.opened.connect(self.unfolded)
        self.more = self.protection.fold  # the page's: it stands below the form and what is beside
        column.addWidget(self.protection)
        self.save_to = FolderField(desk, "save_to", _("Where the encrypted file goes"))
        self.save_to.changed.connect(self.changed)
        column.addWidget(self.save_to)
        column.addStretch(1)

    def _name_column(self) -> QVBoxLayout:
        label, self.name = field("user_name", _("Name of the vendor's user"))
        self.name.textChanged.connect(self._typed)
        return stacked(label, self.name)

    def _rights_column(self) -> QVBoxLayout:
        label = QLabel(_("What it may do"))
        label.setFont(theme.font(bold=True))
        self.permission = WholeChoice()
        named(self.permission, "permission", label.text())
        self.permission.setMinimumHeight(theme.em(2.0))
        self.permission.currentIndexChanged.connect(self._said)
        label.setBuddy(self.permission)
        everything = _("It can change and delete all.")
        self.everything = Text(everything, scale=theme.SMALL, bold=True, tint="warn")
        head = QHBoxLayout()
        head.setSpacing(theme.em(0.6))
        head.addWidget(label)
        head.addWidget(self.everything, 1)
        made = stacked(self.permission)
        made.insertLayout(0, head)
        usual = _("Needed for building. What is deleted is gone.")
        self.usual = Text(usual, scale=theme.SMALL)
        made.addWidget(self.usual)
        return made

    @staticmethod
    def _take_over_words() -> tuple[str, str]:
        return (
            _("This user is the vendor's"),
            _("Its password will be replaced, so the one in use now stops working."),
        )

    # --- filled in by the page ---------------------------------------------------------------
    def set_policies(self, policies: tuple[tuple[str, Message], ...], wanted: str) -> None:
        """Offer these rights, and `wanted` too if it is another; choose `wanted`."""
        was = self.permission.blockSignals(True)
        self.permission.clear()
        for arn, label in policies:
            self.permission.addItem(say(label), arn)
        if wanted and self.permission.findData(wanted) < 0:
            asked = _("As the vendor asks ({policy})").format(policy=policy_name(wanted))
            self.permission.addItem(asked, wanted)
        self.permission.setCurrentIndex(max(self.permission.findData(wanted), 0))
        self.permission.blockSignals(was)
        self._warn()
        view = self.permission.view()
        view.setMinimumWidth(view.sizeHintForColumn(0) + theme.em(1))  # all of each is read

    def set_names(self, names: Mapping[str, Holder] | None) -> None:
        """Know the account's users; from now on a name is judged while it is typed.

        A name that was only proposed, and is a vendor's already, gives way to one that is free.
        """
        self._names = names
        if self._proposed and names is not None:
            self._give_way(names)
        self._judge()

    def _give_way(self, names: Mapping[str, Holder]) -> None:
        from app import grant

        name = self.name.text()
        holder = names.get(name.lower())
        if holder is not None and (holder.ours or holder.record):
            self._show_name(grant.free_name(name, names))

    def fill(self, wanted: Wanted) -> None:
        """Show what was said before; the rights are offered later, by `set_policies`."""
        self._proposed = isinstance(wanted, Proposal)
        if wanted.user_name != self.name.text():
            self._show_name(wanted.user_name)
        self.require_mfa.set_ticked(wanted.require_mfa)
        self.protection.fill(wanted)
        self._judge()

    def _show_name(self, name: str) -> None:
        was = self.name.blockSignals(True)
        self.name.setText(name)
        self.name.blockSignals(was)

    # --- what it says ------------------------------------------------------------------------
    @property
    def typing(self) -> bool:
        """Whether a name has just been typed and isn't settled."""
        return self._quiet.isActive()

    @property
    def good(self) -> bool:
        """Whether nothing in it is known to be wrong."""
        wrong = self.bad_name or self.save_to.bad or not self.protection.good
        return not (wrong or self.typing)

    def folder(self) -> Path:
        """Where the file goes."""
        return Path(self.save_to.folder).expanduser()

    def wanted(self) -> Wanted:
        """What is to be kept of it."""
        return Wanted(
            user_name=self.name.text(),
            permission=str(self.permission.currentData()),
            require_mfa=self.require_mfa.box.isChecked(),
            change_password=self.protection.change_password,
            rights_later=self.protection.rights_later,
            end_date=self.protection.end_date,
        )

    def wish(self) -> Wish:
        """All of it. Only once the background has loaded `app.grant`."""
        from app.grant import Wish

        said = self.wanted()
        return Wish(
            user_name=said.user_name,
            policy_arn=said.permission,
            require_mfa=said.require_mfa,
            take_over=self.taken and self.take_over.box.isChecked(),
            change_password=said.change_password,
            rights_later=said.rights_later,
            ends_at=ends_at(said.end_date),
            **theirs(self.begun, self._desk.profile),
        )

    def settle(self) -> None:
        """The page is left: nothing is waited for any more."""
        self._quiet.stop()
        self.save_to.stop()

    # --- while it is filled in ---------------------------------------------------------------
    def _typed(self) -> None:
        self._proposed = False
        self.take_over.set_ticked(False)
        self._judge()
        self._quiet.start()
        self.changed.emit()

    def _take_over_said(self, _ticked: bool) -> None:
        self._judge()
        self.changed.emit()

    def _said(self, *_what: object) -> None:
        self._warn()
        self.changed.emit()

    def _warn(self) -> None:
        """What full rights come to, and why they are offered first."""
        for said in (self.everything, self.usual):
            said.setVisible(self.permission.currentData() == ADMINISTRATOR)

    def _judge(self) -> None:
        if self._names is None:
            return
        from app import grant

        name = self.name.text()
        problem = grant.check_name(name, self._names)
        holder = self._names.get(name.lower())
        self.taken = holder is not None and not (holder.ours or holder.record)
        forgiven = self.taken and self.take_over.box.isChecked()
        self.bad_name = problem is not None and not forgiven
        self.take_over.setVisible(self.taken)
        if problem is not None:
            self.note.note(say(problem), tint="warn" if forgiven else "bad")
        elif holder is not None and holder.record is None:
            before = _(
                "Aikagi made this user before, perhaps from another computer. It gets a new "
                "password, so the one in use now stops working."
            )
            self.note.note(before, tint="warn")
        else:
            self.note.note("")
