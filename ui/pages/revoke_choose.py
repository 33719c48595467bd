"""Whom to shut out, and how."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from app.work import Token
from ui import review_makers, revocation, spacing
from ui.orgcard import OrganizationCard
from ui.page import Page
from ui.pair import Pair, held
from ui.revoke_demand import Demand
from ui.revoke_listing import Listed, ask_vendors, listed, meant
from ui.revoke_modes import REDUCE, Modes
from ui.revoke_rows import row
from ui.rowlist import RowList
from ui.widgets import Text, button, flow, stacked
from ui.words import _

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.handoverfile import Handover
    from app.review.event import Maker
    from app.revoke_choice import Choice

LIST_EM, BESIDE_EM = 5.4, 24.0


class RevokeChoose(Page):
    """The account's users, those on record first, and three ways to go on with one."""

    def headline(self) -> str:
        """What the customer gets."""
        return _("Whom do you want to shut out, and how?")

    def build(self, column: QVBoxLayout) -> None:
        """The list, the file from another computer, and the ways."""
        spacing.tight(column)
        self._found, self._demand = Listed(), Demand(self)
        self._makers: Mapping[str, Maker] | None = None
        self._vendors: Mapping[str, str] = {}
        self.users = RowList("revoke_user", _("Users of your AWS account"), radio=True)
        self.users.chosen_changed.connect(self._chosen)
        self.where = Text(tint="muted")
        choose = _("Open a vendor record …")
        self.open_file = button("open_handover_file", choose, self._choose_file)
        self.again = button("list_again", _("Refresh the list"), self.look)
        self.organization = OrganizationCard()
        column.addWidget(self.organization)
        at_right = held(flow(self.again, self.open_file))
        whom = stacked(Text(_("1. Whom"), bold=True), self.where, gap=0)
        self._above = Pair(held(whom), at_right, room=BESIDE_EM, shares=(1, 0))
        self._above.turned.connect(lambda _beside: self._fit())
        column.addWidget(self._above)
        column.addWidget(self.users, 50)
        self.modes = Modes()
        self.modes.chosen.connect(self._mode_chosen)
        self.modes.reduced.connect(self._reduced)
        self.modes.less.grown.connect(self._arrange)
        column.addWidget(Text(_("2. How"), bold=True))
        column.addWidget(self.modes)

    def _fit(self) -> None:
        """Where the page scrolls, narrow or with rights to choose, the list in it doesn't, too."""
        scrolls = not self._above.beside or self.facts.revoke_mode == REDUCE
        self.users.take_room(0 if scrolls else LIST_EM, grows=False)

    def _mode_chosen(self, mode: str) -> None:
        revocation.of(self.desk).mode_said = True
        self.desk.know(revoke_mode=mode)
        self._chosen(self.users.chosen)
        if mode == REDUCE:
            self._reveal(self.modes.less)

    def _reduced(self) -> None:
        shared, less = revocation.of(self.desk), self.modes.less
        shared.mode_said, mfa = True, less.mfa.box.isChecked()
        if mfa != self.facts.reduce_mfa:
            shared.mfa_said = self.facts.revoke_user
        self.desk.know(reduce_rights=less.rights, reduce_mfa=mfa)

    # --- who is there ------------------------------------------------------------------------
    def enter(self) -> None:
        """Look who is there: each time, since the account may have changed meanwhile."""
        self.desk.know(confirmed=False)
        self.organization.look(self.desk)
        self.look()

    def look(self) -> None:
        """List the users."""
        session = self.desk.session
        if session is None:
            self.ask_to_sign_in()
            return

        self._demand.forget()
        self.work(
            lambda token: listed(session, self.desk.records, token),
            self._seen,
            saying=_("Looking who is in the account …"),
            waiting=True,
        )

    def signed_in_again(self) -> None:
        """Look, now that it is possible."""
        super().signed_in_again()
        self.look()

    def _seen(self, found: Listed) -> None:
        self._found = found
        self._show_users()
        shared = revocation.of(self.desk)
        unknown = [c.user for c in shared.choices if c.handover is None]
        if self._makers is None and unknown:
            self._makers = {}
            review_makers.makers(self.desk, self, self._made)
            ask_vendors(self.desk, self, unknown, self._tagged)
        if shared.unlisted is not None:
            opened, shared.unlisted = shared.unlisted, None
            self._opened(opened)

    def _made(self, makers: Mapping[str, Maker]) -> None:
        """Who made each user is known a while later, if at all."""
        self._makers = makers
        self._fill(self.users.chosen)

    def _tagged(self, vendors: Mapping[str, str]) -> None:
        """So are the vendors that tags name."""
        self._vendors = vendors
        self._fill(self.users.chosen)

    def _fill(self, wish: str) -> None:
        makers = self._makers or {}
        rows = []
        for choice in revocation.of(self.desk).choices:
            maker = None if choice.handover else makers.get(choice.user.user_id)
            tagged = self._vendors.get(choice.user.user_id, "")
            rows.append(row(choice, maker.who if maker else "", tagged))
        self.users.fill(rows, wish)

    def _show_users(self) -> None:
        from app import revoke_choice

        shared = revocation.of(self.desk)
        account, users, recorded = self._found.account, self._found.users, self._found.recorded
        opened = [h for h in shared.opened if h.id not in {r.id for r in recorded}]
        handovers = (*recorded, *opened)
        shared.account = account
        shared.choices = revoke_choice.choices(users, handovers, account)
        wish = self.facts.revoke_user or shared.wanted or meant(shared.choices)
        self._fill(wish)
        self._chosen(self.users.chosen)
        gone = revoke_choice.gone(users, handovers, account)
        if gone:
            names = _("”, “").join(sorted({h.user_name for h in gone}))
            self.show_note(
                _("On record, but not in the account any more: “{names}”").format(names=names),
                _("Somebody has deleted it already. With this user nobody can get in."),
                state="good",
            )
        elif self._found.unread:
            self.show_note(
                _("What is on record on this computer couldn't be read."),
                _("The users are all listed, since AWS lists them. Choose the vendor's."),
            )
        elif account and not users:
            self.show_note(
                _("There is no user in this account, so there is nobody to shut out."),
                _("If the vendor was let into another account, sign in to that one."),
                state="good",
            )

    def _chosen(self, user_id: str) -> None:
        shared, choice = revocation.of(self.desk), revocation.of(self.desk).choice(user_id)
        name, mode = choice.user.name if choice else "", self._mode_for(choice)
        mfa = self.facts.reduce_mfa if shared.mfa_said == user_id else self._demand.of(choice)
        self.desk.know(revoke_user=user_id, revoke_name=name, revoke_mode=mode, reduce_mfa=mfa)
        if mode == REDUCE:
            self._demand.learn(choice, lambda: self._chosen(self.users.chosen))

    def _mode_for(self, choice: Choice | None) -> str:
        """What was said, or what goes with the contract: one who maintains stays, with less."""
        shared, mode = revocation.of(self.desk), self.facts.revoke_mode or "disable"
        if shared.mode_said or shared.mode != "disable":
            return mode
        handover = choice.handover if choice else None
        stays = handover is not None and handover.contract == "A" and handover.state == "made"
        return REDUCE if stays else "disable"

    # --- the file from another computer ------------------------------------------------------
    def _choose_file(self) -> None:
        dialog = QFileDialog(self, _("Open a vendor record …"))
        dialog.setObjectName("handover_file_dialog")
        dialog.setNameFilter(_("Vendor record (*.json)"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda path: self.read_file(Path(path)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def read_file(self, path: Path) -> None:
        """Use what the vendor record at `path` says."""

        def work(_token: Token) -> Handover:
            from app.records import read_handover_file

            return read_handover_file(path)

        self.work(work, self._opened, saying=_("Reading the file …"), waiting=True)

    def _opened(self, handover: Handover) -> None:
        account, users, shared = self._found.account, self._found.users, revocation.of(self.desk)
        shared.opened = [h for h in shared.opened if h.id != handover.id]
        if account and handover.account != account:
            what = _("This file belongs to the AWS account {theirs}.")
            then = _("You are signed in to {ours}. Sign in to the other one first.")
            self.show_note(what.format(theirs=handover.account), then.format(ours=account))
            return
        shared.opened.append(handover)
        if not account:  # nobody has been listed yet, or AWS refused to
            shared.unlisted = handover
            self.look()
            return
        present = any(user.user_id == handover.user_id for user in users)
        if present:
            self.desk.know(revoke_user=handover.user_id)
        self._show_users()
        if present:
            self.show_note(
                _("Found: “{name}” is the user of this file.").format(name=self.facts.revoke_name),
                state="good",
            )

    # --- what is shown -----------------------------------------------------------------------
    def refresh(self) -> None:
        """The chosen way, and where we are."""
        self.modes.show_choice(self.facts)
        if self._content is not None:  # whom and how are seen at one glance
            self._content.be_small(True)
        self._fit()
        text = _("AWS account {account}").format(account=self.facts.account)
        self.where.say(text if self.facts.account else "")

    def first_focus(self) -> QWidget | None:
        """The list."""
        return self.users
