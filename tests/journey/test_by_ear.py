"""The whole way, let in and shut out again, by someone who can't see the windows.

Nothing but the accessibility bus: what is announced, where the focus is, and roles, names,
descriptions, states and actions. No object names, no Qt, no places on the screen.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.installers import walk
from tests.journey.test_whole_journey import unzip
from tests.support.accessibility import ENABLED, VISIBLE, Desktop, NotSeen
from tests.support.blind import BUTTON, FIELD, RADIO, Blind
from tests.support.hearing import listening
from tests.support.processes import started

BROWSER = Path(walk.__file__).with_name("browser.py")
PROGRAM = ("-m", "ui")
MUTE = (
    "-c",
    "import ui.announce as a; a.announce = lambda *_: None; from ui.main import main; main()",
)
NAMELESS = (
    "-c",
    """import ui.button as b; from PySide6.QtWidgets import QLabel
b.named = lambda widget, name, _said="": widget.setObjectName(name)
QLabel.setBuddy = lambda *_: None
from ui.main import main; main()""",
)


@dataclass(frozen=True)
class Words:
    """What she looks for in the names, as loosely as a person would."""

    start: str = "権限を渡す"
    next: str = "^次へ"
    account: str = "アカウント.*(ある|あり|有効|持って)"
    mfa: str = "MFA.*(設定した|設定済み)"
    sign_in: str = "AWSにサインイン"
    folder: str = "保存先"
    wrong: str = "見つかりません"
    create: str = "作成|作る"
    chat: str = "チャット"
    sent: str = "送りました"
    phone: str = "^電話"
    passphrase: str = "パスフレーズ"
    told: str = "伝えました"
    mail: str = "メール"
    alert: str = "設定|作成|作る"
    plan: str = "自社で"
    done: str = "^完了"
    revoke: str = "権限を取り消す"
    disable: str = "今すぐ取り消"
    whom: str = "取り消すユーザー"
    type_name: str = "ユーザー名"
    now: str = "^権限を取り消す"
    locked_out: str = "もう入れません"
    report: str = "報告|レポート"
    closed: str = "取り消しました"
    gone: str = "取り消し"


@contextmanager
def begun(
    desktop: Desktop, screen: dict[str, str], folder: Path, program: tuple[str, ...] = PROGRAM
) -> Iterator[Blind]:
    """Aikagi as a program of its own, in practice mode, with a browser that it opens."""
    commands = folder / "commands"
    commands.mkdir()
    opener = commands / "xdg-open"
    opener.write_text(f'#!/bin/sh\nexec "{sys.executable}" "{BROWSER}" "$1"\n')
    opener.chmod(0o755)
    session = os.environ["DBUS_SESSION_BUS_ADDRESS"]
    environment = screen | {
        "DBUS_SESSION_BUS_ADDRESS": session,
        "PATH": f"{commands}:{os.environ['PATH']}",
        "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
    }
    data = folder / "data"
    data.mkdir()
    options = ["--practice", "--lang", "ja", "--data-dir", str(data)]
    with (
        listening(session) as ears,
        started([sys.executable, *program, *options], env=environment),
    ):
        yield Blind(desktop, ears)


def go_on(blind: Blind, says: Words) -> str:
    """Next, and what the page that comes says of itself."""
    blind.press(says.next)
    return blind.arrives()


def sign_in(blind: Blind, says: Words) -> list[str]:
    """From home to being signed in; what the pages said on the way."""
    blind.press(says.start)
    pages = [blind.arrives(), go_on(blind, says)]
    blind.tick(says.account)
    pages.append(go_on(blind, says))
    blind.tick(says.mfa)
    pages.append(go_on(blind, says))
    blind.press(says.sign_in)
    blind.hears(walk.ACCOUNT)
    return pages


def hand_over(blind: Blind, says: Words, folder: Path) -> tuple[list[str], str]:
    """From being signed in to the end; what the pages said, and the passphrase."""
    pages = [go_on(blind, says), go_on(blind, says)]
    blind.write(says.folder, str(folder / "nowhere" / "at all"))
    assert blind.hears(says.wrong)
    assert not blind.meet(BUTTON, says.create, VISIBLE).thing.has(ENABLED)
    blind.write(says.folder, str(folder))
    blind.press(says.create)
    pages += [blind.arrives(), go_on(blind, says)]
    blind.tick(says.chat, RADIO)
    blind.tick(says.sent)
    pages.append(go_on(blind, says))
    blind.tick(says.phone, RADIO)
    blind.desktop.until(lambda: len(blind.read(FIELD, says.passphrase).strip()) > 20)
    passphrase = blind.read(FIELD, says.passphrase).strip()
    blind.tick(says.told)
    pages.append(go_on(blind, says))
    blind.write(says.mail, "boss@example.jp")
    blind.press(says.alert)
    blind.hears("boss@example.jp")
    pages.append(go_on(blind, says))
    blind.tick(says.plan, RADIO)
    blind.press(says.done)
    return pages, passphrase


def shut_out(blind: Blind, says: Words) -> list[str]:
    """From home to the report; what the pages said."""
    blind.press(says.revoke)
    pages = [blind.arrives()]
    blind.tick(says.disable, RADIO)
    pages.append(go_on(blind, says))
    whom = blind.read("label", says.whom)
    blind.write(says.type_name, f"not {whom}")
    assert not blind.meet(BUTTON, says.now, VISIBLE).thing.has(ENABLED)
    assert blind.hears()  # that it isn't the name
    blind.write(says.type_name, whom)
    blind.press(says.now)
    blind.hears(says.locked_out)
    pages.append(blind.arrives())
    blind.meet(BUTTON, says.next)
    pages.append(go_on(blind, says))
    assert says.closed in blind.hears(says.closed)
    blind.meet(BUTTON, says.report)
    blind.press(says.done)
    return pages


def test_a_vendor_is_let_in_and_shut_out_again_by_ear(
    desktop: Desktop, screen: dict[str, str], tmp_path: Path
) -> None:
    says, folder = Words(), tmp_path / "受け渡し"
    folder.mkdir()
    with begun(desktop, screen, tmp_path) as blind:
        pages = sign_in(blind, says)
        more, passphrase = hand_over(blind, says, folder)
        (made,) = folder.glob("*.zip")
        assert unzip(made, passphrase)["User name"] == walk.VENDOR
        blind.meet("list item", walk.VENDOR, VISIBLE)
        last = shut_out(blind, says)
        assert says.gone in blind.meet("list item", walk.VENDOR, VISIBLE).name
    assert len(set(pages + more)) == 11, pages + more
    assert len(set(last)) == len(last), last


def test_one_that_says_nothing_is_no_use(
    desktop: Desktop, screen: dict[str, str], tmp_path: Path
) -> None:
    """The page is there, with all its names; only that it came isn't told."""
    says = Words()
    with begun(desktop, screen, tmp_path, MUTE) as blind:
        blind.press(says.start)
        blind.meet(BUTTON, says.next)
        blind.desktop.patience = 3.0
        with pytest.raises(NotSeen, match=r"a page that says what it is.*Heard: \[\]"):
            blind.arrives()


def test_one_whose_things_have_no_names_is_no_use(
    desktop: Desktop, screen: dict[str, str], tmp_path: Path
) -> None:
    """It tells which page has come; what is on it can't be told from anything else."""
    says = Words()
    with begun(desktop, screen, tmp_path, NAMELESS) as blind:
        blind.desktop.until(lambda: bool(blind.front()))
        blind.press(says.start)
        blind.press(says.next)
        blind.hears("AWSアカウント")
        blind.desktop.patience = 3.0
        with pytest.raises(NotSeen, match=r"with the keyboard on it didn't come. Heard: \['自社の"):
            blind.arrives()
        focus = blind.focus
        assert focus is not None
        assert not focus.name
        with pytest.raises(NotSeen, match=r"check box .* didn't come"):
            blind.tick(says.account)
