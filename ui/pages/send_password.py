"""Telling the passphrase: by another way than the file's, and gone once it has been told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app import delivery
from app.troubles import KEYRING_LOST, Trouble
from ui import handed, theme
from ui.choices import Choices
from ui.clipboard import SecretClipboard
from ui.fieldnote import FieldNote
from ui.page import Page
from ui.passphrasebox import PassphraseBox
from ui.saidcard import said_card
from ui.spacing import tight
from ui.widgets import Card, Mark, Text, Tick, button, headed, row
from ui.words import _, say

if TYPE_CHECKING:
    from PySide6.QtWidgets import QVBoxLayout, QWidget

    from app.handoverfile import Handover
    from app.journey import Step
    from app.work import Token
    from ui.desk import Desk


class SendPassword(Page):
    """The second of the two ways. The passphrase is here only while the page is shown."""

    def __init__(self, desk: Desk, step: Step) -> None:
        super().__init__(desk, step)
        self.clipboard = SecretClipboard(desk)  # outlives the page: it has to be cleared
        self._shown = False
        self._delivered = False

    def headline(self) -> str:
        """What the customer gets."""
        return _("Tell the vendor the passphrase")

    def build(self, column: QVBoxLayout) -> None:
        """The passphrase, the ways, the tick."""
        tight(column)
        column.setSpacing(theme.em(0.35))
        self.box = PassphraseBox(self.desk, self.clipboard)
        self.box.opened.connect(self._reveal)
        self.again = button("load_again", _("Try again"), self._load)
        self.why = Text(bold=True)
        self.channel = Choices(
            "password_channel", _("By which way do you tell the passphrase?"), beside=True
        )
        self.channel.chosen.connect(self._chosen)
        self.gone = Card("good_soft", edge="good")
        told = Text(_("Told, and removed from this computer."))
        self.gone.column.addLayout(headed(Mark("good"), told))
        self.sent = Tick(
            "password_sent",
            _("I have told the vendor"),
            _(
                "“Next” removes the passphrase for good. Nobody answers? “Continue later” keeps"
                " it. Said it wrong? “Re-issue the password …” in the home window makes a new "
                "file and passphrase."
            ),
            on_change=self._ticked,
        )
        self.missing = FieldNote(self.sent.box)
        self.said = said_card(self.sent, self.missing)
        column.addWidget(self.box)
        column.addLayout(row(self.again))
        for widget in (self.why, self.channel, self.gone, self.said):
            column.addWidget(widget)

    # --- coming and going --------------------------------------------------------------------
    def enter(self) -> None:
        """Fetch the passphrase, unless it has been told already."""
        self._shown = True
        self._delivered = self.facts.password_sent
        self.refresh()
        if self._delivered:
            self._forget()
        else:
            self._load()

    def leave(self) -> None:
        """Nothing secret stays on a page that isn't shown, nor in the keyring once it is told."""
        self._shown = False
        self.box.wipe()
        if self.facts.password_sent and not self._delivered:
            self._delivered = True
            self._forget()

    def refresh(self) -> None:
        """What was said, and the ways that are left once the file has its own."""
        facts, file = self.facts, delivery.channel(self.facts.file_channel)
        self.why.say(
            _("Not by “{way}”: the file went that way. How do you tell the passphrase?").format(
                way=_short(say(file.label))
            )
            if file
            else say(delivery.WHY_TWO_WAYS)
        )
        ways = delivery.for_password(self.desk.vendor, facts.file_channel)
        self.channel.offer((c.id, say(c.label), say(c.advice)) for c in ways)
        self.channel.set_choice(facts.password_channel)
        phone = facts.password_channel == delivery.PHONE.id
        self.box.suit(phone=phone, done=facts.password_sent)
        self.sent.set_ticked(facts.password_sent)
        lacking = facts.password_sent and not facts.password_channel
        self.missing.note(
            _("Choose above by which way you told it. Then you can go on.") if lacking else ""
        )
        self.box.setVisible(not self._delivered)
        self.gone.setVisible(self._delivered)
        self.said.setVisible(not self._delivered)
        self.again.hide()

    def first_focus(self) -> QWidget | None:
        """The ways."""
        return self.channel.first()

    def to_press(self) -> tuple[QWidget, ...]:
        """Fetch the passphrase again."""
        return (self.again,)

    # --- the passphrase ----------------------------------------------------------------------
    def _load(self) -> None:
        self.again.hide()
        desk, wanted = self.desk, self.facts.handover

        def fetch(_token: Token) -> str:
            from app import handover

            record = handed.find(desk.records, wanted)
            if record is None:
                raise Trouble(KEYRING_LOST)
            return handover.passphrase(desk.settings, record)

        self.work(
            fetch,
            self._loaded,
            saying=_("Opening this computer's password store …"),
            failed=self._not_loaded,
            waiting=True,
        )

    def _loaded(self, passphrase: str) -> None:
        if self._shown:
            self.box.show_passphrase(passphrase)

    def _not_loaded(self, trouble: Trouble) -> None:
        self.show_trouble(trouble)
        self.again.show()

    def _forget(self) -> None:
        desk, wanted = self.desk, self.facts.handover

        def forget(_token: Token) -> None:
            from app import handover

            record: Handover | None = handed.find(desk.records, wanted)
            if record is not None:
                handover.forget_passphrase(desk.settings, record)

        desk.background.ask(desk, forget)

    # --- what the customer says --------------------------------------------------------------
    def _chosen(self, channel: str) -> None:
        self.desk.know(password_channel=channel)
        handed.amend(self.desk, self, self.show_trouble, password_channel=channel)

    def _ticked(self, ticked: bool) -> None:
        self.desk.know(password_sent=ticked)
        sent_at = handed.now() if ticked else ""
        handed.amend(self.desk, self, self.show_trouble, password_sent_at=sent_at)


def _short(way: str) -> str:
    """A way without the examples in brackets."""
    return way.partition("（")[0].partition(" (")[0]
