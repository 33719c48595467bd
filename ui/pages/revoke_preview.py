"""What will be done to whom, and the name typed as the confirmation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.journey import REDUCE
from app.work import Token
from ui import revocation, theme
from ui.impactlooking import ImpactLooking
from ui.missingpapers import MissingPapers
from ui.page import Page
from ui.pair import Pair, held
from ui.plaintext import unmarked
from ui.plantext import plan_rows
from ui.quietbutton import quiet
from ui.revoke_notes import Found, TooSoon, act_words, alive_until, note_on
from ui.rowlist import RowList
from ui.spacing import tight
from ui.typedname import hint
from ui.widgets import Card, Mark, Text, Value, button, field, headed, row
from ui.words import _

if TYPE_CHECKING:
    from app.plan import Plan
    from app.revoke_state import State

LIST_EM, BESIDE_EM = 7.0, 28.0


class RevokePreview(Page):
    """The plan in plain words, the name to be typed, and the button."""

    def headline(self) -> str:
        """What the customer gets."""
        return _("This will be done. Is it right?")

    def build(self, column: QVBoxLayout) -> None:
        """Who, what is to be known before, what will be done, and the confirmation."""
        tight(column)
        column.addWidget(self._who())
        column.addLayout(self._warnings())
        self.plan = RowList("revoke_plan", _("What will be done"), choice=False)
        self.both = Pair(self.plan, self._confirmation(), room=BESIDE_EM, shares=(6, 5))
        self.both.turned.connect(lambda beside: self.plan.take_room(LIST_EM if beside else 0))
        column.addWidget(self.both, 50)

    def _who(self) -> QWidget:
        self.card = Card("surface")
        side, edge = theme.em(0.8), theme.em(0.4)
        self.card.column.setContentsMargins(side, edge, side, edge)
        self.who = Value("revoke_who", _("Who is shut out"))
        self.who.setFont(theme.font(theme.LEAD, bold=True))
        self.how = Text()
        words = QVBoxLayout()
        words.setSpacing(theme.em(0.1))
        words.addWidget(self.who)
        words.addWidget(self.how)
        self.card.column.addLayout(headed(Mark("warn"), held(words)))
        return self.card

    def _warnings(self) -> QVBoxLayout:
        """A line each; what is behind it opens."""
        made = QVBoxLayout()
        made.setSpacing(theme.em(0.3))
        self.too_soon = TooSoon()
        self.look_first = ImpactLooking(self, self._looked)
        self.impact = self.look_first.card
        self.papers = MissingPapers()
        for card in (self.too_soon, self.impact, self.papers):
            card.opened.connect(self._arrange)
            made.addWidget(card)
        return made

    def _confirmation(self) -> QWidget:
        self.confirmation = QWidget()
        column = QVBoxLayout(self.confirmation)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.em(0.4))
        label, self.name = field("confirm_name", _("To confirm, type the user's name"))
        label.setWordWrap(True)
        self.label = label
        self.name.textChanged.connect(self._typed)
        self.hint = Text(tint="muted", scale=theme.SMALL)
        usual = _("Shut out now")
        self.go_button = button("revoke_now", usual, self.press, primary=True)
        unseen = _("Don't wait (a system of yours may stop)")
        self.dont_wait = quiet("revoke_dont_wait", unseen, self._dont_wait)
        awaited = _("Please wait: Aikagi checks what would stop …")
        self.wait = Text(awaited, tint="muted", scale=theme.SMALL)
        for part in (label, self.name, self.hint):
            column.addWidget(part)
        column.addLayout(row(self.go_button))
        column.addWidget(self.wait)
        column.addLayout(row(self.dont_wait))
        column.addStretch(1)
        return self.confirmation

    # --- what is there -----------------------------------------------------------------------
    def enter(self) -> None:
        """Look at the user anew: nothing is confirmed until this has been seen."""
        self.desk.know(confirmed=False)
        self.name.clear()
        revocation.of(self.desk).state = None
        self._show(None, ())
        self.too_soon.show_until(None)
        self.look()

    def look(self) -> None:
        """Look at all that the user has, and make the plan."""
        session, facts = self.desk.session, self.facts
        if session is None:
            self.ask_to_sign_in()
            return

        record = revocation.of(self.desk).handover(facts.revoke_user)
        deletes = facts.revoke_mode == "delete"

        def work(token: Token) -> Found:
            from app import revoke

            state = revoke.look(session.clients, facts.revoke_user, token, hint=facts.revoke_name)
            less = {"rights": facts.reduce_rights, "require_mfa": facts.reduce_mfa}
            plan = revoke.plan(facts.revoke_mode, state, **less)  # type: ignore[arg-type]
            if not (deletes and state.exists):
                return Found(state, plan)
            until = alive_until(session, self.desk.records, state, record)
            return Found(state, plan, until)

        saying = _("Looking at everything that this user has …")
        self.work(work, self._seen, saying=saying, waiting=True)

    def signed_in_again(self) -> None:
        """Look, now that it is possible."""
        super().signed_in_again()
        self.look()

    def _seen(self, found: Found) -> None:
        state = found.state
        if state.user_id != self.facts.revoke_user:  # another was chosen meanwhile
            return
        revocation.of(self.desk).state = state
        if state.exists:
            self.desk.know(revoke_name=state.name)
        self._show(state, found.plan)
        self.too_soon.show_until(found.until)
        if state.exists:
            self.look_first.quick()
        note = note_on(found, self.facts.revoke_mode)
        if note is not None:
            what, then, colour = note
            self.show_note(what, then, state=colour)
        self.name.setFocus()

    @property
    def checking(self) -> bool:
        """Whether the look at what would break is still to be waited for."""
        return self.look_first.checking

    def _dont_wait(self) -> None:
        self.look_first.over()

    def _looked(self) -> None:
        if self.dont_wait.hasFocus():
            self.name.setFocus()
        self.refresh()
        self._arrange()

    def _show(self, state: State | None, plan: Plan) -> None:
        there = state is not None and state.exists
        self.plan.fill(plan_rows(plan))
        for widget in (self.impact, self.plan, self.both, self.confirmation):
            widget.setVisible(there)
        self.refresh()

    # --- the confirmation --------------------------------------------------------------------
    @property
    def matches(self) -> bool:
        """Whether the name has been typed exactly; blanks around it don't count."""
        wanted = self.facts.revoke_name
        return bool(wanted) and self.name.text().strip() == wanted

    def _typed(self) -> None:
        said = hint(self.name.text().strip(), self.facts.revoke_name)
        self.announce(said if self.name.text() and said != self.hint.plain else "")
        self.hint.say(said)
        self.hint.colour("good" if self.matches else "muted")
        self.go_button.setEnabled(self.matches and self._ready)

    @property
    def _ready(self) -> bool:
        state = revocation.of(self.desk).state
        there = state is not None and state.exists
        return there and not (self.working or self.checking)

    def press(self) -> None:
        """Go on, to where it is done."""
        if self.matches and self._ready:
            revocation.of(self.desk).outcome = None
            revocation.of(self.desk).shut_out = revocation.of(self.desk).tried = False
            self.desk.know(confirmed=True, revoked=False)
            self.wizard().next()

    # --- what is shown -----------------------------------------------------------------------
    def refresh(self) -> None:
        """Who and how."""
        facts, mode = self.facts, self.facts.revoke_mode
        tint, sentence, press = act_words(mode)
        self.who.setText(facts.revoke_name)
        self.how.say(sentence.format(account=facts.account))
        self.card.tint(f"{tint}_soft", tint)
        record = revocation.of(self.desk).handover(facts.revoke_user)
        self.papers.show_record(None if mode == REDUCE else record, self.desk)
        asked = _("To confirm, type “{name}”").format(name=facts.revoke_name)
        self.label.setText(unmarked(asked))
        self.go_button.setText(press)
        for part in (self.wait, self.dont_wait):
            part.setVisible(self.checking)
        self.go_button.setAccessibleName(self.go_button.text())
        self._typed()

    def to_press(self) -> tuple[QWidget, ...]:
        """Do it."""
        return (self.go_button,)

    def first_focus(self) -> QWidget | None:
        """The name."""
        return self.name
