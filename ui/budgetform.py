"""What a monthly spending alert needs: an amount, and an address."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QLabel, QSpinBox, QVBoxLayout, QWidget

from app import budget
from ui import theme
from ui.fieldnote import FieldNote, example
from ui.pair import Pair, held
from ui.widgets import Text, field, named, stacked
from ui.words import _

USUAL_AMOUNT = 100
MOST = 1_000_000
PAUSE_MS = 1000
BESIDE_EM = 24.0  # with less room the address stands below the amount


class BudgetForm(QWidget):
    """Two fields, each with a word of advice; what is wrong with the address stands below it."""

    changed = Signal()

    def __init__(self, amount: int, email: str) -> None:
        super().__init__()
        label = QLabel(_("Amount a month"))
        label.setFont(theme.font(bold=True))
        self.amount = QSpinBox()
        named(self.amount, "budget_amount", _("Amount a month, in US dollars"))
        self.amount.setRange(1, MOST)
        self.amount.setSingleStep(10)
        self.amount.setGroupSeparatorShown(True)
        currency = _("US dollars")
        self.amount.setSuffix(f" {currency}")
        self.amount.setValue(amount)
        label.setBuddy(self.amount)
        caption, self.email = field(
            "budget_email",
            _("E-mail address for the alerts"),
            hint=example("aws-admin@example.com"),
        )
        self.amount.setMinimumHeight(self.email.minimumHeight())
        self.email.setText(email)
        self.note = FieldNote(self.email)
        self.hint = Text(scale=theme.SMALL, tint="muted")
        self.hint.setObjectName("budget_yen")
        advice = Text(
            _("Best is a mailbox that several people read."), scale=theme.SMALL, tint="muted"
        )
        left = stacked(label, self.amount, self.hint, at_top=True)
        right = stacked(caption, self.email, self.note, advice, at_top=True)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(Pair(held(left), held(right), room=BESIDE_EM, shares=(2, 3)))
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._judge)
        self.amount.valueChanged.connect(self._count)
        self._show_yen()
        self.email.textChanged.connect(self._typed)
        self.email.editingFinished.connect(self._judge)

    @property
    def address(self) -> str:
        """The address as typed."""
        return self.email.text().strip()

    @property
    def good(self) -> bool:
        """Whether AWS can write to the address."""
        return budget.good_email(self.address)

    def _count(self) -> None:
        self._show_yen()
        self.changed.emit()

    def _show_yen(self) -> None:
        """About how much that is. Only a hint, and it says so."""
        words = _("About {yen} yen, at {rate} yen a dollar. Only a hint: AWS has its own rate.")
        hint = words.format(yen=f"{budget.yen(self.amount.value()):,}", rate=budget.YEN_PER_DOLLAR)
        self.hint.say(hint)
        self.amount.setAccessibleDescription(hint)

    def _typed(self) -> None:
        if self.note.plain and self.good:
            self.note.note("")
        self._pause.start()
        self.changed.emit()

    def _judge(self) -> None:
        """Once the customer pauses or goes on: nobody likes to be told while still typing."""
        wrong = bool(self.address) and not self.good
        self.note.note(_("Enter one address, such as aws-admin@example.com.") if wrong else "")
