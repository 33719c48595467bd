"""How the account stands, as AWS says itself: what must be done, and what is recommended."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout

from app.journey import promise_counts
from ui import theme
from ui.checkacts import CheckActs
from ui.checkfix import LOOK, offers
from ui.checkrow import CheckRow
from ui.checksgood import GoodChecks
from ui.checksummary import CheckSummary
from ui.checkwords import CHECKS, advice, by_urgency, learnt, title
from ui.mfalater import MfaLater, promised
from ui.page import Page
from ui.words import _, say

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtWidgets import QWidget

    from app.checks import Outcome
    from app.journey import Step
    from app.session import RootSession
    from app.troubles import Trouble
    from app.work import Token
    from ui.background import Errand
    from ui.desk import Desk

GATES = frozenset({"root_mfa", "activated"})  # the journey's rule asks for these


class SecurityCheck(Page):
    """A row for each check, each with what to do; what must be done stands on top."""

    def __init__(self, desk: Desk, step: Step) -> None:
        super().__init__(desk, step)
        self._account = ""  # whose outcomes these are
        self._outcomes: dict[str, Outcome] = {}
        self._looking: dict[str, Errand] = {}
        self._told: set[str] = set()  # of those being looked at, what is known already
        self._order: tuple[str, ...] = CHECKS
        self.rows: dict[str, CheckRow] = {}
        self.acts = CheckActs(self)
        self.state_changed.connect(self._enable)

    def headline(self) -> str:
        """What the customer gets."""
        return _("Is your account safe and ready?")

    def build(self, column: QVBoxLayout) -> None:
        """What there is to do in a sentence, the rows that need a look, the rest in one line."""
        self.acts.forget()
        column.setSpacing(theme.em(0.4))
        self.summary = CheckSummary(self.look)
        self.recheck = self.summary.recheck
        self.rows = {name: self._row(name) for name in CHECKS}
        self.later_card = MfaLater(lambda ticked: self.desk.know(**promised(ticked)))
        self.later = self.later_card.tick
        self._list = QVBoxLayout()
        self._list.setSpacing(theme.em(0.35))
        self.right = GoodChecks()
        self.right.opened.connect(self._arrange)
        column.addWidget(self.summary)
        column.addLayout(self._list)  # empty still: tests/support/layoutitems.py
        self._sort()
        column.addWidget(self.right)

    def _row(self, name: str) -> CheckRow:
        return CheckRow(name, title(name), lambda: self.look((name,)))

    def _sort(self) -> None:
        """Put the rows in order, the good ones away; the words for later belong to MFA's row."""
        states = self._states()
        good = tuple(name for name in self._order if states[name] == "good")
        for name in self._order:
            if name not in good:
                self._list.addWidget(self.rows[name])
            if name == "root_mfa":
                self._list.addWidget(self.later_card)
        self.right.take(tuple(self.rows[name] for name in good), alone=len(good) == len(CHECKS))

    # --- coming and going --------------------------------------------------------------------
    def enter(self) -> None:
        """Look at what hasn't been seen yet."""
        if self.desk.session is not None or self.facts.root_mfa is None:
            self.look([name for name in CHECKS if name not in self._outcomes])

    def leave(self) -> None:
        """Stop looking."""
        self.acts.weigh_next()
        while self._looking:
            self._looking.popitem()[1].drop()

    def signed_in_again(self) -> None:
        """Look now."""
        super().signed_in_again()
        self.look()

    def to_press(self) -> tuple[QWidget, ...]:
        """Check again."""
        return (self.recheck,)

    def validatePage(self) -> bool:
        """Next passes by a form that was begun only where the customer says so."""
        return self.acts.may_go_on()

    def isComplete(self) -> bool:
        """The journey's rule, by what has been seen, not by what is just being looked at."""
        waits = GATES & (self._looking.keys() - self._told)
        seen = self.facts.root_mfa is not None and not waits
        return super().isComplete() and seen and not (self._content and self.message.asks)

    def show_trouble(self, trouble: Trouble) -> None:
        """Signing in again, where it is due, comes before going on."""
        super().show_trouble(trouble)
        self.message.again.set_primary(self.message.asks)
        self.shown_again()

    # --- looking -----------------------------------------------------------------------------
    @property
    def looking(self) -> bool:
        """Whether any check is being looked at."""
        return bool(self._looking)

    def look(self, names: Iterable[str] = CHECKS, *, after_trouble: bool = False) -> None:
        """Ask AWS how these stand. `after_trouble`: its message stays, and no other comes."""
        todo = tuple(name for name in names if name not in self._looking)
        session = self.desk.session
        if not todo or self.working:
            return
        if session is None:
            self.ask_to_sign_in()
            return
        if not after_trouble:
            self.clear_message()

        def ask(token: Token) -> tuple[Outcome, ...]:
            from app import checks

            return checks.look(session, todo, token)

        errand = self.desk.background.run(
            self,
            ask,
            lambda seen: self._seen(session, todo, seen),
            lambda trouble: self._not_seen(todo, None if after_trouble else trouble),
            lambda outcome: self._heard(session, outcome),
        )
        self._looking.update(dict.fromkeys(todo, errand))
        self._told -= set(todo)
        self.shown_again()

    def _heard(self, session: RootSession, outcome: Outcome) -> None:
        """One of several is known: its row needn't wait for the others."""
        if session is self.desk.session:
            self._told.add(outcome.check)
            self._take(outcome)
            self.desk.know(**learnt((outcome,)))
            self.shown_again()

    def _take(self, outcome: Outcome) -> None:
        before = self._outcomes.get(outcome.check)
        if before is not None and before.detail != outcome.detail:
            self.acts.close(outcome.check)  # it was made from what isn't so any more
        self._outcomes[outcome.check] = outcome

    def _seen(
        self, session: RootSession, names: tuple[str, ...], seen: tuple[Outcome, ...]
    ) -> None:
        self._looking = {n: e for n, e in self._looking.items() if n not in names}
        if session is not self.desk.session:
            return  # signed out, or somebody else meanwhile
        for outcome in seen:
            self._take(outcome)
        if len(names) > 1:
            self._order = by_urgency(self._states())
            self._sort()
        self.desk.know(**learnt(seen))
        self.shown_again()
        alone = self.rows[names[0]].accessibleName()
        self.announce(self.summary.spoken if len(names) > 1 else alone)

    def _not_seen(self, names: tuple[str, ...], trouble: Trouble | None) -> None:
        self._looking = {n: e for n, e in self._looking.items() if n not in names}
        self.shown_again()
        if trouble is not None:
            self.show_trouble(trouble)

    def _act(self, name: str, what: str) -> None:
        if what == LOOK:
            self.look((name,))
        else:
            self.acts.open(what, self._outcomes[name])

    # --- what is shown -----------------------------------------------------------------------
    def shown_again(self) -> None:
        """Something has changed that isn't among the facts."""
        self._facts_changed()

    def _states(self) -> dict[str, str]:
        return {n: self._outcomes[n].state if n in self._outcomes else "" for n in CHECKS}

    def refresh(self) -> None:
        """What AWS said, and what to do about it."""
        if self.facts.account != self._account:
            self._account, self._outcomes = self.facts.account, {}
            self.acts.belong_to(self._account)
        for name, row in self.rows.items():
            self._show(name, row)
        self._enable()
        self.later_card.setVisible(self.facts.root_mfa is False)
        self.later.set_ticked(promise_counts(self.facts))
        states = self._states()
        plan = self._outcomes.get("account_plan")
        self.summary.show_states(states, self.facts, plan, looking=self.looking)
        self.summary.setVisible(not self.message.asks)  # it says that one can go on
        first = next((name for name in self._order if states[name] == "must"), None)
        for name, row in self.rows.items():
            row.set_main(name == first and not self.isComplete())

    def _show(self, name: str, row: CheckRow) -> None:
        outcome = self._outcomes.get(name)
        if outcome is None:
            row.say("", "", "")
            row.offer(None)
        else:
            row.say(outcome.state, say(outcome.word), advice(outcome))
            asked = self.acts.is_open(name)
            do = partial(self._act, name)
            row.offer(*((None, None) if asked else offers(outcome, self.open_aws, do)))
        if name in self._looking and name not in self._told:
            row.look_on()

    def _enable(self) -> None:
        """While something is being put right, nothing else is begun."""
        if self._content is None:
            return
        self.recheck.setEnabled(not self.working)
        self.acts.set_enabled(not self.working)
        for row in self.rows.values():
            row.set_usable(not self.working)
