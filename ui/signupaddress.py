"""A Japanese address in Latin letters, as AWS's form wants it: one worked example.

There is no well-kept library that knows every building's name, so the customer writes it alone.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel

from ui import theme
from ui.console import both
from ui.widgets import Card, Text, Value
from ui.words import _

# As it is written in Japan, the field's label, and what goes into the field.
EXAMPLE: tuple[tuple[str, str, str], ...] = (
    ("見本株式会社", "organization", "Mihon Co., Ltd."),
    ("芝公園4-2-8", "address_line_1", "4-2-8 Shibakoen"),
    ("見本ビル5階", "address_line_2", "Mihon Bldg. 5F"),
    ("港区", "city", "Minato-ku"),
    ("東京都", "state", "Tokyo"),
    ("〒105-0011", "postal_code", "105-0011"),
    ("電話 03-1234-5678", "phone_number", "+81 3 1234 5678"),
)


class AddressExample(Card):
    """Each part of the address, and the field that it goes into."""

    def __init__(self) -> None:
        super().__init__("window")
        self.column.addWidget(
            Text(
                _(
                    "From small to large, without long marks (Tokyo, Osaka). The phone number "
                    "begins with +81, without its first 0."
                ),
                scale=theme.SMALL,
            )
        )
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.em(0.8))
        grid.setVerticalSpacing(theme.em(0.35))
        grid.setColumnStretch(2, 3)
        grid.setColumnStretch(3, 5)
        for line, (written, field, entered) in enumerate(EXAMPLE):
            self._line(grid, line, written, field, entered)
        self.column.addLayout(grid)

    def _line(self, grid: QGridLayout, line: int, *words: str) -> None:
        written, field, entered = words
        left = Value(f"address_{field}_written", written, written)
        left.setMinimumWidth(theme.em(6.5))
        arrow = QLabel("→")
        right = Value(f"address_{field}", f"{both(field)}: {entered}", entered)
        right.setFont(theme.font(bold=True))
        top = Qt.AlignmentFlag.AlignTop
        grid.addWidget(left, line, 0, top)
        grid.addWidget(arrow, line, 1, top)
        grid.addWidget(right, line, 2, top)
        grid.addWidget(Text(both(field), scale=theme.SMALL, tint="muted"), line, 3, top)
