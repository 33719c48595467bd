"""The review page: what it finds is explained, decided by the customer, and looked at again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QLabel,
    QLineEdit,
    QMessageBox,
    QPlainTextEdit,
    QPushButton,
    QWidget,
    QWizard,
)
from pytestqt.qtbot import QtBot

from app.messages import msg
from app.plan import Action
from app.practice import Practice
from app.review.check import Check
from app.review.decisions import CLOSED, Decision, Decisions, Way
from app.review.finding import SWITCH_OFF, Finding, Remedy, Severity
from tests.ui import account, planted
from tests.ui.account import iam, press, wait
from ui import revocation, theme
from ui.button import Button
from ui.desk import Desk
from ui.pages.revoke_review import RevokeReview
from ui.review_choices import Choices
from ui.review_conclusion import conclusion
from ui.review_rows import title
from ui.review_wizard import ReviewWizard
from ui.revoke_wizard import RevokeWizard
from ui.row import Row
from ui.rowlist import ROW, RowList
from ui.rows import RowDrawing

pytestmark = pytest.mark.keyring
ROLE = "planted_roles:role/SupportAccess"
USER = "planted_users:user/backup-svc"


@pytest.fixture
def desk(signed_in: Desk) -> Desk:
    return signed_in


@pytest.fixture(autouse=True)
def _checks(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr("app.revoke.PAUSES", (0.0, 0.0, 0.0))
    monkeypatch.setattr("ui.looker.PAUSES", ())
    with planted.checks(*planted.CHECKS):
        yield


class Scene:
    """The review in a customer's hands."""

    def __init__(self, desk: Desk, qtbot: QtBot, wanted: str = "") -> None:
        self.desk, self.qtbot = desk, qtbot
        self.host = QWidget()
        qtbot.addWidget(self.host)
        self.window = ReviewWizard(desk, self.host, wanted=wanted)
        self.window.show()

    @property
    def page(self) -> RevokeReview:
        page = self.window.currentPage()
        assert isinstance(page, RevokeReview)
        return page

    def done(self) -> RevokeReview:
        wait(self.qtbot, lambda: not self.page.working)
        return self.page

    def rows(self) -> list[str]:
        listed = self.page.findings
        return [listed.item(n).data(ROW).spoken for n in range(listed.count())]

    def choose(self, finding: str) -> RevokeReview:
        page = self.done()
        assert page.findings.choose(finding)
        return page

    def press(self, name: str) -> None:
        press(self.page, name)

    def offered(self) -> set[str]:
        buttons = self.page.detail.findChildren(QPushButton)
        return {b.objectName() for b in buttons if b.isVisibleTo(self.page) and b.isEnabled()}

    def kept(self) -> Any:
        return Decisions(self.desk.records, self.desk.facts.account).all()


@pytest.fixture
def scene(desk: Desk, qtbot: QtBot) -> Scene:
    planted.plant(desk)
    return Scene(desk, qtbot)


def test_worst_first_in_words_and_what_is_unknown(scene: Scene) -> None:
    page = scene.done()
    rows = scene.rows()
    assert rows[0].startswith("SupportAccess. Very dangerous. The AWS account 999988887777")
    assert rows[1].startswith("backup-svc. Look into it.")
    assert rows[2].startswith("Not seen: The account's telephone number. Unknown. A rule")
    assert rows[3].startswith("Not looked at yet")
    assert "Programs (Lambda)" in rows[3]
    assert page.card.sentence.plain == "For you to decide: 2"
    assert "Not checked: 2. They may be unsafe" in page.card.more.plain  # as the list has them
    assert (
        "AWS's other places (Regions) aren't looked into yet: do that last." in page.card.more.plain
    )
    assert page.isComplete()


def test_the_list_leaves_what_explains_a_word_to_the_words_beside_it(scene: Scene) -> None:
    page = scene.done()
    page.findings.choose(page.findings.values[0])
    listed = page.findings.rows[0].drawn
    assert listed == ("Roles that outsiders may use",)
    assert page.detail.facts.plain.startswith("Roles (rights to borrow) that outsiders may use\n")


