"""Japanese lines end between phrases: in what the pages say, at the widths that they have."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from babel.messages.pofile import read_po
from PySide6.QtGui import QAccessible, QTextDocument
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from app.journey import Step
from app.settings import RESOURCES
from tests.ui.test_pages import STEPS
from ui import question, words
from ui.desk import Desk
from ui.linebreaks import JOINER, kept_together, parted
from ui.plaincopy import keep_plain
from ui.widgets import Text
from ui.wizard import page_class

PO = RESOURCES / "i18n" / "ja" / "LC_MESSAGES" / "aikagi.po"
# Where a line may end in sentences of the pages, or of their kind.
PHRASES = (
    "ブラウザで、|持ち主|（ルートユーザー）として|AWSに|サインインします。",
    "正しければ、|AWSに|入力する|2つの|コードを|お手伝いします。",
    "権限を|付与する",
    "12月3日までに、|料金を|お知らせします。",
    "ダウンロードされます。",
    "期間を|選んだり|できます。",
    "前回の|確認の|あとに|現れた|ものです。",
    "5件が|まだ|決まって|いません。",
    "パスワードや|コードは|載りません。",
    "サインインできない|ことで|困った|ときは、|お知らせ|ください。",
    "アクセスできる|おそれが|あります。",
    "暗号化|ファイルを|作成します。",
    "「プロパティ」の|「デジタル署名」を|開いて|ください。",
    "取り消すまで、|AWSの|料金は|かかりません。",
    "Authenticator|（無料）などの|認証|アプリが|必要です。",
    "この|パスワードは|使えなくなります。",
    "電話を|なくした|ときは、|100米ドルまで|ご利用ください。",
    "AWSの|画面に|サインインできない|ようにする",
    "迷惑メールも|ご確認ください。",
    "無料プランは|6か月で|アカウントが|閉じられます。",
    "残高を|超えた分の|料金が|請求されます。",
    "待つ|間も、|入り口は|開いたままです。",
    "収集した|分析|データを|使った|分だけです。",
)
HAN, KANA, HIRA = "[一-鿿々]", "[ァ-ヺー]", "[ぁ-ん]"
NEVER = re.compile(
    rf"(?<={KANA})(?={KANA})|(?<={HAN})(?={HIRA})|(?<=[0-9])(?={HAN})|(?<=っ)(?={HIRA})"
)


def japanese() -> list[str]:
    with PO.open("rb") as file:
        said = [str(m.string) for m in read_po(file, locale="ja") if m.id]
    return [
        line
        for text in said
        for line in text.split("\n")
        if "{" not in line and line[:1] not in "✓✕"
    ]


def lines(text: str, width: float) -> list[str]:
    """How a label of that width shows `text`."""
    label = Text(text)
    document = QTextDocument()
    document.setDefaultFont(label.font())
    document.setDocumentMargin(0)
    document.setHtml(label.text())
    document.setTextWidth(width)
    document.size()  # lays it out
    block = document.firstBlock()
    made = (block.layout().lineAt(n) for n in range(block.layout().lineCount()))
    shown = (block.text()[at.textStart() :][: at.textLength()] for at in made)
    return [line.replace(JOINER, "") for line in shown]


@pytest.mark.parametrize("phrases", PHRASES)
def test_a_line_may_end_between_phrases_alone(phrases: str) -> None:
    shown = kept_together(phrases.replace("|", ""))
    assert shown.replace(JOINER, "") == phrases.replace("|", "")
    ends = re.finditer(rf"(?<=[^{JOINER}])(?=[^{JOINER}])", shown)
    able = {shown[: m.start()].replace(JOINER, "") for m in ends}
    before = {"".join(phrases.split("|")[:n]) for n in range(1, phrases.count("|") + 1)}
    latin = {text for text in able if re.search(r"[!-~]$", text)}  # Qt doesn't break a word there
    assert able - latin == before - latin


def test_no_word_of_the_catalogue_is_broken() -> None:
    broken = [
        text
        for text in japanese()
        for at in NEVER.finditer(text)
        if text[at.start() - 1] + text[at.start()] in kept_together(text)
    ]
    assert not broken


@pytest.mark.parametrize("width", [230, 320, 505])
def test_labels_are_laid_out_so(dressed: object, width: int) -> None:
    every = [text for text in japanese() if 20 < len(text) < 90][::12]
    assert len(every) > 50
    for text in every:
        made = lines(text, width)
        assert "".join(made) == text
        for this, following in pairwise(made):
            assert not NEVER.search(this[-1] + following[0]), made


def test_the_three_steps_of_the_first_window(dressed: object) -> None:
    sentence = "ブラウザで、持ち主（ルートユーザー）としてAWSにサインインします。"
    assert lines(sentence, 230)[-1] == "サインインします。"


def test_latin_words_are_left_alone_but_for_the_space_behind_a_sign() -> None:
    assert kept_together("✓ File sent") == "✓\N{EN SPACE}File sent"
    for text in ("Close it", "An account afterwards", "https://example.com/a", "", "&lt;b&gt;"):
        assert kept_together(text) == text


def test_a_short_last_word_in_english_is_not_alone_in_its_line() -> None:
    assert kept_together("Aikagi makes a user.") == "Aikagi makes a\N{NO-BREAK SPACE}user."
    long = "The vendor signs in by itself afterwards"
    assert kept_together(long) == long


def test_an_amount_is_not_parted_from_its_currency() -> None:
    kept = "100\N{NO-BREAK SPACE}US\N{NO-BREAK SPACE}dollars"
    assert kept in kept_together("It comes near 100 US dollars in the course of a month.")


def test_a_short_name_is_not_broken_at_its_hyphen() -> None:
    joined = kept_together("「vendor-admin」を")
    assert f"r-{JOINER}a" in joined
    for text in ("a-user-of-a-long-name", "https://a.example/a-b"):
        assert f"-{JOINER}" not in kept_together(f"「{text}」を")
    assert kept_together("The vendor record of vendor-admin") == "The vendor record of vendor-admin"


def heard(label: QLabel) -> str:
    """All that a screen reader is told of it."""
    found = QAccessible.queryAccessibleInterface(label)
    return found.text(QAccessible.Text.Name) + found.text(QAccessible.Text.Description)


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.name)
def test_no_joiner_is_heard(desk: Desk, qtbot: QtBot, step: Step) -> None:
    words.install("ja")
    page = page_class(step.name)(desk, step)
    qtbot.addWidget(page)
    page.come()
    labels = page.findChildren(QLabel)
    assert any(JOINER in label.text() for label in labels)
    assert not [label.text() for label in labels if JOINER in heard(label)]


def test_no_joiner_of_a_question_is_heard(qtbot: QtBot) -> None:
    host = QWidget()
    qtbot.addWidget(host)
    more = "そこから入れる人は、入れるままです。あとでホーム画面から決められます。\n次の行です。"
    stay, leave = question.Answer("stay", "先に決める"), question.Answer("leave", "進む")
    box = question.ask(
        host,
        "undecided",
        title="まだ決まっていません",
        text="まだ8件が決まっていません。",
        more=more,
        stay=stay,
        leave=leave,
        then=lambda: None,
    )
    assert f"ホ{JOINER}ー" in box.informativeText(), "no word stands in two lines"
    assert "\n" in box.informativeText()
    assert not [label.text() for label in box.findChildren(QLabel) if JOINER in heard(label)]


@pytest.mark.parametrize("ours", [True, False])
def test_no_joiner_is_copied(
    qapp: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, ours: bool
) -> None:
    label, clipboard = Text("「セキュリティ認証情報」を選びます。"), qapp.clipboard()
    qtbot.addWidget(label)
    monkeypatch.setattr(clipboard, "ownsClipboard", lambda: ours)  # not known without a screen
    keep_plain(clipboard)
    label.setSelection(0, len(label.plain))
    copied = label.selectedText()
    assert JOINER in copied
    clipboard.setText(copied)
    QApplication.processEvents()
    assert clipboard.text() == (copied.replace(JOINER, "") if ours else copied)


def test_no_dot_hangs_at_the_end_of_a_line_or_stands_at_its_start() -> None:
    def fits(text: str) -> bool:
        return len(text) <= 12

    assert parted("one · two · three · and a long one · x", fits) == (
        "one · two\nthree\nand a long one\nx"
    )
    assert parted("one", fits) == "one"
