"""Shutting out, step by step, with the one sentence that matters as soon as it is true."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.opensessions import STILL
from app.plan import Progress
from app.troubles import WRONG_ACCOUNT, Trouble
from ui import revocation, revoke_acting, theme
from ui.page import Page
from ui.revoke_stopping import ask_to_stop
from ui.rowlist import Row, RowList
from ui.shutout import ShutOut, shut_out_words
from ui.spacing import tight
from ui.widgets import Text, button, row
from ui.words import _, say

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QVBoxLayout, QWidget

    from app.revoke import Outcome

LATEST = 2


class RevokeProgress(Page):
    """What is being done, what has been done, and whether the vendor is out."""

    _watching = False  # that it is watched has been said
    _ended = ""  # the step that was done last, while it is still named as what is going on

    def headline(self) -> str:
        """What the customer gets; once that is there, it says so."""
        if revocation.of(self.desk).shut_out:
            return _("Shut out. Finishing the rest …")
        return _("Shutting out, step by step")

    def build(self, column: QVBoxLayout) -> None:
        """The big sentence, the steps, and the way to try again."""
        tight(column)
        self.out = ShutOut(full=True)
        column.addWidget(self.out)
        self.note = Text(tint="muted", scale=theme.SMALL)
        column.addWidget(self.note)
        self.steps = RowList("revoke_steps", _("Done last"), choice=False)
        column.addWidget(self.steps)
        self.again = button("try_again", _("Try again"), self.start, primary=True)
        self.main_button = self.again
        column.addLayout(row(self.again))

    # --- the act -----------------------------------------------------------------------------
    def enter(self) -> None:
        """Begin, unless it is done."""
        if not self.facts.revoked and not self.working:
            self.start()

    def start(self) -> None:
        """Do it, or carry on with what is left."""
        self.steps.fill([])
        self._watching, self._ended = False, ""
        session = self.desk.session
        if session is None:
            self.ask_to_sign_in()
        elif session.identity.account != revocation.of(self.desk).account:
            self.show_trouble(Trouble(WRONG_ACCOUNT))
        else:
            self.work(
                revoke_acting.act(self.desk, session),
                self._done,
                saying=self._saying(),
                progress=self._heard,
                failed=self._failed,
                cancelled=self._stopped,
            )
            self.busy.asks = self._ask_before_stopping
        self.refresh()

    def _ask_before_stopping(self, stop: Callable[[], None]) -> None:
        """While the vendor can still get in, one press too many shall not leave it so."""
        if revocation.of(self.desk).shut_out or self.facts.revoke_mode == "reduce":
            stop()
        else:
            ask_to_stop(self, stop)

    def _saying(self) -> str:
        if self.facts.revoke_mode == "reduce":
            return _("Looking at the rights that it has …")
        return _("Blocking the user …")

    def _heard(self, report: object) -> None:
        from app.revoke import CutOff, Holding, Open

        if isinstance(report, Open):
            revocation.of(self.desk).shut_out = False
            self.busy.tell(_("Somebody took the block away. It is being put back …"))
            self.refresh()
        elif isinstance(report, CutOff):
            revocation.of(self.desk).shut_out = True
            self.announce(shut_out_words())
            self.announce(say(STILL))
            self.refresh()
        elif isinstance(report, Holding):
            self._hold(round(report.seconds))
        elif isinstance(report, Progress):
            revocation.of(self.desk).tried = True
            sentence = say(report.action.message)
            # Not full before the look that comes last has seen it.
            self.busy.step(report.number - (not report.done), report.total + 1)
            if report.done:
                self.busy.say(sentence, aloud=False)  # it was told as it began
                self._ended = sentence
            else:
                self._list_ended()
                self.busy.tell(sentence)

    def _hold(self, seconds: int) -> None:
        """Said aloud once: a screen reader needn't count the seconds."""
        self._list_ended()
        counted = _("Watching that nobody takes the block away: {seconds} seconds more …")
        sentence = counted.format(seconds=seconds)
        if self._watching:
            self.busy.say(sentence, aloud=False)
        else:
            self._watching = True
            self.busy.tell(sentence)

    def _list_ended(self) -> None:
        """What isn't going on any more goes into the list: nothing stands on the page twice."""
        sentence, self._ended = self._ended, ""
        if sentence:
            self._add_step(sentence)

    def _add_step(self, sentence: str) -> None:
        last = self.steps.item(self.steps.count() - 1) if self.steps.count() else None
        if last is None or last.text() != sentence:
            if self.steps.count() == LATEST:  # what is going on stays in sight
                self.steps.takeItem(0)
            self.steps.add(Row(sentence, mark="good", value=sentence))
            self.steps.show()

    def _done(self, outcome: Outcome) -> None:
        shared = revocation.of(self.desk)
        shared.outcome, shared.shut_out = outcome, outcome.shut_out
        shared.reviewing.review = None  # what was looked at before the act is out of date
        self.desk.know(revoked=True, shut_out=outcome.shut_out, reviewed=False)
        if self.isVisible():  # not where the window is closing
            self.wizard().next()

    def _failed(self, trouble: Trouble) -> None:
        self._list_ended()
        self.show_trouble(trouble)
        self.refresh()

    def _stopped(self) -> None:
        self._list_ended()
        if revocation.of(self.desk).tried:
            self.show_note(
                _("Stopped. What was done stays."),
                _("Press “Try again” to go on with what is left."),
            )
        else:
            self.show_note(
                _("Stopped before anything was changed."),
                _("Everything is as it was. Press “Try again” to go on."),
            )
        self.refresh()

    def signed_in_again(self) -> None:
        """Carry on."""
        super().signed_in_again()
        self.start()

    # --- what is shown -----------------------------------------------------------------------
    def refresh(self) -> None:
        """Whether the vendor is out, and whether it is to be tried again."""
        out = revocation.of(self.desk).shut_out
        self.out.setVisible(out)
        if self._content is not None:
            self._content.heading.words.say(self.headline())
            self.setAccessibleName(self.headline())
        stays = _("If you cancel, what was done by then stays.")
        if out:
            stays = _("Cancel stops what is left to do. The block on the user stays.")
        self.note.say(stays)
        self.note.setVisible(self.working)
        self.steps.setVisible(self.steps.count() > 0)
        self.again.setVisible(not self.working and not self.facts.revoked)

    def first_focus(self) -> QWidget | None:
        """Nothing while it works: Enter shall not stop the blocking."""
        return None if self.working else self.again