def test_nothing_found_is_only_said_where_all_was_looked_at(desk: Desk, qtbot: QtBot) -> None:
    roles, users, phone, functions = planted.CHECKS
    for checks, mark, says in (
        ((roles, users), "good", "Nothing was found"),
        ((roles, phone), "warn", "Nothing was found"),
        ((roles, functions), "warn", "Nothing was found"),
        ((), "warn", "Nothing has been looked at"),
    ):
        with planted.checks(*checks):
            page = Scene(desk, qtbot).done()
            assert page.card.sentence.plain.startswith(says)
            assert page.card.mark.state == mark


def test_detail_says_what_it_is_and_what_would_break(scene: Scene) -> None:
    page = scene.choose(ROLE)
    assert page.detail.isVisible()
    text = " ".join(x.text() for x in page.detail.findChildren(QLabel) if x.isVisible())
    text = text.replace("\N{NO-BREAK SPACE}", " ")
    for said in ("SupportAccess", "without any password", "loses its access"):
        assert said in text
    assert page.detail.word.plain == "Very dangerous"
    assert page.detail.word.isVisible() != page.detail.pair.beside  # beside it the row says so
    assert "Very dangerous" in scene.rows()[0]
    assert "Whether it was there on the day the vendor was let in" in text
    assert "Who did it isn&#x27;t known" in text
    assert scene.offered() == {
        "finding_switch_off",
        "finding_close",
        "finding_keep",
        "finding_ask",
    }
    scene.choose(USER)
    text = " ".join(x.text() for x in page.detail.findChildren(QLabel) if x.isVisible())
    text = text.replace("\N{NO-BREAK SPACE}", " ")
    assert "by vendor-admin" in text
    assert "By hand, in AWS&#x27;s console: Ask who made it." in text
    assert scene.offered() == {"finding_keep", "finding_ask"}


def test_switch_off_is_asked_done_and_seen_then_put_back(
    scene: Scene, desk: Desk, practice: Practice
) -> None:
    page = scene.choose(ROLE)
    scene.press("finding_switch_off")
    assert [c for c in practice.state.calls if "PutRolePolicy" in c] == []
    (row,) = (page.detail.acts.plan.item(n).data(ROW) for n in range(1))
    assert "Deny everything to “SupportAccess”" in row.title
    assert "(monitoring, say) loses its access" in page.detail.acts.breaks.plain
    assert page.detail.acts.breaks.isVisible()
    scene.press("finding_confirm")
    scene.done()
    done = "“SupportAccess”: Switched off. You can put it back later."
    assert page.message.what.plain == done
    assert page.findings.chosen == USER  # the next that is to be decided, at once
    assert iam(desk, "list_role_policies", RoleName="SupportAccess")["PolicyNames"]
    assert page.card.sentence.plain == "For you to decide: 1"
    assert scene.rows()[-1].startswith("SupportAccess. Switched off.")
    assert "it let nobody in any more" in scene.rows()[-1]  # it hasn't vanished
    assert "Not found" not in scene.rows()[-1]
    assert page.findings.choose(f"gone:{ROLE}")
    assert scene.offered() == {"finding_back"}
    scene.press("finding_back")
    assert not page.detail.acts.breaks.isVisible()
    scene.press("finding_confirm")
    scene.done()
    assert page.message.what.plain == "It is put back as it was."
    assert iam(desk, "list_role_policies", RoleName="SupportAccess")["PolicyNames"] == []
    assert scene.rows()[0].startswith("SupportAccess. Very dangerous")


def test_nothing_is_done_where_the_customer_thinks_again(scene: Scene, practice: Practice) -> None:
    scene.choose(ROLE)
    scene.press("finding_close")
    scene.press("finding_leave")
    assert not scene.page.detail.acts.isVisible()
    assert scene.page.detail.choices.close_it.hasFocus()
    scene.press("finding_close")
    scene.choose(USER)  # another is chosen: what was asked about the first is gone
    assert not scene.page.detail.acts.isVisible()
    assert [c for c in practice.state.calls if "PutRolePolicy" in c or "Detach" in c] == []
    assert scene.kept() == {}


