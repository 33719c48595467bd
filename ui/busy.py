"""What a page shows while it works: what it is doing, a bar, and a way out."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui import theme
from ui.announce import announce
from ui.bar import Bar
from ui.widgets import Text, button, flow
from ui.words import _

TELL_MS = 1500  # what is over sooner needn't be told, and nobody listens to more than that
QUARTERS = 4  # how often it is said aloud how far a long look has come


class Busy(QWidget):
    """A sentence, a bar named `progress`, and Cancel. A screen reader is told how it goes on.

    Whatever is told of the work is told here and nowhere else, so that nothing comes twice.
    """

    def __init__(self) -> None:
        super().__init__()
        self._cancel: Callable[[], None] | None = None
        # What Cancel asks first: it calls what it is given to stop all the same. None: nothing.
        self.asks: Callable[[Callable[[], None]], None] | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.em(0.5))
        self.sentence = Text()
        self.bar = Bar("progress", _("Progress"))
        self.stop = button("cancel_work", _("Cancel"), self._press)
        column.addWidget(self.sentence)
        column.addWidget(self.bar)
        column.addLayout(flow(self.stop))
        self._told = ""
        self._aloud = True  # whether what is shown now is to be told at all
        self._telling = QTimer(self)
        self._telling.setInterval(TELL_MS)
        self._telling.timeout.connect(self._tell)
        self.hide()

    def begin(self, sentence: str, cancel: Callable[[], None] | None) -> None:
        """Show it; without `cancel` there is no way out but waiting."""
        self._cancel, self.asks = cancel, None
        self.bar.setRange(0, 0)
        self._told = ""
        self.say(sentence)
        self.stop.setVisible(cancel is not None)
        self.stop.setEnabled(True)
        self.show()
        self._telling.start()

    def say(self, sentence: str, *, aloud: bool = True) -> None:
        """Show what is being done now. It is told as well if it lasts and is `aloud`.

        Not aloud is what counts, or changes more often than anybody wants to listen.
        """
        self._aloud = aloud
        self.sentence.say(sentence)
        self.sentence.setVisible(bool(sentence))
        self.bar.setAccessibleDescription(sentence)

    def tell(self, sentence: str) -> None:
        """Show what is being done now, and have a screen reader say it at once."""
        self.say(sentence)
        self._tell()

    def far(self, done: int, total: int) -> None:
        """Show how many of many are done; told is that each quarter of the way."""
        self.step(done, total)
        if done and done % max(1, total // QUARTERS) == 0:
            announce(self, _("Looked at {done} of {total}.").format(done=done, total=total))

    def step(self, number: int, total: int) -> None:
        """Show that `number` of `total` are done."""
        self.bar.setRange(0, max(total, 1))
        self.bar.setValue(number)

    def end(self) -> None:
        """The work is over."""
        self._telling.stop()
        self.hide()

    def _tell(self) -> None:
        """Announce what is being done, once for each sentence, whoever asked for it."""
        if self._aloud and self.sentence.plain != self._told:
            self._told = self.sentence.plain
            announce(self, self._told)

    def _press(self) -> None:
        if self.asks is None:
            self._stop()
        else:
            self.asks(self._stop)

    def _stop(self) -> None:
        self.stop.setEnabled(False)
        self.say(_("Stopping …"))
        if self._cancel:
            self._cancel()
