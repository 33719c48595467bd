"""What the window about this program says of it: what it is, who signed it, whose build it is."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app import buildinfo
from app.buildinfo import DAMAGED, INSTALLED, SOURCE
from app.settings import RESOURCES
from ui import theme
from ui.brandmark import Wordmark
from ui.logo import Logo, box, drawn
from ui.pair import Pair, held
from ui.widgets import Card, Mark, Text, Value, button, flow, headed, named
from ui.words import _

if TYPE_CHECKING:
    from app.brand import Brand
    from app.buildinfo import BuildInfo

COMMIT_LETTERS = 12
WORDMARK_EM = 1.5
SIGN_EM = 2.4
LOGO_EM = (10, 2.2)
BESIDE_EM = 24.0


def head(build: BuildInfo) -> QWidget:
    """The sign, the name and the version."""
    made = QWidget()
    line = QHBoxLayout(made)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(theme.em(0.9))
    most = box(SIGN_EM, SIGN_EM, QGuiApplication.primaryScreen().devicePixelRatio())
    image = drawn(_own_sign(RESOURCES), most)  # our own: it's drawn in no time
    sign = Logo(image, _("Aikagi's sign: a spare key"), wide=SIGN_EM, high=SIGN_EM)
    line.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
    words = QVBoxLayout()
    words.setSpacing(theme.em(0.3))
    version = Text(
        _("Aikagi, version {version}").format(version=build.version), bold=True, scale=theme.LEAD
    )
    named(version, "about_version", version.plain)
    words.addWidget(Wordmark(WORDMARK_EM))
    words.addWidget(version)
    words.addWidget(
        Text(_("Lets a vendor into your AWS account, and shuts the door again."), tint="muted")
    )
    line.addLayout(words, 1)
    return made


def _own_sign(resources: Path) -> bytes:
    try:
        return (resources / "icons" / "aikagi.svg").read_bytes()
    except OSError:  # a damaged installation: the words are enough
        return b""


def signature(build: BuildInfo) -> Card:
    """Whether this program is signed, and what it means if it isn't."""
    what, meaning, state = _signature(build)
    card = Card(f"{state}_soft", edge=state)
    named(card, "about_signature", what)
    card.setAccessibleDescription(meaning)
    _slim(card)
    card.column.addLayout(headed(Mark(state), Text(what, bold=True, scale=theme.LEAD)))
    card.column.addWidget(Text(meaning, scale=theme.SMALL))
    return card


def _slim(card: Card) -> None:
    """Several of them stand in one window."""
    side, edge = theme.em(0.9), theme.em(0.4)
    card.column.setContentsMargins(side, edge, side, edge)
    card.column.setSpacing(theme.em(0.2))


def _signature(build: BuildInfo) -> tuple[str, str, str]:
    """What it is, what that means, and how it is shown."""
    if build.kind == DAMAGED:
        return (
            _("This installation is damaged"),
            _(
                "What the installer noted about itself can't be read, so it isn't known who made "
                "this program. Install it again, from whoever gave it to you."
            ),
            "bad",
        )
    if build.kind == SOURCE:
        return (
            _("Unsigned: run from its source"),
            _(
                "This isn't an installed program, and nobody has signed it. Not sure of its "
                "source? Ask whoever set it up."
            ),
            "warn",
        )
    if build.signed:
        return (
            _("It was signed when it was built"),
            _seen_by_whom(),
            "good" if sys.platform in {"win32", "darwin"} else "warn",  # what checks it
        )
    return (
        _("This program has no digital signature"),
        _(
            "Your system can't tell who made this program. Use it only if somebody you know "
            "gave it to you directly. Not sure? Ask whoever installed it."
        ),
        "warn",
    )


