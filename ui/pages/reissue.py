"""A new password, file and passphrase: what will happen, where the file goes, and the button."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from app.handoverfile import Handover
from app.messages import Message
from app.plan import Progress
from app.troubles import WRONG_ACCOUNT, Trouble
from app.work import Token
from ui import theme
from ui.fold import Fold
from ui.folders import FolderField, first_there, usual_folders
from ui.page import Page
from ui.when import day
from ui.widgets import Card, Mark, Text, Value, button, headed, row
from ui.words import _, say

if TYPE_CHECKING:
    from PySide6.QtWidgets import QVBoxLayout, QWidget


class Reissue(Page):
    """One page and one act."""

    def headline(self) -> str:
        """What the customer gets."""
        return _("Re-issue the vendor's password")

    def build(self, column: QVBoxLayout) -> None:
        """Whose, what happens, where to, and the button."""
        column.setSpacing(theme.em(0.6))
        self.whose = Value("reissue_whose", _("For whom"))
        self.save_to = FolderField(self.desk, "reissue_folder", _("Where the new file goes"))
        self.save_to.changed.connect(self.refresh)
        when = Fold("reissue_when", _("When is this right?"), _when)
        when.opened.connect(self._arrange)
        for widget in (self.whose, self._warning(), when, self.save_to):
            column.addWidget(widget)
        self.make = button("reissue_now", _("Re-issue the password now"), self.press, primary=True)
        column.addLayout(row(self.make))

    def _warning(self) -> Card:
        card = Card("warn_soft", edge="warn")
        first = Text(
            _("One press stops the old password at once, even if the vendor is at work."), bold=True
        )
        card.column.addLayout(headed(Mark("warn"), first))
        card.column.addWidget(
            Text(
                _(
                    "Then you send the vendor the new file and the new passphrase, in two "
                    "different ways. The old ones are worthless."
                )
            )
        )
        return card

    @property
    def handover(self) -> Handover | None:
        """The hand-over that the window was opened for."""
        found = self.desk.property("reissue")
        return found if isinstance(found, Handover) else None

    def enter(self) -> None:
        """Offer the folder that was used last."""
        if not self.save_to.folder:
            last = Path(self.facts.folder) if self.facts.folder else None
            folders = (*((last,) if last else ()), *usual_folders())
            self.desk.background.ask(
                self, lambda _: first_there(folders), self._offer, lambda _: None
            )

    def _offer(self, folder: Path | None) -> None:
        if folder is not None and not self.save_to.folder:
            self.save_to.set_folder(str(folder))

    def leave(self) -> None:
        """No check of a folder goes on."""
        self.save_to.stop()

    def press(self) -> None:
        """Do it."""
        session, handover, desk = self.desk.session, self.handover, self.desk
        if handover is None:
            return
        if session is None:
            self.ask_to_sign_in()
            return
        if session.identity.account != handover.account:
            self.show_trouble(Trouble(WRONG_ACCOUNT))
            return
        folder = Path(self.save_to.folder).expanduser()
        desk.know(folder=str(folder))

        def act(token: Token) -> Handover:
            from app import handover as letting_in

            return letting_in.reissue(session, handover, folder, desk.records, desk.settings, token)

        self.work(
            act,
            self._done,
            saying=_("Getting ready …"),
            progress=self._follow,
            failed=self._failed,
            cancelled=self._cancelled,
        )
        self.refresh()

    def expected_account(self) -> str:
        """The account that the vendor was let in to."""
        return self.handover.account if self.handover else super().expected_account()

    def signed_in_again(self) -> None:
        """Signed in: the button can be pressed again."""
        super().signed_in_again()
        self.refresh()

    def _follow(self, report: object) -> None:
        if isinstance(report, Message):
            self.busy.tell(f"{say(report)} …")
        elif isinstance(report, Progress):
            if not report.done:
                self.busy.tell(f"{say(report.action.message)} …")
            self.busy.step(report.number - (not report.done), report.total)

    def _done(self, handover: Handover) -> None:
        from ui.reissue import ReissueWizard

        self.desk.setProperty("reissue", handover)
        self.refresh()
        wizard = self.wizard()
        if isinstance(wizard, ReissueWizard) and self.isVisible():
            wizard.finish(handover)

    def _failed(self, trouble: Trouble) -> None:
        self.show_trouble(trouble)
        self.refresh()

    def _cancelled(self) -> None:
        self.show_note(
            _("Stopped, as you wished."),
            _("The password, file and passphrase that the vendor has are as they were."),
        )
        self.refresh()

    def refresh(self) -> None:
        """For whom, and whether it can be done."""
        handover = self.handover
        if handover is not None:
            vendor = f"{handover.vendor} · " if handover.vendor else ""
            name = _("User {name}").format(name=handover.user_name)
            account = _("AWS account {account}").format(account=handover.account)
            since = _("let in {when}").format(when=day(handover.made_at))
            self.whose.setText(f"{vendor}{name} · {account} · {since}")
        self.save_to.setEnabled(not self.working)
        ready = bool(self.save_to.folder) and not self.save_to.bad
        self.make.setEnabled(ready and handover is not None and not self.working)

    def first_focus(self) -> QWidget | None:
        """The folder."""
        return self.save_to.line

    def to_press(self) -> tuple[QWidget, ...]:
        """Do it."""
        return (self.make,)


def _when(column: QVBoxLayout) -> None:
    words = _("When the file or the passphrase was lost, never arrived, or may have been seen.")
    column.addWidget(Text(words, scale=theme.SMALL))