def test_keep_needs_a_reason(scene: Scene, desk: Desk, qtbot: QtBot) -> None:
    page = scene.choose(USER)
    scene.press("finding_keep")
    line = page.findChild(QLineEdit, "keep_reason")
    assert line is not None
    assert line.hasFocus()
    assert not page.detail.acts.go.isEnabled()
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert "why" in page.detail.acts.note.plain
    assert scene.kept() == {}
    line.setText("バックアップの会社が使う")
    scene.press("finding_confirm")
    scene.done()
    assert scene.kept()[USER].reason == "バックアップの会社が使う"
    assert scene.rows()[-1].startswith("backup-svc. Kept.")
    assert "バックアップの会社が使う" in scene.rows()[-1]
    again = Scene(desk, qtbot)  # another day
    page = again.done()
    assert page.card.sentence.plain == "For you to decide: 1"
    assert again.rows()[-1].startswith("backup-svc. Kept.")


@pytest.mark.parametrize(("language", "says"), [("ask_ja", "SupportAccess"), ("ask_en", "going")])
def test_ask_the_vendor_in_its_language(scene: Scene, language: str, says: str) -> None:
    page = scene.choose(ROLE)
    scene.press("finding_ask")
    scene.press(language)
    text = page.findChild(QPlainTextEdit, "ask_text")
    assert text is not None
    assert says in text.toPlainText()
    wanted = text.toPlainText()
    scene.press("finding_confirm")
    scene.done()
    assert QGuiApplication.clipboard().text() == wanted
    assert scene.kept()[ROLE].kind == "asked"
    assert scene.rows()[-1].startswith("SupportAccess. Asked about.")


def test_what_is_asked_stands_there_in_the_language_of_the_screen(scene: Scene) -> None:
    page = scene.choose(ROLE)
    scene.press("finding_ask")
    text = page.findChild(QPlainTextEdit, "ask_text")
    assert text is not None
    assert "We are going through our AWS account" in text.toPlainText()


def test_every_region_on_demand(scene: Scene) -> None:
    page = scene.done()
    scene.press("review_sweep")
    assert page.working
    scene.done()
    assert any(row.startswith("resurrect. Dangerous.") for row in scene.rows())
    assert not page.sweep.isVisible()
    assert not any("Not looked at yet" in row for row in scene.rows())
    assert sum(row.startswith("SupportAccess") for row in scene.rows()) == 1


def test_stopping_the_look_is_said_and_what_was_found_by_then_is_kept(
    desk: Desk, qtbot: QtBot
) -> None:
    planted.plant(desk)
    with planted.checks(*planted.CHECKS[:2], planted.SLOW):
        scene = Scene(desk, qtbot)
        page = scene.page
        wait(qtbot, lambda: page.findings.count() == 2)  # as they are known
        assert "so far: 2" in page.card.more.plain
        page.findings.choose(ROLE)
        assert scene.offered() == set()  # nothing is decided on half a look
        scene.press("cancel_work")
        scene.done()
    assert "stopped" in page.card.more.plain
    assert page.card.mark.state != "good"
    assert "Not seen: Machines. Unknown" in scene.rows()[2]
    scene.press("review_again")
    scene.done()
    assert "stopped" not in page.card.more.plain


def test_skipping_leads_to_the_report(desk: Desk, qtbot: QtBot) -> None:
    with planted.checks(planted.SLOW):
        scene = Scene(desk, qtbot)
        wait(qtbot, lambda: scene.page.working)
        scene.press("review_skip")
        wait(qtbot, lambda: scene.window.currentPage().objectName() == "revoke_report")
        assert revocation.of(desk).reviewing.skipped
        side = scene.window.sidebar
        assert side.list.item(0).data(side.SPOKEN) == "1. Other ways in, something is open"
        scene.window.back()
        assert "skipped" in scene.page.card.sentence.plain
        assert scene.page.card.mark.state == "warn"


