"""Waiting for the browser: what is going on, and the ways out of it once they are needed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer

from ui.announce import announce
from ui.bar import Bar
from ui.paste import PasteBox
from ui.widgets import Card, Text, button, flow, named
from ui.words import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from ui.desk import Desk

# A sign-in with a password and a code takes a person less; then the way back may be blocked.
LATE_MS = 50_000
NEAR_SECONDS = 120  # before the waiting ends: then more time is offered
SECOND_MS = 1000


def opened(desk: Desk) -> tuple[str, str]:
    """What the browser shows now, and what to choose there."""
    if desk.settings.practice:
        return (
            _("The practice page is open in your browser. Press its first button."),
            _("At AWS you would sign in there as the root user. Here no password is needed."),
        )
    return (
        _("Your browser is open at AWS. Sign in there as the root user."),
        _(
            "Choose “Root user” (the owner), not “IAM user” (who was let in later). Aikagi "
            "waits ten minutes, or longer."
        ),
    )


class WaitCard(Card):
    """A sentence, a bar, Cancel; after a while also what may be wrong, other ways, and more time.

    Whoever is signing in needs none of those ways, and would wonder which of them to press.

    `more` lets the waiting begin anew; it gives the seconds that are left then, 0 for none.
    """

    def __init__(
        self,
        cancel: Callable[[], None],
        copy_link: Callable[[], None],
        again: Callable[[], None],
        more: Callable[[], float],
        paste: PasteBox,
    ) -> None:
        super().__init__()
        self._sentence, self._note = Text(bold=True), Text(tint="muted")
        self.cancel_button = button("sign_in_cancel", _("Cancel"), cancel)
        self.copy_link = button("copy_link", _("Copy the link"), copy_link)
        self.again = button("start_again", _("Start again"), again)
        self.near, self.late = Text(), Text()
        named(self.near, "sign_in_near")
        named(self.late, "sign_in_late")
        self.near.say(_("Aikagi stops waiting in two minutes. You can start again then, too."))
        self.more = button("sign_in_more_time", _("Wait ten more minutes"), self._extend)
        self._more = more
        self.paste = paste
        self._timer, self._end = (QTimer(self, singleShot=True) for _number in range(2))
        self._end.setTimerType(Qt.TimerType.PreciseTimer)  # the other kinds may be a twentieth late
        self._timer.timeout.connect(self._grow)
        self._end.timeout.connect(self._ends_soon)
        bar = Bar("sign_in_progress", _("Waiting for the sign-in"))
        for widget in (self._sentence, self._note, bar):
            self.column.addWidget(widget)
        self.column.addLayout(flow(self.cancel_button, self.copy_link, self.again))
        self.column.addWidget(self.near)
        self.column.addLayout(flow(self.more))
        self.column.addWidget(self.late)
        self.column.addWidget(paste)
        self._ways: tuple[QWidget, ...] = (self.copy_link, self.again, paste.opener)
        self.reset()

    def offer_ways(self) -> None:
        """Something has gone wrong, or help was asked for: show the other ways."""
        for way in self._ways:
            way.setVisible(way is not self.paste.opener or not self.paste.is_open)

    def has_no_browser(self) -> None:
        """None could be opened: the customer has to."""
        self.say(
            _("Waiting for you to sign in as the root user."),
            _("Copy the link, and open it in a browser yourself."),
        )
        self.offer_ways()

    def say(self, sentence: str, note: str) -> None:
        """Show and announce what is going on."""
        self._sentence.say(sentence)
        self._note.say(note)
        announce(self, f"{sentence} {note}")

    def note(self, text: str) -> None:
        """Show and announce another word on it."""
        self._note.say(text)
        announce(self, text)

    def can_be_late(self) -> None:
        """The browser is open: from now on its answer can be missing."""
        self._timer.start(LATE_MS)

    def ends_in(self, seconds: float) -> None:
        """Nobody waits longer than `seconds` from now: two minutes before, more time is offered."""
        self._offer_more(False)
        self._end.start(int(max(seconds - NEAR_SECONDS, 0) * SECOND_MS))

    def _extend(self) -> None:
        if seconds := self._more():
            self.ends_in(seconds)
            self.note(_("Aikagi waits ten more minutes."))

    def _ends_soon(self) -> None:
        self._offer_more(True)
        announce(self, f"{self.near.plain} {self.more.text()}")

    def _offer_more(self, offered: bool) -> None:
        if not offered and self.more.hasFocus():
            self.cancel_button.setFocus()
        self.near.setVisible(offered)
        self.more.setVisible(offered)

    def offer(self, *, link: bool) -> None:
        """Whether there is a link to be copied and a code to be pasted."""
        for made in (self.copy_link, self.paste):
            made.setEnabled(link)

    def reset(self) -> None:
        """Be ready for the next time. Nothing of this one stays."""
        for timer in (self._timer, self._end):
            timer.stop()
        self._offer_more(False)
        self.late.hide()
        self.paste.clear()
        for way in self._ways:
            way.hide()
        self.copy_link.setText(_("Copy the link"))

    def copied(self) -> None:
        """Say that the link is in the clipboard."""
        self.copy_link.setText(_("Copied"))
        announce(self, _("Copied"))

    def _grow(self) -> None:
        """Nothing has come: it may yet, so this only helps."""
        words = _(
            "Nothing has arrived from the browser yet. If you are still signing in there, take "
            "your time. If the browser says that it is done, or that it can't open 127.0.0.1, "
            "something on this computer blocks the way back: paste a code instead."
        )
        self.late.say(words)
        self.late.show()
        self.offer_ways()
        self.paste.suggest()
        announce(self, words)
