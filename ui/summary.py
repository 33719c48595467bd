"""What a hand-over has come to, in plain sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app import delivery
from ui import theme
from ui.fold import Fold
from ui.guards import guards, rights
from ui.putaway import put_away
from ui.spacing import pads
from ui.spendcard import a_month
from ui.widgets import Card, Mark, Text, headed, named
from ui.words import _, say

if TYPE_CHECKING:
    from app.facts import Facts
    from app.handoverfile import Handover

Line = tuple[str, str]  # the sign before it, and the sentence


class SummaryCard(Card):
    """What was done: the first line is always there, the others are folded."""

    def __init__(self) -> None:
        super().__init__("good_soft", edge="good")
        named(self, "summary", _("What was done"))
        self._first = QVBoxLayout()
        self._rest = QWidget()
        self._below = QVBoxLayout(self._rest)
        self._below.setContentsMargins(0, 0, 0, 0)
        self._below.setSpacing(theme.em(0.3))
        self._rows: list[QWidget] = []
        self._said: tuple[Line, ...] = ()
        title = _("What was done, in full")
        self.fold = Fold("summary_more", title, lambda below: below.addWidget(self._rest))
        self.fold.fill()
        self.column.setContentsMargins(*pads())
        self.column.setSpacing(theme.em(0.2))
        self.column.addLayout(self._first)
        self.column.addWidget(self.fold)

    def show_lines(self, lines: tuple[Line, ...]) -> None:
        """Show these in the place of those before."""
        if lines == self._said:
            return
        self._said = lines
        put_away(self._first, *self._rows[:1])
        put_away(self._below, *self._rows[1:])
        self._rows = [_row(*line) for line in lines]
        for number, made in enumerate(self._rows):
            (self._below if number else self._first).addWidget(made)
        self.setAccessibleDescription(" ".join(sentence for _state, sentence in lines))


def _row(state: str, sentence: str) -> QWidget:
    made = QWidget()
    beside = headed(Mark(state), Text(sentence))
    beside.setContentsMargins(0, 0, 0, 0)
    made.setLayout(beside)
    return made


def lines(record: Handover | None, facts: Facts, *, practice: bool = False) -> tuple[Line, ...]:
    """What was done ("good"), and what isn't or comes later. Without a record, what is known."""
    done = (*(_made(record, practice=practice) if record else ()), *_sent(facts))
    return (*(("good", sentence) for sentence in done), _alert(facts), ("warn", _later(facts)))


def _made(record: Handover, *, practice: bool) -> tuple[str, ...]:
    who = _("In AWS account {account} there is a user “{name}” for the vendor.")
    if record.vendor:
        who = _("In AWS account {account} there is a user “{name}” for {vendor}.")
    if practice:
        who = _("In the pretend AWS account {account} there is a user “{name}” for the vendor.")
        if record.vendor:
            who = _("In the pretend AWS account {account} there is a user “{name}” for {vendor}.")
    return (
        who.format(account=record.account, name=record.user_name, vendor=record.vendor),
        rights(record),
        *guards(record),
        _("The encrypted file is {path}.").format(path=record.zip_path),
    )


def _sent(facts: Facts) -> tuple[str, ...]:
    ways = (
        (facts.file_channel, _("The file went by: {way}.")),
        (facts.password_channel, _("The passphrase went by: {way}.")),
    )
    known = ((delivery.channel(id_), words) for id_, words in ways)
    return tuple(words.format(way=say(c.label)) for c, words in known if c)


def _alert(facts: Facts) -> Line:
    if facts.budget == "made":
        return "good", _writes(facts.budget_amount)
    return "none", _("There is no alert for the costs. You can set one up in AWS at any time.")


def _writes(dollars: int) -> str:
    """When AWS does; `dollars` a month is the limit, 0 where it isn't known."""
    if not dollars:
        return _("AWS writes to you when the costs grow, once the mail's link has been opened.")
    words = _("AWS writes to you near {limit}, once the mail's link has been opened.")
    return words.format(limit=a_month(dollars))


def _later(facts: Facts) -> str:
    if facts.contract == "B":
        return _(
            "When the documents are there, press “Shut out the vendor” on Aikagi's home window: "
            "then the vendor can't get in any more."
        )
    return _(
        "You can shut the vendor out at any time: “Shut out the vendor” on Aikagi's home window."
    )
