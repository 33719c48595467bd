"""Stands in for a step whose page isn't written yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.page import Page

if TYPE_CHECKING:
    from PySide6.QtWidgets import QVBoxLayout


class Placeholder(Page):
    """An empty page."""

    def headline(self) -> str:
        """The step's name."""
        return self.step.name

    def build(self, column: QVBoxLayout) -> None:
        """Nothing yet."""
