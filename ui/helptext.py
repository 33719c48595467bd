"""Where a section of the manual is read: as large as all other text, in the scheme's colours."""

from __future__ import annotations

from functools import lru_cache
from html import escape
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QImage, QPainter, QTextCharFormat, QTextCursor, QTextDocument
from PySide6.QtWidgets import QTextBrowser, QTextEdit

from app import manual, manualhtml
from ui import theme
from ui.widgets import named
from ui.words import _

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from app.manual import Section

PICTURE_EM = 30.0


class HelpText(QTextBrowser):
    """One section at a time. A link into the manual says so; any other is asked for as it is."""

    section_wanted = Signal(str)  # its anchor
    link_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        named(self, "help_text")
        self.setOpenLinks(False)
        self.anchorClicked.connect(self._clicked)
        self.setFrameShape(QTextBrowser.Shape.NoFrame)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextBrowserInteraction
            | Qt.TextInteractionFlag.TextSelectableByKeyboard  # a screen reader's own caret
        )
        self._section: Section | None = None
        self._words: tuple[str, ...] = ()
        self._wide = 0
        theme.tinted(self)

    def show_section(self, section: Section, wanted: str = "") -> None:
        """Show `section` from its top, or from the first of the words of `wanted` in it."""
        same, self._words = section is self._section, tuple(wanted.split())
        if same and self._room() == self._wide:
            self._mark()
            return
        self._section = section
        self.setAccessibleName(_("Manual: {title}").format(title=section.title))
        self._lay_out(section)
        self._mark()

    def dress(self) -> None:
        """Take the colours of the scheme in use."""
        if self._section is not None:
            self._lay_out(self._section)
            self._mark()

    # --- the text ----------------------------------------------------------------------------
    def _lay_out(self, section: Section) -> None:
        self._wide = self._room()
        self.document().setDefaultFont(theme.font())
        self.document().setDocumentMargin(theme.em(1.2))
        self.document().setDefaultStyleSheet(_style())
        body = manualhtml.html(section.text, self._picture)
        title = escape(section.title, quote=False)
        self.setHtml(f"<h2>{title}</h2>\n{body}")

    def _picture(self, address: str, shows: str) -> str:
        caption = f'<p class="caption">{escape(shows, quote=False)}</p>'
        image = _read(PurePosixPath(address).name)
        if image.isNull():
            return caption
        wide = min(self._wide, image.width())
        return f'<p class="picture"><img src="{escape(address)}" width="{wide}"></p>{caption}'

    def _room(self) -> int:
        """How wide a picture may be: the same with and without a scroll bar, which comes late."""
        free = self.contentsRect().width() - self.verticalScrollBar().sizeHint().width()
        inside = free - 2 * theme.em(1.2) - 2
        return max(theme.em(8), min(inside, theme.em(PICTURE_EM)))

    def loadResource(self, kind: int, name: QUrl | str) -> Any:
        """The pictures of the manual, as large as they are shown; nothing else is fetched."""
        if kind != QTextDocument.ResourceType.ImageResource.value:
            return None
        image = _read(PurePosixPath(QUrl(name).path()).name)
        if image.isNull():
            return image
        ratio = self.devicePixelRatioF()
        wide = round(min(self._wide, image.width()) * ratio)
        smooth = Qt.TransformationMode.SmoothTransformation
        return _framed(image.scaledToWidth(min(wide, image.width()), smooth))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A narrower window has smaller pictures."""
        super().resizeEvent(event)
        if self._section is not None and self._room() != self._wide:
            where = self.verticalScrollBar().value()
            self._lay_out(self._section)
            self._mark()
            self.verticalScrollBar().setValue(where)

    # --- finding -----------------------------------------------------------------------------
    def _mark(self) -> None:
        """Mark what was looked for, and bring the first of it into view."""
        look = QTextCharFormat()
        look.setBackground(theme.colour("warn_soft"))
        look.setForeground(theme.colour("text"))
        look.setFontUnderline(True)  # not by colour alone
        marks = []
        for word in self._words:
            found = self.document().find(word)
            while not found.isNull():
                mark = QTextEdit.ExtraSelection()
                mark.cursor, mark.format = found, look
                marks.append(mark)
                found = self.document().find(word, found)
        self.setExtraSelections(marks)
        top = QTextCursor(self.document())
        if marks:
            top.setPosition(min(mark.cursor.selectionStart() for mark in marks))
        self.setTextCursor(top)
        self.ensureCursorVisible()

    def _clicked(self, address: QUrl) -> None:
        if address.isRelative() and address.hasFragment():
            self.section_wanted.emit(address.fragment())
        else:
            self.link_wanted.emit(address.toString())


@lru_cache(maxsize=4)  # one section's: they are asked for twice each time it is laid out
def _read(name: str) -> QImage:
    """The manual's picture of that name; null where there is none."""
    return QImage(str(manual.pictures() / name))


def _framed(image: QImage) -> QImage:
    """A picture with a line around it: some are as white as the page."""
    made = image.convertToFormat(QImage.Format.Format_RGB32)
    with QPainter(made) as painter:
        painter.setPen(theme.colour("outline"))
        painter.drawRect(made.rect().adjusted(0, 0, -1, -1))
    return made


def _style() -> str:
    """The look of a section; sizes are points, since the text's own is."""
    colours, points, em = theme.colours(), theme.font().pointSizeF(), theme.em
    h2, h3, small = (points * scale for scale in (theme.TITLE, theme.LEAD, theme.SMALL))
    return f"""
    h2 {{ font-size: {h2:.1f}pt; font-weight: 600; margin: 0 0 {em(0.5)}px 0; }}
    h3 {{ font-size: {h3:.1f}pt; font-weight: 600; margin: {em(0.9)}px 0 {em(0.3)}px 0; }}
    p, li {{ line-height: 145%; margin: 0 0 {em(0.45)}px 0; }}
    .picture {{ line-height: 100%; }}
    .caption {{ color: {colours.muted}; font-size: {small:.1f}pt; }}
    blockquote {{ background-color: {colours.warn_soft}; margin: {em(0.3)}px 0; }}
    a {{ color: {colours.accent}; text-decoration: underline; }}
    pre, code {{ font-family: monospace; background-color: {colours.surface}; }}
    """
