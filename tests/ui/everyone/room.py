"""Whether everything in a window has room: nothing cut off, nothing over another, nothing outside.

By geometry alone, so that it holds for any layout.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QTextDocument, QTextOption
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QListWidget,
    QProgressBar,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QScrollBar,
    QStyle,
    QStyleOptionComboBox,
    QWidget,
)

from ui.reading import Reading
from ui.wholechoice import WholeChoice

SLACK = 1  # pixel: fractions are rounded
CONTENT = (QLabel, QAbstractButton, QComboBox, QLineEdit, QProgressBar, QListWidget)
WHOLE = (QAbstractScrollArea, QComboBox, QAbstractSpinBox)  # what is inside is Qt's


def told(widget: QWidget) -> str:
    """Which widget it is, for a complaint."""
    words = str(getattr(widget, "text", lambda: "")())[-60:]
    name = widget.objectName() or type(widget).__name__
    above = widget.parentWidget()
    holder = (above.objectName() or type(above).__name__) if above is not None else ""
    return f"{name} in {holder}: {words}"


def shown(window: QWidget) -> list[QWidget]:
    """Every widget of a window that can be seen, but the parts that Qt made for itself."""
    every = window.findChildren(QWidget)
    inside = (w for w in every if w.window() is window and w.isVisibleTo(window))
    return [w for w in inside if not _part(w)]


def _part(widget: QWidget) -> bool:
    above = widget.parentWidget()
    while above is not None and not above.isWindow():
        if isinstance(above, WHOLE) and not isinstance(above, QScrollArea):
            return True
        above = above.parentWidget()
    return isinstance(widget, QScrollBar) or widget.objectName().startswith("qt_")


def place(widget: QWidget, window: QWidget) -> QRect:
    """Where a widget is in a window."""
    return QRect(widget.mapTo(window, QPoint(0, 0)), widget.size())


def cut(widget: QWidget) -> bool:
    """Whether a widget has less room than its words need."""
    if isinstance(widget, QLabel):
        return _label_cut(widget)
    if isinstance(widget, WholeChoice):
        return not widget.whole()
    if isinstance(widget, QComboBox):
        option = QStyleOptionComboBox()
        widget.initStyleOption(option)
        field = QStyle.SubControl.SC_ComboBoxEditField
        box = QStyle.ComplexControl.CC_ComboBox
        room = widget.style().subControlRect(box, option, field, widget).width()
        return widget.fontMetrics().horizontalAdvance(widget.currentText()) > room + SLACK
    if isinstance(widget, QPushButton | QCheckBox | QRadioButton):
        needed = widget.minimumSizeHint()
        return widget.width() < needed.width() or widget.height() < needed.height()
    if isinstance(widget, QAbstractButton) and widget.hasHeightForWidth():
        return widget.height() < widget.heightForWidth(widget.width()) - SLACK
    return False


def _label_cut(label: QLabel) -> bool:
    if not label.text():
        return False
    if not label.wordWrap():
        needed = label.minimumSizeHint()
        return label.width() < needed.width() or label.height() < needed.height()
    # Qt's own answer: ours keeps what it was told once, and a stale one would agree with itself.
    if label.height() < QLabel.heightForWidth(label, label.width()) - SLACK:
        return True
    return longest_line(label) > label.contentsRect().width() + SLACK


def longest_line(label: QLabel) -> float:
    """How wide the widest line of a label comes to be: wider than it, where a word can't break."""
    document = QTextDocument()
    document.setDocumentMargin(0)
    document.setDefaultFont(label.font())
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WordWrap)
    document.setDefaultTextOption(option)
    if label.textFormat().name == "PlainText":
        document.setPlainText(label.text())
    else:
        document.setHtml(label.text())
    document.setTextWidth(label.contentsRect().width())
    return document.idealWidth()


def cut_off(window: QWidget) -> Iterator[str]:
    """What has less room than it needs."""
    yield from (f"cut off: {told(w)}" for w in shown(window) if cut(w))


def overlapping(window: QWidget) -> Iterator[str]:
    """Neighbours that lie on each other."""
    families: dict[int, list[QWidget]] = {}
    for widget in shown(window):
        families.setdefault(id(widget.parentWidget()), []).append(widget)
    for family in families.values():
        for one, other in combinations(family, 2):
            common = one.geometry() & other.geometry()
            if common.width() > SLACK and common.height() > SLACK:
                yield f"on each other: {told(one)} | {told(other)}"


def outside(window: QWidget) -> Iterator[str]:
    """What sticks out of what holds it, or out of the window to the side."""
    if wide := list(sideways(window)):
        yield from wide  # all that is wide follows from it
        return
    for widget in shown(window):
        above = widget.parentWidget()
        if isinstance(widget, CONTENT) and widget.height() and widget.width():
            here = place(widget, window)
            if here.left() < -SLACK or here.right() > window.width() + SLACK:
                yield f"beside the window: {told(widget)}"
            elif above is not None and not above.rect().adjusted(-1, -1, 1, 1).contains(
                widget.geometry()
            ):
                yield f"sticks out: {told(widget)}"


def sideways(window: QWidget) -> Iterator[str]:
    """What would have to be scrolled sideways, and the widest of what can't be narrower."""
    for area in window.findChildren(QScrollArea):
        inside = area.widget()
        if not area.isVisibleTo(window) or inside is None:
            continue
        wide = inside.minimumSizeHint().width() - area.viewport().width()
        if wide > 0:
            leaves = [w for w in shown(inside) if isinstance(w, CONTENT)]
            most = max(leaves, key=_least, default=area)
            yield f"too wide by {wide}, at least by {_least(most)} of {told(most)}"


def _least(widget: QWidget) -> int:
    return max(widget.minimumSizeHint().width(), widget.minimumWidth())


def complaints(window: QWidget) -> Iterator[str]:
    """Everything that has too little room."""
    yield from cut_off(window)
    yield from overlapping(window)
    yield from outside(window)


def below(window: QWidget) -> int:
    """How many pixels of a window lie below its edge, to be scrolled to."""
    areas = (
        a
        for a in window.findChildren(QScrollArea)
        if a.isVisibleTo(window) and not isinstance(a, Reading)  # it is made to be scrolled in
    )
    return max((area.verticalScrollBar().maximum() for area in areas), default=0)
