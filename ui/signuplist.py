"""The eight steps of the sign-up below each other; one is open at a time."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from ui import links, signup, theme
from ui.signupsection import StepSection
from ui.widgets import Card

if TYPE_CHECKING:
    from ui.page import Page
    from ui.rootpassword import RootPasswordBox


class SignUpSteps(QWidget):
    """Opens the first step that isn't done; what is ticked is kept as "account.N"."""

    opened = Signal(object)  # the step that the customer has come to; None after the last
    changed = Signal()  # there is more or less to be seen

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._page = page
        self.password: RootPasswordBox | None = None
        self.then: QWidget | None = None  # what gets the keyboard after the last step
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.em(0.15))
        self.sections = tuple(
            StepSection(number, title, self._fill)
            for number, title in enumerate(signup.titles(), 1)
        )
        for section in self.sections:
            section.ticked.connect(self._ticked)
            section.pressed.connect(self._pressed)
            column.addWidget(section)

    # --- what is shown -----------------------------------------------------------------------
    def show_ticks(self, ticks: Collection[str]) -> None:
        """Show what has been done so far."""
        for section in self.sections:
            section.set_ticked(f"account.{section.number}" in ticks)

    def open_first(self) -> StepSection | None:
        """Open the first step that isn't done, and none when all are. Returns it."""
        first = next((s for s in self.sections if not s.box.isChecked()), None)
        self._open(first)
        return first

    def close_all(self) -> None:
        """Open none."""
        self._open(None)

    def _open(self, wanted: StepSection | None) -> None:
        for section in self.sections:
            if section.is_open != (section is wanted):
                section.set_open(section is wanted)
        self.changed.emit()

    # --- what the customer does --------------------------------------------------------------
    def _ticked(self, number: int, ticked: bool) -> None:
        by_button = self.sections[number - 1].inside.isAncestorOf(self._focus())
        self._page.desk.tick(f"account.{number}", ticked)
        if not ticked:
            return
        first = self.open_first()
        target = first.head if first else self.then
        if by_button and target is not None:  # the button is hidden now, with its step
            target.setFocus()
        self.opened.emit(first)

    def _focus(self) -> QWidget:
        focus: QWidget | None = self.window().focusWidget()
        return focus if focus is not None else self

    def _pressed(self, number: int) -> None:
        section = self.sections[number - 1]
        self._open(None if section.is_open else section)
        if section.is_open:
            self.opened.emit(section)

    # --- what is inside ----------------------------------------------------------------------
    def _fill(self, number: int, column: QVBoxLayout) -> None:
        from ui import signupcontent

        inside = signup.inside(number)
        signupcontent.fill(number, inside, column)
        if extra := self._extra(inside.extra):
            column.addWidget(extra)
        fold = signupcontent.troubles(number, inside, self._ask_aws)
        fold.opened.connect(self.changed)
        column.addWidget(fold)

    def _extra(self, name: str) -> Card | None:
        if name == "password":
            from ui.rootpassword import RootPasswordBox

            self.password = RootPasswordBox(self._page.desk)
            return self.password
        if name == "address":
            from ui.signupaddress import AddressExample

            return AddressExample()
        return None

    def _ask_aws(self) -> None:
        self._page.open_aws(links.ACCOUNT_SUPPORT)


def scroll_to(area: QScrollArea, target: QWidget) -> None:
    """Show all of `target`, or if it is too tall its beginning; move no more than that takes."""
    inside, bar = area.widget(), area.verticalScrollBar()
    if inside is None or not inside.isAncestorOf(target):
        return
    margin = theme.em(0.8)
    top = target.mapTo(inside, QPoint(0, 0)).y()
    foot = top + target.height() + margin - area.viewport().height()
    bar.setValue(min(top - margin, max(bar.value(), foot)))
