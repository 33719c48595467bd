"""A message about an error, on the page where it happened."""

from __future__ import annotations

import platform
from collections.abc import Callable

from PySide6.QtGui import QGuiApplication

import app
from app.messages import Message
from app.troubles import Trouble
from ui import theme, words
from ui.announce import announce
from ui.widgets import Button, Card, Mark, Text, Value, button, flow, headed, named
from ui.words import _, say

__all__ = ["MessagePanel", "announce", "details", "sentences"]


SMALL_EM = 0.3  # above and below its words where the page needs the room


def details(trouble: Trouble) -> str:
    """What support needs to know, in English, and nothing that is secret."""
    return "\n".join(
        (
            f"Aikagi {app.__version__} ({words.language()})",
            f"{platform.platform()}, Python {platform.python_version()}",
            f"trouble: {trouble.kind.code}",
            f"detail: {trouble.detail or '-'}",
            f"changed: {trouble.changed}",
        )
    )


def sentences(trouble: Trouble) -> tuple[str, str]:
    """What happened and what to do next, with the values of this very trouble."""
    kind, values = trouble.kind, trouble.values
    what = say(Message(kind.what.text, {**kind.what.values, **values}))
    then = say(Message(kind.next.text, {**kind.next.values, **values}))
    return what, then


class MessagePanel(Card):
    """What happened, what was and wasn't changed, and what to do next."""

    def __init__(self, sign_in_again: Callable[[], None] = lambda: None) -> None:
        super().__init__("bad_soft", edge="bad")
        named(self, "message", _("Message"))
        self._details = ""
        self._mark = Mark("bad")
        self.what = Text(bold=True, scale=theme.LEAD)
        self.changed, self.next = Text(), Text()
        self.code = Text(scale=theme.SMALL, tint="muted")
        self.copy = button("copy_details", _("Copy details for support"), self._copy)
        self.link = Value("message_link", _("Link"))
        self.copy_link = button("message_copy_link", _("Copy the link"), self._copy_link)
        self.again = button("sign_in_again", _("Sign in again"), sign_in_again)
        self.column.addLayout(headed(self._mark, self.what))
        for text in (self.changed, self.next, self.link, self.code):
            self.column.addWidget(text)
        self._usual = self.column.contentsMargins()
        self._acts = flow(self.again, self.copy_link, self.copy)
        self._report: tuple[Button, ...] = ()  # made where there is a report: seldom
        self.column.addLayout(self._acts)
        self.hide()

    @property
    def asks(self) -> bool:
        """Whether it asks to sign in again."""
        return not (self.isHidden() or self.again.isHidden())

    def show_trouble(self, trouble: Trouble, link: str = "") -> None:
        """Show and announce `trouble`; with the address `link`, where that is what is needed."""
        kind = trouble.kind
        self._details = details(trouble)
        self._tint("warn" if kind.sign_in_again else "bad")
        what, then = sentences(trouble)
        self.what.say(what)
        self.changed.say(say(trouble.changed))
        self.next.say(then)
        self.code.say(_("Code: {code}").format(code=kind.code))
        self.again.setVisible(kind.sign_in_again)
        self._appear(details=True, link=link)

    def show_note(
        self, what: str, then: str = "", *, state: str = "warn", aloud: bool = True
    ) -> None:
        """Show and, where `aloud`, announce a plain note: "good", "warn" or "bad"."""
        self._tint(state)
        self.what.say(what)
        self.next.say(then)
        self.changed.say("")
        self.again.hide()
        self._appear(details=False, aloud=aloud)

    def show_report(
        self, what: str, then: str, read: Callable[[], None], find: Callable[[], None]
    ) -> None:
        """Show a note on the report of an error, with a button to read it and one for its place."""
        self.show_note(what, then)
        self._report = (
            button("read_report", _("Read the error report"), read),
            button("find_report", _("Open its folder"), find),
        )
        for made in self._report:
            self._acts.addWidget(made)
            made.show()

    def be_small(self, small: bool) -> None:
        """Leave the page what room there is; or take the usual."""
        edges = self.column.contentsMargins()
        near = theme.em(SMALL_EM)
        edges.setTop(near if small else self._usual.top())
        edges.setBottom(near if small else self._usual.bottom())
        self.column.setContentsMargins(edges)
        self.what.setFont(theme.font(theme.BODY if small else theme.LEAD, bold=True))

    def _drop_report(self) -> None:
        for made in self._report:
            self._acts.removeWidget(made)
            made.deleteLater()
        self._report = ()

    def _tint(self, state: str) -> None:
        self.tint(f"{state}_soft", state)
        self._mark.show_state(state)

    def _appear(self, *, details: bool, link: str = "", aloud: bool = True) -> None:
        self._drop_report()
        self.link.setText(link)
        self.copy_link.setText(_("Copy the link"))
        for shown in (self.link, self.copy_link):
            shown.setVisible(bool(link))
        self.copy.setVisible(details)
        self.code.setVisible(details)
        for text in (self.changed, self.next):
            text.setVisible(bool(text.plain))
        spoken = " ".join(t.plain for t in (self.what, self.changed, self.next) if t.plain)
        self.setAccessibleDescription(spoken)
        self.show()
        if aloud:
            announce(self, spoken)

    def _copy_link(self) -> None:
        QGuiApplication.clipboard().setText(self.link.text())
        self.copy_link.setText(_("Copied"))

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._details)
        self.copy.setText(_("Copied"))
