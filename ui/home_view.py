"""What the home window shows. It decides nothing: `Home` tells it how things stand."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QVBoxLayout, QWidget

from ui import theme
from ui.button import Button
from ui.desk import Desk
from ui.home_header import Header, banner
from ui.home_more import Actions, More, Wanted
from ui.home_vendors import Vendors
from ui.taborder import arrange
from ui.taskcard import TaskCard
from ui.widgets import COLUMN_EM, Card
from ui.words import _

if TYPE_CHECKING:
    from ui.busy import Busy
    from ui.home_look import Look
    from ui.message import MessagePanel
    from ui.rowlist import RowList
    from ui.threesteps import ThreeSteps


class HomeView(QWidget):
    """The widgets, and one signal for each thing that can be asked for.

    Below the header nothing is shown before the records have been read: the window is there at
    once, and nothing in it moves. What many starts don't need is made when it is first needed.
    """

    setup_wanted = Signal()
    next_wanted = Signal()
    check_wanted = Signal()
    reissue_wanted = Signal()
    revoke_wanted = Signal()
    review_wanted = Signal()
    undo_wanted = Signal()
    sign_out_wanted = Signal()
    billing_wanted = Signal()
    about_wanted = Signal()
    help_wanted = Signal()
    building_wanted = Signal()
    reminder_wanted = Signal(str)  # the page that it is about
    sign_in_wanted = Signal()
    chosen = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._reminded_of, self._aside = "", False
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(banner(desk))
        header = Header(desk, self.sign_out_wanted.emit)
        self.identity, self.sign_out = header.identity, header.sign_out
        outer.addWidget(header)
        self._scroll = QScrollArea()
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(self._inside())
        self._scroll.verticalScrollBar().rangeChanged.connect(self._dress_bar)
        self._scroll.hide()
        outer.addWidget(self._scroll, 1)
        outer.addStretch()
        self._stops: tuple[QWidget, ...] = ()  # in the order of Tab
        self._shown: Look | None = None

    def _dress_bar(self, _low: int, high: int) -> None:
        """Our look is loaded later, except where a bar is there to be looked at already.

        A turn later: this comes while Qt lays out, and the look has it do so again.
        """
        app = QApplication.instance()
        if high > 0 and isinstance(app, QApplication):
            QTimer.singleShot(0, self, lambda: theme.furnish(app))

    @cached_property
    def message(self) -> MessagePanel:
        """Where troubles and notes are shown."""
        from ui.message import MessagePanel

        made = MessagePanel(self.sign_in_wanted.emit)
        self._column.insertWidget(0, made)
        self._scroll.show()
        return made

    @cached_property
    def busy(self) -> Busy:
        """Shown while AWS is asked."""
        from ui.busy import Busy

        made = Busy()
        self._column.insertWidget(self._column.indexOf(self.vendors) + 1, made)
        return made

    @cached_property
    def list(self) -> RowList:
        """The vendors."""
        from ui.rowlist import RowList

        made = RowList("vendor_list", _("Vendors that have been let in"))
        made.chosen_changed.connect(self.chosen)
        self.vendors.place.addWidget(made)
        return made

    @cached_property
    def reminder(self) -> TaskCard:
        """What is still open, and easily forgotten."""

        def wanted() -> None:
            self.reminder_wanted.emit(self._reminded_of)

        made = TaskCard("reminder", _("Continue"), wanted, ground="warn_soft", edge="warn")
        self._column.insertWidget(self._column.indexOf(self.next_card), made)
        return made

    @cached_property
    def steps(self) -> ThreeSteps:
        """What is going to happen, for who is new here."""
        from ui.threesteps import ThreeSteps

        made = ThreeSteps()
        self.setup_card.words.insertWidget(1, made)
        return made

    def _inside(self) -> QWidget:
        inside = QWidget()
        inside.setMaximumWidth(theme.em(COLUMN_EM + 8))
        self._column = column = QVBoxLayout(inside)
        side = theme.em(2)
        column.setContentsMargins(side, theme.em(0.9), side, theme.em(0.5))
        column.setSpacing(theme.em(0.5))
        self.vendors = Vendors()
        self.checked = self.vendors.checked
        for part in (self.vendors, self._next(), self._setup(), self._actions(), self.more):
            column.addWidget(part)
        column.addStretch(1)
        return inside

    def _next(self) -> Card:
        wanted = self.next_wanted.emit
        self.next_card = TaskCard(
            "next_step", _("Continue"), wanted, ground="warn_soft", edge="warn"
        )
        return self.next_card

    def _setup(self) -> Card:
        self.setup_card = TaskCard(
            "start_setup", _("Let a vendor in"), self.setup_wanted.emit, seldom=True
        )
        self.setup_title, self.setup_text = self.setup_card.title, self.setup_card.text
        self.start_setup = self.setup_card.button
        return self.setup_card

    def _actions(self) -> QWidget:
        wanted = Wanted(
            self.check_wanted.emit,
            self.building_wanted.emit,
            self.reissue_wanted.emit,
            self.undo_wanted.emit,
            self.revoke_wanted.emit,
            self.review_wanted.emit,
            self.billing_wanted.emit,
            self.about_wanted.emit,
            self.help_wanted.emit,
        )
        self.acts, self.more = Actions(wanted), More(wanted)
        return self.acts

    # --- what is shown -----------------------------------------------------------------------
    def show_look(self, look: Look) -> None:
        """Show how things stand: this is asked for at every keystroke in another window."""
        if look != self._shown:
            self._show(look)
            self._shown = look
        self._stops = arrange(self._column, self._stops)

    def _show(self, look: Look) -> None:
        self.identity.say(look.identity)
        self.sign_out.setEnabled(look.signed_in)
        self.sign_out.setVisible(look.signed_in)
        if look.known:
            self._scroll.show()
        if look.rows or "list" in vars(self):
            self.list.fill(look.rows, look.chosen)
        self.vendors.setVisible(bool(look.rows))
        self.checked.say(look.checked)
        self.checked.setVisible(bool(look.checked))
        self._show_tasks(look)
        self._show_actions(look)
        for made in self._buttons:
            made.set_primary(made.objectName() == look.primary)

    def _show_tasks(self, look: Look) -> None:
        self.next_card.show_task(look.next_title, look.next_text, look.next_button)
        self.setup_card.show_task(look.setup_title, look.setup_text, look.setup_button)
        if look.reminder or "reminder" in vars(self):
            self._reminded_of, *task = look.reminder or ("", "", "", "")
            self.reminder.show_task(*task)
        introduced = look.known and look.first_time
        if introduced or "steps" in vars(self):
            self.steps.setVisible(introduced)
        self.setup_card.put_below(introduced)
        aside = bool(look.rows) and look.primary != "start_setup"
        if aside != self._aside:
            self._aside = aside
            if aside:
                self.more.take(self.setup_card.give())
            else:
                self.setup_card.take_back()
        if aside:
            self.setup_card.hide()

    def _show_actions(self, look: Look) -> None:
        acts = self.acts
        acts.show_rows(any_yet=bool(look.rows))
        acts.show_shut_out(shut=look.shut_out, too_soon_until=look.too_soon_until)
        for made in (acts.check_now, acts.look_around):
            made.setEnabled(look.can_check and not look.busy)
        for made, can in (
            (acts.building, look.can_build),
            (acts.reissue, look.can_reissue),
            (acts.undo, look.can_undo),
        ):
            made.setVisible(can)
            made.setEnabled(can and (not look.busy or made is acts.building))

    @property
    def _buttons(self) -> tuple[Button, ...]:
        """Those of which one can be the primary."""
        acts = self.acts
        found = (self.start_setup, self.next_card.button, acts.check_now, acts.building)
        return (*found, self.reminder.button) if "reminder" in vars(self) else found

    def focus(self, name: str) -> None:
        """Give the keyboard to the button `name`; the window is read from its top."""
        for made in self._buttons:
            if made.objectName() == name:
                made.setFocus()
        self._scroll.verticalScrollBar().setValue(0)