def cut_short(scene: Scene, practice: Practice) -> None:
    """A closing whose first call is done, and whose second one AWS refuses."""
    scene.choose(ROLE)
    practice.state.fail("iam:DetachRolePolicy", "AccessDenied", 403, times=9)
    scene.press("finding_close")
    scene.press("finding_confirm")
    scene.done()
    assert scene.page.message.isVisible()
    wait(scene.qtbot, lambda: bool(scene.page.reviewing.decisions))
    assert not scene.kept()[ROLE].finished
    practice.state.clear()


def test_what_aws_refuses_is_said_and_can_be_put_back(scene: Scene, practice: Practice) -> None:
    cut_short(scene, practice)
    scene.press("review_again")
    page = scene.done()
    assert "Begun, but not finished: 1" in page.card.sentence.plain
    assert page.card.mark.state == "bad"
    (row,) = (row for row in scene.rows() if row.startswith("SupportAccess"))
    assert row.startswith("SupportAccess. Not finished.")  # though it isn't found any more
    page.findings.choose(f"gone:{ROLE}")
    assert (page.detail.word.plain, page.detail.mark.state) == ("Not finished", "warn")
    scene.press("finding_back")
    scene.press("finding_confirm")
    scene.done()
    assert scene.rows()[0].startswith("SupportAccess. Very dangerous")


def test_what_was_cut_short_is_gone_on_with_after_a_restart(
    scene: Scene, desk: Desk, practice: Practice, qtbot: QtBot
) -> None:
    cut_short(scene, practice)
    again = Scene(desk, qtbot)
    page = again.done()
    assert again.rows()[1].startswith("SupportAccess. Not finished.")
    page.findings.choose(f"gone:{ROLE}")
    assert again.offered() == {"finding_go_on", "finding_back"}
    again.press("finding_go_on")
    (row,) = (page.detail.acts.plan.item(n).data(ROW) for n in range(1))
    assert "Take the rights" in row.title
    again.press("finding_confirm")
    again.done()
    done = "“SupportAccess”: Taken away. A look afterwards didn't find it any more."
    assert page.message.what.plain == done
    assert page.findings.choose(f"gone:{ROLE}")
    attached = iam(desk, "list_attached_role_policies", RoleName="SupportAccess")
    assert attached["AttachedPolicies"] == []
    assert again.rows()[-1].startswith("SupportAccess. Taken away.")
    assert page.detail.mark.state == "good"
    assert again.offered() == {"finding_back"}


def test_gone_on_with_where_it_is_there_again(scene: Scene, desk: Desk, practice: Practice) -> None:
    cut_short(scene, practice)
    scene.press("review_again")
    page = scene.done()
    page.findings.choose(f"gone:{ROLE}")
    (block,) = iam(desk, "list_role_policies", RoleName="SupportAccess")["PolicyNames"]
    iam(desk, "delete_role_policy", RoleName="SupportAccess", PolicyName=block)
    scene.press("finding_go_on")
    scene.press("finding_confirm")
    scene.done()
    assert iam(desk, "list_role_policies", RoleName="SupportAccess")["PolicyNames"] == [block]
    assert scene.kept()[ROLE].finished


def test_nothing_is_called_done_where_it_could_not_be_looked_at_before(
    scene: Scene, desk: Desk, practice: Practice
) -> None:
    page = scene.choose(ROLE)
    scene.press("finding_switch_off")
    practice.state.fail("iam:GetAccountAuthorizationDetails", "AccessDenied", 403, times=99)
    scene.press("finding_confirm")
    scene.done()
    assert iam(desk, "list_role_policies", RoleName="SupportAccess")["PolicyNames"] == []
    assert ROLE not in scene.kept()
    assert "It was done" not in page.message.what.plain


