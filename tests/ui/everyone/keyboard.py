"""What the keyboard meets in a window: in which order, whether it is seen, and whether it gets out.

https://www.w3.org/TR/WCAG22/#focus-order, #no-keyboard-trap, #focus-visible,
#focus-not-obscured-minimum
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QRadioButton,
    QTextBrowser,
    QWidget,
)

from tests.ui.everyone.room import place, shown, told

CONTROLS = (QAbstractButton, QAbstractItemView, QComboBox, QLineEdit, QPlainTextEdit)
MOST = 150  # stops: more than any window has
RING = 6  # pixels around a control in which a ring may be drawn
SEEN = 24  # of 255: how much lighter or darker a pixel has to become, to be seen
ENOUGH = 12  # pixels that have to change


def wanted(window: QWidget) -> list[QWidget]:
    """What a person uses in a window, and what the keyboard has to come to."""
    return [
        w
        for w in shown(window)
        if isinstance(w, CONTROLS) and w.isEnabledTo(window) and not _still(w)
    ]


def _still(widget: QWidget) -> bool:
    """A list that only shows, and in which nothing can be chosen."""
    none = QAbstractItemView.SelectionMode.NoSelection
    return isinstance(widget, QAbstractItemView) and widget.selectionMode() == none


def stops(
    window: QWidget, on_stop: Callable[[QWidget], None] = lambda _: None
) -> tuple[list[QWidget], QWidget | None]:
    """Where Tab goes, pressed until it comes to where it was before; and where that is."""
    window.activateWindow()
    if window.focusWidget() is None:
        QTest.keyClick(window, Qt.Key.Key_Tab)
    found: list[QWidget] = []
    here: QWidget | None = window.focusWidget()
    while here is not None and here not in found and len(found) < MOST:
        if found:  # where it begins, nobody has come by Tab
            on_stop(here)
        found.append(here)
        here = _onward(window, here)
    return found, here


def _onward(window: QWidget, here: QWidget) -> QWidget | None:
    """What Tab comes to after `here`; in a text it goes from link to link before."""
    links = MOST if isinstance(here, QTextBrowser) else 1
    for _link in range(links):
        QTest.keyClick(here, Qt.Key.Key_Tab)
        if window.focusWidget() is not here:
            break
    return window.focusWidget()


def unreached(window: QWidget, went: list[QWidget]) -> Iterator[str]:
    """What Tab never comes to; of answers to one question, one is enough: arrows do the rest."""
    radios = [w for w in went if isinstance(w, QRadioButton) and w.group() is not None]
    groups = {id(w.group()) for w in radios}
    for widget in wanted(window):
        grouped = isinstance(widget, QRadioButton) and id(widget.group()) in groups
        if widget not in went and not grouped:
            yield f"Tab never comes to {told(widget)}"


def trapped(went: list[QWidget], then: QWidget | None) -> Iterator[str]:
    """Where Tab goes round in a part of the window, or doesn't get on."""
    began = [w for w in went[:1] if not isinstance(w, CONTROLS)]  # it isn't come back to
    if went and then is not went[0] and then is not next(iter(went[len(began) :]), None):
        yield f"Tab leads from {told(went[-1])} to {told(then) if then else None}, again and again"


def _branches(one: QWidget, other: QWidget, window: QWidget) -> tuple[QRect, QRect]:
    """The places of the two widgets just below what holds them both."""
    above = {id(w): w for w in _above(one, window)}
    common = next(w for w in _above(other, window) if id(w) in above)
    return tuple(  # type: ignore[return-value]  # there are two
        place(next((w for w in _up(start, window) if w.parentWidget() is common), start), window)
        for start in (one, other)
    )


def _up(widget: QWidget, window: QWidget) -> Iterator[QWidget]:
    here: QWidget | None = widget
    while here is not None and here is not window:
        yield here
        here = here.parentWidget()


def _above(widget: QWidget, window: QWidget) -> list[QWidget]:
    return [*list(_up(widget, window))[1:], window]


def _before(one: QRect, other: QRect, *, mirrored: bool) -> bool:
    """Whether somebody reads `one` before `other`: above it, or in its line and further ahead."""
    if one.bottom() <= other.top() + 2:
        return True
    if other.bottom() <= one.top() + 2:
        return False
    if one.left() == other.left() or one.contains(other) or other.contains(one):
        return one.top() <= other.top()
    return one.left() > other.left() if mirrored else one.left() < other.left()


def astray(window: QWidget, went: list[QWidget]) -> Iterator[str]:
    """Where Tab jumps back in what is read; it may, once, from the end to the beginning."""
    mirrored = window.layoutDirection() == Qt.LayoutDirection.RightToLeft
    start = min(went, key=lambda w: _reading(place(w, window), mirrored=mirrored), default=None)
    top = went.index(start) if start is not None else 0
    order = went[top:] + went[:top]
    round_ = [*order, *order[:1]] if len(order) > 1 else []
    back = [
        (one, other)
        for one, other in pairwise(round_)
        if not _before(*_branches(one, other, window), mirrored=mirrored)
    ]
    if len(back) > 1:  # once it has to, wherever reading begins
        yield from (f"Tab goes from {told(one)} back to {told(other)}" for one, other in back)


def _reading(rect: QRect, *, mirrored: bool) -> tuple[int, int]:
    """Where reading comes to it: from above, and from the side at which it begins."""
    return rect.top(), -rect.right() if mirrored else rect.left()


def _picture(window: QWidget, where: QRect) -> QImage:
    image = window.grab(where).toImage()
    return image.convertToFormat(QImage.Format.Format_Grayscale8)


def hidden(window: QWidget, widget: QWidget) -> bool:
    """Whether nothing of what has the keyboard can be seen: it is scrolled away."""
    area = widget.viewport() if isinstance(widget, QAbstractScrollArea) else widget
    seen = area.visibleRegion().boundingRect()
    needed = min(widget.height(), 20)
    return seen.height() < needed or seen.width() < min(widget.width(), 20)


def unseen(window: QWidget, widget: QWidget) -> Iterator[str]:
    """Where what has the keyboard doesn't look so, or is where nobody sees it."""
    QApplication.processEvents()
    if not widget.hasFocus():
        return
    if hidden(window, widget):
        yield f"below the edge: {told(widget)}"
        return
    around = place(widget, window).adjusted(-RING, -RING, RING, RING) & window.rect()
    with_focus = _picture(window, around)
    widget.clearFocus()
    without = _picture(window, around)
    widget.setFocus(Qt.FocusReason.TabFocusReason)
    if _changed(with_focus, without) < ENOUGH:
        yield f"doesn't look as if it had the keyboard: {told(widget)}"


def _changed(one: QImage, other: QImage) -> int:
    """How many pixels are so much lighter or darker that it is seen."""
    rows = range(one.height())
    lines = ((_line(one, y), _line(other, y)) for y in rows)
    return sum(
        abs(a - b) >= SEEN for left, right in lines for a, b in zip(left, right, strict=True)
    )


def _line(image: QImage, row: int) -> bytes:
    line: Any = image.constScanLine(row)  # a memoryview, says Qt for Python; an object, its stubs
    return bytes(line)


def complaints(window: QWidget, *, look: bool = False) -> Iterator[str]:
    """Everything that is wrong for who uses the keyboard alone; `look`: and how it looks."""
    window.activateWindow()
    began = window.focusWidget()
    dark: list[str] = []
    went, then = stops(window, lambda one: dark.extend(unseen(window, one)) if look else None)
    yield from trapped(went, then)
    yield from unreached(window, went)
    yield from astray(window, went)
    yield from dark
    if began is not None:
        began.setFocus()