def _seen_by_whom() -> str:
    """Where the system itself tells who signed; a program can say anything of itself."""
    if sys.platform == "win32":
        return _(
            "Any program can say that of itself. Windows shows by whom: click the installer's file "
            "with the right button, then “Properties” and “Digital Signatures”."
        )
    if sys.platform == "darwin":
        return _(
            "Any program can say that of itself. macOS checks it when you first open Aikagi: it "
            "warns you where nobody that Apple knows signed it."
        )
    return _(
        "Any program can say that of itself, and Linux doesn't check it. Ask whoever gave you the "
        "installer's file for its checksum, and compare it."
    )


class VendorCard(Card):
    """Who made this installer: the name, whom to ask, and the logo once it has been drawn."""

    def __init__(self, brand: Brand) -> None:
        super().__init__()
        self._brand = brand
        name = _("What the installer says of itself: put together by {vendor}.").format(
            vendor=brand.name
        )
        named(self, "about_vendor", name)
        _slim(self)
        words = QVBoxLayout()
        words.setSpacing(theme.em(0.1))
        words.addWidget(Text(name, bold=True))
        if brand.contact:
            asked = Value("about_contact", _("Whom to ask"), brand.contact)
            words.addLayout(headed(_caption(_("Whom to ask")), asked))
            self.setAccessibleDescription(brand.contact)
        words.addStretch(1)
        self._place = QVBoxLayout()
        self._place.setContentsMargins(0, 0, 0, 0)
        self._sign = held(self._place)
        self._sign.hide()
        self.column.addWidget(Pair(self._sign, held(words), room=BESIDE_EM, shares=(0, 1)))

    def show_logo(self, image: QImage) -> None:
        """Show the logo beside the name; nothing where it couldn't be drawn."""
        if image.isNull():
            return
        accessible = _("Logo of {vendor}").format(vendor=self._brand.name)
        wide, high = LOGO_EM
        self._place.addWidget(Logo(image, accessible, wide=wide, high=high, plate=True))
        self._sign.show()


def _caption(text: str) -> QLabel:
    made = QLabel(text)
    made.setFont(theme.font(theme.SMALL))
    return made


class FactsCard(Card):
    """The build's facts, and a button that copies them."""

    def __init__(self, build: BuildInfo) -> None:
        super().__init__()
        self._build = build
        title = _("This build")
        named(self, "about_facts", title)
        self.column.addWidget(Text(title, bold=True))
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.em(1.2))
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 2)
        for line, (name, label, value) in enumerate(_facts(build)):
            caption = QLabel(label)
            caption.setWordWrap(True)
            caption.setFont(theme.font(theme.SMALL))
            grid.addWidget(caption, line, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(Value(name, label, value), line, 1)
        self.column.addLayout(grid)
        self.copy = button("about_copy", _("Copy these facts"), self._copy)
        self.column.addLayout(flow(self.copy))
        note = Text(
            _("For a mail to whoever helps you. Nothing about you or your account is in it."),
            scale=theme.SMALL,
            tint="muted",
        )
        self.copy.setAccessibleDescription(note.plain)
        self.column.addWidget(note)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(buildinfo.facts(self._build))
        self.copy.setText(_("Copied"))
        self.copy.setAccessibleName(self.copy.text())


def _short(commit: str) -> str:
    """As much as people say of it; the copied facts have it whole."""
    name, gap, more = commit.partition(" ")
    return f"{name[:COMMIT_LETTERS]}{gap}{more}"


def _facts(build: BuildInfo) -> tuple[tuple[str, str, str], ...]:
    """Object name, label and value of each fact."""
    unknown = _("not known")
    kinds = {INSTALLED: _("from an installer"), SOURCE: _("run from its source")}
    return (
        ("about_number", _("Version"), build.version),
        ("about_kind", _("Where it comes from"), kinds.get(build.kind, unknown)),
        ("about_commit", _("State of the source (commit)"), _short(build.commit) or unknown),
        ("about_built", _("Built on"), build.built or unknown),
        ("about_system", _("Built for"), build.system or unknown),
    )