def test_nothing_is_called_done_where_somebody_else_was_first(scene: Scene, desk: Desk) -> None:
    page = scene.choose(ROLE)
    scene.press("finding_switch_off")
    iam(desk, "detach_role_policy", RoleName="SupportAccess", PolicyArn=planted.ADMINISTRATOR)
    iam(desk, "delete_role", RoleName="SupportAccess")
    scene.press("finding_confirm")
    scene.done()
    assert ROLE not in scene.kept()
    assert not page.message.what.plain.startswith("Done.")


def test_what_was_cut_short_is_not_gone_on_with_unseen(
    scene: Scene, desk: Desk, practice: Practice
) -> None:
    cut_short(scene, practice)
    scene.press("review_again")
    page = scene.done()
    page.findings.choose(f"gone:{ROLE}")
    scene.press("finding_go_on")
    practice.state.fail("iam:GetAccountAuthorizationDetails", "AccessDenied", 403, times=99)
    scene.press("finding_confirm")
    scene.done()
    assert not scene.kept()[ROLE].finished
    assert "It was done" not in page.message.what.plain


def test_what_was_closed_is_not_called_gone_where_nobody_looked(desk: Desk, qtbot: QtBot) -> None:
    scene = Scene(desk, qtbot)
    scene.done()
    function = "planted_functions:function/resurrect"
    way = Way("x", back=Action("y", "delete_role", {"RoleName": "x"}, msg("Back")), begun=True)
    kept = Decision(function, CLOSED, "2026-01-01T00:00:00+00:00", subject="resurrect", ways=(way,))
    Decisions(desk.records, desk.facts.account).keep(kept)
    scene.press("review_again")
    page = scene.done()
    (row,) = (row for row in scene.rows() if row.startswith("resurrect"))
    assert "wasn't looked for" in row
    review = page.reviewing.review
    assert review is not None
    page.reviewing.review = replace(review, findings=())  # nothing else is left to decide
    _state, sentence, more = conclusion(page.reviewing)
    assert sentence.endswith("But not everything was looked at.")
    assert "not checked this time: resurrect." in more
    page.refresh()
    following = page.wizard().button(QWizard.WizardButton.NextButton)
    assert isinstance(following, Button)
    buttons = (page.again, page.sweep, following)
    blue = [made.primary for made in buttons]
    assert blue == [False, True, False], "that kind is only looked for in every Region"
    page.reviewing.review = replace(review, findings=(), not_swept=())
    page.refresh()
    assert [made.primary for made in buttons] == [True, False, False]
    assert "Not found any more" not in row
    page.findings.choose(f"gone:{function}")
    assert page.detail.mark.state == "unknown"


def test_what_has_to_be_put_back_first_is_named(scene: Scene, desk: Desk) -> None:
    scene.done()
    back = Action("y", "delete_role", {"RoleName": "x"}, msg("Back"))
    kept = Decisions(desk.records, desk.facts.account)
    for number, said in ((1, "Some may use it."), (2, "Everybody may use it.")):
        way = Way("trust-Both", back=back, begun=True, order=number)
        finding, when = f"planted_functions:{number}", "2026-01-01T00:00:00+00:00"
        what = msg(said)
        kept.keep(Decision(finding, CLOSED, when, subject="Both", what=what, ways=(way,)))
    scene.press("review_again")
    page = scene.done()
    page.findings.choose("gone:planted_functions:1")
    scene.press("finding_back")
    scene.press("finding_confirm")
    scene.done()
    assert "“Both” (Everybody may use it.)" in page.message.what.plain
    assert "put it back first" in page.message.next.plain
    assert kept.all()["planted_functions:1"].kind == CLOSED


def test_keeping_leaves_the_way_back(scene: Scene, practice: Practice, desk: Desk) -> None:
    cut_short(scene, practice)
    (block,) = iam(desk, "list_role_policies", RoleName="SupportAccess")["PolicyNames"]
    iam(desk, "delete_role_policy", RoleName="SupportAccess", PolicyName=block)
    scene.press("review_again")
    page = scene.done()
    page.findings.choose(ROLE)
    scene.press("finding_keep")
    page.detail.acts.reason.setText("ours")
    scene.press("finding_confirm")
    scene.done()
    assert scene.kept()[ROLE].kind == "kept"
    assert page.message.what.plain == "This is noted, but it stays open."
    assert "isn't finished" in scene.rows()[0]
    page.findings.choose(ROLE)
    scene.press("finding_back")
    scene.press("finding_confirm")
    scene.done()
    assert scene.kept()[ROLE].kind == "put_back"


def test_signed_out_in_between(scene: Scene, desk: Desk, practice: Practice) -> None:
    page = scene.done()
    desk.sign_out()
    wait(scene.qtbot, lambda: desk.session is None)
    scene.press("review_again")
    assert page.message.isVisible()
    assert page.message.again.isVisible()


def test_by_the_keyboard_alone(scene: Scene, desk: Desk) -> None:
    page = scene.done()
    page.findings.setFocus()
    QTest.keyClick(page.findings, Qt.Key.Key_Home)
    assert page.findings.chosen == ROLE
    seen = set()
    for _ in range(12):
        focus = scene.window.focusWidget()
        assert focus is not None
        seen.add(focus.objectName())
        if focus.objectName() == "finding_switch_off":
            break
        QTest.keyClick(focus, Qt.Key.Key_Tab)
    assert "finding_switch_off" in seen
    QTest.keyClick(page.detail.choices.switch_off, Qt.Key.Key_Space)
    assert page.detail.acts.go.hasFocus()
    QTest.keyClick(page.detail.acts.go, Qt.Key.Key_Return)
    wait(scene.qtbot, lambda: "Switched off." in page.message.what.plain and not page.working)
    assert page.findings.hasFocus()


def test_enter_passes_nothing_by(scene: Scene) -> None:
    page = scene.done()
    wait(scene.qtbot, page.findings.hasFocus)
    next_button: Any = scene.window.button(QWizard.WizardButton.NextButton)
    assert not next_button.primary
    for finding in (ROLE, USER):
        scene.choose(finding)
        scene.press("finding_keep")
        assert not page.detail.acts.go.isEnabled()
        page.detail.acts.reason.setText("ours")
        QTest.keyClick(page.detail.acts.reason, Qt.Key.Key_Return)
        scene.done()
    assert scene.page is page  # Enter in the line gave the reason, and went nowhere
    assert next_button.primary
    assert page.card.sentence.plain == "Everything that was found is decided."


def test_the_side_list_says_what_was_left_undecided(scene: Scene) -> None:
    page, side = scene.done(), scene.window.sidebar

    def said() -> str:
        wait(scene.qtbot, lambda: scene.window.currentPage() is not page)
        return str(side.list.item(0).data(side.SPOKEN))

    scene.window.next()
    box = page.findChild(QMessageBox, "pass_undecided")
    assert box is not None
    press(box, "go_on_undecided")
    assert said() == "1. Other ways in, something is open"
    scene.window.back()
    for finding in (ROLE, USER):
        scene.choose(finding)
        scene.press("finding_keep")
        page.detail.acts.reason.setText("ours")
        scene.press("finding_confirm")
    scene.done()
    scene.window.next()
    assert said() == "1. Other ways in, done"


def test_how_much_lies_below_is_said_while_it_does(desk: Desk, qtbot: QtBot) -> None:
    many = [
        Finding(f"many:{n}", "B1", Severity.LOW, f"user-{n}", msg("A user."), msg(""))
        for n in range(12)
    ]
    with planted.checks(Check(("B1",), "many", msg("Many"), (), lambda _view: many)):
        scene = Scene(desk, qtbot)
        page = scene.done()
    bar = page.findings.verticalScrollBar()
    foot = page.detail.listed.foot
    wait(qtbot, lambda: bar.maximum() > 0 and foot.isVisible())
    bar.setValue(0)
    assert foot.plain.startswith(f"↓ {page.findings.below} more below")
    assert 0 < page.findings.below < page.findings.count()
    assert "above" not in foot.plain
    page.findings.setCurrentRow(6)
    page.findings.scrollTo(page.findings.model().index(6, 0))
    assert page.findings.below > 0
    wait(qtbot, lambda: foot.plain.endswith(f"↑ {page.findings.above} above"))
    assert page.findings.above > 0
    bar.setValue(bar.maximum())
    assert foot.plain == f"That is all of them: {page.findings.count()}"


def test_the_list_ends_below_a_row(desk: Desk, qtbot: QtBot) -> None:
    """What is cut would look like a fault, or like all there is to read of it."""
    many = [
        Finding(f"many:{n}", "B1", Severity.LOW, f"user-{n}", msg("A user."), msg(""))
        for n in range(12)
    ]
    with planted.checks(Check(("B1",), "many", msg("Many"), (), lambda _view: many)):
        scene = Scene(desk, qtbot)
        page = scene.done()
    shown = page.findings
    wait(qtbot, page.detail.listed.foot.isVisible)
    for more in (0, 7, 19, 31):
        scene.window.resize(scene.window.width(), scene.window.height() + more)
        wait(qtbot, lambda: not shown.verticalScrollBar().value())
        feet = [shown.visualItemRect(shown.item(n)).bottom() for n in range(shown.count())]
        high = shown.viewport().height()
        assert min(abs(high - at) for at in feet) <= 3


def test_what_the_list_counts_adds_up_to_what_stands_above_it(desk: Desk, qtbot: QtBot) -> None:
    many = [
        Finding(f"many:{n}", "B1", Severity.LOW, f"user-{n}", msg("A user."), msg(""))
        for n in range(12)
    ]
    found = Check(("B1",), "many", msg("Many"), (), lambda _view: many)
    with planted.checks(found, *planted.CHECKS[2:]):
        scene = Scene(desk, qtbot)
        page = scene.done()
    bar, foot = page.findings.verticalScrollBar(), page.detail.listed.foot
    wait(qtbot, lambda: bar.maximum() > 0 and foot.isVisible())
    assert page.card.sentence.plain == "For you to decide: 12"
    assert "Not checked: 2." in page.card.more.plain
    bar.setValue(0)
    seen = 14 - page.findings.below
    decide = f"↓ {page.findings.below} more below: to decide: {12 - seen}"
    assert foot.plain == f"{decide}\nnot checked: 2"  # where a line ends no dot hangs
    bar.setValue(bar.maximum())
    assert foot.plain == "That is all of them: 14 · to decide: 12\nnot checked: 2"


def test_what_can_be_done_says_how_it_differs_and_what_to_do_in_doubt(scene: Scene) -> None:
    choices = scene.choose(ROLE).detail.choices
    off = "Not your company's? Switch it off. Unsure? Ask first."
    apart = "Switched off, it stays, unusable. Taken away, it is gone. Both can be undone."
    assert choices.advice.plain == off
    assert scene.page.detail.apart.plain == apart
    assert choices.advice.isVisible()
    assert [made.text() for made in choices.buttons().values() if made.isVisible()] == [
        "Switch off (can undo) …",
        "Ask about it …",
        "Take away (delete) …",
        "Keep (say why) …",
    ]
    assert choices.switch_off.primary
    scene.choose(USER)  # nothing can be put back there: who doesn't know asks
    by_hand = "Not sure? 1. Ask whoever may use it. 2. If the answer is no good, close it by hand."
    assert choices.advice.plain == by_hand
    assert [made.objectName() for made in choices.buttons().values() if made.primary] == [
        "finding_ask"
    ]
    scene.press("finding_keep")
    scene.page.detail.acts.reason.setText("ours")
    scene.press("finding_confirm")
    scene.done()
    scene.choose(USER)
    assert not choices.advice.isVisible()
    scene.choose(ROLE)
    scene.press("finding_keep")
    scene.page.detail.acts.reason.setText("ours")
    scene.press("finding_confirm")
    scene.done()
    assert not scene.choose(ROLE).detail.apart.isVisible()  # nothing is to be chosen any more


@pytest.mark.parametrize("severity", [Severity.MEDIUM, Severity.HIGH])
def test_the_first_in_words_is_blue_and_in_front(
    dressed: object, qtbot: QtBot, severity: Severity
) -> None:
    choices, off = Choices(), Remedy(SWITCH_OFF, msg("Off"), ())
    qtbot.addWidget(choices)
    choices.resize(theme.em(60), theme.em(10))
    choices.offer(
        Finding("x:1", "C1", severity, "Door", msg("It."), msg("x"), (off,)), None, busy=False
    )
    choices.show()
    first, then = choices.switch_off, choices.ask
    if severity < Severity.HIGH:
        first, then = then, first
        assert choices.advice.plain.startswith("Not sure? 1. Ask whoever may use it. 2.")
        assert choices.advice.plain.endswith("switch it off.")
    wait(qtbot, lambda: first.x() < then.x())
    assert first.primary
    assert not then.primary


def test_a_tag_goes_below_a_name_that_has_no_room_beside_it(qtbot: QtBot) -> None:
    rows = RowList("rows", "Rows")
    qtbot.addWidget(rows)
    row = Row("MonitoringAccess", tag="Very dangerous", mark="bad", value="x")
    line = QFontMetrics(theme.font()).horizontalAdvance(row.title)
    rows.fill([row])
    drawing = rows.itemDelegate()
    assert isinstance(drawing, RowDrawing)
    wide, narrow = (drawing._place(row, line + theme.em(more)) for more in (24, 5))
    assert wide.tag.top() == wide.title.top()
    assert narrow.title.height() == wide.title.height()  # in one piece
    assert narrow.tag.top() > narrow.title.bottom()
    assert narrow.height > wide.height


def test_what_aws_names_by_a_word_alone_is_named_in_words() -> None:
    assert title("contacts:SECURITY", "SECURITY") == "The contact for security (SECURITY)"
    assert title("planted_users:user/SECURITY", "SECURITY") == "SECURITY"


def test_after_shutting_out_the_review_comes_by_itself(
    desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    from app import handover_baseline
    from app.work import Token

    made = account.let_in(desk, tmp_path)
    assert desk.session is not None
    found = handover_baseline.take_baseline(desk.session, made, Token())
    handover_baseline.keep_baseline(made.id, desk.records, found)
    planted.plant(desk)
    host = QWidget()
    qtbot.addWidget(host)
    wizard = RevokeWizard(desk, host, wanted=made.user_id)
    wizard.show()

    def at(name: str) -> bool:
        page: Any = wizard.currentPage()
        return bool(page.objectName() == name and not page.working)

    wait(qtbot, lambda: at("revoke_choose"))
    wizard.next()
    wait(qtbot, lambda: at("revoke_preview"))
    page: Any = wizard.currentPage()
    page.name.setText("vendor-admin")
    wait(qtbot, page.go_button.isEnabled)
    press(page, "revoke_now")
    wait(qtbot, lambda: at("revoke_review"))
    page = wizard.currentPage()
    shared = revocation.of(desk)
    assert shared.reviewing.review is not None
    assert shared.reviewing.review.baseline_of is not None
    finding = shared.reviewing.finding(ROLE)
    assert finding is not None
    assert finding.new
    assert "new since the vendor was let in" in page.findings.item(0).data(ROW).spoken
    assert "no picture of the account" not in page.card.more.plain
    wizard.button(QWizard.WizardButton.NextButton).click()
    assert at("revoke_review")  # what isn't decided is asked about first
    asked = wizard.findChild(QPushButton, "decide_first")
    assert asked is not None
    assert asked.isDefault()
    asked.click()
    wait(qtbot, lambda: wizard.findChild(QPushButton, "decide_first") is None)
    assert at("revoke_review")
    wizard.button(QWizard.WizardButton.NextButton).click()
    press(wizard, "go_on_undecided")
    wait(qtbot, lambda: at("revoke_report"))
